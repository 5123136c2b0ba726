"""No listener waits in mid-text: fast engines are heard at once, slow ones when they have their lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc import message
from kokoro_model import pace
from kokoro_model.stream import BYTES_A_SECOND, ROOM, Stream
from kokoro_model.text.reading import Reader
from kokoro_model.text.segmenter import Segmenter
from tests.aside import Aside
from tests.tone import SAMPLES, ToneEngine, Verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_ipc.message import Message
    from kokoro_model.engines import Request, Word

factors = st.floats(0.0, 20.0)
SLOW = 1.4
TEXT = "A sentence that is of a good length, as they are. " * 30


class Paced(ToneEngine):
    """Says of itself how slow it is."""

    def __init__(self, real_time_factor: float) -> None:
        super().__init__()
        self.real_time_factor = real_time_factor


def stream(text: str = TEXT, *, background: bool = False, speed: float = 1.0) -> Stream:
    wanted = message.Synthesize(voice="af_heart", lang="en-us", background=background, speed=speed)
    made = Stream(wanted, Segmenter(lang="en-us"), Verbatim(), lambda: None)
    made.feed(text.encode())
    return made


def first(made: Stream) -> Aside[Message | None]:
    """The first message of the sound; that the text was taken on is told at once."""
    assert made.take() == message.AudioStart(rate=24_000, channels=1, width=2)
    return Aside(made.take)


@given(factors)
def test_a_segment_is_made_before_those_ahead_of_it_have_played(factor: float) -> None:
    growth = pace.growth(factor)
    assert 0.1 <= growth <= 1.2
    if growth > 0.1:
        assert growth * factor + factor <= 1.0 + 1e-9 or growth == 1.2


@given(factors, factors)
def test_the_slower_the_engine_the_smaller_its_segments_and_the_longer_its_lead(one: float, other: float) -> None:
    fast, slow = sorted((one, other))
    assert pace.growth(fast) >= pace.growth(slow)
    assert pace.lead(fast, TEXT, 1.0) <= pace.lead(slow, TEXT, 1.0) <= 30.0


def test_a_lead_is_as_long_as_the_text_makes_it() -> None:
    assert pace.lead(0.8, TEXT, 1.0) == 0.0
    assert pace.lead(SLOW, "x" * 100, 1.0) == pytest.approx((SLOW * 1.15 - 1) * 7.5)
    assert pace.lead(SLOW, "x" * 100, 2.0) == pytest.approx(pace.lead(SLOW, "x" * 50, 1.0))
    assert pace.lead(SLOW, "", 1.0) == 0.0


@pytest.mark.parametrize("factor", [0.0, 0.5, 0.86])
def test_a_fast_engine_is_heard_with_its_first_sound(factor: float) -> None:
    made = stream()
    made.make_segment(Paced(factor))
    told = [made.take() for _ in range(3)]
    assert [one.kind for one in told if one] == ["audio_start", "segment", "audio"]


def test_a_slow_engine_is_heard_when_it_has_its_lead_and_not_before() -> None:
    made, engine = stream(), Paced(SLOW)
    waiting = first(made)
    while waiting.is_alive() and not made._flowing:
        lead = pace.lead(SLOW, made._uncut[:2000], 1.0)
        made.make_segment(engine)
    assert isinstance(waiting.outcome(), message.Segment)
    assert made._made >= lead > 0
    spoken = sum(len(request.text.replace(" ", "")) for request in engine.requests)
    assert spoken * SAMPLES / 24_000 >= lead, "it was made, not waited for"
    assert len(engine.requests) > 2
    made.cancel()


def test_a_lead_may_be_more_than_else_waits_for_a_listener() -> None:
    class Lasting(Paced):
        def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
            emit(bytes(BYTES_A_SECOND))
            return ()

    made, engine = stream(), Lasting(15.0)
    while made.ready:
        made.make_segment(engine)
    assert made._made > ROOM / BYTES_A_SECOND + 1
    assert made._flowing
    made.cancel()


def test_a_slow_engine_makes_shorter_segments() -> None:
    numbers = []
    for factor in (0.1, 0.9):
        made, engine = stream("and so on " * 60), Paced(factor)
        made.end()
        while made.ready:
            made.make_segment(engine)
        numbers.append(len(engine.requests))
        made.cancel()
    assert numbers[0] < numbers[1]


def test_of_a_segment_with_pauses_nothing_is_made_for_who_has_gone() -> None:
    class Leaving(Paced):
        def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
            made.cancel()
            return super().synthesize(request, emit)

    wanted = message.Synthesize(voice="af_heart", lang="en-us")
    made, engine = Stream(wanted, Segmenter(lang="en-us"), Reader("en-us"), lambda: None), Leaving(0.0)
    made.feed(b"One [pause:1s] two.")
    made.end()
    made.make_segment(engine)
    assert len(engine.requests) == 1


@pytest.mark.parametrize("ends", [True, False])
def test_a_slow_engine_gives_a_short_text_when_there_is_no_more_of_it(ends: bool) -> None:
    made, engine = stream("One. Two. "), Paced(3.0)
    if ends:
        made.end()
    while made.ready:
        made.make_segment(engine)
    assert isinstance(first(made).outcome(), message.Segment)
    made.cancel()


def test_a_file_needs_no_lead() -> None:
    made = stream(background=True)
    made.make_segment(Paced(SLOW))
    assert isinstance(first(made).outcome(), message.Segment)


def test_who_waits_for_a_lead_is_told_of_the_failure_or_the_end() -> None:
    failed, cancelled = stream(), stream()
    failed.make_segment(Paced(SLOW))
    waiting = first(failed), first(cancelled)
    failed.fail("engine_failed", "it broke")
    cancelled.cancel()
    assert isinstance(waiting[0].outcome(), message.Segment)
    assert waiting[1].outcome() is None
    told = []
    while one := failed.take():
        told.append(one.kind)
    assert (told[0], *told[-2:]) == ("audio", "segment_end", "failed")
