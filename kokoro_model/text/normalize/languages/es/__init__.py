"""Spanish."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.classes.roman import value
from kokoro_model.text.normalize.language_data import CodeWords
from kokoro_model.text.normalize.languages.es import amounts, words
from kokoro_model.text.normalize.languages.es.formulas import FORMULAS
from kokoro_model.text.normalize.languages.es.grammar import GRAMMAR
from kokoro_model.text.normalize.languages.romance import FEMININE, MASCULINE, Romance
from kokoro_model.text.normalize.patterns import context
from kokoro_model.text.normalize.tokens import NOWHERE, Number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokoro_model.text.normalize.languages.romance import Form
    from kokoro_model.text.normalize.tokens import Context, Date, Fraction, Measure, Noun, Time

_DON = re.compile(r"(?<![\w.])[Dd]\.\s(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2})")
_LONE_ROMAN = re.compile(r"\A(?P<before>\s{0,9})(?P<roman>I|V|[IVX]{2,7})(?P<after>\.?\s{0,9})\Z")
_SMALL_ROMAN = re.compile(
    r"(?<!\w)(?P<of>(?i:siglo)\s(?=[ivxl])|(?i:año)\s(?=[ivxlcdm]{4}))(?P<roman>[ivxlcdm]{1,9})(?!\w)"
)
_ERA = re.compile(
    r"(?<=\w)\s(?P<era>e\.?\s?c\.?|EC|a\.?\s?e\.?\s?c\.?|AEC|a\.\s?c\.|d\.\s?c\.)(?=\s{0,3}(?:[,;)]|\.?\Z))"
)
_ERAS = {"ec": "era común", "aec": "antes de la era común", "ac": "antes de Cristo", "dc": "después de Cristo"}
_LETTERED = re.compile(r"(?<![\w.,])(?P<number>[0-9]{1,4})(?P<suffix>er[oa]|[rdtmvn][oa])(?!\w)")
_CENTURY = re.compile(r"(?<![\w.])[Ss]\.\s(?=[IVX]{1,5}(?!\w))")
_UNITED_STATES = re.compile(r"(?<!\w)EE?UU(?!\w)")
_STREET = re.compile(r"(?<![\w/])[Cc]/\s?(?=[A-ZÁÉÍÓÚÑ])")
_LOW_ROAD = re.compile(r"(?<!\w)(?P<road>[Cc]\.?º)\s[Bb]\.(?!\w)")
_IP = re.compile(r"(?<!\w)ip(?!\w)")
_HECTARES = re.compile(r"(?<=[0-9])\s?ha(?=\s{0,3}(?:[.,;:)]|\Z|de\b|y\b))")
_UNO = re.compile(r"(?P<twenty>veinti)?uno\Z")
_SUFFIXES = {"a": "ordinal-feminine", "ª": "ordinal-feminine", "r": "ordinal-short", "ʳ": "ordinal-short"}


class Spanish(Romance):
    """Spanish, in which one is "un" before a noun and a time of day feminine."""

    code = "es"
    own_words = re.compile(r"(?<!\w)(?:(?i:siglo)\s[ivxl]|(?i:año)\s[ivxlcdm]{4}|ip(?!\w)|EE?UU)")
    own_needs = re.compile(f"{Romance.own_needs.pattern}|{own_words.pattern}")
    grammar = GRAMMAR
    scales = amounts.SCALES
    round_scales = frozenset({"mil"})
    ordinal_suffix = r"(?:\.?(?:º|ª|°|ᵉʳ|er\b)|\.[oa]s\b)"
    roman_cardinals = words.ROMAN_CARDINALS
    roman_exceptions = words.ROMAN_EXCEPTIONS
    roman_ordinals = words.KINGS
    queens = words.QUEENS
    denominators = amounts.DENOMINATORS
    months = words.MONTHS
    month_forms = words.MONTH_FORMS
    unsure_months = frozenset({"mar", "Mar"})
    date_of = r"de\s"
    clock_words = r"(?:h\b\.?|hs\b\.?|hrs\b\.?|horas\b)(?!\s?[0-9])"
    half_days = r"(?P<half>[AaPp])\.?\s?[Mm]\b\.?"
    zones = tuple(words.ZONES)
    clock_signs = ":h"
    clock_articles = words.CLOCK_ARTICLES
    articles = words.ARTICLES
    plural_articles = frozenset({"los", "las"})
    degree_words = words.DEGREE_WORDS
    currencies = amounts.CURRENCIES
    units = amounts.UNITS
    per_units = amounts.PER_UNITS
    multiples = amounts.MULTIPLES
    designations = frozenset({"2K", "4K", "5K", "8K", "4k", "8k"})
    abbreviations = words.ABBREVIATIONS
    titles = words.TITLES
    number_words = words.NUMBER_WORDS
    closing = words.CLOSING
    electronic = words.ELECTRONIC
    electronic_names = words.ELECTRONIC_NAMES
    spells_names = True
    paths = True
    signs = words.SIGNS
    spaced_signs = words.SPACED_SIGNS
    operators = words.OPERATORS
    code_words = CodeWords("más", "sostenido", "hashtag", "guion", "igual", "línea {}", "columna {}")
    formulas = FORMULAS
    code_block = "bloque de código"
    sayings = words.SAYINGS
    feminine_endings = words.FEMININE_ENDINGS
    feminine_words = words.FEMININE_WORDS
    masculine_words = words.MASCULINE_WORDS
    plural_endings = ("s",)
    no_nouns = words.NO_NOUNS
    numbered_words = words.NUMBERED_WORDS
    year_words = words.YEAR_WORDS
    telephone_words = words.TELEPHONE_WORDS
    extension_words = words.EXTENSION_WORDS
    telephone_forms = (
        r"[89][0-9] [0-9]{3}(?: [0-9]{2}){2}",
        r"[6-9][0-9]{2}(?: [0-9]{2}){3}",
        r"[0-9]{2,3} [0-9]{3,4}[ -][0-9]{4}",
    )
    version_words = ("versión", "version", "Versión")
    version_point = "punto"
    number_word = "número"
    power_of_ten = "por diez elevado a"
    ratio = "a"
    minus, plus, about, point = "menos", "más", "unos", "coma"
    percent, per_mille, per = "por ciento", "por mil", "por"
    to, by, times = "a", "por", "por"
    square, cubic = "cuadrado/cuadrados", "cúbico/cúbicos"

    def forms_of_its_own(self) -> Sequence[Form]:
        """Numerals and abbreviations that are told by what stands beside them."""
        return (
            (_DON, lambda _: "don "),
            (_UNITED_STATES, lambda _: "Estados Unidos"),
            (_LOW_ROAD, lambda _: "camino bajo"),
            (_STREET, lambda _: "calle "),
            (_IP, lambda _: "I P"),
            (_HECTARES, lambda _: " hectáreas"),
            (_LONE_ROMAN, self._lone_roman),
            (_SMALL_ROMAN, self._small_roman),
            (_LETTERED, lambda match: self.written_ordinal(int(match["number"]), match["suffix"], context(match))),
            (_CENTURY, lambda _: "siglo "),
            (_ERA, lambda match: f" {_ERAS[re.sub(r'[^a-z]', '', match['era'].lower())]}"),
        )

    def _lone_roman(self, match: re.Match[str]) -> str | None:
        number = value(match["roman"])
        return f"{match['before']}{self.ordinal(number)}{match['after']}" if number else None

    def _small_roman(self, match: re.Match[str]) -> str | None:
        number = value(match["roman"].upper())
        return f"{match['of']}{self.cardinal(number)}" if number else None

    def written_ordinal(self, number: int, suffix: str, context: Context) -> str | None:
        """The suffix tells the gender, and that it is cut short or plural; before a noun it is cut short, too."""
        if suffix[-1] == "s":
            return f"{self.written_ordinal(number, suffix[:-1], NOWHERE)}s"
        form = _SUFFIXES.get(suffix[-1], "ordinal")
        after = context.after.lower()
        if form == "ordinal" and self.is_noun(after) and not self.feminine(after):
            form = "ordinal-short"
        return self.cardinal(number, form)

    def rank(self, number: int, *, feminine: bool) -> str:
        """Cut short in the masculine: "primer Congreso"."""
        return self.cardinal(number, "ordinal-feminine" if feminine else "ordinal-short")

    def ordinal(self, number: int, context: Context = NOWHERE) -> str:  # noqa: ARG002
        """As in "segundo"; a Roman numeral has no suffix that tells more."""
        return self.cardinal(number, "ordinal")

    def regnal(self, number: int) -> str:
        """Ordinals up to ten: "Felipe segundo", "Luis catorce"."""
        return self.ordinal(number) if number <= 10 else self.cardinal(number)

    def fraction_digits(self, digits: str) -> str:
        """Up to three as one number, more in pairs, and with a zero before them each by itself."""
        if len(digits) <= 3 and digits[0] != "0":
            return self.cardinal(int(digits))
        pairs = [digits[at : at + 2] for at in range(0, len(digits), 2)]
        return " ".join(self.digits(pair) if pair[0] == "0" else self.cardinal(int(pair)) for pair in pairs)

    def counted(self, number: Number, noun: Noun, scale: Noun | None = None) -> str:
        """The end of a decimal agrees as well: "veintiuno coma un millones"."""
        said = super().counted(number, noun, scale)
        if scale or not number.fraction:
            return said
        words = self.number(number)
        return said.replace(words, _UNO.sub(lambda match: _one(match, feminine=noun.form == FEMININE), words), 1)

    def telephone_group(self, group: str) -> str:
        """Whole hundreds are no digits: "uno ochocientos"."""
        if group.isdecimal() and len(group) == 3 and group.endswith("00") and group[0] != "0":
            return self.cardinal(int(group))
        return super().telephone_group(group)

    def money_parts(self, words: list[str]) -> str:
        """As in "tres euros y cincuenta céntimos"."""
        return " y ".join(words)

    def measure(self, measure: Measure) -> str:
        """As in "una y media milla", "dos y tres quintos de metro"."""
        fraction = measure.fraction
        if fraction is None:
            return super().measure(measure)
        half = (fraction.top, fraction.under) == (1, 2) and ("medio" if measure.unit.form == MASCULINE else "media")
        if fraction.whole is None:
            return f"{half} {measure.unit.one}" if half else super().measure(measure)
        whole = self.cardinal(fraction.whole, "cardinal" if measure.unit.form == MASCULINE else FEMININE)
        if half:
            return f"{whole} y {half} {measure.unit.one if fraction.whole == 1 else measure.unit.many}"
        return f"{whole} y {self._parts(fraction)} {self.large_of} {measure.unit.one}"

    def raised(self, power: str) -> str:
        """As in "equis al cuadrado"."""
        return {"2": " al cuadrado", "3": " al cubo"}.get(power) or f" elevado a {self.whole(power)}"

    def fraction(self, fraction: Fraction) -> str:
        """As in "dos tercios", "uno y medio", "un doceavo", "uno sobre ciento diez"."""
        words = self._parts(fraction)
        if fraction.whole is not None:
            half = fraction.top == 1 and fraction.under == 2
            words = f"{self.cardinal(fraction.whole)} y {'medio' if half else words}"
        return f"{self.minus} {words}" if fraction.negative else words

    def _parts(self, fraction: Fraction) -> str:
        top, under = fraction.top, fraction.under
        part = self._part(under)
        if part is None or top == 0:
            return f"{self.cardinal(top)} sobre {self.cardinal(under)}"
        return f"{self.cardinal(top, MASCULINE)} {part}{'s' * (top != 1)}"

    def _part(self, under: int) -> str | None:
        """One of so many parts, if there is a name for it."""
        if under in self.denominators:
            return self.denominators[under].one
        if under in {0, 1}:
            return None
        if 10 < under < 100:
            joined = self.cardinal(under, "joined")
            return f"{joined}vo" if joined.endswith("a") else f"{joined}avo"
        return self.ordinal(under) if under <= 10 or under % (100 if under < 1000 else 1000) == 0 else None

    def date(self, date: Date, context: Context) -> str:  # noqa: ARG002
        """As in "primero de mayo de mil novecientos noventa"."""
        month = self.months[date.month - 1]
        parts = [month]
        if date.day is not None:
            parts.insert(0, "primero" if date.day == 1 else self.cardinal(date.day))
        if date.year:
            parts.append(self.year(int(date.year)))
        return " de ".join(parts)

    def time(self, time: Time) -> str:
        """As in "una y cinco", "doce y cuarto del mediodía"; with seconds in full."""
        parts = [self._clock(time)]
        if time.half:
            parts.append(_half_day(time))
        if time.zone:
            parts.append(words.ZONES[time.zone])
        return " ".join(parts)

    def _clock(self, time: Time) -> str:
        hour = self.cardinal(time.hour, FEMININE)
        if time.second:
            minute = self.counted(Number(str(time.minute or 0)), amounts.UNITS["min"])
            second = self.counted(Number(str(time.second)), amounts.UNITS["s"])
            return f"{hour} {'hora' if time.hour == 1 else 'horas'} {minute} y {second}"
        if time.minute is None and not time.half and not time.zone:  # by the hour alone
            return f"{hour} {'hora' if time.hour == 1 else 'horas'}"
        if not time.minute:
            return hour
        return f"{hour} y {({15: 'cuarto', 30: 'media'}.get(time.minute)) or self.cardinal(time.minute)}"


def _one(match: re.Match[str], *, feminine: bool) -> str:
    """The end of a number as it is before a noun."""
    return f"{match['twenty'] or ''}{'una' if feminine else 'ún' if match['twenty'] else 'un'}"


def _half_day(time: Time) -> str:
    if time.half == "am":
        return "de la noche" if time.hour == 12 else "de la mañana"
    return "del mediodía" if time.hour == 12 else "de la noche" if time.hour >= 8 else "de la tarde"


LANGUAGE = Spanish
