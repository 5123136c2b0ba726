"""English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.language import Language
from kokoro_model.text.normalize.language_data import CodeWords, PostalWords
from kokoro_model.text.normalize.languages.en import amounts, words
from kokoro_model.text.normalize.languages.en.formulas import FORMULAS
from kokoro_model.text.normalize.languages.en.grammar import GRAMMAR
from kokoro_model.text.normalize.patterns import any_of
from kokoro_model.text.normalize.tokens import Noun

if TYPE_CHECKING:
    from kokoro_model.text.normalize.tokens import Context, Date, Decade, Fraction, Number, Time


_FEET = re.compile(
    r"(?<![\w.,'\"])(?P<feet>[0-9]{1,3})'\s?(?P<inches>[0-9]{1,2}(?:\.[0-9]{1,3}|\s[0-9]/[0-9])?)\"(?!\w)"
)
_INCHES = re.compile(r"(?<![\w.,'\"/])(?P<inches>[0-9]{1,4}(?:\.[0-9]{1,3})?)\"(?!\w)")
_SAINT = re.compile(r"(?:(?P<before>(?<![\w'’])[A-Z0-9][\w'’]{0,24})\s)?(?<!\w)St\.(?=\s[A-Z][a-z])")
_NOT_PLACES = frozenset(
    {"In", "At", "From", "To", "Near", "The", "Of", "On", "For", "And", "By", "When", "As", "But", "Was"}
)
"""Words that begin a sentence and name no street."""
_STREET = re.compile(
    rf"(?<=[a-z]\s)(?P<kind>{any_of(words.STREET_ABBREVIATIONS)})\.(?=\s+[a-z]|[,;:!?)]|(?P<last>\s*\Z))"
)
_STREET_NAME = re.compile(r"(?<!\w)(?:[A-Z][\w'’]{1,24}|[0-9]{1,3}(?:st|nd|rd|th))\s\Z")
_DEGREES = re.compile(
    r"(?<![\w.,:/$€£#-])(?P<number>[-−]?[0-9]{1,3}(?:\.[0-9])?)\s?(?P<scale>[FC])(?![\w/&#+'’-]|\.\w)"
)
_WARM = re.compile(
    r"(?:\b(?i:is|was|at|to|about|around|over|under|above|below|by|of|reached|hit|or|and|nearly|almost|from|high|low"
    r"|felt|feels)|[,;:(]|\A)\s{0,2}\Z"
)
"""What stands before a temperature; a number with a letter behind a noun is a seat, a room or a size."""
_QUOTE = re.compile(r"(?<![0-9])\"")
_SHOUTED_IT = re.compile(
    rf"(?<![\w'’.-])(?:(?P<before>(?:{any_of(words.BEFORE_IT)})\s)IT(?![\w'’-])|IT(?=\s(?:{any_of(words.BEHIND_IT)})(?!\w)))"
)
"""A pronoun in capitals, which engines spell as the abbreviation that it would be among small letters."""
_NAME_REACH = 28
_QUOTED = 200
"""Characters in which a quote may have begun."""


class English(Language):
    """English, with the month first in dates of numbers in the United States alone."""

    code = "en"
    grammar = GRAMMAR
    scales = amounts.SCALES
    ordinal_suffix = "st|nd|rd|th"
    roman_cardinals = words.ROMAN_CARDINALS
    roman_ordinals = words.ROMAN_ORDINALS
    roman_exceptions = words.ROMAN_EXCEPTIONS
    roman_titles = words.ROMAN_TITLES
    roman_places = words.ROMAN_PLACES
    roman_alone = True
    pronoun_i = True
    denominators = amounts.DENOMINATORS
    months = words.MONTHS
    month_forms = words.MONTH_FORMS
    unsure_months = frozenset({"mar", "march", "may", "sep", "dec", "jan"})
    date_of = r"of\s"
    date_article = r"\bthe\s"
    half_days = r"(?P<half>[AaPp])(?:[Mm]\b|\.\s?[Mm]\b(?:\.(?=\s*\S))?)"
    zones = words.ZONES
    decade_suffix = "'?s"
    eras = r"(?:A\.?D|B\.?C(?:\.?E)?|C\.?E)\b(?:\.(?=\s*\S))?"
    own_needs = re.compile(r"[0-9](?:\"|\s?[FC]\b)|\bIT\b|[A-Z][a-z]{1,4}\.")
    own_words = re.compile(rf"\b(?:{any_of(words.STREET_ABBREVIATIONS)})\.\"?\Z")
    telephone_forms = words.TELEPHONE_FORMS
    currencies = amounts.CURRENCIES
    units = amounts.UNITS
    per_units = amounts.PER_UNITS
    multiples = amounts.MULTIPLES
    designations = frozenset({"2K", "4K", "5K", "8K"})
    abbreviations = words.ABBREVIATIONS
    titles = words.TITLES
    number_words = words.NUMBER_WORDS
    closing = words.CLOSING
    electronic = words.ELECTRONIC
    electronic_names = words.ELECTRONIC_NAMES
    paths = True
    postal = PostalWords(words.DIRECTIONS, words.STREETS, words.STATES)
    hyphen_firsts = words.HYPHEN_FIRSTS
    hyphen_lasts = words.HYPHEN_LASTS
    hyphen_conjunctions = frozenset({"and", "or", "to"})
    signs = words.SIGNS
    bounds = words.BOUNDS
    spaced_signs = words.SPACED_SIGNS
    operators = words.OPERATORS
    code_words = CodeWords("plus", "sharp", "hashtag", "dash", "equals", "line {}", "column {}")
    formulas = FORMULAS
    code_block = "code block"
    sayings = words.SAYINGS
    version_words = ("version", "Version")
    version_point = "point"
    number_word = "number"
    power_of_ten = "times ten to the"
    ratio = "to"
    minus, plus, about, point = "minus", "plus", "about", "point"
    percent, per_mille, per = "percent", "per mille", "per"
    to, by, times = "to", "by", "times"
    square, cubic = "square", "cubic"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.own_forms = (
            (_STREET, self._street),
            (_SHOUTED_IT, lambda match: f"{match['before'] or ''}it"),
            (_DEGREES, self._degrees),
            (_FEET, self._feet),
            (_INCHES, self._inches),
            (_SAINT, self._saint),
        )
        self.day_first = name != "en-us"

    def number(self, number: Number, form: str = "cardinal") -> str:
        """As it is written: .5 is "point five"."""
        words = super().number(number, form)
        return words.replace("zero point", "point", 1) if number.bare else words

    def regnal(self, number: int) -> str:
        """As in "Henry the eighth"."""
        return f"the {self.ordinal(number)}"

    def year(self, number: int) -> str:
        """As people say it: 1984 is "nineteen eighty-four", 2009 "two thousand nine"."""
        century, rest = divmod(number, 100)
        if century < 1 or number >= 2100 or century == 10 or 2000 <= number <= 2009:
            return self.cardinal(number)
        if rest == 0:
            return f"{self.cardinal(century)} hundred"
        return f"{self.cardinal(century)} {'oh ' if rest < 10 else ''}{self.cardinal(rest)}"

    def money_parts(self, words: list[str]) -> str:
        """As in "three dollars and fifty cents"."""
        return " and ".join(words)

    def fraction(self, fraction: Fraction) -> str:
        """As in "two thirds", "one and a half"; out of ten and of a hundred, marks are given."""
        words = self._parts(fraction)
        if fraction.whole is not None:
            words = f"{self.cardinal(fraction.whole)} and {words}"
        return f"minus {words}" if fraction.negative else words

    def _parts(self, fraction: Fraction) -> str:
        top, under = fraction.top, fraction.under
        if under == 2 and top == 1 and fraction.whole is not None:
            return "a half"
        if under in {0, 1} or top == 0:
            return f"{self.cardinal(top)} over {self.cardinal(under)}"
        if under in {10, 100} and top <= under:
            return f"{self.cardinal(top)} out of {self.cardinal(under)}"
        one, many, _ = self.denominators.get(under) or Noun(self.ordinal(under), f"{self.ordinal(under)}s")
        return f"{self.cardinal(top)} {one if top == 1 else many}"

    def date(self, date: Date, context: Context) -> str:  # noqa: ARG002
        """As in "May fifth, nineteen ninety-nine" or "the fifth of May"."""
        month = self.months[date.month - 1]
        year = self.year(int(date.year)) if date.year else ""
        if date.day is None:
            return f"{month} {year}"
        day = self.ordinal(date.day)
        words = f"the {day} of {month}" if date.style == "day-first" else f"{month} {day}"
        return f"{words}, {year}" if year else words

    def time(self, time: Time) -> str:
        """As in "five oh five", "five PM", "seventeen hundred"; with seconds, "one hour one minute and one second"."""
        zone = f" {'UTC' if time.zone == 'Z' else time.zone}" if time.zone else ""
        if time.second is not None and not time.half and not time.zone:
            return self._duration(time) + zone
        parts = [self.cardinal(time.hour)]
        if time.minute:
            parts.append(("oh " if time.minute < 10 else "") + self.cardinal(time.minute))
        elif not time.half:
            parts.append("o'clock" if 1 <= time.hour <= 12 else "hundred")
        if time.second:
            parts.append(f"and {self._several(time.second, 'second')}")
        if time.half:
            parts.append(time.half.upper())
        return " ".join(parts) + zone

    def _duration(self, time: Time) -> str:
        """As hours, minutes and seconds, which a time of day with seconds and a stretch of time both are."""
        counts = zip((time.hour, time.minute or 0, time.second or 0), ("hour", "minute", "second"), strict=True)
        parts = [self._several(number, unit) for number, unit in counts if number] or ["zero seconds"]
        return " and ".join(filter(None, (" ".join(parts[:-1]), parts[-1])))

    def _several(self, number: int, unit: str) -> str:
        return f"{self.cardinal(number)} {unit}{'s' * (number != 1)}"

    def decade(self, decade: Decade) -> str | None:
        """As in "the nineteen eighties"."""
        if decade.tens == 0:
            return f"{self.year(decade.century * 100)}s" if decade.century else None
        tens = self.cardinal(decade.tens)
        plural = "tens" if decade.tens == 10 else f"{tens[:-1]}ies"
        return f"{self.cardinal(decade.century)} {plural}" if decade.century else plural

    def quarter(self, quarter: int, year: str) -> str:
        """As in "the second quarter of twenty-two"."""
        number = int(year)
        return (
            f"the {self.ordinal(quarter)} quarter of {self.year(number) if len(year) == 4 else self.cardinal(number)}"
        )

    def telephone_group(self, group: str) -> str:
        """Digit by digit, but for whole hundreds; letters are spelled or read as they stand."""
        if group.isdecimal() and len(group) == 3 and group.endswith("00") and group[0] != "0":
            return self.cardinal(int(group))
        return super().telephone_group(group).replace("-", " ")

    def house_number(self, number: str) -> str:
        """In pairs from the end: "fourteen twenty-eight", "one twenty-three", "seven zero eight"."""
        if len(number) not in {3, 4} or number.endswith("00") or number[0] == "0":
            return self.whole(number)
        head, tail = number[:-2], number[-2:]
        if len(head) == 2 and head[1] == "0":
            return self.whole(number)
        return f"{self.cardinal(int(head))} {'zero ' if tail[0] == '0' else ''}{self.cardinal(int(tail))}"

    def _feet(self, match: re.Match[str]) -> str:
        feet, inches = self.parse(match["feet"]), match["inches"]
        return f"{self.counted(feet, amounts.UNITS['ft'])} {inches} {amounts.INCH.many}"

    def _inches(self, match: re.Match[str]) -> str | None:
        """Inches, unless a quote has begun that ends here."""
        if len(_QUOTE.findall(match.string, max(0, match.start() - _QUOTED), match.start())) % 2:
            return None
        return self.counted(self.parse(match["inches"]), amounts.INCH)

    def _saint(self, match: re.Match[str]) -> str | None:
        """A saint, unless a name or a number before it makes it a street."""
        before = match["before"]
        if before and before not in _NOT_PLACES:
            return None
        return f"{match[0].removesuffix('St.')}Saint"

    def _street(self, match: re.Match[str]) -> str | None:
        """A kind of street behind a name, as it is read in a postal address with a number."""
        if not _STREET_NAME.search(match.string, max(0, match.start() - _NAME_REACH), match.start()):
            return None
        return words.STREETS[match["kind"].lower()] + "." * (match["last"] is not None)

    def _degrees(self, match: re.Match[str]) -> str | None:
        """A temperature, where what stands before it lets it be one."""
        if not _WARM.search(match.string[max(0, match.start() - _NAME_REACH) : match.start()]):
            return None
        number = match["number"]
        negative = not number[0].isdecimal()
        parsed = self.parse(number[1:] if negative else number, negative=negative)
        return self.counted(parsed, amounts.UNITS[f"°{match['scale']}"])

    def raised(self, power: str) -> str:
        """As in "x squared"."""
        return {"2": " squared", "3": " cubed"}.get(power) or f" to the power of {self.whole(power)}"


LANGUAGE = English
