"""French names of currencies, units and what multiplies a number."""

from __future__ import annotations

from kokoro_model.text.normalize.tokens import Currency, Noun

_FEMININE = "cardinal-feminine"


def _noun(name: str) -> Noun:
    """`one/many`, or the one alone where the plural has no more than an s; a colon before it makes it feminine."""
    one, _, many = name.removeprefix(":").partition("/")
    return Noun(one, many or f"{one}s", _FEMININE if name.startswith(":") else "cardinal")


def _same(name: str) -> Noun:
    return Noun(name, name)


_CENT = _noun("cent")
_CENTIME = _noun("centime")
_CENTAVO = _noun("centavo")
_EURO = Currency(_noun("euro"), _CENTIME)
_DOLLAR = Currency(_noun("dollar"), _CENT)
_POUND = Currency(_noun(":livre"), Noun("penny", "pence"))
_YEN = Currency(_noun("yen"))
_YUAN = Currency(_noun("yuan"))
_RUPEE = Currency(_noun(":roupie"), _same("paisa"))
_WON = Currency(_noun("won"))
_BITCOIN = Currency(_noun("bitcoin"))
_FRANC = Currency(_noun("franc"), _CENTIME)
_SWISS_FRANC = Currency(_noun("franc suisse/francs suisses"), _CENTIME)
_CFA_FRANC = Currency(_noun("franc CFA/francs CFA"))
_RUBLE = Currency(_noun("rouble"), _noun("kopeck"))
_LIRA = Currency(_noun(":livre turque/livres turques"), _same("kuruş"))
_REAL = Currency(_noun("réal/réaux"), _CENTAVO)
_DIRHAM = Currency(_noun("dirham"), _CENTIME)
_DINAR = Currency(_noun("dinar"), _CENTIME)

CURRENCIES = {
    "€": _EURO,
    "$": _DOLLAR,
    "£": _POUND,
    "¥": _YEN,
    "₹": _RUPEE,
    "₩": _WON,
    "₿": _BITCOIN,
    "₽": _RUBLE,
    "₺": _LIRA,
    "₣": _FRANC,
    "₪": Currency(_noun("shekel")),
    "₴": Currency(_noun(":hryvnia")),
    "₫": Currency(_noun("dong")),
    "₱": Currency(_noun("peso"), _CENTAVO),
    "฿": Currency(_noun("baht")),
    "R$": _REAL,
    "$US": Currency(_noun("dollar américain/dollars américains"), _CENT),
    "$CA": Currency(_noun("dollar canadien/dollars canadiens"), _CENT),
    "$CAN": Currency(_noun("dollar canadien/dollars canadiens"), _CENT),
    "c€": Currency(_CENTIME),
    "EUR": _EURO,
    "USD": _DOLLAR,
    "CAD": Currency(_noun("dollar canadien/dollars canadiens"), _CENT),
    "GBP": _POUND,
    "JPY": _YEN,
    "CNY": _YUAN,
    "INR": _RUPEE,
    "KRW": _WON,
    "BTC": _BITCOIN,
    "CHF": _SWISS_FRANC,
    "FF": _FRANC,
    "FCFA": _CFA_FRANC,
    "XOF": _CFA_FRANC,
    "XAF": _CFA_FRANC,
    "RUB": _RUBLE,
    "BRL": _REAL,
    "MAD": _DIRHAM,
    "DZD": _DINAR,
    "TND": _DINAR,
}

MILLE = _same("mille")
_MILLION, _MILLIARD, _BILLION = map(_noun, ("million", "milliard", "billion"))
SCALES = {
    "mille": MILLE,
    "k": MILLE,
    "K": MILLE,
    "M": _MILLION,
    "Mio": _MILLION,
    "million": _MILLION,
    "millions": _MILLION,
    "G": _MILLIARD,
    "Md": _MILLIARD,
    "Mds": _MILLIARD,
    "Mrd": _MILLIARD,
    "milliard": _MILLIARD,
    "milliards": _MILLIARD,
    "billion": _BILLION,
    "billions": _BILLION,
}
MULTIPLES = {"k": "mille", "K": "mille", "M": "millions", "Md": "milliards", "Mds": "milliards", "x": "fois"}

