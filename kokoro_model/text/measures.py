"""English amounts: money, percentages, and numbers with a unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text import numerals

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Rewriting


class _Currency(NamedTuple):
    one: str
    many: str
    hundredth: str = ""
    hundredths: str = ""


_CURRENCIES = {
    "$": _Currency("dollar", "dollars", "cent", "cents"),
    "€": _Currency("euro", "euros", "cent", "cents"),
    "£": _Currency("pound", "pounds", "penny", "pence"),
    "¥": _Currency("yen", "yen"),
    "₹": _Currency("rupee", "rupees", "paisa", "paise"),
    "₩": _Currency("won", "won"),
    "₿": _Currency("bitcoin", "bitcoins"),
}
_CODES = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "BTC": "₿"}
_SCALES = {"k": "thousand", "K": "thousand", "m": "million", "M": "million", "b": "billion", "B": "billion"}
_SCALES |= {"bn": "billion", "mn": "million", "T": "trillion", "tn": "trillion"}
_AMOUNT = r"(?P<amount>[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,12})?|[0-9]{1,18}(?:\.[0-9]{1,12})?|\.[0-9]{1,12})"
_SCALE = r"(?:\s?(?P<scale>thousand|million|billion|trillion|bn|mn|tn|[kKmMbBT])\b)?"
_SIGNS = "".join(_CURRENCIES)
_MINUS = r"(?P<minus>(?<![\w)])[-−])?"
_NAMES = "|".join(_CODES)
_BEFORE = re.compile(rf"{_MINUS}(?:US|A|C|NZ)?(?P<sign>[{_SIGNS}]|(?<!\w)(?:{_NAMES})\s)\s?{_AMOUNT}(?![0-9]){_SCALE}")
_AFTER = re.compile(rf"{_MINUS}(?<![\w.,]){_AMOUNT}{_SCALE}\s?(?P<sign>[{_SIGNS}]|(?:{_NAMES})\b)")
_PERCENT = re.compile(r"(?<=[0-9])\s?(?P<sign>[%‰])")

# Written unit: its name, and its plural where that is not the name with an s.
_UNITS = {
    "km": "kilometer",
    "cm": "centimeter",
    "mm": "millimeter",
    "µm": "micrometer",
    "nm": "nanometer",
    "m": "meter",
    "mi": "mile",
    "yd": "yard",
    "ft": "foot/feet",
    "ha": "hectare",
    "px": "pixel",
    "pt": "point",
    "kg": "kilogram",
    "g": "gram",
    "mg": "milligram",
    "µg": "microgram",
    "lb": "pound",
    "lbs": "pound",
    "oz": "ounce",
    "L": "liter",
    "l": "liter",
    "mL": "milliliter",
    "ml": "milliliter",
    "gal": "gallon",
    "ms": "millisecond",
    "µs": "microsecond",
    "ns": "nanosecond",
    "s": "second",
    "sec": "second",
    "secs": "second",
    "min": "minute",
    "mins": "minute",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "yr": "year",
    "yrs": "year",
    "Hz": "hertz/hertz",
    "kHz": "kilohertz/kilohertz",
    "MHz": "megahertz/megahertz",
    "GHz": "gigahertz/gigahertz",
    "kB": "kilobyte",
    "KB": "kilobyte",
    "MB": "megabyte",
    "GB": "gigabyte",
    "TB": "terabyte",
    "PB": "petabyte",
    "KiB": "kibibyte",
    "MiB": "mebibyte",
    "GiB": "gibibyte",
    "TiB": "tebibyte",
    "Mbit": "megabit",
    "Gbit": "gigabit",
    "kbps": "kilobit per second/kilobits per second",
    "Mbps": "megabit per second/megabits per second",
    "Gbps": "gigabit per second/gigabits per second",
    "fps": "frame per second/frames per second",
    "rpm": "revolution per minute/revolutions per minute",
    "mph": "mile per hour/miles per hour",
    "kph": "kilometer per hour/kilometers per hour",
    "W": "watt",
    "kW": "kilowatt",
    "MW": "megawatt",
    "GW": "gigawatt",
    "Wh": "watt hour",
    "kWh": "kilowatt hour",
    "V": "volt",
    "mV": "millivolt",
    "A": "amp",
    "mA": "milliamp",
    "mAh": "milliamp hour",
    "Ω": "ohm",
    "dB": "decibel",
    "Pa": "pascal",
    "hPa": "hectopascal",
    "kPa": "kilopascal",
    "N": "newton",
    "J": "joule",
    "kJ": "kilojoule",
    "cal": "calorie",
    "kcal": "kilocalorie",
    "°C": "degree Celsius/degrees Celsius",
    "℃": "degree Celsius/degrees Celsius",
    "°": "degree",
    "°F": "degree Fahrenheit/degrees Fahrenheit",
}
_PER = {
    "s": "second",
    "h": "hour",
    "min": "minute",
    "d": "day",
    "day": "day",
    "week": "week",
    "month": "month",
}
_PER |= {
    "year": "year",
    "yr": "year",
    "mo": "month",
    "hour": "hour",
    "kg": "kilogram",
    "L": "liter",
    "l": "liter",
}
_PER |= {
    "m²": "square meter",
    "m³": "cubic meter",
    "100g": "one hundred grams",
    "km": "kilometer",
    "mile": "mile",
}
_POWERS = {"²": "square", "³": "cubic"}
_ANY_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_PER_UNIT = rf"/(?P<per>{'|'.join(sorted(_PER, key=len, reverse=True))})"
_UNIT = re.compile(
    rf"(?<![\w.,]){_AMOUNT}(?P<gap>\s?|-)(?P<unit>{_ANY_UNIT})(?P<power>[²³])?(?:{_PER_UNIT})?(?![\w²³°/])"
)
_PER_PRICE = re.compile(rf"(?<=[a-z]){_PER_UNIT}(?!\w)")
_SUFFIX = re.compile(rf"(?<![\w.,]){_AMOUNT}(?P<scale>[kKM]|bn|x)\b")
_SCREENS = frozenset({"2K", "4K", "5K", "8K"})
_SIZE = re.compile(r"(?<![\w.,])[0-9]{1,6}(?:[x×][0-9]{1,6}){1,2}(?![\w.])")

FORMS = (_BEFORE, _AFTER, _UNIT)
"""How an amount is written, in more than one word some of them."""


def read(text: Rewriting) -> None:
    """Words for amounts; the numbers of percentages are left for the numbers' turn."""
    text.sub(_BEFORE, _money)
    text.sub(_AFTER, _money)
    text.sub(_PER_PRICE, lambda match: f" per {_PER[match['per']]}" if _is_price(match) else None)
    text.sub(_PERCENT, lambda match: " percent" if match["sign"] == "%" else " per mille")
    text.sub(_UNIT, _unit)
    text.sub(_SIZE, lambda match: " by ".join(map(numerals.whole, re.split("[x×]", match[0]))))
    text.sub(_SUFFIX, _suffix)


