"""The silence between sentences and paragraphs: as long as it is wanted, counted with what the voice leaves."""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_model.pauses import NONE, Pauses, Quiet
from kokoro_model.stream import BYTES_A_SECOND, Stream
from kokoro_model.text.segmenter import Segmenter
from tests.tone import ToneEngine, Verbatim

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_model.engines import Request

PAUSES = Pauses(0.25, 0.6, 0.1)
LOUD = array("h", [9000, -9000] * 2400).tobytes()
"""A fifth of a second."""


class Speaker(ToneEngine):
    """Makes the same sound of everything, and `after` seconds of silence behind it."""

    def __init__(self, after: float = 0.0) -> None:
        super().__init__()
        self._sound = LOUD + bytes(2 * round(after * 24_000))

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> tuple[()]:
        self.begin(request)
        emit(self._sound)
        return ()


def stream(text: str, pauses: Pauses = PAUSES) -> Stream:
    wanted = message.Synthesize(voice="af_heart", lang="en-us")
    made = Stream(wanted, Segmenter(lang="en-us"), Verbatim(), lambda: None, pauses=pauses)
    made.feed(text.encode())
    made.end()
    return made


def silences(made: Stream, engine: Speaker) -> list[float]:
    """Seconds of silence between the segments, and where each is said to begin all sound before it is over."""
    while made.ready:
        made.make_segment(engine)
    sound, begins, found = b"", [], []
    while one := made.take():
        if isinstance(one, message.Segment):
            begins.append(round(one.at * BYTES_A_SECOND))
        elif isinstance(one, message.Audio):
            sound += one.payload
    assert all(sound[at : at + len(LOUD)] == LOUD for at in begins)
    for before, after in pairwise(begins):
        found.append((after - before - len(LOUD)) / BYTES_A_SECOND)
    assert sound.endswith(LOUD) or engine._sound != LOUD, "nothing is added behind the last sentence"
    return [round(silence, 3) for silence in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rains. It pours.", [0.25]),
        ("It rains.\nIt pours.", [0.25]),
        ("It rains.\n\nIt pours. It does.", [0.6, 0.25]),
        ("# Title\nText.", [0.25]),
        ("# Title\n\nText.", [0.6]),
        ("My list\n- one\n- two\n\nText.", [0.25, 0.25, 0.6]),
        ("When it rains, nobody at all ever goes out of this house.", [0.1]),
        ("one two three four five six seven eight nine ten eleven", [0.0]),
    ],
)
def test_pauses_are_made(text: str, expected: list[float]) -> None:
    assert silences(stream(text), Speaker()) == expected


@pytest.mark.parametrize(("after", "expected"), [(0.1, 0.25), (0.2, 0.25), (0.4, 0.4)])
def test_silence_that_the_voice_leaves_counts(after: float, expected: float) -> None:
    assert silences(stream("It rains. It pours."), Speaker(after)) == [expected]


def test_no_pauses_may_be_wanted() -> None:
    assert silences(stream("It rains.\n\nIt pours.", NONE), Speaker()) == [0.0]


def test_a_pause_does_not_depend_on_the_pieces() -> None:
    wanted = message.Synthesize(voice="af_heart", lang="en-us")
    made, engine = Stream(wanted, Segmenter(lang="en-us"), Verbatim(), lambda: None, pauses=PAUSES), Speaker()
    for letter in "It rains.\n\nIt pours. It does.":
        made.feed(letter.encode())
        while made.ready:
            made.make_segment(engine)
    made.end()
    assert silences(made, engine) == [0.6, 0.25]


def test_what_was_skipped_is_followed_by_no_pause() -> None:
    class Skipped(Speaker):
        def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> tuple[()]:
            if not self.requests:
                made.pass_over(0)
            return super().synthesize(request, emit)

    made = stream("It rains. It pours. It does.")
    assert silences(made, Skipped()) == [0.0, 0.25]


@pytest.mark.parametrize(
    ("text", "pauses"),
    [("0.25,0.6", PAUSES), ("0.4", Pauses(0.4, 0.6)), ("1", Pauses(1.0, 1.0)), ("0,0", Pauses(0, 0))],
)
def test_a_setting_is_read(text: str, pauses: Pauses) -> None:
    assert Pauses.parse(text) == pauses


@pytest.mark.parametrize("text", ["", "long", "-1", "1,", "11", "1,2,3", "nan", "0.2,inf"])
def test_a_setting_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"pause|float"):
        Pauses.parse(text)


def test_who_asks_for_a_pause_gets_it_and_else_the_setting() -> None:
    assert PAUSES.set(-1, -1) == PAUSES
    assert PAUSES.set(0.4, -1) == Pauses(0.4, 0.6)
    assert PAUSES.set(1.0, -1) == Pauses(1.0, 1.0)
    assert PAUSES.set(-1, 2.0) == Pauses(0.25, 2.0)


def test_quiet_is_what_is_far_below_the_loudest() -> None:
    quiet = Quiet()
    assert quiet.seconds == 0.0
    quiet.hear(LOUD)
    quiet.hear(array("h", [80] * 2400).tobytes()[:-1])
    assert quiet.seconds == pytest.approx(0.1, abs=0.011)
    quiet.hear(LOUD)
    assert quiet.seconds < 0.011
