"""Italian."""

from __future__ import annotations

from kokoro_model.text.normalize.language import Language

ELECTRONIC = {
    ".": "punto",
    "/": "barra",
    "@": "chiocciola",
    "-": "trattino",
    "_": "trattino basso",
    "+": "più",
    "~": "tilde",
    ":": "due punti",
}


class Italian(Language):
    """Italian; numbers are left to espeak."""

    code = "it"
    times = "per"
    electronic = ELECTRONIC


LANGUAGE = Italian
