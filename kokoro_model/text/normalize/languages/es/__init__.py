"""Spanish."""

from __future__ import annotations

from kokoro_model.text.normalize.language import ElectronicWords, Language


class Spanish(Language):
    """Spanish; numbers are left to espeak."""

    code = "es"
    times = "por"
    electronic = ElectronicWords("punto", "barra", "arroba", "guion", "guion bajo", "más")


LANGUAGE = Spanish
