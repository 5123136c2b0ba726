"""The WebSocket: text in pieces, sound in order."""

from __future__ import annotations

import contextlib
import itertools
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kokoro_api.limits import Access, Limits, Settings
from tests.api_server import ApiServer
from tests.aside import Aside
from tests.tone import ToneEngine, bare, text_of
from tests.tone_model import ToneModel
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from websockets.sync.client import ClientConnection

TEXT = "Hello there, my friend. This is a longer text, which has two sentences."


@contextlib.contextmanager
def talk(server: ApiServer, **how: Any) -> Iterator[ClientConnection]:
    with connect(f"ws://127.0.0.1:{server.port}/v1/audio/speech/stream/ws", open_timeout=20, **how) as socket:
        yield socket


def say(socket: ClientConnection, text: str, *, more: bool = False, segment: str = "seg-1", **how: object) -> None:
    socket.send(json.dumps({"continue": more, "segment_id": segment, "input": text, **how}))


def told(socket: ClientConnection) -> tuple[bytes, dict[str, Any]]:
    """The frames up to the next word of JSON, and that."""
    sound = b""
    while isinstance(came := socket.recv(20), bytes):
        assert len(came) <= 4800, "a frame is longer than 0.1 s"
        sound += came
    return sound, json.loads(came)


def test_a_text_in_one_piece_is_heard_and_ended(server: ApiServer) -> None:
    with talk(server) as socket:
        say(socket, TEXT)
        sound, end = told(socket)
    assert text_of(sound) == bare(TEXT)
    assert end == {"type": "end", "segment_id": "seg-1"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(TEXT)), max_size=8))
def test_pieces_may_split_words_and_sentences(server: ApiServer, cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), len(TEXT)]
    with talk(server) as socket:
        for start, end in itertools.pairwise(ends):
            say(socket, TEXT[start:end], more=True)
        say(socket, "")
        assert text_of(told(socket)[0]) == bare(TEXT)


def test_a_character_may_be_split_as_javascript_does(server: ApiServer) -> None:
    with talk(server) as socket:
        say(socket, "Good \ud83d", more=True)
        say(socket, "\ude00 day.")
        assert text_of(told(socket)[0]) == bare("Good 😀 day.")


def test_sound_comes_before_the_text_is_complete(server: ApiServer) -> None:
    with talk(server) as socket:
        say(socket, "Hello there, my friend. And", more=True)
        first = socket.recv(20)
        assert isinstance(first, bytes)
        assert bare("Hello there, my friend.").startswith(text_of(first))


def test_segments_are_heard_in_order_whatever_waits(server: ApiServer) -> None:
    texts = [f"This is text number {number}." for number in range(12)]
    with talk(server) as socket:
        for number, text in enumerate(texts):
            say(socket, text, more=number % 2 == 0, segment=str(number))
        say(socket, "", segment="last")
        for number, text in enumerate(texts):
            sound, end = told(socket)
            assert (text_of(sound), end) == (bare(text), {"type": "end", "segment_id": str(number)})


def test_cancel_is_silence_and_the_model_stops(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    with ApiServer(ToneModel(tmp_path, engine)) as server, talk(server) as socket:
        say(socket, TEXT * 50, more=True)
        say(socket, TEXT, segment="seg-2")
        engine.let()
        assert isinstance(socket.recv(20), bytes)
        socket.send(json.dumps({"type": "cancel"}))
        assert told(socket)[1] == {"type": "cancelled"}
        until(lambda: server.status()["cancelled"] == 1)
        engine.let(1000)
        say(socket, "And now this.", segment="seg-3")
        sound, end = told(socket)
        assert (text_of(sound), end["segment_id"]) == (bare("And now this."), "seg-3")
        assert server.status()["syntheses"] == 2, "what was waiting was made"
        assert int(str(server.status()["segments"])) < 5


def test_one_who_leaves_ends_the_work_and_harms_nobody(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    with ApiServer(ToneModel(tmp_path, engine)) as server, talk(server) as stays:
        with talk(server) as leaves:
            say(leaves, TEXT * 50)
            engine.reached.acquire()
        until(lambda: server.status()["cancelled"] == 1)
        engine.let(100)
        say(stays, TEXT)
        assert text_of(told(stays)[0]) == bare(TEXT)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ('{"input": "Hi.", "voice": ""}', "voice is empty: GET /v1/audio/voices lists the names"),
        ('{"input": 5}', 'input is a string, not the number 5: write "5"'),
        ('{"input": "Hi.", "continue": "no"}', "continue is true or false, not “no”"),
        ('{"input": "Hi.", "format": "\\ud800"}', "format has half a character in it"),
        ('{"input": "Hi.", "speed": 9}', "speed is at most 4, not 9"),
        ("[]", "a message is a JSON object, not a list"),
        ("{", "a message is JSON in a text frame: "),
        (b"bytes", "a message is JSON in a text frame: "),
    ],
)
def test_a_sentence_tells_what_is_wrong(server: ApiServer, sent: str | bytes, message: str) -> None:
    with talk(server) as socket:
        socket.send(sent)
        assert told(socket)[1]["message"].startswith(message)


