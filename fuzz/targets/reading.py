"""What is read of a text: each piece knows its place, holds what an engine can take, and stays in proportion."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from fuzz import inputs
from kokoro_model.text.markup import LONGEST_PAUSE
from kokoro_model.text.pieces import Pause, Phonemes, Spoken
from kokoro_model.text.reading import FORMS, Passage, Reader
from kokoro_model.text.segmenter import Segment, Segmenter

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Alignment

LANGUAGES = ("en-us", "en-gb", "es", "fr-fr", "hi", "it", "ja", "pt-br", "cmn", "de")
WORDS = (
    "[pause:", "1s]", "500ms]", "[", "](/", "/)", "[x](y)", "![", "```", "**", "<br>", "&amp;", "&#0;", "&#xD800;",
    "https://a.b/c", "a@b.cd", "~/x/y", "$1,000.50", "€3m", "12:30pm", "2024-02-30", "3/4/24", "1990s", "v1.2.3",
    "24/7", "½", "10^9", "5°C", "100%", "#1", "+49 30 123", "No. 5", "Henry VIII", "w/o", "x==y", "--flag", "fooBar",
    "👍🏽", "🇩🇪", "©", "•", "‽", "“”", "’", "\u0301", "\u200d", "\u202e", "\ufeff", "\udcff", "\0", "\x85", "٣", "Ⅷ",
    "²",
)  # fmt: skip
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
MOST_WORDS = 80
"""Characters that one may become: a long amount in words, an arrow's name."""


def check(data: bytes) -> None:
    """A language, a form and whether it is cut into segments; then a text."""
    choices, rest = inputs.split(data, 2)
    lang, form = LANGUAGES[choices[0] % len(LANGUAGES)], FORMS[choices[1] % 3]
    text = inputs.text(rest)
    reader = Reader(lang, form=form, barrier=inputs.strict())
    if choices[1] & 128:
        check_read(reader, Segment(text, 0, len(text), 0, ends=True))
        return
    segmenter = Segmenter(lang=lang)
    segmenter.feed(text)
    segmenter.end()
    for segment in iter(segmenter.next, None):
        check_read(reader, segment)


def check_read(reader: Reader, segment: Segment) -> list[Passage | Pause]:
    """What is read of one segment, once it is known to be sound."""
    parts = reader.read(segment)
    size, places = len(segment.text), [(0, 0)]
    for part in parts:
        if isinstance(part, Pause):
            assert 0.0 <= part.seconds <= LONGEST_PAUSE
            places.append((part.start, part.end))
            continue
        assert part.pieces, "a passage of nothing"
        for piece in part.pieces:
            _check_piece(piece, size)
            places.append(_place(piece))
        _check_words(part, size)
    for one, other in pairwise(places):  # what has become several words has one place, also where it is cut
        assert one[1] <= other[0] or (one[0] <= other[0] and one[1] <= other[1]), "what is read is out of order"
    assert sum(len(part.text) for part in parts if isinstance(part, Passage)) <= 200 + MOST_WORDS * size
    return parts


def _check_piece(piece: Spoken | Phonemes, size: int) -> None:
    if isinstance(piece, Phonemes):
        assert 0 <= piece.start <= piece.end <= size
        return
    assert not _UNSPEAKABLE.search(piece.text), f"no engine can take {piece.text!r}"
    check_places(piece.text, piece.alignment, size)


def check_places(text: str, alignment: Alignment, size: int) -> None:
    """Each character of a text that was read has a place in the source, of so many characters, in order."""
    end = first = last = 0
    for start, stop, begins, ends in alignment:
        assert start == end < stop, "a character without a place"
        assert begins <= ends <= size, "a place that is none"
        assert first <= begins, "out of order"  # what has become several words has one place
        assert last <= ends, "out of order"
        end, first, last = stop, begins, ends
    assert end == len(text)


def _place(piece: Spoken | Phonemes) -> tuple[int, int]:
    if isinstance(piece, Phonemes):
        return piece.start, piece.end
    return piece.alignment[0][2], piece.alignment[-1][3]


def _check_words(passage: Passage, size: int) -> None:
    for word in re.finditer(r"\S+", passage.text):
        start, end = passage.source_span(*word.span())
        assert 0 <= start <= end <= size
