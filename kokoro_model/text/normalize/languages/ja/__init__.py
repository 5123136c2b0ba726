"""Japanese."""

from __future__ import annotations

from kokoro_model.text.normalize.language import Language

ELECTRONIC = {
    ".": "ドット",
    "/": "スラッシュ",
    "@": "アット",
    "-": "ハイフン",
    "_": "アンダーバー",
    "+": "プラス",
    "~": "チルダ",
    ":": "コロン",
}


class Japanese(Language):
    """Japanese; numbers are left to espeak."""

    code = "ja"
    times = "かける"
    electronic = ELECTRONIC


LANGUAGE = Japanese
