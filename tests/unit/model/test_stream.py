"""A text on its way to sound: every byte of it is spoken once, and is told where it was heard."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc import message
from kokoro_ipc.errors import BAD_REQUEST, NOTHING_TO_SAY, TOO_LONG, FailureError
from kokoro_ipc.message import Audio, AudioEnd, AudioStart, Failed, Message, Segment, SegmentEnd
from kokoro_model.pauses import Pauses
from kokoro_model.stream import HELD_TEXT, PATIENCE, ROOM, Stream
from kokoro_model.text.multilingual import MultilingualSegmenter
from kokoro_model.text.reading import Reader
from kokoro_model.text.segmenter import Segmenter
from tests.tone import SAMPLES, ToneEngine, Verbatim, bare, text_of, tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_model.engines import Request

TEXT = "Grüße, €uropa! 今天很好。 Mix 😀 of it all: one, two, three. And an end"
words = st.sampled_from(
    ["Grüße", "a", "€5.", "今天。", "😀", "one,", "end.", "Wait!", "…", "x" * 30, "\n\n", "  ", "é"]
)
texts = st.lists(words, max_size=25).map(" ".join)


class Changes:
    """Counts what the scheduler is told."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def stream(
    *,
    changes: Changes | None = None,
    speed: float = 1.0,
    background: bool = False,
    reader: Reader | None = None,
) -> Stream:
    wanted = message.Synthesize(voice="af_heart", lang="en-us", speed=speed, volume=0.5, background=background)
    return Stream(wanted, Segmenter(lang="en-us"), reader or Verbatim(), changes or Changes())


