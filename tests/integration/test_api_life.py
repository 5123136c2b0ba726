"""The HTTP server as a process of its own, before a real model service that speaks by espeak-ng."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import openai
import pytest

from kokoro_api.__main__ import _sockets, options
from kokoro_ipc import address, channel, message
from tests.aside import Aside
from tests.integration.api_process import activated
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READY_SECONDS = 15.0
TEXT = "Hello there, my friend. This is a longer text, which has two sentences."


def environment(directory: Path) -> dict[str, str]:
    homes = {f"XDG_{kind}_HOME": str(directory / kind) for kind in ("CACHE", "STATE", "DATA", "CONFIG")}
    runtime = directory / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    socket_path = str(runtime / "model.sock")
    return {**os.environ, **homes, "XDG_RUNTIME_DIR": str(runtime), "KOKORO_SOCKET": socket_path}


@pytest.fixture
def environ(tmp_path: Path) -> Iterator[dict[str, str]]:
    """That of a user without files of Kokoro's; the model service that a server starts is stopped."""
    made = environment(tmp_path)
    yield made
    with (
        contextlib.suppress(FileNotFoundError, ConnectionRefusedError),
        channel.connect(made["KOKORO_SOCKET"]) as model,
    ):
        model.send(message.Shutdown())
        model.receive(10.0)


def test_from_nothing_to_sound_by_openais_client(listener: socket.socket, environ: dict[str, str]) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with activated(listener, environ), openai.OpenAI(base_url=f"{url}/v1", api_key="none") as theirs:
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
    asking = Aside(lambda: [httpx.get(url, timeout=20).status_code for _ in range(12)])
    generations = 0
    while asking.is_alive():
        if select.select([listener], [], [], 0.05)[0]:  # as systemd waits
            with activated(listener, environ, "--idle", "0.01") as process:
                assert process.wait(READY_SECONDS) == 0
            generations += 1
    assert asking.outcome() == [200] * 12
    assert generations > 1


def test_the_model_service_starts_with_the_server(listener: socket.socket, environ: dict[str, str]) -> None:
    with activated(listener, environ):
        httpx.get(f"http://127.0.0.1:{listener.getsockname()[1]}/healthz", timeout=20)
        until(lambda: address.is_running(environ["KOKORO_SOCKET"]))


def test_nothing_is_held_back_to_be_sent_with_more(environ: dict[str, str]) -> None:
    """A socket of one's own is as quick as systemd's: asyncio turns Nagle's delay off where it sees TCP."""
    parser = options(environ)
    (listener,) = _sockets(parser.parse_args(["--port", "0"]), parser)
    with listener:
        assert listener.proto == socket.IPPROTO_TCP


def refused(command: list[str], environ: dict[str, str]) -> str:
    """Why a command line is wrong."""
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 2
    return done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_a_server_for_other_machines_wants_keys(host: str, environ: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kokoro_api", "--host", host, "--port", "0"]
    assert "--key-file" in refused(command, environ)
    (tmp_path / "keys").write_text("\n\n")
    assert "there is no key" in refused([*command, "--key-file", str(tmp_path / "keys")], environ)
