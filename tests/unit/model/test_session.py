"""A conversation with the model service: what is asked is answered, and what is wrong ends no other's."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from kokoro_ipc import message
from kokoro_ipc.errors import (
    BAD_REQUEST,
    BUSY,
    ENGINE_FAILED,
    NOTHING_TO_SAY,
    UNKNOWN_LANGUAGE,
    UNKNOWN_VOICE,
    DisconnectedError,
)
from kokoro_ipc.message import Audio, AudioEnd, Failed, Ok, Speak, Synthesize
from tests.tone import ToneEngine, bare, text_of
from tests.unit.model.peers import House, Peer

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "Grüße, €uropa! One sentence more, and then it is over."


@pytest.fixture
def house() -> Iterator[House]:
    with House() as made:
        yield made


def synthesize(text: str = TEXT, *, more: bool = False, voice: str = "af_heart", speed: float = 1.0) -> Synthesize:
    return Synthesize(voice=voice, lang="en-us", speed=speed, more=more, payload=text.encode())


def heard(peer: Peer) -> str:
    """The text of all the sound up to its end."""
    sound = b""
    while not isinstance(received := peer.receive(10.0), AudioEnd):
        assert not isinstance(received, Failed), received
        sound += received.payload if isinstance(received, Audio) else b""
    return text_of(sound)


def refused(peer: Peer, question: message.Message) -> str:
    """The code of the refusal; the connection is of use all the same."""
    answer = peer.ask(question)
    assert isinstance(answer, Failed)
    assert answer.message
    assert peer.ask(message.Status()).kind == "ok"
    return answer.code


def answer(peer: Peer, question: message.Message) -> Any:
    """The JSON answer."""
    told = peer.ask(question)
    assert isinstance(told, Ok)
    return json.loads(told.payload)


# --- sound


def test_a_text_becomes_sound(house: House) -> None:
    peer = house.connect()
    peer.send(synthesize())
    assert peer.expect(message.AudioStart) == message.AudioStart(rate=24_000, channels=1, width=2)
    assert heard(peer) == bare(TEXT)


def test_a_text_that_comes_in_pieces_becomes_sound_as_it_comes(house: House) -> None:
    peer = house.connect()
    peer.send(synthesize("One. Tw", more=True))
    sound = b""
    while not isinstance(received := peer.receive(10.0), message.SegmentEnd):
        sound += received.payload if isinstance(received, Audio) else b""
    assert text_of(sound) == "One."
    peer.send(message.Text(payload=b"o. "))
    peer.send(message.Text(payload=b""))
    peer.send(message.End())
    assert heard(peer) == "Two."


def test_what_there_is_of_a_sentence_is_spoken_after_a_while_without_more(house: House) -> None:
    peer = house.connect()
    peer.send(synthesize("A prompt without an end:", more=True))
    while not isinstance(peer.receive(10.0), message.SegmentEnd):
        pass
    assert house.engine.requests[0].text == "A prompt without an end:"
    assert peer.quiet(0.7), "it is spoken once"
    peer.send(message.Text(payload=b" more"))
    peer.send(message.End())
    assert heard(peer) == "more"


def test_one_connection_may_ask_again_and_again(house: House) -> None:
    peer = house.connect()
    for number in range(200):
        peer.send(synthesize(f"Number {number}."))
        assert heard(peer) == f"Number{number}."


def test_one_connection_asks_for_one_thing_at_a_time() -> None:
    engine = ToneEngine(gated=True)
    with House(engine) as house:
        peer = house.connect()
        peer.send(synthesize("One."))
        engine.reached.acquire()
        peer.send(synthesize("Two."))
        received = [peer.receive(10.0) for _ in range(3)]
        assert [one.code for one in received if isinstance(one, Failed)] == [BUSY]
        engine.let()
        assert heard(peer) == "One."


def test_a_peer_that_leaves_needs_no_more_sound() -> None:
    engine = ToneEngine(gated=True)
    with House(engine) as house:
        peer = house.connect()
        peer.send(synthesize("One. Two. Three."))
        engine.reached.acquire()
        peer.leave()
        assert house.service.engines.queued == 0
        engine.let(3)
        other = house.connect()
        other.send(synthesize("Four."))
        assert heard(other) == "Four."
        assert [request.text for request in engine.requests] == ["One.", "Four."]


def test_a_queue_that_is_full_refuses_and_takes_the_next_once_there_is_room() -> None:
    engine = ToneEngine(gated=True)
    with House(engine, queue_size=1) as house:
        first, second = house.connect(), house.connect()
        first.send(synthesize("One."))
        engine.reached.acquire()
        assert refused(second, synthesize("Two.", more=True)) == BUSY
        assert refused(second, message.Text(payload=b"Two.")) == BAD_REQUEST
        engine.let(2)
        assert heard(first) == "One."
        second.send(synthesize("Two."))
        assert heard(second) == "Two."


def test_what_the_engine_cannot_speak_is_told() -> None:
    with House(ToneEngine(refuse="brrr")) as house:
        peer = house.connect()
        peer.send(synthesize("It goes brrr."))
        while not isinstance(received := peer.receive(10.0), Failed):
            pass
        assert received == Failed(code=ENGINE_FAILED, message="brrr cannot be spoken")


# --- what is wrong


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Synthesize(voice="nobody", lang="en-us", payload=b"x"), UNKNOWN_VOICE),
        (Synthesize(voice="af_heart", lang="en-us", speed=0.4, payload=b"x"), BAD_REQUEST),
        (Synthesize(voice="af_heart", lang="en-us", volume=2.1, payload=b"x"), BAD_REQUEST),
        (Synthesize(voice="af_heart", lang="en-us", payload=b"\xff"), BAD_REQUEST),
        (Speak(voice="nobody", payload=b"x"), UNKNOWN_VOICE),
        (Speak(lang="tlh", payload=b"x"), UNKNOWN_LANGUAGE),
        (Speak(speed=2.1, payload=b"x"), BAD_REQUEST),
        (Speak(speed=10.0**300, payload=b"x"), BAD_REQUEST),
        (Speak(volume=-0.1, payload=b"x"), BAD_REQUEST),
        (Speak(mode="shout", payload=b"x"), BAD_REQUEST),
        (Speak(output="relative.wav", payload=b"x"), BAD_REQUEST),
        (Speak(output="/" + "x" * 65_450, payload=b"x"), BAD_REQUEST),
        (Speak(device="x" * 65_450, payload=b"x"), BAD_REQUEST),
        (Speak(), BAD_REQUEST),
        (Speak(payload=b" \n"), NOTHING_TO_SAY),
        (Speak(payload=b"***"), NOTHING_TO_SAY),
        (Speak(form="plain", payload=b"---"), NOTHING_TO_SAY),
        (Speak(lang="hi", payload="😀".encode()), NOTHING_TO_SAY),
        (Synthesize(voice="af_heart", lang="en-us"), NOTHING_TO_SAY),
        (Synthesize(voice="af_heart", lang="en-us", payload=b"* * *\n\n---"), NOTHING_TO_SAY),
        (message.Text(payload=b"x"), BAD_REQUEST),
        (message.End(), BAD_REQUEST),
        (message.Audio(payload=b"x"), BAD_REQUEST),
        (message.Finished(id="1", outcome="spoken", seconds=1.0), BAD_REQUEST),
        (message.Failed(code="x", message="x"), BAD_REQUEST),
        (message.Stop(voice="nobody"), UNKNOWN_VOICE),
        (message.LogLevel(level="loud"), BAD_REQUEST),
        (message.Register(voice="\ud800", lang="en-us"), BAD_REQUEST),
        (message.Register(voice="x" * 300, lang="en-us"), BAD_REQUEST),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_what_cannot_be_done_is_refused_with_its_code(house: House, question: message.Message, code: str) -> None:
    assert refused(house.connect(), question) == code


def test_a_voice_registers_once(house: House) -> None:
    peer = house.voice("af_heart")
    assert refused(peer, message.Register(voice="am_adam", lang="en-us")) == BAD_REQUEST
    assert [line.voice for line in house.service.board.lines() if line.channel] == ["af_heart"]


def test_half_a_character_is_told_and_the_connection_is_of_use(house: House) -> None:
    peer = house.connect()
    peer.send(message.Synthesize(voice="af_heart", lang="en-us", more=True, payload=b"Gr"))
    assert peer.expect(message.AudioStart)
    peer.send(message.Text(payload=b"\xc3"))
    assert peer.expect(Failed).code == BAD_REQUEST


@pytest.mark.parametrize("garbage", [b"GET / HTTP/1.1\r\n", b"\0\0\0\x02[]", b'\0\0\0\x0f{"type":"shut"}'])
def test_garbage_is_answered_and_the_connection_ends(house: House, garbage: bytes) -> None:
    peer = house.connect()
    peer._sock.sendall(garbage)
    assert peer.expect(Failed).code == BAD_REQUEST
    with pytest.raises(DisconnectedError):
        peer.receive(10.0)
    peer.session.outcome()


@pytest.mark.parametrize("sent", [b"", b"\0\0", b'\0\0\0\x1e{"type":"text","payload":5}ab'])
def test_an_end_at_any_place_ends_the_session_and_nothing_else(house: House, sent: bytes) -> None:
    peer = house.connect()
    peer._sock.sendall(sent)
    peer.leave()
    assert house.connect().ask(message.Status()).kind == "ok"


def test_a_peer_that_says_nothing_is_hung_up_on() -> None:
    with House(first_message_seconds=0.05) as house:
        silent = house.connect()
        with pytest.raises(DisconnectedError):
            silent.receive(10.0)
        talking = house.connect()
        assert talking.ask(message.Status()).kind == "ok"
        assert talking.quiet(0.2), "one that has said something may take its time"


def test_a_text_that_says_nothing_cuts_nobody_off(house: House) -> None:
    voice, peer = house.voice("af_heart"), house.connect()
    assert refused(peer, Speak(payload=b"***")) == NOTHING_TO_SAY
    assert voice.quiet()


@pytest.mark.parametrize("pieces", [[b"***"], [b"*", b"*", b"", b"*"], [b"--- "] * 100])
def test_a_text_in_pieces_that_says_nothing_is_not_accepted(house: House, pieces: list[bytes]) -> None:
    voice, peer = house.voice("af_heart"), house.connect()
    peer.send(Speak(more=True, payload=pieces[0]))
    peer.expect(message.Begun)
    for piece in pieces[1:]:
        peer.send(message.Text(payload=piece))
    assert refused(peer, message.End()) == NOTHING_TO_SAY
    assert voice.expect(Speak).payload == pieces[0], "its voice has it, and tells who waits"


@pytest.mark.parametrize("text", [b"--- " * 10_000, b"*** and then", b"[pause:1s]"])
def test_a_text_that_may_say_something_is_accepted(house: House, text: bytes) -> None:
    house.voice("af_heart")
    assert isinstance(house.connect().ask(Speak(payload=text)), message.Accepted)


# --- questions


def test_the_status_tells_what_goes_on(house: House) -> None:
    house.voice("am_adam")
    peer = house.connect()
    status = answer(peer, message.Status())
    assert status["voices"] == [{"name": "am_adam", "lang": "en-us", "speaking": False}]
    assert status["engines"] == ["tone"]
    assert (status["engine_state"], status["queued"], status["runs_as"]) == ("ready", 0, "tests")
    peer.send(synthesize())
    heard(peer)
    assert answer(peer, message.Status())["syntheses"] == 1


def test_the_voices_are_all_there_and_say_which_are_loaded(house: House) -> None:
    house.voice("am_adam")
    peer = house.connect()
    assert [voice["name"] for voice in answer(peer, message.Voices()) if voice["loaded"]] == ["am_adam"]
    assert [voice["number"] for voice in answer(peer, message.Voices())] == list(range(1, 55))


def test_the_log_level_is_set_here_and_in_all_voices(house: House) -> None:
    before = logging.getLogger().level
    try:
        there = house.voice("am_adam")
        peer = house.connect()
        assert peer.ask(message.LogLevel(level="debug")) == Ok()
        assert logging.getLogger().level == logging.DEBUG
        assert there.expect(message.LogLevel).level == "debug"
        assert house.voice("af_sky").expect(message.LogLevel).level == "debug", "one that comes later, too"
    finally:
        logging.getLogger().setLevel(before)


def test_a_shutdown_is_acknowledged(house: House) -> None:
    peer = house.connect()
    assert peer.ask(message.Shutdown()) == Ok()
    peer.leave()
    assert house.service._stopping
