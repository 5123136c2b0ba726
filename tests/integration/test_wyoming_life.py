"""The Wyoming server as a process of its own, before a real model service that speaks by espeak-ng."""

from __future__ import annotations

import asyncio
import select
import signal
from typing import TYPE_CHECKING

import pytest
from wyoming.info import Describe, Info
from wyoming.ping import Ping
from wyoming.tts import Synthesize, SynthesizeVoice

from tests.aside import Aside
from tests.integration.activated import READY_SECONDS, activated, refused
from tests.wyoming_server import SECONDS, Client

if TYPE_CHECKING:
    import socket

MODULE = "kokoro_wyoming"


def client(listener: socket.socket) -> Client:
    return Client("127.0.0.1", listener.getsockname()[1], connect_timeout=SECONDS, read_timeout=SECONDS)


def test_from_nothing_to_sound(listener: socket.socket, environ: dict[str, str]) -> None:
    async def ask() -> tuple[Info, bytes]:
        async with client(listener) as asking:
            await asking.say(Describe(), Synthesize("Guten Tag, wie geht es?", SynthesizeVoice(language="de-DE")))
            return Info.from_event(await asking.hear()), await asking.hear_sound()

    with activated(MODULE, listener, environ):
        info, sound = asyncio.run(ask())
    makers = {voice.attribution.name for voice in info.tts[0].voices}
    assert makers == {"hexgrad", "espeak-ng"}
    assert len(info.tts[0].voices) > 150
    assert len(sound) > 48_000
    assert any(sound)


def test_clients_while_an_idle_server_leaves_are_answered_by_the_next(
    listener: socket.socket, environ: dict[str, str]
) -> None:
    async def ask() -> str:
        async with client(listener) as asking:
            await asking.say(Ping())
            return str((await asking.hear()).type)

    generations = 0

    def ask_two_generations() -> list[str]:
        answers = [asyncio.run(ask()) for _ in range(12)]
        while generations < 2:
            answers.append(asyncio.run(ask()))
        return answers

    asking = Aside(ask_two_generations)
    while asking.is_alive():
        if select.select([listener], [], [], 0.05)[0]:  # as systemd waits
            generations += 1
            with activated(MODULE, listener, environ, "--idle", "1e-6") as process:
                assert process.wait(READY_SECONDS) == 0
    assert set(asking.outcome()) == {"pong"}


def test_a_signal_ends_it_at_once_with_a_client_connected(listener: socket.socket, environ: dict[str, str]) -> None:
    async def ask() -> int:
        with activated(MODULE, listener, environ) as process:
            async with client(listener) as asking:
                await asking.say(Ping())
                await asking.hear()
                process.send_signal(signal.SIGTERM)
                await asking.hear_end()
            return process.wait(READY_SECONDS)

    assert asyncio.run(ask()) == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_other_machines_are_let_in_only_where_that_is_said(host: str, environ: dict[str, str]) -> None:
    assert "--open 1" in refused(MODULE, environ, "--host", host, "--port", "0")


def test_nothing_is_announced_that_nobody_else_could_reach(environ: dict[str, str]) -> None:
    assert "--host 0.0.0.0" in refused(MODULE, environ, "--port", "0", "--zeroconf", "kokoro")
