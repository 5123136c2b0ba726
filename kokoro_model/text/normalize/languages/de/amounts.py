"""German names of currencies, units and what multiplies a number."""

from __future__ import annotations

from kokoro_model.text.normalize.tokens import Currency, Noun


def _noun(name: str, form: str = "ein") -> Noun:
    """`one/many`, or one for both."""
    one, _, many = name.partition("/")
    return Noun(one, many or one, form)


_CENT = _noun("Cent")
_DOLLAR = Currency(_noun("Dollar"), _CENT)
_EURO = Currency(_noun("Euro"), _CENT)
_POUND = Currency(_noun("Pfund"), _noun("Penny/Pence"))
_YEN = Currency(_noun("Yen"))
_FRANC = Currency(_noun("Franken"), _noun("Rappen"))
_RUPEE = Currency(_noun("Rupie/Rupien", "eine"))
_YUAN = Currency(_noun("Yuan"))
_CROWN = Currency(_noun("Krone/Kronen", "eine"))
CURRENCIES = {
    "$": _DOLLAR,
    "€": _EURO,
    "£": _POUND,
    "¥": _YEN,
    "₹": _RUPEE,
    "₩": Currency(_noun("Won")),
    "₿": Currency(_noun("Bitcoin/Bitcoins")),
    "₽": Currency(_noun("Rubel")),
    "₺": Currency(_noun("Lira", "eine")),
    "USD": _DOLLAR,
    "EUR": _EURO,
    "GBP": _POUND,
    "JPY": _YEN,
    "CNY": _YUAN,
    "CHF": _FRANC,
    "Fr.": _FRANC,
    "INR": _RUPEE,
    "SEK": _CROWN,
    "DKK": _CROWN,
    "NOK": _CROWN,
    "DM": Currency(_noun("Mark", "eine"), _noun("Pfennig")),
}
_SCALES = {
    _noun("Tausend"): ("Tsd.",),
    _noun("Million/Millionen", "eine"): ("Mio.", "Mio", "Mill."),
    _noun("Milliarde/Milliarden", "eine"): ("Mrd.", "Mrd"),
    _noun("Billion/Billionen", "eine"): ("Bio.",),
    _noun("Billiarde/Billiarden", "eine"): (),
}
SCALES = {
    form: noun
    for noun, short in _SCALES.items()
    for form in (*short, noun.one, noun.many, noun.one.lower(), noun.many.lower())
    if form != "Tausend"
}
MULTIPLES = {"k": "tausend", "x": "mal"}
_UNITS = {
    "km": "Kilometer",
    "m": "Meter",
    "dm": "Dezimeter",
    "cm": "Zentimeter",
    "mm": "Millimeter",
    "µm": "Mikrometer",
    "nm": "Nanometer",
    "ft": "Fuß",
    "ha": "Hektar",
    "px": "Pixel",
    "kg": "Kilogramm",
    "g": "Gramm",
    "mg": "Milligramm",
    "µg": "Mikrogramm",
    "l": "Liter",
    "L": "Liter",
    "ml": "Milliliter",
    "cl": "Zentiliter",
    "dl": "Deziliter",
    "hl": "Hektoliter",
    "Std.": "Stunde/Stunden eine",
    "Std": "Stunde/Stunden eine",
    "h": "Stunde/Stunden eine",
    "min": "Minute/Minuten eine",
    "Min.": "Minute/Minuten eine",
    "s": "Sekunde/Sekunden eine",
    "Sek.": "Sekunde/Sekunden eine",
    "ms": "Millisekunde/Millisekunden eine",
    "µs": "Mikrosekunde/Mikrosekunden eine",
    "ns": "Nanosekunde/Nanosekunden eine",
    "t": "Tonne/Tonnen eine",
    "mph": "Meile pro Stunde/Meilen pro Stunde eine",
    "kB": "Kilobyte",
    "KB": "Kilobyte",
    "MB": "Megabyte",
    "GB": "Gigabyte",
    "TB": "Terabyte",
    "PB": "Petabyte",
    "kbit": "Kilobit",
    "Mbit": "Megabit",
    "Gbit": "Gigabit",
    "Mb": "Megabit",
    "Gb": "Gigabit",
    "MiB": "Mebibyte",
    "GiB": "Gibibyte",
    "Hz": "Hertz",
    "kHz": "Kilohertz",
    "MHz": "Megahertz",
    "GHz": "Gigahertz",
    "W": "Watt",
    "kW": "Kilowatt",
    "MW": "Megawatt",
    "GW": "Gigawatt",
    "Wh": "Wattstunde/Wattstunden eine",
    "kWh": "Kilowattstunde/Kilowattstunden eine",
    "PS": "PS",
    "V": "Volt",
    "mV": "Millivolt",
    "kV": "Kilovolt",
    "A": "Ampere",
    "mA": "Milliampere",
    "mAh": "Milliamperestunde/Milliamperestunden eine",
    "Ω": "Ohm",
    "dB": "Dezibel",
    "Pa": "Pascal",
    "hPa": "Hektopascal",
    "kPa": "Kilopascal",
    "bar": "Bar",
    "N": "Newton",
    "J": "Joule",
    "kJ": "Kilojoule",
    "cal": "Kalorie/Kalorien eine",
    "kcal": "Kilokalorie/Kilokalorien eine",
    "°C": "Grad Celsius",
    "° C": "Grad Celsius",
    "℃": "Grad Celsius",
    "°F": "Grad Fahrenheit",
    "°": "Grad",
}


def _unit(name: str) -> Noun:
    return _noun(name.removesuffix(" eine"), "eine" if name.endswith(" eine") else "ein")


UNITS = {symbol: _unit(name) for symbol, name in _UNITS.items()}
PER_UNITS = {"d": "Tag", "Tag": "Tag", "Woche": "Woche", "Monat": "Monat", "Jahr": "Jahr", "Stunde": "Stunde"}
PER_UNITS |= {"Nacht": "Nacht", "Person": "Person", "100 g": "hundert Gramm", "100g": "hundert Gramm"}
