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


# --- languages that are noticed

FRENCH = "Quand le train est enfin arrivé, le quai était déjà si plein que personne ne pouvait descendre."
ENGLISH = "When the train finally pulled in, the platform was already so crowded that nobody could get off."
MIXED = f"{ENGLISH}\n\n{FRENCH}\n\n— Oui, dit-il.\n\nHe nodded."


def spoken(peer: Peer) -> list[message.Segment]:
    """The segments up to the end of the sound."""
    found: list[message.Segment] = []
    while not isinstance(received := peer.receive(10.0), AudioEnd):
        assert not isinstance(received, Failed), received
        found += [received] if isinstance(received, message.Segment) else []
    return found


def parts(house: House) -> list[tuple[str, str]]:
    """Who has spoken in which language, in order."""
    said = [(request.voice, request.lang) for request in house.engine.requests]
    return [one for at, one in enumerate(said) if at == 0 or said[at - 1] != one]


@pytest.mark.parametrize(
    ("voice", "own", "french"),
    [
        ("af_heart", "en-us", "ff_siwis"),
        ("bm_lewis", "en-gb", "ff_siwis"),
        ("af_bella(3)+am_adam", "en-us", "ff_siwis"),
    ],
)
@pytest.mark.parametrize("wanted", [{"lang": "auto"}, {"lang": "AUTO"}, {"lang": "", "auto": True}])
def test_a_paragraph_is_spoken_by_a_voice_of_its_language(
    house: House, voice: str, own: str, french: str, wanted: dict[str, Any]
) -> None:
    peer = house.connect()
    peer.send(Synthesize(voice=voice, payload=MIXED.encode(), **wanted))
    segments = spoken(peer)
    ours = house.service.engines.find(voice).sound
    assert parts(house) == [(ours, own), (french, "fr-fr"), (ours, own)]
    data, at = MIXED.encode(), 0
    for segment in segments:
        assert segment.start == at
        at = segment.end
        text = data[segment.start : segment.end].decode().strip()
        assert segment.lang == (own if text in ENGLISH or text == "He nodded." else "fr-fr")
    assert at == len(data)
    assert bare("".join(request.text for request in house.engine.requests)) == bare(MIXED)


def test_the_gender_is_the_voices_and_a_blends_that_of_its_heaviest_part(house: House) -> None:
    for voice, english in (
        ("ff_siwis", "af_heart"),
        ("im_nicola", "am_michael"),
        ("if_sara+im_nicola(2)", "am_michael"),
    ):
        house.engine.requests.clear()
        peer = house.connect()
        peer.send(Synthesize(voice=voice, lang="auto", payload=ENGLISH.encode()))
        spoken(peer)
        assert parts(house) == [(english, "en-us")]


def test_a_language_without_a_voice_is_spoken_by_the_voice_itself(house: House) -> None:
    peer = house.connect()
    german = "Als der Zug endlich einfuhr, war der Bahnsteig schon so voll, dass niemand mehr aussteigen konnte."
    peer.send(Synthesize(voice="am_michael", lang="auto", payload=german.encode()))
    spoken(peer)
    assert parts(house) == [("am_michael", "de")]


def test_a_text_that_goes_on_in_a_paragraph_keeps_its_language(house: House) -> None:
    rest = "ne pouvait descendre.\n\nHe nodded."
    peer = house.connect()
    peer.send(Synthesize(voice="af_heart", lang="en-us", auto=True, begins_in="fr-fr", payload=rest.encode()))
    spoken(peer)
    assert parts(house) == [("ff_siwis", "fr-fr"), ("af_heart", "en-us")]
    assert refused(house.connect(), Synthesize(voice="af_heart", lang="auto", begins_in="x", payload=b"a")) == (
        UNKNOWN_LANGUAGE
    )


def test_the_first_words_wait_until_their_language_is_known_and_no_longer(house: House) -> None:
    peer = house.connect()
    peer.send(Synthesize(voice="af_heart", lang="auto", more=True, payload=b"Quand le train. "))
    assert peer.expect(message.AudioStart)
    assert peer.quiet(0.2)
    peer.send(message.Text(payload="Est enfin arrivé, le quai était déjà si plein que personne. Ne".encode()))
    while not isinstance(received := peer.receive(10.0), message.Segment):
        pass
    assert received.lang == "fr-fr"
    peer.send(message.End())
    heard(peer)
    assert parts(house) == [("ff_siwis", "fr-fr")]


@pytest.mark.parametrize(("lang", "form"), [("en-us", "text"), ("auto", "phonemes")])
def test_what_is_not_to_be_noticed_is_not(house: House, lang: str, form: str) -> None:
    peer = house.connect()
    peer.send(Synthesize(voice="af_heart", lang=lang, form=form, payload=FRENCH.encode()))
    assert {segment.lang for segment in spoken(peer)} == {""}
    assert parts(house) == [("af_heart", "en-us")]


def test_a_text_to_be_heard_goes_to_the_voice_itself_which_asks_for_the_rest(house: House) -> None:
    voice, peer = house.voice(), house.connect()
    accepted = peer.ask(Speak(voice="af_heart", lang="auto", payload=MIXED.encode()))
    assert isinstance(accepted, message.Accepted)
    assert (accepted.voice, accepted.lang) == ("af_heart", "en-us")
    given = voice.expect(Speak)
    assert (given.voice, given.lang, given.auto) == ("af_heart", "en-us", True)
    peer.send(message.Again())
    again = voice.expect(Speak)
    assert (again.lang, again.auto, again.payload) == ("en-us", True, MIXED.encode())


def test_an_explanation_tells_the_language_of_each_token() -> None:
    with House(normalise=True) as house:
        peer = house.connect()
        text = f"{FRENCH}\n\nHe paid $2."
        tokens = answer(peer, message.Phonemize(lang="auto", explain=True, payload=text.encode()))["tokens"]
        assert [token["lang"] for token in tokens] == ["fr-fr", "en-us", "en-us"]
        assert tokens[-1]["said"] == "two dollars."
        tokens = answer(peer, message.Phonemize(explain=True, payload=b"Hi"))["tokens"]
        assert all("lang" not in token for token in tokens)
        told = answer(peer, message.Phonemize(lang="auto", payload=FRENCH.encode()))["phonemes"]
        assert told == answer(peer, message.Phonemize(lang="fr-fr", payload=FRENCH.encode()))["phonemes"]
