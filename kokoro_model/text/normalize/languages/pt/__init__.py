"""Portuguese."""

from __future__ import annotations

from kokoro_model.text.normalize.language import Language

ELECTRONIC = {
    ".": "ponto",
    "/": "barra",
    "@": "arroba",
    "-": "hífen",
    "_": "sublinhado",
    "+": "mais",
    "~": "til",
    ":": "dois pontos",
}


class Portuguese(Language):
    """Portuguese; numbers are left to espeak."""

    code = "pt"
    times = "vezes"
    electronic = ELECTRONIC


LANGUAGE = Portuguese
