"""French."""

from __future__ import annotations

from kokoro_model.text.normalize.language import ElectronicWords, Language


class French(Language):
    """French; numbers are left to espeak."""

    code = "fr"
    times = "fois"
    electronic = ElectronicWords("point", "slash", "arobase", "tiret", "tiret bas", "plus")


LANGUAGE = French
