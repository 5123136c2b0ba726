"""Portuguese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.language_data import CodeWords
from kokoro_model.text.normalize.languages.pt import amounts, words
from kokoro_model.text.normalize.languages.pt.formulas import FORMULAS
from kokoro_model.text.normalize.languages.pt.grammar import GRAMMAR, GRAMMAR_OF_PORTUGAL
from kokoro_model.text.normalize.languages.romance import FEMININE, Romance
from kokoro_model.text.normalize.tokens import NOWHERE, Noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokoro_model.text.normalize.languages.romance import Form
    from kokoro_model.text.normalize.tokens import Context, Date, Fraction, Measure, Time

_DOM = re.compile(r"(?<![\w.])D\.\s(?=[A-ZÁÂÉÊÍÓÔÚÇ][a-zà-ÿ]{2})")
_RUA = re.compile(r"(?<![\w.])R\.\s(?=(?:d[aeo]s?\s)?[A-ZÁÂÉÊÍÓÔÚÇ][\w .]{2,40},?\s(?:n\.?[º°]?\s?)?[0-9])")
_AFTERNOON = re.compile(r"(?<![\w.,:])(?P<hour>1[3-8])(?P<rest>(?:[:hH.]00|[hH])?\s(?:da tarde)(?!\w))")
_EVENING = re.compile(r"(?<![\w.,:])(?P<hour>1[89]|2[0-3])(?P<rest>(?:[:hH.]00|[hH])?\s(?:da noite)(?!\w))")
_HALF_DAYS = {"am": "da manhã", "pm": "da tarde"}


class Portuguese(Romance):
    """Portuguese, of Brazil but where it is espeak's "pt", with the large numbers of Portugal."""

    code = "pt"
    grammar = GRAMMAR
    scales = amounts.SCALES
    round_scales = frozenset({"mil"})
    ordinal_suffix = r"\.?(?:º|ª|°)"
    roman_cardinals = words.ROMAN_CARDINALS
    roman_exceptions = words.ROMAN_EXCEPTIONS
    roman_ordinals = words.RANKED
    queens = words.QUEENS
    denominators = amounts.DENOMINATORS
    months = words.MONTHS
    month_forms = words.MONTH_FORMS
    unsure_months = frozenset({"mar", "Mar", "set", "out", "dez", "Dez", "Set"})
    date_of = r"de\s"
    clock_words = r"(?:[hH]\b\.?|hs\b\.?|hrs\b\.?|horas?\b)(?!\s?[0-9])"
    half_days = r"(?P<half>[AaPp])\.?\s?[Mm]\b\.?"
    zones = tuple(words.ZONES)
    clock_signs = ":hH"
    clock_articles = words.CLOCK_ARTICLES
    articles = words.ARTICLES
    plural_articles = frozenset({"os", "as", "dos", "das", "nos", "nas"})
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
    hyphen_lasts = words.HYPHEN_LASTS
    signs = words.SIGNS
    spaced_signs = words.SPACED_SIGNS
    operators = words.OPERATORS
    code_words = CodeWords("mais", "sustenido", "hashtag", "hífen", "igual", "linha {}", "coluna {}")
    formulas = FORMULAS
    code_block = "bloco de código"
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
        r"\(?0?[0-9]{2}\)? ?9?[0-9]{4}-[0-9]{4}",
        r"[0-9]{2} 9[0-9]{4} ?[0-9]{4}",
        r"(?:9 ?)?[0-9]{4}-[0-9]{4}",
        r"0[358]00[ -][0-9]{3}[ -][0-9]{4}",
        r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}",
        r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}",
        r"[0-9]{5}-[0-9]{3}",
    )
    version_words = ("versão", "version", "Versão")
    version_point = "ponto"
    number_word = "número"
    power_of_ten = "vezes dez elevado a"
    ratio = "a"
    minus, plus, about, point = "menos", "mais", "cerca de", "vírgula"
    percent, per_mille, per = "por cento", "por mil", "por"
    to, by, times = "a", "por", "vezes"
    square, cubic = "quadrado/quadrados", "cúbico/cúbicos"

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        if name in {"pt", "pt-pt"}:
            self.grammar = GRAMMAR_OF_PORTUGAL

    def forms_of_its_own(self) -> Sequence[Form]:
        """Abbreviations that are told by what stands behind them, and hours of the afternoon and evening."""
        return (
            (_DOM, lambda _: "dom "),
            (_RUA, lambda _: "rua "),
            (_AFTERNOON, _by_twelve),
            (_EVENING, _by_twelve),
        )

    def cardinal(self, number: int, form: str = "cardinal") -> str:
        """With "e" before the last group of digits where that is below a hundred or a whole hundred."""
        zeros = len(str(number)) - len(str(number).rstrip("0"))
        group = 1000 ** (zeros // 3)
        last = number // group % 1000 * group
        if not form.startswith("cardinal") or last in {0, number} or (last // group > 100 and last // group % 100):
            return super().cardinal(number, form)
        return f"{super().cardinal(number - last, form)} e {super().cardinal(last, form)}"

    def written_ordinal(self, number: int, suffix: str, context: Context) -> str | None:  # noqa: ARG002
        """The suffix tells the gender."""
        return self.cardinal(number, "ordinal-feminine" if suffix.endswith("ª") else "ordinal")

    def ordinal(self, number: int, context: Context = NOWHERE) -> str:  # noqa: ARG002
        """As in "segundo"; a Roman numeral has no suffix that tells more."""
        return self.cardinal(number, "ordinal")

    def regnal(self, number: int) -> str:
        """Ordinals up to ten: "Pedro segundo", "Luís catorze"."""
        return self.ordinal(number) if number <= 10 else self.cardinal(number)

    def money_parts(self, words: list[str]) -> str:
        """As in "três reais e cinquenta centavos"."""
        return " e ".join(words)

    def measure(self, measure: Measure) -> str:
        """As in "meio quilograma", "dois terços de metro", "um quilograma e meio"."""
        fraction, unit = measure.fraction, measure.unit
        if fraction is None or (fraction.top, fraction.under) != (1, 2):
            return super().measure(measure)
        half = "meia" if unit.form == FEMININE else "meio"
        if fraction.whole is None:
            return f"{half} {unit.one}"
        whole = self.cardinal(fraction.whole, unit.form)
        return f"{whole} {unit.one if fraction.whole == 1 else unit.many} e {half}"

    def raised(self, power: str) -> str:
        """As in "xis ao quadrado"."""
        return {"2": " ao quadrado", "3": " ao cubo"}.get(power) or f" elevado a {self.whole(power)}"

    def fraction(self, fraction: Fraction) -> str:
        """As in "dois terços", "um e meio", "cinco treze avos"."""
        words = self._parts(fraction)
        if fraction.whole is not None:
            half = (fraction.top, fraction.under) == (1, 2)
            words = f"{self.cardinal(fraction.whole)} e {'meio' if half else words}"
        return f"{self.minus} {words}" if fraction.negative else words

    def _parts(self, fraction: Fraction) -> str:
        top, under = fraction.top, fraction.under
        if under in {0, 1} or top == 0:
            return f"{self.cardinal(top)} sobre {self.cardinal(under)}"
        if under <= 10 or under in {100, 1000, 1000000}:
            part = self.denominators.get(under) or Noun(self.ordinal(under), f"{self.ordinal(under)}s")
            return f"{self.cardinal(top)} {part.one if top == 1 else part.many}"
        return f"{self.cardinal(top)} {self.cardinal(under)} avos"

    def date(self, date: Date, context: Context) -> str:  # noqa: ARG002
        """As in "primeiro de maio de mil novecentos e noventa"."""
        parts = [self.months[date.month - 1]]
        if date.day is not None:
            parts.insert(0, "primeiro" if date.day == 1 else self.cardinal(date.day))
        if date.year:
            parts.append(self.year(int(date.year)))
        return " de ".join(parts)

    def time(self, time: Time) -> str:
        """As in "nove horas e cinco"; with seconds in full."""
        parts = [f"{self.cardinal(time.hour, FEMININE)} {'hora' if time.hour == 1 else 'horas'}"]
        if time.second is not None:
            parts.append(self._several(time.minute or 0, "minuto"))
            parts.append(self._several(time.second, "segundo"))
        elif time.minute:
            parts.append(self.cardinal(time.minute))
        said = " e ".join(parts)
        if time.half:
            said += f" {'da noite' if time.half == 'pm' and 7 <= time.hour < 12 else _HALF_DAYS[time.half]}"
        return f"{said} {words.ZONES[time.zone]}" if time.zone else said

    def _several(self, number: int, unit: str) -> str:
        return f"{self.cardinal(number)} {unit}{'s' * (number != 1)}"


def _by_twelve(match: re.Match[str]) -> str:
    """An hour of the afternoon or the evening by a clock of twelve, where the words behind it tell which it is."""
    return f"{int(match['hour']) - 12}{match['rest']}"


LANGUAGE = Portuguese
