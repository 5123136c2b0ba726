"""Hindi."""

from __future__ import annotations

from kokoro_model.text.normalize.language import Language

ELECTRONIC = {
    ".": "डॉट",
    "/": "स्लैश",
    "@": "ऐट",
    "-": "डैश",
    "_": "अंडरस्कोर",
    "+": "प्लस",
    "~": "टिल्ड",
    ":": "कोलन",
}


class Hindi(Language):
    """Hindi; numbers are left to espeak."""

    code = "hi"
    times = "गुणा"
    electronic = ELECTRONIC


LANGUAGE = Hindi
