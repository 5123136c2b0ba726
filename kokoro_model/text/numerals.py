"""English numbers in words.

Ours, because what the registries have costs too much for one language: num2words rests on docopt, unkept
since 2014 and without a wheel; inflect takes 0.8 s and 30 MB to import; wetext holds 45 MB, tells no spans.
"""

from __future__ import annotations

_ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = (
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (10**3, "thousand"),
    (100, "hundred"),
)
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
}
_ORDINALS["twelve"] = "twelfth"
MOST_DIGITS = 15
"""A number with more digits is read digit by digit."""


def cardinal(number: int) -> str:
    """`number` from 0 in words: 42 is "forty-two"."""
    for size, name in _SCALES:
        if number >= size:
            rest = number % size
            return f"{cardinal(number // size)} {name}" + (f" {cardinal(rest)}" if rest else "")
    if number < 20:
        return _ONES[number]
    ten, one = divmod(number, 10)
    return _TENS[ten - 2] + (f"-{_ONES[one]}" if one else "")


def ordinal(number: int) -> str:
    """`number` from 0 as a place in a row: 42 is "forty-second"."""
    words = cardinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    place = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return words[:cut] + place


def year(number: int) -> str:
    """A year as people say it: 1984 is "nineteen eighty-four", 2009 "two thousand nine"."""
    century, rest = divmod(number, 100)
    if not 1100 <= number <= 2099 or 2000 <= number <= 2009:
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def digits(numerals: str) -> str:
    """Each digit by itself: "007" is "zero zero seven"."""
    return " ".join(_ONES[int(numeral)] for numeral in numerals)


def whole(numerals: str) -> str:
    """A whole number as written, with or without commas; digit by digit from a leading 0 or if very long."""
    bare = numerals.replace(",", "")
    if len(bare) > MOST_DIGITS or (bare.startswith("0") and len(bare) > 1):
        return digits(bare)
    return cardinal(int(bare))


def decimal(numerals: str) -> str:
    """A number as written, with or without a decimal point: "3.14" is "three point one four"."""
    before, _, after = numerals.partition(".")
    return f"{whole(before or '0')} point {digits(after)}" if after else whole(before)
