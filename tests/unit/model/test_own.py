"""Voices, words and forms of one's own, as a session is asked for them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from kokoro_ipc import frame, message
from kokoro_ipc.errors import BAD_REQUEST, ENGINE_FAILED, OUTPUT_FAILED, TOO_LONG, UNKNOWN_LANGUAGE, UNKNOWN_VOICE
from kokoro_ipc.message import Failed, Ok
from kokoro_model.engines.kokoro.engine import phonemes
from kokoro_model.text import normalize
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.rules import Rule
from kokoro_model.voices import Catalogue
from tests.tone import text_of
from tests.unit.model.peers import House, Peer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kokoro_model.text.rewriting import Rewriting


@pytest.fixture(scope="module", autouse=True)
def _libraries() -> None:
    """What phonemes are made with keeps files open from its import on."""
    phonemes((), "en-us")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A service with files of its own."""
    with House() as made:
        made.service.lexicon = Lexicon(str(tmp_path / "own" / "words.txt"))
        made.service.engines.catalogue = Catalogue(tmp_path / "own" / "custom_voices.json")
        yield made


@pytest.fixture
def reading_house(tmp_path: Path) -> Iterator[House]:
    """One that reads texts as people do, too."""
    with House(normalise=True) as made:
        made.service.lexicon = Lexicon(str(tmp_path / "words.txt"))
        yield made


def told(peer: Peer, question: message.Message) -> Any:
    answer = peer.ask(question)
    assert isinstance(answer, Ok), answer
    return json.loads(answer.payload) if answer.payload else None


def refused(peer: Peer, question: message.Message) -> Failed:
    answer = peer.ask(question)
    assert isinstance(answer, Failed), answer
    assert isinstance(peer.ask(message.Status()), Ok)
    return answer


def test_a_blend_is_kept_spoken_redefined_and_forgotten(house: House) -> None:
    peer = house.connect()
    kept = told(peer, message.Blend(name="mine", recipe="af_sky + af_bella:2"))
    assert kept == {"name": "mine", "recipe": "af_bella(2)+af_sky"}
    for recipe in ("af_bella(2)+af_sky", "am_adam"):
        told(peer, message.Blend(name="mine", recipe=recipe))
        peer.send(message.Synthesize(voice="mine", lang="en-us", payload=b"Hello."))
        while not isinstance(peer.receive(10.0), message.AudioEnd):
            pass
        assert house.engine.requests[-1].voice == recipe, "an engine is asked for the recipe"
    assert told(peer, message.Unblend(name="mine")) is None
    assert refused(peer, message.Unblend(name="mine")).code == BAD_REQUEST
    assert refused(peer, message.Speak(voice="mine", payload=b"x")).code == UNKNOWN_VOICE


def test_a_text_for_a_blend_goes_to_a_voice_of_its_own_in_its_language(house: House) -> None:
    peer = house.connect()
    accepted = peer.ask(message.Speak(voice="bf_emma(2)+af_sky", payload=b"Hello."))
    assert isinstance(accepted, message.Accepted)
    assert (accepted.voice, accepted.lang) == ("af_sky+bf_emma(2)", "en-gb")
    assert house.units.asked() == ("af_sky+bf_emma(2)", "en-gb")


def test_a_blend_forgotten_while_its_text_comes_in_takes_no_text_along(house: House) -> None:
    peer, other = house.connect(), house.connect()
    told(other, message.Blend(name="mine", recipe="af_sky"))
    peer.send(message.Speak(voice="mine", more=True, payload=b"Hello."))
    assert peer.expect(message.Begun).voice == "mine"
    told(other, message.Unblend(name="mine"))
    peer.send(message.End())
    assert peer.expect(message.Accepted).voice == "mine"


