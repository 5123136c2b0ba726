"""What pasted text sounds like, for tables of `source => words` lines."""

from __future__ import annotations

from fuzz.inputs import strict
from kokoro_model.text.normalize import read, strip_marks
from kokoro_model.text.rewriting import Rewriting


def words(text: str, lang: str) -> str:
    """What is said for a text."""
    rewriting = Rewriting(text)
    strip_marks(rewriting, lang, strict())
    read(rewriting, lang, strict())
    return rewriting.text.strip()


def cases(*tables: str) -> list[tuple[str, str]]:
    """The source and the words of each line of some tables."""
    pairs = [line.split(" => ") for table in tables for line in table.strip().splitlines()]
    return [(source.strip(), spoken.strip()) for source, spoken in pairs]
