"""Inline marks: what is between them is text, in order and without a gap, and what they hold is within bounds."""

from __future__ import annotations

from fuzz import inputs
from kokoro_model.text.marks import Marks
from kokoro_model.text.markup import LONGEST_PAUSE, parse
from kokoro_model.text.pieces import Phonemes

WORDS = (
    "[",
    "]",
    "](",
    "](/",
    "/)",
    ")",
    "[pause:",
    "pause",
    ":",
    "1s]",
    "500ms]",
    ".5",
    "1e9",
    "²",
    "٣",
    "[x](/y/)",
    "\n",
)


def check(data: bytes) -> None:
    """A text."""
    text = inputs.text(data)
    end = 0
    for part in parse(text):
        if isinstance(part, slice):
            assert end == part.start < part.stop
            end = part.stop
        elif isinstance(part, Phonemes):
            assert end < part.start <= part.end
            end = part.end + len(text[part.end :].partition(")")[0]) + 1
        else:
            assert part.start == end
            assert 0.0 <= part.seconds <= LONGEST_PAUSE
            end = part.end
    assert end == len(text)
    _check_marks(text)


def _check_marks(text: str) -> None:
    for closed in (True, False):
        marks = Marks(text, closed=closed)
        assert 0 <= marks.open_from <= len(text)
        for at in range(len(text)):
            found = marks.around(at)
            assert found is None or 0 <= found[0] < at < found[1] <= len(text)