def test_a_field_that_is_null_counts_as_left_out(server: ApiServer) -> None:
    with talk(server) as socket:
        nulls = dict.fromkeys(("voice", "format", "speed", "lang_code", "timestamps"))
        socket.send(json.dumps({"segment_id": "1", "input": "Hello.", "continue": False, **nulls}))
        assert text_of(told(socket)[0]) == "Hello."


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "hello",
        "[]",
        "5",
        "{",
        '{"input": 5}',
        '{"input": "a", "speed": 9}',
        '{"type": "sing"}',
        b"bytes",
        "[" * 9999,
    ],
)
def test_nonsense_is_told_and_the_next_text_is_heard(server: ApiServer, nonsense: str | bytes) -> None:
    with talk(server) as socket:
        socket.send(nonsense)
        error = told(socket)[1]
        assert (error["type"], error["code"]) == ("error", "bad_request")
        assert error["message"]
        say(socket, "Hello.")
        assert text_of(told(socket)[0]) == "Hello."


def test_an_unknown_voice_ends_its_segment_alone(server: ApiServer) -> None:
    with talk(server) as socket:
        say(socket, "Hello.", more=True, segment="1", voice="af_nobody")
        error = told(socket)[1]
        assert (error["type"], error["code"], error["segment_id"]) == ("error", "unknown_voice", "1")
        say(socket, "This was on its way.", segment="1")
        say(socket, "Hello.", segment="2")
        assert text_of(told(socket)[0]) == "Hello."


def test_who_uses_one_id_for_all_is_heard_after_a_failure(server: ApiServer) -> None:
    with talk(server) as socket:
        say(socket, "Hello.", segment="", voice="af_nobody")
        assert told(socket)[1]["code"] == "unknown_voice"
        say(socket, "Hello again.", segment="")
        assert text_of(told(socket)[0]) == bare("Hello again.")


def test_a_segment_that_was_refused_is_not_begun_in_its_middle(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    with ApiServer(ToneModel(tmp_path, engine)) as server, talk(server) as socket:
        say(socket, "Hello.", segment="first")
        engine.reached.acquire()
        for number in range(16):
            say(socket, "Hello.", segment=str(number))
        say(socket, "This is refused, ", more=True, segment="late")
        busy = told(socket)[1]
        assert (busy["type"], busy["segment_id"]) == ("busy", "late")
        engine.let(1000)
        for _ in range(17):
            assert told(socket)[1]["type"] == "end"
        say(socket, "and so is this.", segment="late")
        say(socket, "Bye.", segment="late")
        sound, end = told(socket)
        assert (text_of(sound), end["segment_id"]) == ("Bye.", "late")


def test_busy_is_told(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    with ApiServer(ToneModel(tmp_path, engine, queue_size=1)) as server, talk(server) as first, talk(server) as second:
        say(first, "Hello.")
        engine.reached.acquire()
        say(second, "Hello.")
        busy = told(second)[1]
        assert (busy["type"], busy["code"]) == ("busy", "busy")
        assert busy["retry_after"] > 0
        engine.let(100)


def test_too_many_segments_are_busy_and_too_much_text_an_error(tmp_path: Path) -> None:
    engine = ToneEngine(gated=True)
    few = Settings(Limits(text=100))
    with ApiServer(ToneModel(tmp_path, engine), few) as server, talk(server) as socket:
        say(socket, "Hello.", segment="0")
        engine.reached.acquire()  # it is being spoken, and waits no more
        for number in range(1, 18):
            say(socket, "Hello.", segment=str(number))
        assert told(socket)[1]["type"] == "busy"
        say(socket, "a" * 101, segment="long")
        assert told(socket)[1]["type"] == "busy"
        engine.let(1000)
        for _ in range(17):
            assert told(socket)[1]["type"] == "end"
        say(socket, "a" * 101, segment="long")
        assert told(socket)[1]["code"] == "too_long"


def test_ogg_comes_when_asked(server: ApiServer) -> None:
    with talk(server) as socket:
        say(socket, TEXT * 10, format="opus")
        sound, _ = told(socket)
    assert sound.startswith(b"OggS")


def test_twelve_at_once_hear_what_one_alone_hears(server: ApiServer) -> None:
    text = TEXT * 12

    def listen() -> tuple[bytes, dict[str, Any]]:
        with talk(server) as socket:
            say(socket, text)
            return told(socket)

    alone = listen()
    together = [Aside(listen) for _ in range(12)]
    assert [one.outcome() for one in together] == [alone] * 12


def test_a_page_of_another_site_gets_no_connection(tmp_path: Path) -> None:
    with ApiServer(ToneModel(tmp_path), Settings(access=Access(keys=frozenset({"secret"})))) as server:
        for how in ({"origin": "https://evil.example"}, {}):
            with pytest.raises(InvalidStatus) as refused, talk(server, **how):
                pass
            assert refused.value.response.status_code == (403 if how else 401)
        with talk(server, additional_headers={"authorization": "Bearer secret"}) as socket:
            say(socket, "Hello.")
            assert text_of(told(socket)[0]) == "Hello."


@pytest.mark.parametrize("text", ["", "  ", "***"])
def test_a_segment_that_says_nothing_is_told_and_the_next_is_heard(server: ApiServer, text: str) -> None:
    with talk(server) as socket:
        say(socket, text)
        sound, error = told(socket)
        assert (sound, error["type"], error["code"], error["segment_id"]) == (b"", "error", "nothing_to_say", "seg-1")
        say(socket, "Next.", segment="seg-2")
        sound, end = told(socket)
    assert (text_of(sound), end["type"]) == ("Next.", "end")
