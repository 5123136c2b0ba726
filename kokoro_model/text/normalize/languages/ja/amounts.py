"""Japanese names of currencies and units."""

from __future__ import annotations

from kokoro_model.text.normalize.tokens import Currency, Noun


def _noun(name: str) -> Noun:
    return Noun(name, name)


def _currency(name: str, hundredth: str = "") -> Currency:
    return Currency(_noun(name), _noun(hundredth) if hundredth else None)


_DOLLAR = _currency("ドル", "セント")
_US_DOLLAR = _currency("米ドル", "セント")
_EURO = _currency("ユーロ", "セント")
_POUND = _currency("ポンド", "ペンス")
_YEN = _currency("円")
_YUAN = _currency("人民元")
_WON = _currency("ウォン")
_RUPEE = _currency("ルピー")
_RUBLE = _currency("ルーブル")
_BITCOIN = _currency("ビットコイン")
_FRANC = _currency("スイスフラン")

CURRENCIES = {
    "$": _DOLLAR,
    "US$": _US_DOLLAR,
    "HK$": _currency("香港ドル", "セント"),
    "NT$": _currency("台湾ドル"),
    "A$": _currency("豪ドル", "セント"),
    "C$": _currency("カナダドル", "セント"),
    "R$": _currency("レアル"),
    "€": _EURO,
    "£": _POUND,
    "¥": _YEN,
    "₩": _WON,
    "₹": _RUPEE,
    "₽": _RUBLE,
    "₿": _BITCOIN,
    "฿": _currency("バーツ"),
    "₫": _currency("ドン"),
    "₱": _currency("ペソ"),
    "₺": _currency("リラ"),
    "USD": _US_DOLLAR,
    "EUR": _EURO,
    "GBP": _POUND,
    "JPY": _YEN,
    "CNY": _YUAN,
    "RMB": _YUAN,
    "KRW": _WON,
    "INR": _RUPEE,
    "RUB": _RUBLE,
    "BTC": _BITCOIN,
    "CHF": _FRANC,
}

MULTIPLIERS = {"k": 3, "K": 3, "M": 6, "million": 6, "B": 9, "bn": 9, "billion": 9, "trillion": 12}
SCALES = {scale: Noun(scale, scale, "multiple") for scale in ("万", "億", "兆", "京", *MULTIPLIERS)}

_UNITS = {
    "km": "キロメートル",
    "m": "メートル",
    "cm": "センチメートル",
    "mm": "ミリメートル",
    "µm": "マイクロメートル",
    "μm": "マイクロメートル",
    "nm": "ナノメートル",
    "mi": "マイル",
    "yd": "ヤード",
    "ft": "フィート",
    "ha": "ヘクタール",
    "px": "ピクセル",
    "pt": "ポイント",
    "dpi": "ディーピーアイ",
    "t": "トン",
    "kg": "キログラム",
    "g": "グラム",
    "mg": "ミリグラム",
    "µg": "マイクログラム",
    "μg": "マイクログラム",
    "lb": "ポンド",
    "lbs": "ポンド",
    "oz": "オンス",
    "kL": "キロリットル",
    "kl": "キロリットル",
    "L": "リットル",
    "l": "リットル",
    "dL": "デシリットル",
    "dl": "デシリットル",
    "mL": "ミリリットル",
    "ml": "ミリリットル",
    "cc": "シーシー",
    "h": "時間",
    "min": "分",
    "s": "秒",
    "sec": "秒",
    "ms": "ミリ秒",
    "µs": "マイクロ秒",
    "μs": "マイクロ秒",
    "ns": "ナノ秒",
    "kB": "キロバイト",
    "KB": "キロバイト",
    "MB": "メガバイト",
    "GB": "ギガバイト",
    "TB": "テラバイト",
    "PB": "ペタバイト",
    "KiB": "キビバイト",
    "MiB": "メビバイト",
    "GiB": "ギビバイト",
    "TiB": "テビバイト",
    "kb": "キロビット",
    "Mb": "メガビット",
    "Gb": "ギガビット",
    "bps": "ビーピーエス",
    "kbps": "キロビーピーエス",
    "Mbps": "メガビーピーエス",
    "Gbps": "ギガビーピーエス",
    "fps": "フレーム毎秒",
    "rpm": "回転毎分",
    "W": "ワット",
    "kW": "キロワット",
    "MW": "メガワット",
    "GW": "ギガワット",
    "Wh": "ワット時",
    "kWh": "キロワット時",
    "V": "ボルト",
    "kV": "キロボルト",
    "mV": "ミリボルト",
    "A": "アンペア",
    "mA": "ミリアンペア",
    "mAh": "ミリアンペア時",
    "Ω": "オーム",
    "kΩ": "キロオーム",
    "Hz": "ヘルツ",
    "kHz": "キロヘルツ",
    "MHz": "メガヘルツ",
    "GHz": "ギガヘルツ",
    "dB": "デシベル",
    "Pa": "パスカル",
    "hPa": "ヘクトパスカル",
    "kPa": "キロパスカル",
    "N": "ニュートン",
    "J": "ジュール",
    "kJ": "キロジュール",
    "cal": "カロリー",
    "kcal": "キロカロリー",
    "°C": "度",
    "° C": "度",
    "℃": "度",
    "°": "度",
    "mol": "モル",
    "lx": "ルクス",
    "ppm": "ピーピーエム",
}
UNITS = {symbol: _noun(name) for symbol, name in _UNITS.items()}
PER_UNITS = {"h": "時", "min": "分", "s": "秒", "sec": "秒", "d": "日", "day": "日"}
"""Behind 毎."""
SPEEDS = {"h": "時速", "時": "時速", "min": "分速", "分": "分速", "s": "秒速", "秒": "秒速"}
"""Before a length in a time."""
SHARES = {
    "時間": "一時間",
    "日": "一日",
    "泊": "一泊",
    "週": "一週間",
    "月": "一か月",
    "年": "一年",
    "人": "一人",
    "名": "一名",
    "個": "一個",
    "本": "一本",
    "枚": "一枚",
    "回": "一回",
    "台": "一台",
    "坪": "一坪",
    "h": "一時間",
    "kg": "一キログラム",
    "g": "一グラム",
    "L": "一リットル",
    "m": "一メートル",
    "km": "一キロメートル",
    "m2": "一平方メートル",
    "m²": "一平方メートル",
    "kWh": "一キロワット時",
}
"""What a price is for, behind a slash."""
