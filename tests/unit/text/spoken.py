"""What pasted text sounds like, for tables of `source => words` lines."""

from __future__ import annotations

from itertools import groupby

from fuzz.inputs import strict
from kokoro_model.text.normalize import read, strip_marks
from kokoro_model.text.rewriting import Rewriting
from kokoro_model.text.segmenter import Segment, Segmenter


def words(text: str, lang: str) -> str:
    """What is said for a text."""
    rewriting = Rewriting(text)
    strip_marks(rewriting, lang, strict())
    read(rewriting, lang, strict())
    return rewriting.text.strip()


def sentences(*pieces: str, lang: str) -> list[str]:
    """The sentences of a text that comes in pieces, as the segmenter cuts it."""
    segmenter = Segmenter(lang=lang)
    segments: list[Segment] = []
    for piece in pieces:
        segmenter.feed(piece)
        segments += iter(lambda: segmenter.next(whole=True), None)
    segmenter.end()
    segments += iter(lambda: segmenter.next(whole=True), None)
    groups = groupby(segments, key=lambda segment: segment.sentence)
    return [" ".join(segment.text for segment in group) for _, group in groups]


def cases(*tables: str) -> list[tuple[str, str]]:
    """The source and the words of each line of some tables."""
    pairs = [line.split(" => ") for table in tables for line in table.strip().splitlines()]
    return [(source.strip(), spoken.strip()) for source, spoken in pairs]
