"""Chinese."""

from __future__ import annotations

from kokoro_model.text.normalize.language import ElectronicWords, Language


class Chinese(Language):
    """Chinese; numbers are left to espeak."""

    code = "zh"
    times = "乘"
    electronic = ElectronicWords("点", "斜杠", "艾特", "横杠", "下划线", "加")


LANGUAGE = Chinese
