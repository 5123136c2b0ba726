"""The HTTP server as a process of its own, before a real model service that speaks by espeak-ng."""

from __future__ import annotations

import select
import socket
from typing import TYPE_CHECKING

import httpx
import openai
import pytest

from kokoro_ipc import address, tcp
from tests.aside import Aside
from tests.integration.activated import READY_SECONDS, activated, refused
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from pathlib import Path

MODULE = "kokoro_api"
TEXT = "Hello there, my friend. This is a longer text, which has two sentences."


def test_from_nothing_to_sound_by_openais_client(listener: socket.socket, environ: dict[str, str]) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with activated(MODULE, listener, environ), openai.OpenAI(base_url=f"{url}/v1", api_key="none") as theirs:
        speech = theirs.audio.speech.with_streaming_response
        with speech.create(model="kokoro", voice="nova", input=TEXT, response_format="pcm") as answer:
            sound = b"".join(answer.iter_bytes())
        ready = httpx.get(f"{url}/readyz", timeout=20).json()
    assert len(sound) > 3 * 48_000
    assert any(sound)
    assert "espeak" in ready["engines"]


def test_requests_while_an_idle_server_leaves_are_answered_by_the_next(
    listener: socket.socket, environ: dict[str, str]
) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/healthz"
    generations = 0

    def ask_two_generations() -> list[int]:
        answers = [httpx.get(url, timeout=20).status_code for _ in range(12)]
        while generations < 2:
            answers.append(httpx.get(url, timeout=20).status_code)
        return answers

    asking = Aside(ask_two_generations)
    while asking.is_alive():
        if select.select([listener], [], [], 0.05)[0]:  # as systemd waits
            generations += 1
            with activated(MODULE, listener, environ, "--idle", "0.01") as process:
                assert process.wait(READY_SECONDS) == 0
    assert set(asking.outcome()) == {200}


def test_the_model_service_starts_with_the_server(listener: socket.socket, environ: dict[str, str]) -> None:
    with activated(MODULE, listener, environ):
        httpx.get(f"http://127.0.0.1:{listener.getsockname()[1]}/healthz", timeout=20)
        until(lambda: address.is_running(environ["KOKORO_SOCKET"]))


def test_nothing_is_held_back_to_be_sent_with_more() -> None:
    """A socket of one's own is as quick as systemd's: asyncio turns Nagle's delay off where it sees TCP."""
    (listener,) = tcp.listeners("127.0.0.1", 0)
    with listener:
        assert listener.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_a_server_for_other_machines_wants_keys(host: str, environ: dict[str, str], tmp_path: Path) -> None:
    command = ("--host", host, "--port", "0")
    assert "--key-file" in refused(MODULE, environ, *command)
    (tmp_path / "keys").write_text("\n\n")
    assert "there is no key" in refused(MODULE, environ, *command, "--key-file", str(tmp_path / "keys"))
