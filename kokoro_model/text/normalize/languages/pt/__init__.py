"""Portuguese."""

from __future__ import annotations

from kokoro_model.text.normalize.language import ElectronicWords, Language


class Portuguese(Language):
    """Portuguese; numbers are left to espeak."""

    code = "pt"
    times = "vezes"
    electronic = ElectronicWords("ponto", "barra", "arroba", "hífen", "sublinhado", "mais")


LANGUAGE = Portuguese
