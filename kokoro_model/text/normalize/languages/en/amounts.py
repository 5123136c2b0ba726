"""English names of currencies, units and what multiplies a number."""

from __future__ import annotations

from kokoro_model.text.normalize.tokens import Currency, Noun


def _noun(name: str) -> Noun:
    """`one/many`, or the one alone where the plural has no more than an s."""
    one, _, many = name.partition("/")
    return Noun(one, many or f"{one}s")


def _same(name: str) -> Noun:
    return Noun(name, name)


_CENT = _noun("cent")
_DOLLAR = Currency(_noun("dollar"), _CENT)
_EURO = Currency(_noun("euro"), _CENT)
_POUND = Currency(_noun("pound"), _noun("penny/pence"))
_YEN = Currency(_same("yen"))
_YUAN = Currency(_same("yuan"))
_RUPEE = Currency(_noun("rupee"), _noun("paisa/paise"))
_WON = Currency(_same("won"))
_BITCOIN = Currency(_noun("bitcoin"))
_FRANC = Currency(_noun("franc"), _noun("centime"))
_RUBLE = Currency(_noun("ruble"), _noun("kopeck"))
_LIRA = Currency(_same("lira"))
_REAL = Currency(_noun("real/reais"), _noun("centavo"))

CURRENCIES = {
    "$": _DOLLAR,
    "€": _EURO,
    "£": _POUND,
    "¥": _YEN,
    "₹": _RUPEE,
    "₩": _WON,
    "₿": _BITCOIN,
    "₽": _RUBLE,
    "₺": _LIRA,
    "₪": Currency(_noun("shekel")),
    "₴": Currency(_noun("hryvnia")),
    "₫": Currency(_same("dong")),
    "₱": Currency(_noun("peso"), _noun("centavo")),
    "฿": Currency(_same("baht")),
    "R$": _REAL,
    "¢": Currency(_CENT),
    "USD": _DOLLAR,
    "EUR": _EURO,
    "GBP": _POUND,
    "JPY": _YEN,
    "CNY": _YUAN,
    "RMB": _YUAN,
    "INR": _RUPEE,
    "KRW": _WON,
    "BTC": _BITCOIN,
    "CHF": _FRANC,
    "RUB": _RUBLE,
    "BRL": _REAL,
}

_THOUSAND, _MILLION, _BILLION, _TRILLION = map(_same, ("thousand", "million", "billion", "trillion"))
SCALES = {"thousand": _THOUSAND, "million": _MILLION, "billion": _BILLION, "trillion": _TRILLION}
SCALES |= {"k": _THOUSAND, "K": _THOUSAND, "m": _MILLION, "M": _MILLION, "mn": _MILLION}
SCALES |= {"b": _BILLION, "B": _BILLION, "bn": _BILLION, "T": _TRILLION, "tn": _TRILLION}
MULTIPLES = {"k": "thousand", "K": "thousand", "M": "million", "bn": "billion", "x": "x"}

_PER_SECOND = {
    "bps": "bit",
    "kbps": "kilobit",
    "Mbps": "megabit",
    "Gbps": "gigabit",
    "fps": "frame",
}
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
    "cl": "centiliter",
    "gal": "gallon",
    "sq ft": "square foot/square feet",
    "sq mi": "square mile",
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
    "kb": "kilobit",
    "Mb": "megabit",
    "Gb": "gigabit",
    "kbit": "kilobit",
    "Mbit": "megabit",
    "Gbit": "gigabit",
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
    "kV": "kilovolt",
    "mV": "millivolt",
    "A": "amp",
    "mA": "milliamp",
    "mAh": "milliamp hour",
    "Ω": "ohm",
    "kΩ": "kiloohm",
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
    "º C": "degree Celsius/degrees Celsius",
    "° C": "degree Celsius/degrees Celsius",
    "℃": "degree Celsius/degrees Celsius",
    "°F": "degree Fahrenheit/degrees Fahrenheit",
    "° F": "degree Fahrenheit/degrees Fahrenheit",
    "°": "degree",
    "º": "degree",
}
INCH = _noun("inch/inches")
UNITS = {symbol: _noun(name) for symbol, name in _UNITS.items()}
UNITS |= {symbol: Noun(f"{name} per second", f"{name}s per second") for symbol, name in _PER_SECOND.items()}
UNITS |= {
    symbol: _same(f"{prefix}hertz")
    for prefix, symbol in zip(("", "kilo", "mega", "giga"), ("Hz", "kHz", "MHz", "GHz"), strict=True)
}
PER_UNITS = {
    "d": "day",
    "day": "day",
    "week": "week",
    "wk": "week",
    "month": "month",
    "mo": "month",
    "year": "year",
    "hour": "hour",
    "night": "night",
    "person": "person",
    "mile": "mile",
    "100g": "one hundred grams",
}
DENOMINATORS = {2: Noun("half", "halves"), 4: _noun("quarter")}
