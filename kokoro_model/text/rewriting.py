"""A text that is rewritten step by step and still knows where in the source each character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

Alignment = Sequence[tuple[int, int, int, int]]
"""Runs `(start, end, source_start, source_end)` that tile a text in order.

A run as long as its source maps character to character; any other maps as a whole. Source that was dropped
lies between runs.
"""

Edit = tuple[int, int, str]
"""What takes the place of the characters from one index to another."""


def source_span(alignment: Alignment, start: int, end: int) -> tuple[int, int]:
    """Where in the source the characters from `start` to `end` of the rewritten text come from."""
    if not alignment:
        return (0, 0)
    head = _Run(*alignment[_index(alignment, start)])
    tail = _Run(*alignment[_index(alignment, max(start, end - 1))])
    return (head.source_of(start), tail.source_of_end(end))


def aligned_part(alignment: Alignment, start: int, end: int) -> Alignment:
    """The runs of the characters from `start` to `end`, as a text of their own."""
    return _Walk([_Run(*run) for run in alignment], start).kept(start, end, -start)


def _index(runs: Sequence[tuple[int, int, int, int]], place: int) -> int:
    """Which run holds the character at `place`; the last one for a place behind them all."""
    return max(0, bisect_right(runs, place, key=itemgetter(0)) - 1)


class _Run(NamedTuple):
    start: int
    end: int
    source_start: int
    source_end: int

    @property
    def copied(self) -> bool:
        return self.end - self.start == self.source_end - self.source_start

    def source_of(self, index: int) -> int:
        """Where the source of the character at `index` begins."""
        return self.source_start + index - self.start if self.copied else self.source_start

    def source_of_end(self, index: int) -> int:
        """Where the source of the characters before `index` ends."""
        return self.source_start + index - self.start if self.copied else self.source_end

    def part(self, start: int, end: int, shift: int) -> list[_Run]:
        """The piece of this run from `start` to `end`, moved by `shift`."""
        source = (self.source_of(start), self.source_of_end(end))
        if self.copied:
            return [_Run(start + shift, end + shift, *source)]
        return _replaced(start + shift, end + shift, *source)


def _replaced(start: int, end: int, source_start: int, source_end: int) -> list[_Run]:
    """Runs that map as a whole, two where one would be as long as its source and so seem to be copied."""
    cut = start + 1 if 1 < end - start == source_end - source_start else end
    runs = [_Run(start, cut, source_start, source_end)]
    return runs if cut == end else [*runs, _Run(cut, end, source_start, source_end)]


class Rewriting:
    """`text` as it stands after the edits so far; it begins as a copy of the source from `offset` on."""

    def __init__(self, source: str, offset: int = 0) -> None:
        self.text = source
        self._runs = [_Run(0, len(source), offset, offset + len(source))] if source else []

    @property
    def alignment(self) -> Alignment:
        """The runs of `text`."""
        return self._runs

    def copy(self) -> Rewriting:
        """The text as it stands, for `restore`."""
        copy = Rewriting("")
        copy.restore(self)
        return copy

    def restore(self, copy: Rewriting) -> None:
        """Be again what that copy is."""
        self.text, self._runs = copy.text, copy._runs  # which every edit replaces, and none changes

    def part(self, start: int, end: int) -> Rewriting:
        """A rewriting of its own for the text between two indexes, with the same source."""
        part = Rewriting("")
        part.text = self.text[start:end]
        part._runs = _Walk(self._runs, start).kept(start, end, -start)
        return part

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the source the characters from `start` to `end` of the text come from."""
        return source_span(self._runs, start, end)

    def is_put_in(self, index: int) -> bool:
        """Whether the character at an index is of a replacement, unless one character took the place of one."""
        return not self._runs[_index(self._runs, index)].copied

    def sub(self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str | None]) -> None:
        """Replace each match; a function may answer None to leave one as it is."""
        edits: list[Edit] = []
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new is not None and new != match[0]:
                edits.append((match.start(), match.end(), new))
        self.edit(edits)

    def keep(self, pattern: re.Pattern[str], group: str) -> None:
        """Of each match keep only what `group` matched, character for character."""
        edits: list[Edit] = []
        for match in pattern.finditer(self.text):
            start, end = match.span(group)
            edits += [(match.start(), start, ""), (end, match.end(), "")]
        self.edit(edits)

    def edit(self, edits: Iterable[Edit]) -> None:
        """Apply edits that do not overlap, given in order."""
        pieces: list[str] = []
        runs: list[_Run] = []
        walk = _Walk(self._runs)
        length = done = 0
        for start, end, new in edits:
            pieces.append(self.text[done:start])
            runs += walk.kept(done, start, length - done)
            length += start - done
            if new:
                pieces.append(new)
                runs += _replaced(length, length + len(new), *walk.source(start, end))
                length += len(new)
            done = end
        if not pieces:
            return
        runs += walk.kept(done, len(self.text), length - done)
        pieces.append(self.text[done:])
        self.text, self._runs = "".join(pieces), runs


class _Walk:
    """Goes once through the runs of a text, from one index on."""

    def __init__(self, runs: list[_Run], start: int = 0) -> None:
        self._runs = runs
        self._at = _index(runs, start)

    def kept(self, start: int, end: int, shift: int) -> list[_Run]:
        """The runs between two indexes, moved by `shift`."""
        parts: list[_Run] = []
        while start < end:
            run = self._run(start)
            stop = min(end, run.end)
            parts += run.part(start, stop, shift)
            start = stop
        return parts

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The source of the characters between two indexes; where there are none, of what stands between them."""
        if not self._runs:
            return (0, 0)
        if start == end:
            return self._between(start)
        return (self._run(start).source_of(start), self._run(end - 1).source_of_end(end))

    def _between(self, index: int) -> tuple[int, int]:
        """A place between the sources of two neighbours, or all of the source that they share."""
        after = self._run(index)
        before = self._runs[self._at - 1] if self._at > 0 and index == after.start else after
        begins = after.source_of(index) if index < after.end else after.source_of_end(index)
        return (begins, max(begins, before.source_of_end(index) if index else begins))

    def _run(self, index: int) -> _Run:
        while self._runs[self._at].end <= index and self._at + 1 < len(self._runs):
            self._at += 1
        return self._runs[self._at]
