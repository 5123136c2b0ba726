"""German."""

from __future__ import annotations

from kokoro_model.text.normalize.language import ElectronicWords, Language


class German(Language):
    """German; numbers are left to espeak."""

    code = "de"
    electronic = ElectronicWords("Punkt", "Schrägstrich", "at", "Minus", "Unterstrich", "plus")


LANGUAGE = German
