"""The table: each way of say beside kokoro-onnx, with the bounds that hold; and the recordings that are worst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.listen.measures import furthest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bench.listen.measures import Heard, Summary

WORD_ERRORS = 0.003
"""A way may be so much worse in its word error rate than kokoro-onnx."""
SCORE = 0.03
"""And lower in its mean opinion score."""
RATIO = 0.03
"""And so far from it in the loudness and in the length of any voice."""
WORST = 10
HEADING = f"{'':44} {'say':>9} {'kokoro-onnx':>12}  bound"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `figures` are say's and kokoro-onnx's."""

    what: str
    figures: tuple[str, str]
    bound: str
    holds: bool

    def __str__(self) -> str:
        ours, theirs = self.figures
        return f"{self.what:44} {ours:>9} {theirs:>12}  {self.bound:18} {'ok' if self.holds else 'MISSED'}"


def rows(theirs: Summary, ways: Mapping[str, Summary]) -> list[Row]:
    """Of all ways."""
    return [row for name, ours in ways.items() for row in _rows(name, ours, theirs)]


def _rows(way: str, ours: Summary, theirs: Summary) -> Iterator[Row]:
    held = ours.word_error_rate <= theirs.word_error_rate + WORD_ERRORS
    rates = _percent(ours.word_error_rate), _percent(theirs.word_error_rate)
    yield Row(f"{way}: word error rate", rates, f"+ {100 * WORD_ERRORS:g} points", held)
    breaks = str(ours.breaks), str(theirs.breaks)
    yield Row(f"{way}: phantom breaks", breaks, "no more", ours.breaks <= theirs.breaks)
    held = ours.score >= theirs.score - SCORE
    yield Row(f"{way}: mean opinion score", (f"{ours.score:.3f}", f"{theirs.score:.3f}"), f"- {SCORE:g}", held)
    jumps = str(ours.clicks), str(theirs.clicks)
    yield Row(f"{way}: clicks", jumps, "no more", ours.clicks <= theirs.clicks)
    for what, mine, other in (("loudness", ours.loudness, theirs.loudness), ("length", ours.length, theirs.length)):
        voice, ratio = furthest(mine, other)
        held = abs(ratio - 1) <= RATIO
        yield Row(f"{way}: {what}, {voice}", (f"{ratio:.3f}", "1"), f"within {100 * RATIO:g} %", held)


def _percent(rate: float) -> str:
    return f"{100 * rate:.2f} %"


def worst(theirs: Sequence[Heard], ours: Sequence[Heard]) -> list[str]:
    """The recordings that lose most against kokoro-onnx: by words and breaks, then by score."""
    beside = {(each.voice, each.sentence): each for each in theirs}

    def loss(each: Heard) -> tuple[int, float]:
        other = beside[each.voice, each.sentence]
        return each.errors + each.breaks - other.errors - other.breaks, other.score - each.score

    return [_line(each, *loss(each)) for each in sorted(ours, key=loss, reverse=True)[:WORST]]


def _line(each: Heard, faults: int, points: float) -> str:
    return f"{faults:+3d} faults, {-points:+.2f} score  {each.file}\n    {each.text}"
