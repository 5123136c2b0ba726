"""What Japanese says for formulas."""

from __future__ import annotations

from kokoro_model.text.normalize.formula_words import FormulaWords, accented, named

FORMULAS = FormulaWords(
    over="{under}分の{top}",
    square_root="ルート{}",
    root="{of}の{index}乗根",
    power="の{}乗",
    sub="{}",
    of="",
    limits="{low}から{high}までの{name}",
    below="{low}にわたる{name}",
    limit="リミット{low}",
    approaches="矢印",
    minus="マイナス",
    signs={
        "+": "プラス",
        "-": "マイナス",
        "<": "小なり",
        ">": "大なり",
        "=": "イコール",
        "⇒": "ならば",
        "⇔": "同値",
        "∈": "属する",
        "∉": "属さない",
        "∪": "カップ",
        "∩": "キャップ",
        "⊂": "部分集合",
        "∀": "すべての",
        "∃": "存在する",
        "∂": "ラウンドディー",
        "∇": "ナブラ",
        "≡": "合同",
        "∧": "かつ",
        "∨": "または",
        "¬": "でない",
        "∅": "空集合",
        "…": "など",
        "'": "プライム",
        "*": "スター",
        "/": "割る",
        "!": "の階乗",
    },
    names=named(
        "アルファ ベータ ガンマ デルタ イプシロン ゼータ イータ シータ イオタ カッパ ラムダ ミュー "
        "ニュー クサイ オミクロン パイ ロー シグマ タウ ウプシロン ファイ カイ プサイ オメガ",
        "サイン, コサイン, タンジェント, ログ, 自然対数, 総和, 総乗, 積分",
    ),
    accents=accented("{}ハット, {}バー, ベクトル{}, {}チルダ, {}ドット"),
)