def test_words_are_taught_and_forgotten_and_count_at_once(house: House) -> None:
    peer = house.connect()
    assert told(peer, message.Teach(word=" nginx ", sound="'engine x'")) == {"word": "nginx", "sound": "engine x"}
    assert told(peer, message.Phonemize(payload=b"nginx")) == told(peer, message.Phonemize(payload=b"engine x"))
    told(peer, message.Teach(word="nginx", sound="ˈɛn"))
    assert told(peer, message.Phonemize(payload=b"nginx and nginx.")) != told(peer, message.Phonemize(payload=b"x"))
    assert told(peer, message.Phonemize(payload=b"nginx"))["phonemes"].startswith("ˈɛn")
    peer.send(message.Synthesize(voice="af_heart", lang="en-us", payload=b"Run nginx."))
    while not isinstance(peer.receive(10.0), message.AudioEnd):
        pass
    assert told(peer, message.Forget(word="nginx")) is None
    answer = refused(peer, message.Forget(word="nginx"))
    assert answer.code == BAD_REQUEST
    assert "“nginx” was not taught" in answer.message


def test_an_explanation_has_the_same_phonemes_and_those_of_each_token(reading_house: House) -> None:
    peer = reading_house.connect()
    told(peer, message.Teach(word="nginx", sound="ˈɛn"))
    text = "On May 5 nginx and all of the others cost $2.50. [New York](/nuː jɔːk/) *** is[pause:1s]there.".encode()
    answer = told(peer, message.Phonemize(explain=True, payload=text))
    assert answer["phonemes"] == told(peer, message.Phonemize(payload=text))["phonemes"]
    sounds = {token["text"]: token["phonemes"] for token in answer["tokens"]}
    assert (sounds["nginx"], sounds["[New York](/nuː jɔːk/)"], sounds["***"]) == ("ˈɛn", "nuː jɔːk", "")
    for word in ("May fifth", "two dollars and fifty cents"):
        token = next(token for token in answer["tokens"] if token["said"].rstrip(".") == word)
        assert token["phonemes"]
        assert token["phonemes"] in answer["phonemes"]
        assert token["rules"] in (["dates"], ["money"])
    assert "".join("".join(sounds.values()).split()) == "".join(answer["phonemes"].replace(".", "").split())


def test_an_explanation_is_in_the_language_that_is_named_or_the_voices_own(reading_house: House) -> None:
    peer = reading_house.connect()
    said = {
        (voice, lang): told(peer, message.Phonemize(voice=voice, lang=lang, explain=True, payload=b"5 km"))["tokens"]
        for voice, lang in (("", ""), ("ef_dora", ""), ("ef_dora", "en-us"))
    }
    assert said["", ""][0]["said"] == said["ef_dora", "en-us"][0]["said"] == "five kilometers."
    assert said["ef_dora", ""][0]["said"] == "cinco kilómetros."
    assert refused(peer, message.Phonemize(voice="nobody", explain=True, payload=b"x")).code == UNKNOWN_VOICE


@pytest.mark.parametrize("explain", [False, True])
def test_what_no_message_holds_is_refused(house: House, monkeypatch: pytest.MonkeyPatch, explain: bool) -> None:
    long = "x" * frame.MAX_PAYLOAD
    monkeypatch.setattr(house.service, "phonemize", lambda *_: long)
    monkeypatch.setattr(house.service, "explain", lambda *_: {"phonemes": long, "tokens": []})
    peer = house.connect()
    answer = refused(peer, message.Phonemize(explain=explain, payload=b"x"))
    assert answer.code == TOO_LONG
    assert answer.message.startswith("the explanation is " if explain else "the phonemes are ")
    monkeypatch.undo()
    assert told(peer, message.Phonemize(payload=b"Hello."))["phonemes"], "and the conversation goes on"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (message.Blend(name="mine", recipe="nobody"), UNKNOWN_VOICE),
        (message.Blend(name="mine", recipe="af_sky("), UNKNOWN_VOICE),
        (message.Blend(name="af_sky", recipe="af_bella"), BAD_REQUEST),
        (message.Blend(name="a b", recipe="af_bella"), BAD_REQUEST),
        (message.Teach(word="", sound="x"), BAD_REQUEST),
        (message.Teach(word="x", sound=""), BAD_REQUEST),
        (message.Teach(word="x", sound="a # b"), BAD_REQUEST),
        (message.Teach(word="a=b", sound="x"), BAD_REQUEST),
        (message.Forget(word="nothing"), BAD_REQUEST),
        (message.Phonemize(lang="tlh", payload=b"x"), UNKNOWN_LANGUAGE),
        (message.Synthesize(voice="af_heart", lang="en-us", form="html", payload=b"x"), BAD_REQUEST),
        (message.Speak(form="html", payload=b"x"), BAD_REQUEST),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_what_cannot_be_done_is_refused(house: House, question: message.Message, code: str) -> None:
    assert refused(house.connect(), question).code == code


