"""Segmentation: nothing lost or doubled, the same however the text is cut, never too long, and it always ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz import inputs
from kokoro_model.text.cuts import weight
from kokoro_model.text.segmenter import Segmenter
from kokoro_model.text.unbroken import LONGEST

if TYPE_CHECKING:
    from kokoro_model.text.segmenter import Segment

WORDS = (
    ". ", "! ", "? ", "… ", "。", "\n\n", "\n- ", "\r\n", "Dr. ", "e.g. ", "3.14", "1. ", "# ", "|", "“", "”", "...",
    "[pause:1s]", "[word](/wɜːd/)", "[open", "](", ")", "\u0301", "\u200d", "👨‍👩‍👧", "🇩🇪🇫🇷", "\udcff", "\0", "\u2029",
    "  ",
)  # fmt: skip
_LANGUAGES = ("en-us", "en-gb", "es", "fr-fr", "hi", "it", "ja", "pt-br", "cmn", "de")


def check(data: bytes) -> None:
    """How it is cut and read, then a text."""
    choices, rest = inputs.split(data, 6)
    whole = choices[3] % 2 == 1
    first_words, most = 1 + choices[0] % 9, 1 + choices[1]
    lang, growth = _LANGUAGES[choices[2] % len(_LANGUAGES)], choices[3] / 64
    text = inputs.text(rest)

    def segmenter() -> Segmenter:
        return Segmenter(first_words=first_words, most=most, lang=lang)

    found = _segments(segmenter(), [text], growth, whole=whole)
    in_pieces = _segments(segmenter(), inputs.cut(text, choices[4:]), growth, whole=whole)
    assert found == in_pieces, "it depends on the pieces"
    _check_cover(found, text)
    if whole:
        most = max(most, 510)
    for segment in found:
        assert weight(segment.text) <= most + 4 * LONGEST, "it is too long"


def _segments(segmenter: Segmenter, pieces: list[str], growth: float, *, whole: bool) -> list[Segment]:
    """All segments, each asked for as soon as it can be there."""
    found: list[Segment] = []
    for piece in pieces:
        segmenter.feed(piece)
        found += iter(lambda: segmenter.next(growth, whole=whole), None)
    segmenter.end()
    found += iter(lambda: segmenter.next(growth, whole=whole), None)
    assert not segmenter.pending
    return found


def _check_cover(segments: list[Segment], text: str) -> None:
    """Each character that is not white space is in one segment, in its place."""
    end = sentence = 0
    for segment in segments:
        assert segment.start == end
        assert segment.text == text[segment.start : segment.end].strip() != ""
        assert segment.sentence == sentence
        end, sentence = segment.end, sentence + segment.ends
    assert not text[end:].strip(), "the end is lost"
