"""What a client's events ask for."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wyoming.event import Event, Eventable
from wyoming.info import Describe, SelectProgram
from wyoming.ping import Ping
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeTextFormat,
    SynthesizeVoice,
)

from kokoro_ipc.errors import FailureError
from kokoro_wyoming.dialogue import LONGEST, Begin, Dialogue, End, Text, Wish
from tests.unit.text.proportion import in_proportion

CHUNKS = st.lists(st.text(st.sampled_from("ab c1'.!?。日本 \n"), max_size=6), max_size=8)


def ask(dialogue: Dialogue, *events: Eventable) -> list[Wish]:
    return [wish for event in events for wish in dialogue.receive(event.event())]


def streamed(*chunks: str) -> list[str]:
    """The texts that chunks are passed on as."""
    begin, *texts, end = ask(Dialogue(), SynthesizeStart(), *map(SynthesizeChunk, chunks), SynthesizeStop())
    assert begin == Begin("", "", streamed=True)
    assert end == End()
    return [wish.text for wish in texts if isinstance(wish, Text)]


def test_a_whole_text_is_begun_told_and_ended() -> None:
    voice = SynthesizeVoice(name="af_bella")
    assert ask(Dialogue(), Synthesize("Hello.", voice)) == [
        Begin("af_bella", "", streamed=False),
        Text("Hello."),
        End(),
    ]


@pytest.mark.parametrize(
    ("voice", "wanted"),
    [
        (None, ("", "")),
        (SynthesizeVoice(name="af_bella", speaker="x"), ("af_bella", "")),
        (SynthesizeVoice(language="de-DE"), ("", "de-DE")),
    ],
)
def test_a_voice_or_a_language_may_be_named(voice: SynthesizeVoice | None, wanted: tuple[str, str]) -> None:
    assert ask(Dialogue(), SynthesizeStart(voice)) == [Begin(*wanted, streamed=True)]


@given(chunks=CHUNKS)
def test_chunks_are_the_text_in_their_order(chunks: list[str]) -> None:
    assert "".join(streamed(*chunks)) == "".join(chunks)


@given(chunks=CHUNKS)
def test_no_latin_word_is_passed_on_in_two_parts(chunks: list[str]) -> None:
    text, at = "".join(chunks), 0
    for piece in streamed(*chunks)[:-1]:
        at += len(piece)
        assert not ("a" <= text[at - 1] <= "c" and "a" <= text[at] <= "c"), (text, at)


def test_a_sentence_that_is_whole_does_not_wait_for_the_next_chunk() -> None:
    dialogue = Dialogue()
    ask(dialogue, SynthesizeStart())
    assert ask(dialogue, SynthesizeChunk("One mom")) == [Text("One ")]
    assert ask(dialogue, SynthesizeChunk("ent, plea")) == [Text("moment, ")]
    assert ask(dialogue, SynthesizeChunk("se.")) == [Text("please.")]
    assert ask(dialogue, SynthesizeChunk("少々お待ち")) == [Text("少々お待ち")]


def test_the_compatibility_event_is_ignored_in_a_stream_only() -> None:
    dialogue = Dialogue()
    assert ask(dialogue, SynthesizeStart()) == [Begin("", "", streamed=True)]
    assert ask(dialogue, Synthesize("Hello.")) == []
    assert ask(dialogue, SynthesizeStop()) == [End()]
    assert len(ask(dialogue, Synthesize("Hello."))) == 3


def test_questions_are_answered_in_mid_text_and_strange_events_ignored() -> None:
    dialogue = Dialogue()
    ask(dialogue, SynthesizeStart(), SynthesizeChunk("Hello "))
    assert ask(dialogue, Describe(), Ping("here")) == [Describe(), Ping("here")]
    assert ask(dialogue, SelectProgram("kokoro")) == []
    assert dialogue.receive(Event("tomorrows-event", {"a": 1})) == []


def test_what_is_null_is_not_given() -> None:
    data = {"text": "a", "voice": None, "text_format": None, "context": None}
    assert Dialogue().receive(Event("synthesize", data)) == ask(Dialogue(), Synthesize("a"))


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (Event("synthesize"), "bad_request"),
        (Event.from_dict({"type": {"voice": "af_bella"}}), "bad_request"),
        (Event("synthesize", {"text": 1}), "bad_request"),
        (Event("synthesize", {"text": "a \ud83d"}), "bad_request"),
        (Event("synthesize", {"text": "a", "voice": "af_bella"}), "bad_request"),
        (Event("synthesize", {"text": "a", "voice": {"name": 1}}), "bad_request"),
        (Synthesize("<speak>a</speak>", text_format=SynthesizeTextFormat.SSML).event(), "bad_request"),
        (SynthesizeStart(text_format="poem").event(), "bad_request"),
        (SynthesizeChunk("a").event(), "bad_request"),
        (SynthesizeStop().event(), "bad_request"),
        (Event.from_dict({"type": "ping", "data": []}), "bad_request"),
        (Synthesize("a" * (LONGEST + 1)).event(), "too_long"),
    ],
)
def test_what_makes_no_sense_is_refused(event: Event, code: str) -> None:
    with pytest.raises(FailureError) as refused:
        Dialogue().receive(event)
    assert refused.value.code == code


def test_a_second_start_is_refused_and_a_text_in_chunks_has_the_same_length_at_most() -> None:
    dialogue = Dialogue()
    ask(dialogue, SynthesizeStart())
    with pytest.raises(FailureError, match="synthesize-start"):
        ask(dialogue, SynthesizeStart())
    with pytest.raises(FailureError, match="characters"):
        ask(dialogue, *itertools.repeat(SynthesizeChunk("a" * (LONGEST // 10 + 1)), 10))


def test_a_text_without_a_space_takes_time_in_proportion_whole_and_in_chunks() -> None:
    assert in_proportion(lambda text: streamed(text + "."), "a", 2_000, 20_000)
    assert in_proportion(lambda text: streamed(*text), "a", 2_000, 20_000)