@pytest.mark.parametrize("question", [message.Teach(word="x", sound="y"), message.Forget(word="x")])
def test_a_file_that_cannot_be_written_is_told_by_its_name(house: House, question: message.Message) -> None:
    house.service.lexicon = Lexicon(os.devnull + "/words.txt")
    answer = refused(house.connect(), question)
    assert answer.code == OUTPUT_FAILED
    assert answer.message.startswith("/dev/null")


def test_phonemes_are_given_for_text_as_it_would_be_read(house: House) -> None:
    peer = house.connect()
    heard = told(peer, message.Phonemize(payload="Hello [x](/ʃˈʌ/), [pause:1s] you.".encode()))["phonemes"]
    assert heard.startswith("həlˈoʊ ʃˈʌ")
    assert heard.endswith(", juː.")
    assert told(peer, message.Phonemize(payload=b" \n"))["phonemes"] == ""


@pytest.mark.parametrize(("form", "pieces"), [("plain", "Spoken"), ("text", "Spoken"), ("phonemes", "Phonemes")])
def test_the_form_of_a_text_counts(house: House, form: str, pieces: str) -> None:
    peer = house.connect()
    peer.send(message.Synthesize(voice="af_heart", lang="en-us", form=form, payload="həlˈoʊ".encode()))
    while not isinstance(peer.receive(10.0), message.AudioEnd):
        pass
    assert [type(piece).__name__ for piece in house.engine.requests[0].pieces] == [pieces]


@pytest.mark.parametrize("text", ["Read Chapter XL now.", "It is class XL, a type L plug.", "Louis VX and Part IIX."])
def test_no_numeral_ends_a_conversation(house: House, text: str) -> None:
    peer = house.connect()
    assert told(peer, message.Phonemize(payload=text.encode()))["phonemes"]
    peer.send(message.Synthesize(voice="af_heart", lang="en-us", payload=text.encode()))
    while not isinstance(received := peer.receive(10.0), message.AudioEnd):
        assert not isinstance(received, Failed)


def test_a_fault_in_a_rule_ends_no_conversation(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: Rewriting, _: str) -> None:
        raise ValueError(text.text)

    monkeypatch.setattr(normalize, "CLASSES", (Rule("fortune", fails), *normalize.CLASSES))
    peer = house.connect()
    assert told(peer, message.Phonemize(payload=b"Hello."))["phonemes"] == "həlˈoʊ."
    peer.send(message.Synthesize(voice="af_heart", lang="en-us", payload=b"Hello."))
    heard = b""
    while not isinstance(received := peer.receive(10.0), message.AudioEnd):
        assert not isinstance(received, Failed)
        heard += received.payload if isinstance(received, message.Audio) else b""
    assert text_of(heard) == "Hello."


def test_a_fault_in_making_phonemes_is_told_and_logged_without_the_text(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object, **__: object) -> str:
        raise KeyError("Zanzibar")

    monkeypatch.setattr("kokoro_model.engines.kokoro.engine.phonemes", fails)
    answer = refused(house.connect(), message.Phonemize(payload=b"Zanzibar."))
    assert answer.code == ENGINE_FAILED
    assert "Zanzibar" not in answer.message + caplog.text
    assert "KeyError in test_own.py, line " in caplog.text
