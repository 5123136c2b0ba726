"""German."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.classes.roman import value
from kokoro_model.text.normalize.language import Language
from kokoro_model.text.normalize.language_data import CodeWords
from kokoro_model.text.normalize.languages.de import amounts, words
from kokoro_model.text.normalize.languages.de.formulas import FORMULAS
from kokoro_model.text.normalize.languages.de.grammar import GRAMMAR
from kokoro_model.text.normalize.patterns import context
from kokoro_model.text.normalize.tokens import NOWHERE, Date

if TYPE_CHECKING:
    from kokoro_model.text.normalize.tokens import Context, Decade, Fraction, Time

_SHORT_DATE = re.compile(
    r"(?<![\w.,])(?P<day>0?[1-9]|[12][0-9]|3[01])\.(?P<month>0[1-9]|1[0-2]|[1-9](?=\.))(?P<stop>\.(?!\d)|(?<=\.0[1-9])(?![\w.,:]))"
    r"(?!\s?(?:Uhr|uhr))"
)
_ROMAN_ORDINAL = re.compile(r"(?<!\w)(?P<roman>[IVXLCDM]{1,7})\.(?=[\s\u00a0](?P<next>[A-ZÄÖÜ]\w{1,30}))")
_LONE_ORDINAL = re.compile(r"\A\s{0,9}(?P<number>[0-9]{1,15})\.\s{0,9}\Z")
_PAIR = re.compile(
    r"(?<![\w.,])(?P<one>[0-9]{1,3})\.\s(?P<and>und|oder|bis|sowie)\s(?P<other>[0-9]{1,3})\.(?=\s[^\W\d_])"
)
_STREET = re.compile(r"(?<=[a-zäöüß])str\.(?=\s[0-9])")
_POSTAL_CODE = re.compile(r"(?:(?<=,\s)|(?<=\bD-)|\A)[0-9]{5}(?=\s[A-ZÄÖÜ][a-zäöüß])")
_ONE = re.compile(r"(?<![\w.,:/-])(?P<before>[^\W\d_]{1,24}\s)?1(?=\s(?P<next>[A-ZÄÖÜ][a-zäöüß]{1,30}))")


class German(Language):
    """German, whose ordinals have a full stop and end as the words around them ask for."""

    code = "de"
    grammar = GRAMMAR
    decimal_sign, group_signs = ",", ".\u00a0\u202f"
    scales = amounts.SCALES
    ordinal_suffix = r"\.(?=[\s\u00a0]+[^\W\d_])"
    ordinal_stop = True
    before_ordinals = words.WEAK_EN | words.WEAK_E
    roman_cardinals = words.ROMAN_CARDINALS
    roman_ordinals = words.ROMAN_ORDINALS
    months = words.MONTHS
    month_forms = words.MONTH_FORMS
    unsure_months = frozenset()
    clock_words = r"(?i:uhr)(?!\w)"
    decade_suffix = "ern?"
    own_needs = re.compile(r"[0-9]|[IVXLCDM]\.")
    currencies = amounts.CURRENCIES
    units = amounts.UNITS
    per_units = amounts.PER_UNITS
    multiples = amounts.MULTIPLES
    designations = frozenset({"2k", "4k", "8k"})
    abbreviations = words.ABBREVIATIONS
    titles = words.TITLES
    number_words = words.NUMBER_WORDS
    closing = words.CLOSING
    electronic = words.ELECTRONIC
    electronic_names = words.ELECTRONIC_NAMES
    paths = True
    hyphen_firsts = frozenset({"e", "i", "o", "u", "t", "ex"})
    hyphen_conjunctions = frozenset({"und", "oder", "bzw", "sowie", "bis", "als", "noch"})
    signs = words.SIGNS
    bounds = words.BOUNDS
    spaced_signs = words.SPACED_SIGNS
    operators = words.OPERATORS
    code_words = CodeWords("plus", "sharp", "Hashtag", "Minus", "gleich", "Zeile {}", "Spalte {}")
    formulas = FORMULAS
    short_line = 30  # any noun has a capital, so that a line of prose that is wrapped early may begin with one
    code_block = "Codeblock"
    telephone_forms = (r"0[0-9]{2,5}[ /-][0-9]{3,9}(?:[ -][0-9]{2,8}){0,3}",)
    version_words = ("Version", "version")
    version_point = "Punkt"
    least_points = 1
    number_word = "Nummer"
    power_of_ten = "mal zehn hoch"
    ratio = "zu"
    minus, plus, about, point = "minus", "plus", "ungefähr", "Komma"
    percent, per_mille, per = "Prozent", "Promille", "pro"
    to, by, times = "bis", "mal", "mal"
    square, cubic = "Quadrat", "Kubik"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.own_forms = (
            (_SHORT_DATE, self._short_date),
            (_ROMAN_ORDINAL, self._roman_ordinal),
            (_PAIR, self._pair),
            (_STREET, "straße"),
            (_POSTAL_CODE, lambda match: self.digits(match[0])),
            (_LONE_ORDINAL, lambda match: self.ordinal(int(match["number"]))),
            (_ONE, _one),
        )

    def ordinal(self, number: int, context: Context = NOWHERE) -> str:
        """As in "am dritten", "der dritte" and, with nothing before it that tells, "dritter"."""
        before = context.before.lower()
        ending = "en" if before in words.WEAK_EN else "e" if before in words.WEAK_E else "er"
        return self.cardinal(number, "ordinal") + ending

    def regnal(self, number: int) -> str:
        """As in "Ludwig der vierzehnte"."""
        return f"der {self.cardinal(number, 'ordinal')}e"

    def year(self, number: int) -> str:
        """In hundreds before 2000: "neunzehn hundert neunzig"."""
        century, rest = divmod(number, 100)
        if not 11 <= century <= 19:
            return self.cardinal(number)
        return f"{self.cardinal(century)} hundert {self.cardinal(rest) if rest else ''}".rstrip()

    def fraction(self, fraction: Fraction) -> str:
        """As in "ein halb", "zwei drittel", "drei ein viertel"."""
        top = self.cardinal(fraction.top, "ein")
        if fraction.under in {0, 1}:
            words = f"{self.cardinal(fraction.top)} durch {self.cardinal(fraction.under)}"
        elif fraction.under == 2:
            words = f"{top} halb{'e' * (fraction.top != 1)}"
        else:
            words = f"{top} {self.cardinal(fraction.under, 'ordinal')}el"
        if fraction.whole is not None:
            words = f"{self.cardinal(fraction.whole, 'ein')} {words}"
        return f"minus {words}" if fraction.negative else words

    def date(self, date: Date, context: Context) -> str:
        """As in "dritter Oktober neunzehn hundert neunzig"."""
        parts = [self.months[date.month - 1]]
        if date.day is not None:
            parts.insert(0, self.ordinal(date.day, context))
        if date.year:
            parts.append(self.year(int(date.year)))
        return " ".join(parts)

    def time(self, time: Time) -> str:
        """As in "acht Uhr", "acht Uhr dreißig" and, with seconds, "acht Uhr zwei Minuten drei Sekunden"."""
        hour = f"{self.cardinal(time.hour, 'ein')} Uhr"
        if time.second is not None:
            minutes = self._several(time.minute or 0, "Minute")
            return f"{hour} {minutes} {self._several(time.second, 'Sekunde')}"
        return f"{hour} {self.cardinal(time.minute)}" if time.minute else hour

    def _several(self, number: int, unit: str) -> str:
        return f"{self.cardinal(number, 'eine')} {unit}{'n' * (number != 1)}"

    def decade(self, decade: Decade) -> str | None:
        """As in "neunzehn hundert neunziger"."""
        if decade.century is None:
            return f"{self.cardinal(decade.tens)}{decade.suffix}" if decade.tens else None
        return f"{self.year(decade.century * 100 + decade.tens)}{decade.suffix}"

    def telephone_group(self, group: str) -> str:
        """The code of a country is a number, all else is read digit by digit."""
        return f"plus {self.cardinal(int(group[1:]))}" if group[0] == "+" else super().telephone_group(group)

    def raised(self, power: str) -> str:
        """As in "x hoch drei"."""
        return f" hoch {self.whole(power)}"

    def _short_date(self, match: re.Match[str]) -> str:
        """A day and a month in numbers; the last full stop may end the sentence as well."""
        stop = "." if match["stop"] and not match.string[match.end() :].strip() else ""
        return self.date(Date(int(match["day"]), int(match["month"])), context(match)) + stop

    def _pair(self, match: re.Match[str]) -> str:
        """Two ordinals of one form."""
        one, other = (self.ordinal(int(match[name]), context(match)) for name in ("one", "other"))
        return f"{one} {match['and']} {other}"

    def _roman_ordinal(self, match: re.Match[str]) -> str | None:
        number = value(match["roman"])
        if number is None or (len(match["roman"]) == 1 and match["next"] not in words.CENTURIES):
            return None
        return self.ordinal(number, context(match))


def _one(match: re.Match[str]) -> str | None:
    """The article for a 1 before a noun, unless a noun before it is numbered by it."""
    before = match["before"] or ""
    noun = match["next"]
    if (
        before.strip() in words.NUMBERED
        or (before[:1].isupper() and match.start())
        or {noun, f"{noun}."} & {*amounts.SCALES, *amounts.UNITS}
    ):
        return None
    feminine = noun in words.FEMININE_NOUNS or noun.endswith(words.FEMININE_ENDINGS)
    return f"{before}{'eine' if feminine else 'ein'}"


LANGUAGE = German
