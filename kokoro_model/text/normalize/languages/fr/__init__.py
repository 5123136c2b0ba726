"""French."""

from __future__ import annotations

from kokoro_model.text.normalize.language import Language

ELECTRONIC = {
    ".": "point",
    "/": "slash",
    "@": "arobase",
    "-": "tiret",
    "_": "tiret bas",
    "+": "plus",
    "~": "tilde",
    ":": "deux points",
}


class French(Language):
    """French; numbers are left to espeak."""

    code = "fr"
    times = "fois"
    electronic = ELECTRONIC


LANGUAGE = French
