"""From a segment as people wrote it to the pieces that an engine speaks."""

from __future__ import annotations

import re
import sys
from itertools import groupby
from typing import TYPE_CHECKING

from kokoro_model.text import markup
from kokoro_model.text.normalize import CLEANING, read, strip_marks
from kokoro_model.text.normalize.classes.electronic import ADDRESS
from kokoro_model.text.normalize.languages import base_language
from kokoro_model.text.pieces import Pause, Phonemes, Piece, Spoken
from kokoro_model.text.rewriting import Rewriting, source_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kokoro_model.text.lexicon import Lexicon
    from kokoro_model.text.pronunciation import Found
    from kokoro_model.text.rules import Barrier
    from kokoro_model.text.tables import Tables

_SPEAKABLE = re.compile(r"[^\W_]")
_NOWHERE = (sys.maxsize, sys.maxsize)
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_HISSING = frozenset("szʃʒʧʤ")
_VOICELESS = frozenset("ptkfθ")


def prepare(
    text: str,
    lang: str,
    barrier: Barrier,
    *,
    lexicon: Lexicon | None,
    normalise: bool,
    tables: Tables | None = None,
) -> list[Piece]:
    """The pieces of a segment in the language `lang` (espeak's names), none where there is nothing to say.

    Inline marks come first, then the lexicon's words, then normalisation; without `normalise` the text is
    left as it is, but for characters that no engine can take. Spans are indexes of `text`. `tables` knows the rows of
    the segments before.
    """
    pieces: list[Piece] = []
    whole: list[slice | Phonemes | Pause] = [slice(0, len(text))]
    for part in barrier.attempt("marks", lambda: list(markup.parse(text)), lambda: whole):
        if isinstance(part, slice):
            plain = Rewriting(text[part], part.start)
            if normalise and tables:
                tables.rewrite(plain, lang, barrier)
            pieces += _plain(plain, lang, barrier, lexicon, normalise=normalise)
        else:
            pieces.append(part)
    return _worth_saying(list(_joined(pieces)))


def _plain(
    text: Rewriting, lang: str, barrier: Barrier, lexicon: Lexicon | None, *, normalise: bool
) -> Iterator[Piece]:
    """The pieces of text without inline marks."""
    if normalise:
        strip_marks(text, lang, barrier)
    else:
        barrier.rewrite(CLEANING, text, lang)
    for part in barrier.attempt("pronunciations", lambda: _parted(text, lang, lexicon), lambda: [text]):
        if isinstance(part, Rewriting):
            if normalise:
                read(part, lang, barrier)
            yield Spoken(part.text, part.alignment)
        else:
            barrier.claim("pronunciations", *_source_of(part))
            yield part


def _source_of(piece: Piece) -> tuple[int, int]:
    return source_span(piece.alignment, 0, len(piece.text)) if isinstance(piece, Spoken) else (piece.start, piece.end)


def _parted(text: Rewriting, lang: str, lexicon: Lexicon | None) -> Sequence[Rewriting | Piece]:
    """The lexicon's words as pieces, and what stands between them."""
    parts: list[Rewriting | Piece] = []
    done = 0
    for found in _words(text.text, lexicon) if lexicon else ():
        piece, end = _taught(text, found, lang)
        parts += [text.part(done, found.start), piece]
        done = end
    return [*parts, text.part(done, len(text.text))]


def _words(text: str, lexicon: Lexicon) -> Iterator[Found]:
    """The lexicon's words in a text, but for those inside addresses."""
    addresses = (match.span() for match in ADDRESS.finditer(text))
    begins, ends = next(addresses, _NOWHERE)
    for found in lexicon.find(text):
        while ends <= found.start:
            begins, ends = next(addresses, _NOWHERE)
        if found.end <= begins:
            yield found


def _taught(text: Rewriting, found: Found, lang: str) -> tuple[Piece, int]:
    """A word of the lexicon, and where in the text it ends: an English possessive belongs to its phonemes."""
    start, end = text.source_span(found.start, found.end)
    sound = found.entry.sound
    if not found.entry.phonemes:
        return Spoken(sound, [(0, len(sound), start, end)]), found.end
    possessive = _POSSESSIVE.match(text.text, found.end) if base_language(lang) == "en" else None
    if possessive is None:
        return Phonemes(sound, text.text[found.start : found.end], start, end), found.end
    ending = "ᵻz" if sound[-1] in _HISSING else "s" if sound[-1] in _VOICELESS else "z"
    end = text.source_span(*possessive.span())[1]
    return Phonemes(sound + ending, text.text[found.start : possessive.end()], start, end), possessive.end()


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, with texts that follow each other made one."""
    for is_text, group in groupby(pieces, key=lambda piece: isinstance(piece, Spoken)):
        if not is_text:
            yield from group
            continue
        texts: list[str] = []
        runs: list[tuple[int, int, int, int]] = []
        length = 0
        for piece in group:
            assert isinstance(piece, Spoken)
            texts.append(piece.text)
            runs += [(start + length, end + length, begin, stop) for start, end, begin, stop in piece.alignment]
            length += len(piece.text)
        if length:
            yield Spoken("".join(texts), runs)


def _worth_saying(pieces: list[Piece]) -> list[Piece]:
    """Without white space that parts nothing; nothing at all if there is no word, no sound and no pause."""
    if not any(not isinstance(piece, Spoken) or _SPEAKABLE.search(piece.text) for piece in pieces):
        return []
    ends = [None, *pieces, None]
    return [
        piece
        for before, piece, after in zip(ends, pieces, ends[2:], strict=False)
        if not isinstance(piece, Spoken)
        or not piece.text.isspace()
        or (isinstance(before, Phonemes) and isinstance(after, Phonemes))
    ]
