"""Text that comes in pieces, cut into the segments that are spoken one at a time.

Rules:

- A segment never reaches beyond the end of its sentence, so every complete sentence comes out at once.
- For an engine that gives the first sound early a segment is a sentence, and one that is too long is cut evenly.
- For any other the first is at most `first_words` words; each next one weighs at most a given factor more than all
  before it, so that it can be made while they play; none weighs more than `most`.
- Weights are phonemes, guessed from the characters. What is never cut may be longer than these limits: an inline mark
  such as `[word](/sound/)`, and what is read as one (`unbroken`), as an amount or an address. So may the rest of a
  sentence of a few characters, where no space parts the words.
- The segments depend on the text and on where `flush` and `clause` were called, never on the pieces.
- Spans follow each other without a gap: a span holds the white space before its words, none after them.
- Time is linear in the text, and beside the text not asked for yet a few thousand characters are held.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from kokoro_model.text import unbroken
from kokoro_model.text.cuts import Cutter, weight, within
from kokoro_model.text.lines import Lines
from kokoro_model.text.marks import Marks
from kokoro_model.text.normalize.languages import load
from kokoro_model.text.sentences import CLOSERS, Sentences, begins_line, parts_paragraphs

_WHOLE = 510
"""The longest that a sentence is spoken whole: what Kokoro's model takes."""
_AHEAD = 8
"""Characters behind a place that tell whether it may be cut, at least."""
_LEAST_LOOK = 32
"""Characters that tell what a text begins with."""
_LEAST_CLAUSE = 24
"""A clause that is spoken before its sentence is there lasts for about two seconds, in which more can come."""
_REST = re.compile(rf"(?:[.!?…:‽؟۔।॥։።。！？｡：][{CLOSERS}]*\s*|[\n\r\u2028\u2029]\s*)\Z")
_REST_REACH = 64
_LOOKAHEAD = 1024
"""Characters beyond twice the longest segment after which nothing may stay undecided."""
_LONGEST_WHITE = 256
"""White space between two segments that is looked at for a blank line, in characters."""
_WORD_WEIGHT = 10
"""The longest that words in the first segment may be on average; what takes the place of words in Chinese."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What is spoken at one go: `text` is stripped and never empty.

    `start` and `end` are its span in characters of all the text ever fed; `sentence` counts sentences from 0, and
    `ends` tells whether this one's is over with it, `paragraph` whether a blank line parts it from the text before, and
    `line` whether a line begins with it. `lang` is what it is in where paragraphs may differ in that, else empty.
    """

    text: str
    start: int
    end: int
    sentence: int
    ends: bool
    paragraph: bool = False
    line: bool = True
    lang: str = ""


