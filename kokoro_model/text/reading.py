"""How the segments of one text are read: into passages to be spoken, and the pauses between them.

A text comes in one of three forms: `text` as people paste it, `plain` text that is spoken as it stands, or `phonemes`.
Inline marks and the user's pronunciations count in the first two; of a `text` a language model's reasoning is not
read (`reasoning`), and blocks of code as the setting has it (`code_blocks`); rows of a table are read by what was read
before them (`tables`). Whatever fails in reading a segment leaves
it, or the part that a rule failed on, spoken as it stands: see `rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kokoro_model.text.code_blocks import ANNOUNCE, CodeBlocks
from kokoro_model.text.pieces import Pause, Phonemes, Spoken
from kokoro_model.text.portions import Portions
from kokoro_model.text.prepare import prepare
from kokoro_model.text.reasoning import Reasoning
from kokoro_model.text.rewriting import source_span
from kokoro_model.text.rules import Barrier
from kokoro_model.text.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kokoro_model.text.lexicon import Lexicon
    from kokoro_model.text.pieces import Piece
    from kokoro_model.text.rewriting import Alignment
    from kokoro_model.text.segmenter import Segment

FORMS = ("text", "plain", "phonemes")
_FEW_WORDS = 5
"""So few words without a mark at their end sound broken off."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What an engine speaks in one go, a portion of work; `text` is that of all its pieces."""

    pieces: tuple[Spoken | Phonemes, ...]

    @property
    def text(self) -> str:
        """The pieces' texts in a row."""
        return "".join(piece.text for piece in self.pieces)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the segment the characters from `start` to `end` of `text` come from."""
        return source_span(self.alignment, start, end)

    @property
    def alignment(self) -> Alignment:
        """The runs of `text`."""
        runs: list[tuple[int, int, int, int]] = []
        length = 0
        for piece in self.pieces:
            if isinstance(piece, Spoken):
                runs += [(start + length, end + length, begin, stop) for start, end, begin, stop in piece.alignment]
            else:
                runs.append((length, length + len(piece.text), piece.start, piece.end))
            length += len(piece.text)
        return runs


class Reader:
    """Reads one text, segment by segment, in the language `lang` where a segment has none of its own.

    `code_blocks` is one of code_blocks.WAYS.
    """

    def __init__(
        self,
        lang: str,
        *,
        form: str = "text",
        lexicon: Lexicon | None = None,
        barrier: Barrier | None = None,
        code_blocks: str = ANNOUNCE,
    ) -> None:
        self._lang, self._form, self._lexicon = lang, form, lexicon
        self._barrier = barrier or Barrier()
        self._portions: dict[str, Portions] = {}
        self._reasoning = Reasoning()
        self._code_blocks = CodeBlocks(code_blocks)
        self._tables = Tables()
        self._sentence = -1  # the sentence of the segment before

    def read(self, segment: Segment) -> list[Passage | Pause]:
        """What is to be heard for a segment, in order; nothing where there is nothing to say."""
        begins = segment.sentence != self._sentence
        whole = segment.ends and begins
        self._sentence = segment.sentence
        if self._form == "phonemes":
            return [Passage((Phonemes(segment.text, "", 0, len(segment.text)),))]
        text = self._heard(segment, begins=begins) if self._form == "text" else segment.text
        self._tables.follow(segment)
        lang = segment.lang or self._lang
        return self._barrier.attempt(
            "segment", lambda: self._passages(text, lang, whole=whole), lambda: [_as_it_stands(text)]
        )

    def _heard(self, segment: Segment, *, begins: bool) -> str:
        """The segment with white space in place of all that is no part of what is read."""
        text = self._reasoning.blank(segment.text, begins=begins)
        return self._barrier.attempt(
            "code blocks",
            lambda: self._code_blocks.blank(text, line=segment.line, paragraph=segment.paragraph),
            lambda: text,
        )

    def _passages(self, text: str, lang: str, *, whole: bool) -> list[Passage | Pause]:
        normalise = self._form == "text"
        pieces = prepare(text, lang, self._barrier, lexicon=self._lexicon, normalise=normalise, tables=self._tables)
        if normalise and whole and _needs_an_end(pieces):
            pieces.append(Spoken(".", [(0, 1, len(text), len(text))]))
        return list(self._parted(pieces, lang))

    def _parted(self, pieces: Iterable[Piece], lang: str) -> Iterator[Passage | Pause]:
        portions = self._portions.get(lang) or self._portions.setdefault(lang, Portions(lang))
        for is_pause, group in groupby(pieces, key=lambda piece: isinstance(piece, Pause)):
            if is_pause:
                yield from (piece for piece in group if isinstance(piece, Pause))
            else:
                spoken = (piece for piece in group if not isinstance(piece, Pause))
                yield from map(Passage, portions.of(spoken))


def _as_it_stands(text: str) -> Passage:
    return Passage((Spoken(text, [(0, len(text), 0, len(text))]),))


def _needs_an_end(pieces: list[Piece]) -> bool:
    """Whether it is a sentence of a few words without a mark at its end."""
    words = sum(len(piece.text.split()) for piece in pieces if not isinstance(piece, Pause))
    last = pieces[-1] if pieces else None
    return isinstance(last, Spoken | Phonemes) and words <= _FEW_WORDS and last.text[-1:].isalnum()