class Clock:
    """Stands still unless it is put on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Streaming(ToneEngine):
    """Gives its first sound early; `seconds` of sound for each passage."""

    real_time_factor = 0.5

    def __init__(self, seconds: float = 0.0, *, early: bool = True) -> None:
        super().__init__()
        self.early = early
        self._sound = bytes(round(seconds * 24_000) * 2)

    def streams(self, voice: str) -> bool:
        return self.early

    @property
    def said(self) -> list[str]:
        return [request.text for request in self.requests]

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> tuple[()]:
        self.begin(request)
        emit(self._sound)
        return ()


def timed(clock: Clock, *, background: bool = False) -> Stream:
    wanted = message.Synthesize(voice="af_heart", lang="en-us", background=background)
    return Stream(wanted, Segmenter(lang="en-us"), Verbatim(), Changes(), clock=clock)


def work(made: Stream, engine: ToneEngine) -> None:
    """Do what a scheduler does with one stream."""
    while made.ready:
        made.make_segment(engine)


def taken(made: Stream) -> list[Message]:
    """All that is to be had without waiting."""
    found: list[Message] = []
    while made._out:
        one = made.take()
        assert one is not None
        found.append(one)
    return found


@given(st.lists(texts, max_size=5))
def test_every_byte_is_spoken_once_and_told(parts: list[str]) -> None:
    whole = "".join(parts)
    made, engine = stream(), ToneEngine()
    told: list[Message] = []
    for part in parts:
        made.feed(part.encode())
        work(made, engine)
        told += taken(made)
    assert made.open
    made.end()
    assert not made.open
    work(made, engine)
    told += taken(made)
    assert made.take() is None
    assert made.over

    assert (type(told[0]), type(told[-1])) == (AudioStart, AudioEnd if bare(whole) else Failed)
    assert text_of(b"".join(one.payload for one in told if isinstance(one, Audio))) == bare(whole)
    spans = [one for one in told if isinstance(one, Segment)]
    data, place = whole.encode(), 0
    for span, request in zip(spans, engine.requests, strict=True):
        assert span.start == place
        place = span.end
        assert data[span.start : span.end].decode().strip() == request.text
    assert not data[place:].decode().strip()


def test_a_segment_is_told_before_its_sound_and_after_it() -> None:
    made, engine = stream(speed=2.0), ToneEngine()
    made.feed("Größe. Zwei.".encode())
    made.end()
    work(made, engine)
    told = taken(made)
    assert [one for one in told if not isinstance(one, Audio)] == [
        AudioStart(rate=24_000, channels=1, width=2),
        Segment(start=0, end=8, sentence=0, at=0.0),
        SegmentEnd(),
        Segment(start=8, end=14, sentence=1, at=len("Größe.") * SAMPLES / 24_000),
        SegmentEnd(),
        AudioEnd(),
    ]
    assert [type(one) for one in told] == [AudioStart, Segment, Audio, SegmentEnd, Segment, Audio, SegmentEnd, AudioEnd]
    assert engine.requests[0].speed == 2.0
    assert engine.requests[0].volume == 0.5


def test_sound_goes_in_pieces_that_fit_a_frame_whatever_the_engine_gives() -> None:
    sound = tone("x" * 3000)

    class AllAtOnce(ToneEngine):
        def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> tuple[()]:
            assert emit(sound)
            return ()

    made = stream()
    made.feed(b"All of it. ")
    made.end()
    made.make_segment(AllAtOnce())
    pieces = [one.payload for one in taken(made) if isinstance(one, Audio)]
    assert b"".join(pieces) == sound
    assert max(map(len, pieces)) <= 64 * 1024
    assert all(len(piece) % 2 == 0 for piece in pieces)


def test_what_there_is_of_a_sentence_is_spoken_when_no_more_comes() -> None:
    clock, engine = Clock(), ToneEngine()
    made = timed(clock)
    made.feed(b"It begins. And then")
    work(made, engine)
    assert [request.text for request in engine.requests] == ["It begins."]
    clock.now += 2.0
    made.flush()
    work(made, engine)
    assert [request.text for request in engine.requests] == ["It begins.", "And then"]
    made.feed(b" it goes on.")
    made.end()
    work(made, engine)
    assert [request.text for request in engine.requests][2:] == ["it goes on."]
    spans = [(one.start, one.end) for one in taken(made) if isinstance(one, Segment)]
    assert spans == [(0, 10), (10, 19), (19, 31)]


@pytest.mark.parametrize("text", ["", " \n ", "***", "--- * * *\n\n---", "\u0301" * 1000])
def test_an_end_without_sound_is_a_failure(text: str) -> None:
    made, engine = stream(reader=Reader("en-us")), ToneEngine()
    made.feed(text.encode())
    made.end()
    work(made, engine)
    told = taken(made)
    assert told[-1] == Failed(code=NOTHING_TO_SAY, message="there is nothing to say in the text")
    assert not any(isinstance(one, Audio | AudioEnd) for one in told)
    assert engine.requests == []


@pytest.mark.parametrize("text", ["One. *** Two.", "*** One.", "One. ***", "[pause:0.1s]"])
def test_what_says_nothing_in_a_text_that_is_heard_is_skipped(text: str) -> None:
    made, engine = stream(reader=Reader("en-us")), ToneEngine()
    made.feed(text.encode())
    made.end()
    work(made, engine)
    assert isinstance(taken(made)[-1], AudioEnd)


def test_an_end_without_sound_of_what_nobody_wants_to_hear_is_none() -> None:
    made, engine = stream(), ToneEngine()
    made.feed(b"One. Two.")
    made.end()
    made.pass_over(1)
    work(made, engine)
    assert isinstance(taken(made)[-1], AudioEnd)


def test_a_stream_waits_for_text_and_then_for_room() -> None:
    changes = Changes()
    made, engine = stream(changes=changes), ToneEngine()
    assert not made.ready
    made.feed(("A sentence of a good length, for its sound. " * 200).encode())
    assert made.ready
    assert changes.count == 1
    work(made, engine)
    held = made._out_size
    assert ROOM < held <= ROOM + 300 * SAMPLES * 2
    assert not made.ready, "its sound is not taken"
    before = changes.count
    while not made.ready:
        made.take()
    assert made._out_size <= ROOM
    assert changes.count == before + 1, "the scheduler is told of the room, once"


def test_a_cancelled_stream_makes_and_gives_nothing_more() -> None:
    changes = Changes()
    made, engine = stream(changes=changes), ToneEngine()
    made.feed(TEXT.encode())
    made.make_segment(engine)
    made.cancel()
    assert made.over
    assert not made.ready
    assert not made.open
    assert made._emit(b"\0\0") is False, "the engine may stop"
    assert made.take() is None
    assert changes.count == 2


def test_a_failure_comes_after_the_sound_and_ends_it() -> None:
    made, engine = stream(), ToneEngine()
    made.feed(b"One. Two.")
    made.make_segment(engine)
    made.fail("engine_failed", "it broke")
    made.fail("engine_failed", "once more")
    told = taken(made)
    assert [type(one) for one in told] == [AudioStart, Segment, Audio, SegmentEnd, Failed]
    assert made.take() is None


# --- texts that are none


@pytest.mark.parametrize(("data", "place"), [(b"ok \xff", 3), (b"\x80", 0), ("é".encode()[:1], 0)])
def test_what_is_no_text_is_refused_with_its_place(data: bytes, place: int) -> None:
    with pytest.raises(FailureError, match=f"not UTF-8 at byte {place}") as caught:
        stream().feed(data)
    assert caught.value.code == BAD_REQUEST


def test_a_sentence_that_is_passed_over_ends_at_once_and_the_next_is_heard() -> None:
    made = stream()

    class Skipped(ToneEngine):
        def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> tuple[()]:
            made.pass_over(0)
            assert not emit(tone("x"))
            return ()

    made.feed(b"One two three four five six, seven eight. Nine. ")
    made.end()
    made.make_segment(Skipped())
    engine = ToneEngine()
    work(made, engine)
    assert [request.text for request in engine.requests] == ["Nine."]
    spans = [(one.start, one.end) for one in taken(made) if isinstance(one, Segment)]
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]


def test_more_text_than_can_wait_is_refused() -> None:
    made = stream()
    made.feed(b"x" * HELD_TEXT)
    with pytest.raises(FailureError, match="wait to be spoken") as caught:
        made.feed(b"x")
    assert caught.value.code == TOO_LONG


# --- what the scheduler goes by


def test_first_sound_comes_first_then_the_sound_that_runs_out_soonest_then_files() -> None:
    engine = ToneEngine()
    fresh, later, heard, file = stream(), stream(), stream(), stream()
    file._wanted.background = True
    for one in (heard, fresh, later, file):
        one.feed(b"Hello there. And there.")
    heard.make_segment(engine)
    assert sorted([file, heard, later, fresh], key=lambda one: one.urgency) == [fresh, later, heard, file]
    more = stream()
    more.feed(b"Hello there. " * 9)
    for _ in range(5):
        more.make_segment(engine)
    assert more._made > heard._made
    more._first_sound = heard._first_sound
    assert heard.urgency < more.urgency


# --- whole sentences, and sentences that are long in coming

LONG = "When all is said and done, there is nothing left that anybody would want to say about it, or so they tell us."
START = "When all is said and done, there is nothing left that any"
CLAUSE = "When all is said and done,"


def test_a_sentence_is_whole_where_the_engine_streams() -> None:
    made, engine = stream(), Streaming()
    made.feed(f"{LONG} {LONG}".encode())
    made.end()
    work(made, engine)
    assert engine.said == [LONG, LONG]


def test_the_engine_is_looked_at_for_each_segment() -> None:
    made, engine = stream(), Streaming(early=False)
    made.feed(f"{LONG} {LONG}".encode())
    made.end()
    made.make_segment(engine)
    engine.early = True
    work(made, engine)
    assert engine.said == [CLAUSE, LONG.removeprefix(CLAUSE).strip(), LONG]


def test_a_clause_is_spoken_when_nobody_has_heard_anything_for_long() -> None:
    clock, engine = Clock(), Streaming()
    made = timed(clock)
    made.feed(START.encode())
    work(made, engine)
    assert engine.said == []
    assert made.due is not None
    assert made.due == clock.now + PATIENCE
    assert not made.ready
    clock.now = made.due
    assert made.ready
    work(made, engine)
    assert engine.said == [CLAUSE]
    assert made.due is None
    made.feed(LONG.removeprefix(START).encode())
    made.end()
    work(made, engine)
    assert " ".join(engine.said) == LONG
    assert {segment.sentence for segment in taken(made) if isinstance(segment, Segment)} == {0}


def test_a_sentence_that_comes_in_time_is_not_cut() -> None:
    clock, engine = Clock(), Streaming()
    made = timed(clock)
    for letter in LONG + "\n":
        made.feed(letter.encode())
        work(made, engine)
        clock.now += 0.001
    assert engine.said == [LONG]


def test_while_sound_plays_a_sentence_has_the_time_to_come() -> None:
    clock, engine = Clock(), Streaming(seconds=1.5)
    made = timed(clock)
    made.feed(b"It begins. ")
    work(made, engine)
    taken(made)
    made.feed(START.encode())
    clock.now += 0.7
    work(made, engine)
    assert engine.said == ["It begins."]
    assert made.due is not None
    assert 1000.7 < made.due < 1001.5, "as long before its end as the clause takes to be there"
    clock.now = made.due
    work(made, engine)
    assert engine.said == ["It begins.", CLAUSE]


@pytest.mark.parametrize(
    "start", ["Well, there are so many things that any", "On September 5, 2024 and nothing", "We have to pay $3 mil"]
)
def test_no_phrase_is_cut_however_long_the_rest_takes(start: str) -> None:
    clock, engine = Clock(), Streaming()
    made = timed(clock)
    made.feed(start.encode())
    work(made, engine)
    clock.now += 100.0
    made.rest()
    work(made, engine)
    assert engine.said == []


def test_a_file_waits_for_its_sentences() -> None:
    clock, engine = Clock(), Streaming()
    made = timed(clock, background=True)
    made.feed(START.encode())
    clock.now += 100.0
    work(made, engine)
    assert engine.said == []
    assert made.due is None


@pytest.mark.parametrize(
    "text", ["A prompt:", "A log line without an end\n", "It is over.", "“So it is.”", "今天很好。"]
)
def test_what_ends_like_a_sentence_or_a_line_is_complete_after_a_while(text: str) -> None:
    made, engine = stream(), Streaming()
    made.feed(text.encode())
    work(made, engine)
    assert engine.said == []
    made.rest()
    work(made, engine)
    assert engine.said == [text.strip()]


def test_what_has_no_end_is_spoken_once_the_sound_is_over() -> None:
    clock, engine = Clock(), Streaming(seconds=5.0)
    made = timed(clock)
    made.feed(b"It begins. And th")
    work(made, engine)
    taken(made)
    clock.now += 2.0
    made.flush()
    work(made, engine)
    assert engine.said == ["It begins."]
    assert made.due == 1005.0
    clock.now = 1005.0
    work(made, engine)
    assert engine.said == ["It begins.", "And th"]


class French:
    """What begins with an F is French."""

    def of(self, paragraph: str, before: str) -> str:
        return "fr-fr" if paragraph[0] == "F" else "en-us"


class Asked(Streaming):
    """Keeps which voices it was asked about."""

    def __init__(self) -> None:
        super().__init__()
        self._sound = b"\0\x40" * 24_000  # a second that is not quiet
        self.voices: list[str] = []

    def streams(self, voice: str) -> bool:
        self.voices.append(voice)
        return True


def test_paragraphs_of_two_languages_are_one_stream_with_its_pauses_and_its_count_of_sentences() -> None:
    wanted = message.Synthesize(voice="af_heart", lang="en-us", auto=True)
    segmenter = MultilingualSegmenter(Segmenter(lang="en-us"), "en-us", French())
    speakers = {"fr-fr": "ff_siwis"}
    made = Stream(wanted, segmenter, Verbatim(), Changes(), speakers=speakers, pauses=Pauses(0.25, 0.75))
    engine = Asked()
    made.feed(b"One. Two.\n\nFin. Fort.\n\nEnd.")
    made.end()
    told: list[Segment] = []
    while not made.over:
        work(made, engine)
        told += [one for one in taken(made) if isinstance(one, Segment)]
    assert [(one.sentence, one.lang) for one in told] == [
        (0, "en-us"),
        (1, "en-us"),
        (2, "fr-fr"),
        (3, "fr-fr"),
        (4, "en-us"),
    ]
    assert [(request.voice, request.lang) for request in engine.requests] == [
        *[("af_heart", "en-us")] * 2,
        *[("ff_siwis", "fr-fr")] * 2,
        ("af_heart", "en-us"),
    ]
    assert engine.voices[:5] == [request.voice for request in engine.requests], "asked of who speaks the next segment"
    begins = [one.at for one in told]
    assert [later - earlier for earlier, later in pairwise(begins)] == [1.25, 1.75, 1.25, 1.75]
