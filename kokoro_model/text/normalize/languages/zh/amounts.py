"""Chinese names of currencies and units, and what is counted by 两."""

from __future__ import annotations

from kokoro_model.text.normalize.tokens import Currency, Noun


def _noun(name: str) -> Noun:
    return Noun(name, name, "counted")


def _currency(name: str) -> Currency:
    return Currency(_noun(name))


_DOLLAR = _currency("美元")
_YUAN = _currency("元")
_EURO = _currency("欧元")
_POUND = _currency("英镑")
_WON = _currency("韩元")
_RUPEE = _currency("卢比")
_RUBLE = _currency("卢布")
_BITCOIN = _currency("比特币")
_FRANC = _currency("瑞士法郎")

CURRENCIES = {
    "$": _DOLLAR,
    "US$": _DOLLAR,
    "HK$": _currency("港元"),
    "NT$": _currency("新台币"),
    "S$": _currency("新加坡元"),
    "A$": _currency("澳元"),
    "C$": _currency("加元"),
    "R$": _currency("雷亚尔"),
    "€": _EURO,
    "£": _POUND,
    "¥": _YUAN,
    "₩": _WON,
    "₹": _RUPEE,
    "₽": _RUBLE,
    "₿": _BITCOIN,
    "฿": _currency("泰铢"),
    "₫": _currency("越南盾"),
    "₱": _currency("比索"),
    "₺": _currency("里拉"),
    "USD": _DOLLAR,
    "EUR": _EURO,
    "GBP": _POUND,
    "JPY": _currency("日元"),
    "CNY": _YUAN,
    "RMB": _YUAN,
    "HKD": _currency("港元"),
    "TWD": _currency("新台币"),
    "KRW": _WON,
    "INR": _RUPEE,
    "RUB": _RUBLE,
    "BTC": _BITCOIN,
    "CHF": _FRANC,
}

MULTIPLIERS = {"k": 3, "K": 3, "M": 6, "million": 6, "B": 9, "bn": 9, "billion": 9, "trillion": 12}
SCALES = {
    scale: Noun(scale, scale, "counted")
    for scale in ("万", "萬", "亿", "億", "万亿", "千", "百万", "千万", *MULTIPLIERS)
}

_UNITS = {
    "km": "千米",
    "m": "米",
    "dm": "分米",
    "cm": "厘米",
    "mm": "毫米",
    "µm": "微米",
    "μm": "微米",
    "nm": "纳米",
    "mi": "英里",
    "yd": "码",
    "ft": "英尺",
    "ha": "公顷",
    "px": "像素",
    "t": "吨",
    "kg": "千克",
    "g": "克",
    "mg": "毫克",
    "µg": "微克",
    "μg": "微克",
    "lb": "磅",
    "lbs": "磅",
    "oz": "盎司",
    "L": "升",
    "l": "升",
    "dL": "分升",
    "mL": "毫升",
    "ml": "毫升",
    "h": "小时",
    "min": "分钟",
    "s": "秒",
    "sec": "秒",
    "ms": "毫秒",
    "µs": "微秒",
    "μs": "微秒",
    "ns": "纳秒",
    "kB": "千字节",
    "KB": "千字节",
    "MB": "兆字节",
    "GB": "吉字节",
    "TB": "太字节",
    "PB": "拍字节",
    "KiB": "千字节",
    "MiB": "兆字节",
    "GiB": "吉字节",
    "TiB": "太字节",
    "kb": "千比特",
    "Mb": "兆比特",
    "Gb": "吉比特",
    "bps": "比特每秒",
    "kbps": "千比特每秒",
    "Mbps": "兆比特每秒",
    "Gbps": "吉比特每秒",
    "fps": "帧每秒",
    "rpm": "转每分钟",
    "W": "瓦",
    "kW": "千瓦",
    "MW": "兆瓦",
    "GW": "吉瓦",
    "Wh": "瓦时",
    "kWh": "千瓦时",
    "V": "伏",
    "kV": "千伏",
    "mV": "毫伏",
    "A": "安",
    "mA": "毫安",
    "mAh": "毫安时",
    "Ω": "欧姆",
    "kΩ": "千欧",
    "Hz": "赫兹",
    "kHz": "千赫",
    "MHz": "兆赫",
    "GHz": "吉赫",
    "dB": "分贝",
    "Pa": "帕",
    "hPa": "百帕",
    "kPa": "千帕",
    "MPa": "兆帕",
    "N": "牛顿",
    "J": "焦耳",
    "kJ": "千焦",
    "cal": "卡路里",
    "kcal": "千卡",
    "mol": "摩尔",
    "°C": "摄氏度",
    "° C": "摄氏度",
    "℃": "摄氏度",
    "°F": "华氏度",
    "° F": "华氏度",
    "℉": "华氏度",
    "°": "度",
}
UNITS = {symbol: _noun(name) for symbol, name in _UNITS.items()}
PER_UNITS = {"d": "天", "day": "天"}
_SHARES = (*"天日周月年秒人个次晚斤件本张间台户", "小时", "分钟", "公斤", "平方米", "千米", "公里")
SHARES = (
    {word: word for word in _SHARES}
    | {symbol: noun.one for symbol, noun in UNITS.items() if symbol.isalpha()}
    | {"m2": "平方米", "m²": "平方米"}
)
"""What a price is for, behind a slash."""
COUNTED = (
    *"个個斤位名本张張只隻条條件台辆輛次天周岁歲倍块塊元米克升吨磅秒角毛杯瓶碗盘包袋盒箱双雙对對套间間层層栋座家支枝根棵朵片页頁",
    *"首部集段句篇封份门門股种種类類种样樣颗粒头頭匹匙艘架把串排行队隊组組轮輪场場届遍趟步口户轴枚顶幅节節句声聲点點",
    *(
        "万",
        "萬",
        "亿",
        "億",
        "千",
        "百万",
        "人(?!民)",
        "年(?!级|級|代|[0-9]{1,2}月)",
        "公里",
        "公斤",
        "公顷",
        "公尺",
        "厘米",
    ),
    *(
        "毫米",
        "毫升",
        "小时",
        "小時",
        "分钟",
        "分鐘",
        "钟头",
        "鐘頭",
        "刻钟",
        "星期",
        "礼拜",
        "英里",
        "英尺",
        "英寸",
        "英镑",
    ),
    *("美元", "欧元", "日元", "韩元", "港元", "平方米", "立方米", "摄氏度"),
)
"""Patterns of what stands behind 两 where a lone 2 is written."""
