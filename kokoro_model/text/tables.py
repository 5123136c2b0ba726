"""Tables, row by row: `| Ann | 30 |` is "Name: Ann, Age: 30" below the row `| Name | Age |` and a row of hyphens.

Rows come one by one, so a header is known from the rows before. It is read as a row itself, for only the next one tells
that it was the header. In rows copied from a page, with tabs between their cells, the first is the header where it has
no digit and the next one has. Without a header, cells are parted by commas. A table ends with the first line that is no
row. A row may be cut: where a segment does not begin a line, it goes on in the cell that it was cut in.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kokoro_model.text.rules import Rule

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Edit, Rewriting
    from kokoro_model.text.rules import Barrier
    from kokoro_model.text.segmenter import Segment

NEEDS = re.compile(r"[|\t]")
_LINE = re.compile(r"[^\n]+")
_PIPE, _TAB = re.compile(r"(?<!\\)\|"), re.compile(r"\t")
_TABBED = re.compile(r"\S\t{1,20}(?=\S)")
_CELL = r"[^\S\n]{0,40}:?-{1,200}:?[^\S\n]{0,40}"
_RULE = re.compile(rf"[^\S\n]{{0,40}}(?:\|{_CELL}){{1,60}}\|?[^\S\n]{{0,40}}|(?:{_CELL}\|){{1,60}}(?:{_CELL})?")
_DIGIT = re.compile(r"\d")
_SPOKEN = re.compile(r"[^\W_]")
_MARKS = tuple(".,;:!?…。、，；：！？।")
_LOOK = 40
"""Characters before a cell that tell whether a comma is wanted."""
_LONGEST_HEADER = 60
"""Characters of a header that is said again for each row."""


def read(text: Rewriting) -> None:
    """Words for the rows of a text that stands by itself."""
    Tables().read(text)


class Tables:
    """Follows one text, segment by segment."""

    def __init__(self) -> None:
        self._header: list[str] = []
        self._cells: list[str] = []  # of the row that was read last
        self._rows = 0
        self._between: re.Pattern[str] | None = None  # what parts the cells of the row that we are in
        self._inside = False  # whether we are in a cell that may go on in the next segment
        self._line, self._ends = True, False

    def follow(self, segment: Segment) -> None:
        """What is read next is of this segment."""
        self._line, self._ends = segment.line, segment.ends
        if segment.paragraph or not (NEEDS.search(segment.text) or (self._between and not segment.line)):
            self._end()

    def rewrite(self, text: Rewriting, lang: str, barrier: Barrier) -> None:
        """Read the rows of a text by the barrier."""
        barrier.rewrite((Rule("tables", lambda text, _: self.read(text), NEEDS),), text, lang)

    def read(self, text: Rewriting) -> None:
        """Words for the rows of a text."""
        edits: list[Edit] = []
        for line in _LINE.finditer(text.text):
            changes = self._read(line[0], line.start(), begins=self._line or line.start() > 0)
            if changes and self._ends and _needs_a_mark(line[0].rstrip(" \t\r|")):
                *changes, (start, end, left) = changes
                changes.append((start, end, f"{left}."))
            edits += changes
            self._line = False
        text.edit(edits)

    def _read(self, line: str, start: int, *, begins: bool) -> list[Edit]:
        """What changes in one line, which begins at `start`."""
        if not begins:
            return self._row(line, start) if self._between else []
        if _RULE.fullmatch(line):
            same = self._rows == 1 and _count(line) == len(self._cells)
            self._header = [cell if len(cell) <= _LONGEST_HEADER else "" for cell in self._cells] if same else []
            self._between = None
            return [(start, start + len(line), "")]
        between = self._parting(line)
        if between is None:
            self._end()
            return []
        if between is not self._between and self._between:
            self._end()
        before, self._cells, self._between, self._inside = self._cells, [], between, False
        if between is _TAB and self._rows == 1:
            self._take_header(before, line)
        self._rows += 1
        edits = self._row(line, start)
        # a row that does not begin with its sign may be a sentence, unless it is below a header
        return edits if between is _TAB or self._header or line.lstrip().startswith("|") else []

    def _parting(self, line: str) -> re.Pattern[str] | None:
        """What parts the cells of a line, None where it is no row."""
        if _PIPE.search(line):
            return _PIPE
        return _TAB if _TABBED.search(line) else None

    def _take_header(self, before: list[str], line: str) -> None:
        """The row before is a header where it has no digit, and this one has as many cells and a digit."""
        numbers = _DIGIT.search(line) and not any(map(_DIGIT.search, before))
        fits = len(before) == len(line.strip().split("\t")) and max(map(len, before)) <= _LONGEST_HEADER
        self._header = before if numbers and fits else []

    def _row(self, line: str, start: int) -> list[Edit]:
        """Commas between the cells, and what each is headed by."""
        assert self._between
        edits: list[Edit] = []
        bounds = [-1, *(match.start() for match in self._between.finditer(line)), len(line)]
        done = 0
        for before, after in pairwise(bounds):
            cell = line[before + 1 : after]
            content = cell.strip()
            opens = before >= 0 or not self._inside
            if before < 0 and not content and after < len(line) and not self._cells:
                continue  # before the first sign
            if opens and (content or after < len(line)):
                self._cells.append(content)
            elif content and self._cells:
                self._cells[-1] += f" {content}"
            if content:
                begin = before + 1 + len(cell) - len(cell.lstrip())
                edits.append((start + done, start + begin, self._lead(line[max(0, done - _LOOK) : done], opens=opens)))
                done = begin + len(content)
            self._inside = bool(content)
        return [*(edit for edit in edits if edit[0] < edit[1] or edit[2]), (start + done, start + len(line), "")]

    def _lead(self, said: str, *, opens: bool) -> str:
        """What is said between the cells so far and the one that was opened last."""
        at = len(self._cells) - 1
        header = self._header[at] if opens and at < len(self._header) else ""
        return f"{',' * _needs_a_mark(said)}{' ' * bool(said)}{header}{': ' * bool(header)}"

    def _end(self) -> None:
        """No row: what is known of the table is over."""
        self._header, self._cells, self._rows, self._between, self._inside = [], [], 0, None, False


def _needs_a_mark(said: str) -> bool:
    """Whether what was said ends without a mark."""
    return _SPOKEN.search(said) is not None and not said.endswith(_MARKS)


def _count(rule: str) -> int:
    """How many cells the row of hyphens below a header has."""
    return len(rule.strip().strip("|").split("|"))
