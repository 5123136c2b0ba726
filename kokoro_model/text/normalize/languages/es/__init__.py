"""Spanish."""

from __future__ import annotations

from kokoro_model.text.normalize.language import Language

ELECTRONIC = {
    ".": "punto",
    "/": "barra",
    "@": "arroba",
    "-": "guion",
    "_": "guion bajo",
    "+": "más",
    "~": "tilde",
    ":": "dos puntos",
}


class Spanish(Language):
    """Spanish; numbers are left to espeak."""

    code = "es"
    times = "por"
    electronic = ELECTRONIC


LANGUAGE = Spanish