_UNITS = {
    "km": "kilomètre",
    "hm": "hectomètre",
    "dam": "décamètre",
    "m": "mètre",
    "dm": "décimètre",
    "cm": "centimètre",
    "mm": "millimètre",
    "µm": "micromètre",
    "nm": "nanomètre",
    "yd": ":verge",
    "ft": "pied",
    "ha": "hectare",
    "px": "pixel",
    "t": ":tonne",
    "q": "quintal/quintaux",
    "kg": "kilogramme",
    "hg": "hectogramme",
    "g": "gramme",
    "dg": "décigramme",
    "cg": "centigramme",
    "mg": "milligramme",
    "µg": "microgramme",
    "lb": ":livre",
    "lbs": ":livre",
    "oz": ":once",
    "hL": "hectolitre",
    "hl": "hectolitre",
    "L": "litre",
    "l": "litre",
    "dL": "décilitre",
    "dl": "décilitre",
    "cL": "centilitre",
    "cl": "centilitre",
    "mL": "millilitre",
    "ml": "millilitre",
    "µL": "microlitre",
    "µl": "microlitre",
    "gal": "gallon",
    "j": "jour",
    "h": ":heure",
    "min": ":minute",
    "mn": ":minute",
    "s": ":seconde",
    "sec": ":seconde",
    "ms": ":milliseconde",
    "µs": ":microseconde",
    "ns": ":nanoseconde",
    "o": "octet",
    "ko": "kilooctet",
    "Ko": "kilooctet",
    "Mo": "mégaoctet",
    "Go": "gigaoctet",
    "To": "téraoctet",
    "Po": "pétaoctet",
    "kB": "kilooctet",
    "MB": "mégaoctet",
    "GB": "gigaoctet",
    "TB": "téraoctet",
    "Kio": "kibioctet",
    "Mio": "mébioctet",
    "Gio": "gibioctet",
    "MiB": "mébioctet",
    "GiB": "gibioctet",
    "kb": "kilobit",
    "Mb": "mégabit",
    "Gb": "gigabit",
    "kbit": "kilobit",
    "Mbit": "mégabit",
    "Gbit": "gigabit",
    "mph": "mile à l'heure/miles à l'heure",
    "tr/min": "tour par minute/tours par minute",
    "W": "watt",
    "kW": "kilowatt",
    "MW": "mégawatt",
    "GW": "gigawatt",
    "TW": "térawatt",
    "Wh": "wattheure",
    "kWh": "kilowattheure",
    "MWh": "mégawattheure",
    "GWh": "gigawattheure",
    "TWh": "térawattheure",
    "ch": "cheval/chevaux",
    "V": "volt",
    "kV": "kilovolt",
    "mV": "millivolt",
    "A": "ampère",
    "mA": "milliampère",
    "Ah": "ampèreheure",
    "mAh": "milliampèreheure",
    "Ω": "ohm",
    "kΩ": "kiloohm",
    "dB": "décibel",
    "bar": "bar",
    "mbar": "millibar",
    "Pa": "pascal",
    "hPa": "hectopascal",
    "kPa": "kilopascal",
    "MPa": "mégapascal",
    "N": "newton",
    "J": "joule",
    "kJ": "kilojoule",
    "cal": ":calorie",
    "kcal": ":kilocalorie",
    "hab.": "habitant",
    "hab": "habitant",
    "K": "kelvin",
    "c. à s.": ":cuillère à soupe/cuillères à soupe",
    "c. à c.": ":cuillère à café/cuillères à café",
    "càs": ":cuillère à soupe/cuillères à soupe",
    "càc": ":cuillère à café/cuillères à café",
    "°C": "degré Celsius/degrés Celsius",
    "° C": "degré Celsius/degrés Celsius",
    "ºC": "degré Celsius/degrés Celsius",
    "℃": "degré Celsius/degrés Celsius",
    "°F": "degré Fahrenheit/degrés Fahrenheit",
    "° F": "degré Fahrenheit/degrés Fahrenheit",
    "°": "degré",
    "º": "degré",
}
UNITS = {symbol: _noun(name) for symbol, name in _UNITS.items()}
UNITS |= {
    symbol: _same(f"{prefix}hertz")
    for prefix, symbol in zip(("", "kilo", "méga", "giga"), ("Hz", "kHz", "MHz", "GHz"), strict=True)
}
UNITS |= {
    symbol: Noun(f"{name} par seconde", f"{name}s par seconde")
    for symbol, name in {"bps": "bit", "kbps": "kilobit", "Mbps": "mégabit", "Gbps": "gigabit"}.items()
}
UNITS["fps"] = Noun("image par seconde", "images par seconde", _FEMININE)
PER_UNITS = {
    "jour": "jour",
    "semaine": "semaine",
    "sem": "semaine",
    "mois": "mois",
    "an": "an",
    "heure": "heure",
    "nuit": "nuit",
    "pers": "personne",
    "personne": "personne",
    "100 g": "cent grammes",
    "100g": "cent grammes",
    "100 km": "cent kilomètres",
}
DENOMINATORS = {2: _noun("demi"), 3: _same("tiers"), 4: _noun("quart")}
