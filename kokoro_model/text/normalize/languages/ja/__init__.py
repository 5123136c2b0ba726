"""Japanese."""

from __future__ import annotations

from kokoro_model.text.normalize.language import ElectronicWords, Language


class Japanese(Language):
    """Japanese; numbers are left to espeak."""

    code = "ja"
    times = "かける"
    electronic = ElectronicWords("ドット", "スラッシュ", "アット", "ハイフン", "アンダーバー", "プラス")


LANGUAGE = Japanese