class Segmenter:
    """Text in by `feed`, segments out by `next`; one thread at a time."""

    def __init__(
        self, *, first_words: int = 6, boundaries: str = ".,?!;:", most: int = 150, lang: str = "en-us"
    ) -> None:
        if first_words < 1 or most < 1:
            raise ValueError("a segment needs room for at least one word and one character")
        self.lang = lang
        self._settings: tuple[int, str, int] = (first_words, boundaries, most)
        self._words = re.compile(rf"(?:\S+\s+){{0,{first_words - 1}}}\S+")
        self._least = min(most, first_words * _WORD_WEIGHT)
        self._most = most
        self._sentences = Sentences(lang)
        self._cutter = Cutter(boundaries, lang)
        self._unbroken = unbroken.of_language(lang)
        self._spare = 0 if load(lang).spaced else _AHEAD - 1  # a cut for so little would go through a word
        self._pieces: deque[str] = deque()  # an empty piece marks a place where the text counts as complete
        self._taken = 0  # characters of the first piece that are in the window
        self._window = ""  # text that begins the next segment; never begins with white space
        self._start = 0  # where the next span starts
        self._skipped = 0  # white space between there and the window
        self._white = ""  # the last of that
        self._lines = Lines()  # before the window
        self._sentence = 0
        self._spoken = 0  # weight of all segments so far
        self._ended = False

    def continued(self, lang: str) -> Segmenter:
        """What cuts the text behind this one's, which is out, in another language; spans and sentences go on."""
        first_words, boundaries, most = self._settings
        behind = Segmenter(first_words=first_words, boundaries=boundaries, most=most, lang=lang)
        behind._start, behind._skipped, behind._white = self._start, self._skipped, self._white
        behind._sentence, behind._spoken, behind._lines = self._sentence, self._spoken, self._lines
        return behind

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

    def next(self, growth: float = 1.2, *, whole: bool = False) -> Segment | None:
        """The next complete segment; None while more text is needed, and once all is spoken.

        It weighs at most `growth` times all before it, or as much as the first where that is more; with `whole` it is
        a sentence, or an even part of one that is too long for the engine.
        """
        self._fill()
        text, complete = self._window, bool(self._pieces) and not self._pieces[0]
        if not text:
            return None
        closed = complete or len(text) >= self._room
        marks = Marks(text, closed=closed)
        limit: int | None = self._limit(text, marks, growth, whole=whole)
        spare = 0 if whole else self._spare
        while limit is not None:
            reach = max(limit + _AHEAD, 2 * limit if whole else limit * 5 // 4)
            scan = self._sentences.scan(text, marks, reach, closed=closed, lines=self._lines)
            if scan.end is not None and scan.end <= limit + spare:
                return self._take(scan.end, ends=True)
            if complete and scan.end is None and len(text) <= limit + spare:
                return self._take(len(text), ends=True)
            if scan.end is None and scan.clear < reach and not complete:
                return None
            held = self._held(text, limit, closed=closed)
            if held == limit:
                near = scan.end or (len(text) if len(text) < reach else None)
                return self._take(self._cutter.cut(text[:reach], marks, limit, near, evenly=whole), ends=False)
            limit = held
        return None

    def clause(self) -> Segment | None:
        """What there is of a sentence up to the end of a clause, for who cannot wait for more; None if there is none.

        To be asked for where `next` has nothing.
        """
        end = self._clause_end()
        return self._take(end, ends=False) if end else None

    @property
    def clause_weight(self) -> int:
        """The weight of what `clause` would give."""
        return weight(self._window[: self._clause_end()])

    @property
    def rests(self) -> bool:
        """Whether the text so far ends as a sentence or a line does, so that nothing more need come for it."""
        self._fill()
        return not self._pieces and rests(self._window)

    def _clause_end(self) -> int:
        """Where the last clause ends that is long enough and surely over, 0 if there is none."""
        self._fill()
        text = self._window
        most = min(len(text) - _AHEAD, within(text, _WHOLE)) if text else 0
        ends = self._cutter.ends(text, Marks(text, closed=False), most) if most > 0 else ()
        return max((end for end in ends if weight(text[:end]) >= _LEAST_CLAUSE), default=0)

    @property
    def _room(self) -> int:
        """Characters the window holds."""
        return 2 * max(self._most, _WHOLE) + _LOOKAHEAD

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
        white = len(self._window) - len(stripped)
        self._lines = self._lines.after(self._window[:white])
        self._skipped += white
        self._white = (self._white + self._window[:white])[-_LONGEST_WHITE:]
        self._window = stripped

    def _limit(self, text: str, marks: Marks, growth: float, *, whole: bool) -> int:
        """Length in characters that the next segment may have."""
        grown = min(self._most, max(self._least, int(self._spoken * growth)))
        most = within(text, _WHOLE if whole else grown)
        if not (self._spoken or whole) and (words := self._words.match(text)):
            most = min(most, words.end())
        mark = marks.around(1)
        return max(most, mark[1]) if mark else most

    def _take(self, length: int, *, ends: bool) -> Segment:
        text = self._window[:length].rstrip()
        end = self._start + self._skipped + len(text)
        paragraph = self._start > 0 and parts_paragraphs(self._white)
        line = self._start == 0 or begins_line(self._white)
        segment = Segment(text, self._start, end, self._sentence, ends, paragraph, line)
        self._start, self._skipped, self._white = end, 0, ""
        self._lines = self._lines.after(text)
        self._window = self._window[len(text) :]
        self._strip()
        self._spoken += weight(text)
        self._sentence += ends
        return segment

    def _held(self, text: str, limit: int, *, closed: bool) -> int | None:
        """The limit, or the end of something longer at the start that no cut may go through; None: not known yet.

        Each look goes so far that more text could not change what it shows.
        """
        look = max(limit + _AHEAD, _LEAST_LOOK)
        while closed or look <= len(text):
            end = self._unbroken.at_start(text[:look])
            if end < look or look > unbroken.LONGEST:
                return end if limit < end <= unbroken.LONGEST else limit
            look *= 2
        return None


def rests(text: str) -> bool:
    """Whether a text ends as a sentence or a line does."""
    return _REST.search(text[-_REST_REACH:]) is not None
