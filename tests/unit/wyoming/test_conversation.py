"""Conversations with Wyoming's own client."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wyoming.error import Error
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeVoice,
)

from kokoro_ipc.errors import NOTHING_TO_SAY
from kokoro_wyoming.conversation import WAITING
from kokoro_wyoming.reading import LARGEST
from kokoro_wyoming.server import MOST_CLIENTS
from tests.tone import ToneEngine, bare, text_of
from tests.tone_model import ToneModel
from tests.unit.model.peers import until
from tests.wyoming_server import Client, WyomingServer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

TEXT = "Hello there, my friend. This is a longer text, which has two sentences."
Result = TypeVar("Result")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[WyomingServer]:
    with WyomingServer(ToneModel(tmp_path)) as running:
        yield running


def talk(server: WyomingServer, talking: Callable[[Client], Awaitable[Result]]) -> Result:
    """What comes of talking to the server."""

    async def connected() -> Result:
        async with server.client() as client:
            return await talking(client)

    return asyncio.run(connected())


async def refusal(client: Client) -> Error:
    """Why the server hangs up."""
    event = await client.hear()
    assert Error.is_type(event.type), event
    await client.hear_end()
    return Error.from_event(event)


# --- what there is


def test_describe_tells_of_every_voice_and_blend_and_of_streaming(server: WyomingServer) -> None:
    server.model.service.engines.catalogue.keep("duo", "af_bella(2)+af_sky")

    async def ask(client: Client) -> Info:
        await client.say(Describe())
        return Info.from_event(await client.hear())

    (program,) = talk(server, ask).tts
    assert program.installed
    assert program.supports_synthesize_streaming
    voices = {voice.name: voice for voice in program.voices}
    assert set(voices) == {str(told["name"]) for told in server.model.service.voices()}
    assert voices["duo"].languages == voices["af_heart"].languages == ["en-US"]
    assert all(voice.installed for voice in voices.values())


def test_ping_is_answered(server: WyomingServer) -> None:
    async def ask(client: Client) -> Pong:
        await client.say(Ping(text="here"))
        return Pong.from_event(await client.hear())

    assert talk(server, ask).text == "here"


# --- texts


@pytest.mark.parametrize(
    ("voice", "spoken"),
    [
        (None, "af_heart"),
        (SynthesizeVoice(name="bf_emma"), "bf_emma"),
        (SynthesizeVoice(name="af_bella(2)+af_sky"), "af_bella(2)+af_sky"),
        (SynthesizeVoice(language="en"), "af_heart"),
        (SynthesizeVoice(language="fr_FR"), "ff_siwis"),
    ],
)
def test_a_text_is_heard_in_the_voice_that_was_asked_for(
    server: WyomingServer, voice: SynthesizeVoice | None, spoken: str
) -> None:
    async def ask(client: Client) -> bytes:
        await client.say(Synthesize(TEXT, voice))
        return await client.hear_sound()

    assert text_of(talk(server, ask)) == bare(TEXT)
    engine = server.model.engine
    assert {request.voice for request in engine.requests} == {spoken}


@pytest.mark.parametrize("text", ["", "***"])
def test_a_text_that_says_nothing_is_refused(server: WyomingServer, text: str) -> None:
    async def ask(client: Client) -> Error:
        await client.say(Synthesize(text))
        return await refusal(client)

    assert talk(server, ask).code == NOTHING_TO_SAY


def test_texts_are_heard_one_after_the_other(server: WyomingServer) -> None:
    async def ask(client: Client) -> list[str]:
        await client.say(Synthesize("One."), SynthesizeStart(), SynthesizeChunk("Two."), SynthesizeStop())
        await client.say(Synthesize("Three."))
        first, second = await client.hear_sound(), await client.hear_sound()
        assert SynthesizeStopped.is_type((await client.hear()).type)
        return [text_of(sound) for sound in (first, second, await client.hear_sound())]

    assert talk(server, ask) == ["One.", "Two.", "Three."]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(TEXT)), max_size=8))
def test_chunks_may_split_words_and_the_whole_text_may_come_again(server: WyomingServer, cuts: list[int]) -> None:
    chunks = [SynthesizeChunk(TEXT[a:b]) for a, b in itertools.pairwise([0, *sorted(cuts), len(TEXT)])]

    async def ask(client: Client) -> str:
        await client.say(SynthesizeStart(), *chunks, Synthesize(TEXT), SynthesizeStop())
        sound = await client.hear_sound()
        assert SynthesizeStopped.is_type((await client.hear()).type)
        return text_of(sound)

    assert talk(server, ask) == bare(TEXT)


def test_a_stream_is_heard_while_its_text_still_comes(server: WyomingServer) -> None:
    async def ask(client: Client) -> None:
        await client.say(SynthesizeStart(), SynthesizeChunk("Hello there, my friend. An"))
        assert (await client.hear()).type == "audio-start"
        heard = (await client.hear()).payload
        assert heard
        await client.say(SynthesizeChunk("d this."), SynthesizeStop())
        while (event := await client.hear()).type == "audio-chunk":
            assert event.payload
            heard += event.payload
        assert text_of(heard) == bare("Hello there, my friend. And this.")

    talk(server, ask)


# --- what goes wrong


def test_an_unknown_voice_is_told_to_a_client_that_is_still_sending(server: WyomingServer) -> None:
    async def ask(client: Client) -> Error:
        await client.say(SynthesizeStart(SynthesizeVoice(name="af_nobody")))
        await client.say(*[SynthesizeChunk("Hello there. ")] * 200)
        return await refusal(client)

    assert talk(server, ask).code == "unknown_voice"


def test_an_unknown_language_is_told(server: WyomingServer) -> None:
    async def ask(client: Client) -> Error:
        await client.say(Synthesize(TEXT, SynthesizeVoice(language="tlh")))
        return await refusal(client)

    assert talk(server, ask).code == "unknown_language"


def test_an_engine_that_fails_in_mid_text_is_told(tmp_path: Path) -> None:
    async def ask(client: Client) -> Error:
        await client.say(Synthesize("Hello there, my friend. Here is bad luck."))
        assert (await client.hear()).type == "audio-start"
        while (event := await client.hear()).type == "audio-chunk":
            pass
        await client.hear_end()
        return Error.from_event(event)

    with WyomingServer(ToneModel(tmp_path, ToneEngine(refuse="luck"))) as server:
        assert talk(server, ask).code == "engine_failed"


@pytest.mark.parametrize(
    "line",
    [
        b"hello\n",
        b"[]\n",
        b"{}\n",
        b'{"type": "describe", "data_length": "5"}\n',
        b'{"type": "describe", "data_length": 3}\n[1]',
        b'{"type": "describe", "data_length": 5}\n12345',
        b'{"type": "describe", "payload_length": %d}\n' % (LARGEST + 1),
        b"[" * 100_000 + b"\n",
        b" " * (LARGEST + 1) + b"\n",
    ],
)
def test_what_is_no_event_is_refused(server: WyomingServer, line: bytes) -> None:
    async def ask(client: Client) -> Error:
        assert client._writer
        client._writer.write(line)
        return await refusal(client)

    assert talk(server, ask).code == "bad_request"


def test_too_many_texts_are_refused(tmp_path: Path) -> None:
    async def ask(client: Client) -> Error:
        await client.say(*[Synthesize("Hello.")] * (WAITING + 2))
        return await refusal(client)

    with WyomingServer(ToneModel(tmp_path, ToneEngine(gated=True))) as server:
        assert talk(server, ask).code == "busy"
        server.model.engine.let()


def test_a_model_service_that_is_gone_is_told(tmp_path: Path) -> None:
    async def ask(client: Client) -> Error:
        await client.say(Describe())
        return await refusal(client)

    nowhere = str(tmp_path / ("x" * 200))  # longer than any socket's path
    with WyomingServer(ToneModel(tmp_path), socket_path=nowhere) as server:
        assert talk(server, ask).code == "model_unreachable"


# --- several clients, and their leaving


def test_clients_are_answered_at_the_same_time(tmp_path: Path) -> None:
    texts = [f"This is client {name}." for name in "abcdefgh"]

    async def one(server: WyomingServer, text: str) -> str:
        async with server.client() as client:
            await client.say(Synthesize(text))
            return text_of(await client.hear_sound())

    async def all_of_them(server: WyomingServer) -> list[str]:
        tasks = [asyncio.create_task(one(server, text)) for text in texts]
        await asyncio.to_thread(until, lambda: server.model.service.status()["syntheses"] == len(texts))
        server.model.engine.let(20)
        return list(await asyncio.gather(*tasks))

    with WyomingServer(ToneModel(tmp_path, ToneEngine(gated=True))) as running:
        assert asyncio.run(all_of_them(running)) == [bare(text) for text in texts]


def test_leaving_cancels_the_synthesis(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)

    async def ask(client: Client) -> None:
        await client.say(Synthesize(f"{TEXT} " * 50))
        await asyncio.to_thread(engine.reached.acquire)

    with WyomingServer(ToneModel(tmp_path, engine)) as server:
        talk(server, ask)
        until(lambda: server.model.service.status()["cancelled"] == 1)
        engine.let(1000)
        until(lambda: server.model.service.status()["queued"] == 0)
        assert len(engine.requests) == 1


def test_a_client_that_takes_no_sound_holds_up_nobody(server: WyomingServer) -> None:
    async def ask(stuck: Client) -> str:
        await stuck.say(Synthesize(TEXT * 1000))
        async with server.client() as client:
            await client.say(Synthesize(TEXT))
            return text_of(await client.hear_sound())

    assert talk(server, ask) == bare(TEXT)


def test_only_so_many_clients_are_let_in(server: WyomingServer) -> None:
    async def crowd() -> None:
        clients = [server.client() for _ in range(MOST_CLIENTS)]
        for client in clients:
            await client.connect()
            await client.say(Ping())
            await client.hear()
        async with server.client() as late:
            await late.hear_end()
        for client in clients:
            await client.disconnect()

    asyncio.run(crowd())


def test_who_waits_in_the_socket_as_a_server_starts_is_served_by_it(tmp_path: Path) -> None:
    server = WyomingServer(ToneModel(tmp_path), idle_seconds=1e-6)

    async def ask(client: Client) -> str:
        await client.say(Ping())
        with server:
            return str((await client.hear()).type)

    assert talk(server, ask) == "pong"
