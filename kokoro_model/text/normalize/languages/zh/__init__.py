"""Chinese."""

from __future__ import annotations

from kokoro_model.text.normalize.language import Language

ELECTRONIC = {
    ".": "点",
    "/": "斜杠",
    "@": "艾特",
    "-": "横杠",
    "_": "下划线",
    "+": "加",
    "~": "波浪号",
    ":": "冒号",
}


class Chinese(Language):
    """Chinese; numbers are left to espeak."""

    code = "zh"
    times = "乘"
    electronic = ELECTRONIC


LANGUAGE = Chinese
