"""What Chinese says for formulas."""

from __future__ import annotations

from kokoro_model.text.normalize.formula_words import FormulaWords, accented, named

FORMULAS = FormulaWords(
    over="{under}分之{top}",
    square_root="根号{}",
    root="{of}的{index}次方根",
    power="的{}次方",
    sub="下标{}",
    of="",
    limits="从{low}到{high}的{name}",
    below="对{low}的{name}",
    limit="{low}的极限",
    approaches="趋于",
    minus="减",
    signs={
        "+": "加",
        "<": "小于",
        ">": "大于",
        "=": "等于",
        "⇒": "推出",
        "⇔": "等价于",
        "∈": "属于",
        "∉": "不属于",
        "∪": "并",
        "∩": "交",
        "⊂": "包含于",
        "∀": "任意",
        "∃": "存在",
        "∂": "偏",
        "∇": "纳布拉",
        "≡": "恒等于",
        "∧": "且",
        "∨": "或",
        "¬": "非",
        "∅": "空集",
        "…": "等等",
        "'": "撇",
        "*": "星",
        "/": "除以",
        "!": "的阶乘",
    },
    names=named(
        "阿尔法 贝塔 伽马 德尔塔 艾普西龙 泽塔 伊塔 西塔 约塔 卡帕 兰姆达 缪 "
        "纽 克西 奥密克戎 派 柔 西格马 陶 宇普西龙 斐 希 普西 欧米伽",
        "正弦, 余弦, 正切, 对数, 自然对数, 求和, 求积, 积分",
    ),
    accents=accented("{}帽, {}杠, 向量{}, {}波浪, {}点"),
)
