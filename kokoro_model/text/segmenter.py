"""Text that comes in pieces, cut into the segments that are spoken one at a time.

Rules:

- A segment never reaches beyond the end of its sentence, so every complete sentence comes out at once.
- The first is at most `first_words` words; each next one weighs at most a given factor more than all before it,
  so that it can be made while they play; none weighs more than `most` (phonemes, guessed from the characters),
  but for an inline mark such as `[word](/sound/)`, which is never cut.
- The segments depend on the text and on where `flush` was called, never on the pieces.
- Spans follow each other without a gap: a span holds the white space before its words, none after them.
- Time is linear in the text, and beside the text not asked for yet a few thousand characters are held.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from kokoro_model.text.cuts import Cutter, weight, within
from kokoro_model.text.marks import Marks
from kokoro_model.text.sentences import Sentences

_LOOKAHEAD = 1024
"""Characters beyond twice the longest segment after which nothing may stay undecided."""
_WORD_WEIGHT = 10
"""The longest that words in the first segment may be on average; what takes the place of words in Chinese."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What is spoken at one go: `text` is stripped and never empty.

    `start` and `end` are its span in characters of all the text ever fed; `sentence` counts sentences from 0, and
    `ends` tells whether this one's is over with it.
    """

    text: str
    start: int
    end: int
    sentence: int
    ends: bool


class Segmenter:
    """Text in by `feed`, segments out by `next`; one thread at a time."""

    def __init__(
        self, *, first_words: int = 6, boundaries: str = ".,?!;:", most: int = 150, lang: str = "en-us"
    ) -> None:
        if first_words < 1 or most < 1:
            raise ValueError("a segment needs room for at least one word and one character")
        self._words = re.compile(rf"(?:\S+\s+){{0,{first_words - 1}}}\S+")
        self._least = min(most, first_words * _WORD_WEIGHT)
        self._most = most
        self._sentences = Sentences(lang)
        self._cutter = Cutter(boundaries)
        self._pieces: deque[str] = deque()  # an empty piece marks a place where the text counts as complete
        self._taken = 0  # characters of the first piece that are in the window
        self._window = ""  # text that begins the next segment; never begins with white space
        self._start = 0  # where the next span starts
        self._skipped = 0  # white space between there and the window
        self._sentence = 0
        self._spoken = 0  # weight of all segments so far
        self._ended = False

    @property
    def pending(self) -> bool:
        """Whether text is held, other than white space, that no segment has covered yet."""
        return bool(self._window) or any(
            not piece[self._taken if index == 0 else 0 :].isspace() for index, piece in enumerate(self._pieces) if piece
        )

    def feed(self, text: str) -> None:
        """Take more text. Raises ValueError after `end`."""
        if self._ended:
            raise ValueError("the text has ended; a new text needs a new segmenter")
        if text:
            self._pieces.append(text)

    def flush(self) -> None:
        """What is held counts as complete and ends its sentence; more text may still come."""
        self._pieces.append("")

    def end(self) -> None:
        """No more text comes."""
        self.flush()
        self._ended = True

    def next(self, growth: float = 1.2) -> Segment | None:
        """The next complete segment; None while more text is needed, and once all is spoken.

        It weighs at most `growth` times all before it, or as much as the first where that is more.
        """
        self._fill()
        text, complete = self._window, bool(self._pieces) and not self._pieces[0]
        if not text:
            return None
        closed = complete or len(text) >= self._room
        marks = Marks(text, closed=closed)
        limit = self._limit(text, marks, growth)
        reach = limit + max(8, limit // 4)
        scan = self._sentences.scan(text, marks, reach, closed=closed)
        if scan.end is not None and scan.end <= limit:
            return self._take(scan.end, ends=True)
        if complete and scan.end is None and len(text) <= limit:
            return self._take(len(text), ends=True)
        if scan.end is not None or scan.clear >= reach or complete:
            near = scan.end or (len(text) if len(text) < reach else None)
            return self._take(self._cutter.cut(text, marks, limit, near), ends=False)
        return None

    @property
    def _room(self) -> int:
        """Characters the window holds."""
        return 2 * self._most + _LOOKAHEAD

    def _fill(self) -> None:
        """Move text into the window until it is full, or up to where the text counts as complete."""
        while self._pieces and len(self._window) < self._room:
            piece = self._pieces[0]
            if not piece and self._window:
                return
            taken = piece[self._taken : self._taken + self._room]
            self._taken += len(taken)
            if self._taken == len(piece):
                self._pieces.popleft()
                self._taken = 0
            self._window += taken
            self._strip()

    def _strip(self) -> None:
        """Drop white space where the window begins."""
        stripped = self._window.lstrip()
        self._skipped += len(self._window) - len(stripped)
        self._window = stripped

    def _limit(self, text: str, marks: Marks, growth: float) -> int:
        """Length in characters that the next segment may have."""
        most = within(text, min(self._most, max(self._least, int(self._spoken * growth))))
        if not self._spoken and (words := self._words.match(text)):
            most = min(most, words.end())
        mark = marks.around(1)
        return max(most, mark[1]) if mark else most

    def _take(self, length: int, *, ends: bool) -> Segment:
        text = self._window[:length].rstrip()
        end = self._start + self._skipped + len(text)
        segment = Segment(text, self._start, end, self._sentence, ends)
        self._start, self._skipped = end, 0
        self._window = self._window[len(text) :]
        self._strip()
        self._spoken += weight(text)
        self._sentence += ends
        return segment
