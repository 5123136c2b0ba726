"""Text of several languages, cut into segments: each paragraph as its language has it.

It is used as a `Segmenter` is, which does the work, one for each run of paragraphs in one language. Paragraphs are
parted by blank lines. What language one is in is decided by what has come of it, as soon as that is enough, or all of
it; until then its text is held. Where a `flush` ends it before, the rest is decided anew.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from kokoro_model.text.identification import LOOKED_AT, enough
from kokoro_model.text.segmenter import rests
from kokoro_model.text.sentences import BLANK_LINE

if TYPE_CHECKING:
    from kokoro_model.text.segmenter import Segment, Segmenter

_WINDOW = 4 * LOOKED_AT
"""Characters that are looked at for the end of a paragraph at a time."""
_LONGEST_WHITE = 256
"""White space that a blank line may have, in characters, where it comes in pieces."""


class ParagraphLanguages(Protocol):
    """What decides: `identification.Languages`."""

    def of(self, paragraph: str, before: str) -> str:
        """The language of a paragraph that follows one in the language `before`."""


class MultilingualSegmenter:
    """Text in by `feed`, segments out by `next`, each with its language; one thread at a time.

    `first` cuts what is in the voice's `own` language. `begins_in` is the language of a paragraph that the text begins
    in the middle of.
    """

    def __init__(self, first: Segmenter, own: str, languages: ParagraphLanguages, begins_in: str = "") -> None:
        self._current, self._lang = first, begins_in or own
        self._languages = languages
        if begins_in not in {"", own}:
            self._current = first.continued(begins_in)
        self._following = ""  # the language of what comes once the current segmenter has nothing left
        self._pieces: deque[str] = deque()  # an empty piece marks a place where the text counts as complete
        self._taken = 0  # characters of the first piece that are in the window
        self._window = ""  # text that no segmenter has yet; where nothing is decided it begins without white space
        self._decided = bool(begins_in)
        self._settled = True  # whether that holds for all of the paragraph
        self._white = ""  # white space at the end of what the segmenters have
        self._ended = False

    @property
    def lang(self) -> str:
        """The language of the next segment, as far as it is known."""
        while not self._current.pending and (self._following or self._pull()):
            self._advance()
        return self._lang

    @property
    def pending(self) -> bool:
        """Whether text is held, other than white space, that no segment has covered yet."""
        held = [self._window, *(piece[self._taken if at == 0 else 0 :] for at, piece in enumerate(self._pieces))]
        return self._current.pending or any(text and not text.isspace() for text in held)

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
        """The next complete segment, as `Segmenter.next` gives it."""
        while True:
            self._advance()
            if segment := self._current.next(growth, whole=whole):
                return replace(segment, lang=self._lang)
            if not self._following and not self._pull():
                return None

    def clause(self) -> Segment | None:
        """What there is of a sentence up to the end of a clause, as `Segmenter.clause` gives it."""
        segment = self._current.clause()
        return segment and replace(segment, lang=self._lang)

    @property
    def clause_weight(self) -> int:
        """The weight of what `clause` would give."""
        return self._current.clause_weight

    @property
    def rests(self) -> bool:
        """Whether the text so far ends as a sentence or a line does, so that nothing more need come for it."""
        self._fill()
        return rests(self._window) if self._window else self._current.rests

    def _advance(self) -> None:
        """Go over to the segmenter of the next language once all before it is out."""
        if self._following and not self._current.pending:
            self._current.next()  # which takes in the white space that is left
            self._lang, self._following = self._following, ""
            self._current = self._current.continued(self._lang)

    def _pull(self) -> bool:
        """Give the segmenters more text, a paragraph at most, or tell them that it is complete; False without any."""
        self._fill()
        complete = bool(self._pieces) and not self._pieces[0]
        if self._window:
            return self._pass_on() if self._decided else self._decide(complete=complete)
        if complete:
            self._pieces.popleft()
            self._complete()
        return complete

    def _complete(self) -> None:
        """The text counts as complete up to here."""
        if self._ended and not self._pieces:
            self._current.end()
        else:
            self._current.flush()
        if not self._settled:
            self._decided = False

    def _fill(self) -> None:
        """Move text into the window until it is full, or up to where the text counts as complete."""
        while self._pieces and self._pieces[0] and len(self._window) < _WINDOW:
            piece = self._pieces[0]
            taken = piece[self._taken : self._taken + _WINDOW]
            self._window += taken
            self._taken += len(taken)
            if self._taken == len(piece):
                self._pieces.popleft()
                self._taken = 0

    def _pass_on(self) -> bool:
        """Give away the text of a paragraph that is decided, up to the blank line behind it."""
        behind = BLANK_LINE.search(self._white + self._window)
        self._give(behind.end() - len(self._white) if behind else len(self._window))
        self._decided = behind is None
        return True

    def _decide(self, *, complete: bool) -> bool:
        """Decide what the paragraph is in that begins here; False while more of it has to come."""
        white = len(self._window) - len(self._window.lstrip())
        if white:
            self._give(white)
            return True
        behind = BLANK_LINE.search(self._window)
        paragraph = self._window[: behind.start()] if behind else self._window
        told = behind is not None or enough(paragraph)
        if not (told or complete):
            return False
        self._turn_to(self._languages.of(paragraph, self._lang))
        self._decided, self._settled, self._white = True, told, ""
        return True

    def _turn_to(self, lang: str) -> None:
        """What comes is in that language."""
        if lang != self._lang:
            self._current.end()
            self._following = lang

    def _give(self, length: int) -> None:
        """Let the segmenter have so much of the window."""
        given, self._window = self._window[:length], self._window[length:]
        self._current.feed(given)
        text = given.rstrip()
        white = given[len(text) :] if text else self._white + given
        self._white = white[-_LONGEST_WHITE:]