def _is_price(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()]
    return any(before.endswith(word) for money in _CURRENCIES.values() for word in money if word)


def _money(match: re.Match[str]) -> str:
    sign = match["sign"].strip()
    currency = _CURRENCIES[_CODES.get(sign, sign)]
    amount, scale = match["amount"], match["scale"]
    minus = "minus " if match["minus"] else ""
    if scale:
        return f"{minus}{numerals.decimal(amount)} {_SCALES.get(scale, scale)} {currency.many}"
    main, _, part = amount.partition(".")
    if len(part) != 2 or not currency.hundredth:
        return f"{minus}{numerals.decimal(amount)} {currency.one if amount == '1' else currency.many}"
    words = []
    if int(main.replace(",", "") or 0) or not int(part):
        words.append(f"{numerals.whole(main or '0')} {currency.one if main == '1' else currency.many}")
    if int(part):
        words.append(f"{numerals.cardinal(int(part))} {currency.hundredth if part == '01' else currency.hundredths}")
    return minus + " and ".join(words)


def _unit(match: re.Match[str]) -> str | None:
    amount, unit, gap = match["amount"], match["unit"], match["gap"]
    if gap == "-" and (len(unit) < 2 or match["per"]):
        return None
    one, _, many = _UNITS[unit].partition("/")
    name = one if amount == "1" or gap == "-" else many or one + "s"
    power = f"{_POWERS[match['power']]} " if match["power"] else ""
    per = f" per {_PER[match['per']]}" if match["per"] else ""
    return f"{numerals.decimal(amount)}{gap if gap == '-' else ' '}{power}{name}{per}"


def _suffix(match: re.Match[str]) -> str | None:
    scale = match["scale"]
    if match[0] in _SCREENS:
        return None
    return f"{numerals.decimal(match['amount'])} {'times' if scale == 'x' else _SCALES[scale]}"
