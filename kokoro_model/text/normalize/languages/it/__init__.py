"""Italian."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.classes.roman import value
from kokoro_model.text.normalize.language_data import CodeWords
from kokoro_model.text.normalize.languages.it import amounts, words
from kokoro_model.text.normalize.languages.it.formulas import FORMULAS
from kokoro_model.text.normalize.languages.it.grammar import GRAMMAR
from kokoro_model.text.normalize.languages.romance import FEMININE, MASCULINE, Romance
from kokoro_model.text.normalize.patterns import any_of
from kokoro_model.text.normalize.tokens import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokoro_model.text.normalize.languages.romance import Form
    from kokoro_model.text.normalize.tokens import Context, Date, Fraction, Measure, Noun, Number, Time

_CENTURY = re.compile(r"(?<![\w.])(?P<roman>[IVX]{1,7})\s(?=[Ss]ecol[oi](?!\w))")
_SAINT = re.compile(
    rf"(?<![\w.])S\.\s(?P<name>{any_of(name for names in words.SAINTS.values() for name in names)})(?!\w)"
)
_SAINTS = {name: form for form, names in words.SAINTS.items() for name in names}
_CLOCK = re.compile(
    rf"(?<!\w)(?P<before>(?i:{any_of(words.CLOCK_ARTICLES)}))(?P<gap>\s?)(?P<hour>[01]?[0-9]|2[0-4])[:.,](?P<minute>[0-5][0-9])"
    r"(?![\w%°$€£/-]|[.,:][0-9]|\s(?:€|euro|milion|miliard))"
)
_ELIDED = re.compile(r"(?<![\w.,:/+€$£¥~-])1\s(?=(?P<noun>[aeiouàèéìòù][^\W\d_]{1,40})(?!\w))")
_UNO = re.compile(r"(?i:z|x|y|gn|ps|pn|s[bcdfghlmnpqrtvz])")
_VOWEL = re.compile("(?i:h?[aeiouàèéìòù])")
_HALF_DAYS = {"am": "di mattina", "pm": "di pomeriggio"}


class Italian(Romance):
    """Italian, in which only one agrees with what it counts."""

    code = "it"
    grammar = GRAMMAR
    scales = amounts.SCALES
    round_scales = frozenset({"mila"})
    large_of = "di"
    ordinal_suffix = r"\.?(?:º|ª|°)"
    lone_ranks = "V"
    roman_cardinals = words.ROMAN_CARDINALS
    roman_exceptions = words.ROMAN_EXCEPTIONS
    roman_ordinals = words.RANKED
    queens = words.QUEENS
    denominators = amounts.DENOMINATORS
    months = words.MONTHS
    month_forms = words.MONTH_FORMS
    unsure_months = frozenset({"mar", "Mar", "mag", "set", "Set", "gen", "Gen", "ago", "Ago"})
    date_of = r"di\s"
    clock_words = r"h\b\.?(?!\s?[0-9])"
    half_days = r"(?P<half>[AaPp])\.?\s?[Mm]\b\.?"
    zones = tuple(words.ZONES)
    clock_signs = ":h"
    clock_articles = words.CLOCK_ARTICLES
    articles = words.ARTICLES
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
    code_words = CodeWords("più", "diesis", "hashtag", "trattino", "uguale", "riga {}", "colonna {}")
    formulas = FORMULAS
    code_block = "blocco di codice"
    sayings = words.SAYINGS
    feminine_endings = words.FEMININE_ENDINGS
    feminine_words = words.FEMININE_WORDS
    masculine_words = words.MASCULINE_WORDS
    no_nouns = words.NO_NOUNS
    numbered_words = words.NUMBERED_WORDS
    year_words = words.YEAR_WORDS
    telephone_words = words.TELEPHONE_WORDS
    extension_words = words.EXTENSION_WORDS
    telephone_forms = (
        r"0[0-9]{1,3}[ /-][0-9]{5,8}",
        r"0[0-9]{1,3}[ /-][0-9]{3,4} [0-9]{3,4}",
        r"3[0-9]{2}[ /-][0-9]{6,7}",
        r"3[0-9]{2}[ -][0-9]{2,3}[ -][0-9]{2}[ -]?[0-9]{2}",
    )
    version_words = ("versione", "version", "Versione")
    version_point = "punto"
    number_word = "numero"
    power_of_ten = "per dieci alla"
    ratio = "a"
    minus, plus, about, point = "meno", "più", "circa", "virgola"
    percent, per_mille, per = "per cento", "per mille", "per"
    to, by, times = "a", "per", "per"
    square, cubic = "quadrato/quadrati", "cubo/cubi"
    feminine_vowels = ("a", "e")

    def forms_of_its_own(self) -> Sequence[Form]:
        """Centuries, saints, and times of day behind an article."""
        return ((_CENTURY, self._century), (_SAINT, _saint), (_CLOCK, self._time_of_day), (_ELIDED, self._elided))

    def _century(self, match: re.Match[str]) -> str | None:
        number = value(match["roman"])
        return f"{self.ordinal(number)} " if number else None

    def _elided(self, match: re.Match[str]) -> str | None:
        """One before a feminine noun that begins with a vowel."""
        noun = match["noun"]
        return "un'" if self.form_before(noun, single=True) == FEMININE else None

    def _time_of_day(self, match: re.Match[str]) -> str:
        """Without the word for minutes: "alle nove e trenta"."""
        minute = int(match["minute"])
        hour = "una" if int(match["hour"]) == 1 else self.cardinal(int(match["hour"]))
        return f"{match['before']}{match['gap']}{hour}" + f" e {self.cardinal(minute)}" * bool(minute)

    def ordinal(self, number: int, context: Context = NOWHERE) -> str:  # noqa: ARG002
        """Up to twenty by heart; then the cardinal loses its last vowel, but for those on "tre" and "sei"."""
        if number < len(words.ORDINALS):
            return words.ORDINALS[number]
        cardinal = self.cardinal(number)
        if number % 1000 == 0:
            return f"{_thousandth(self.cardinal(number))}esimo"
        last = number % 100
        if last and last % 10 in {3, 6} and not 10 < last < 20:
            return f"{cardinal}esimo"
        if 0 < last < 11:
            head = self.cardinal(number - last)
            return f"{head} {words.ORDINALS[last]}"
        return f"{cardinal[:-1]}esimo"

    def written_ordinal(self, number: int, suffix: str, context: Context) -> str | None:  # noqa: ARG002
        """The suffix tells the gender."""
        words = self.ordinal(number)
        return f"{words[:-1]}a" if suffix.endswith("ª") else words

    def cardinal(self, number: int, form: str = "cardinal") -> str:
        """Ordinals too, for which the grammar has no sets of rules."""
        if not form.startswith("ordinal"):
            return super().cardinal(number, form)
        return f"{self.ordinal(number)[:-1]}{'a' if form == 'ordinal-feminine' else 'o'}"

    def form_before(self, following: str, *, single: bool) -> str | None:
        """One is "un" or "uno" by how the next word begins."""
        if not single or not self.is_noun(following):
            return None
        if self.feminine(following):
            return FEMININE
        return "cardinal" if _UNO.match(following) else MASCULINE

    def fraction_digits(self, digits: str) -> str:
        """Up to three as one number, more of them and zeros each by itself."""
        zeros = len(digits) - len(digits.lstrip("0"))
        if len(digits) > 3 or not digits[zeros:]:
            return self.digits(digits)
        return " ".join(["zero"] * zeros + [self.cardinal(int(digits))])

    def counted(self, number: Number, noun: Noun, scale: Noun | None = None) -> str:
        """One before a noun is as its article: "un'ora", "uno yen"."""
        if scale or not self.singular(number) or noun.one == "mila":
            return super().counted(number, noun, scale)
        minus = f"{self.minus} " * number.negative
        if noun.form == FEMININE:
            return f"{minus}un'{noun.one}" if _VOWEL.match(noun.one) else f"{minus}una {noun.one}"
        return f"{minus}{'uno' if _UNO.match(noun.one) else 'un'} {noun.one}"

    def money_parts(self, words: list[str]) -> str:
        """As in "tre euro e cinquanta centesimi"."""
        return " e ".join(words)

    def measure(self, measure: Measure) -> str:
        """As in "mezzo chilogrammo", "due terzi di metro", "un'ora e mezza"."""
        fraction, unit = measure.fraction, measure.unit
        if fraction is None or (fraction.top, fraction.under) != (1, 2):
            return super().measure(measure)
        half = "mezza" if unit.form == FEMININE else "mezzo"
        if fraction.whole is None:
            return f"{half} {unit.one}"
        return f"{self.counted(self.parse(str(fraction.whole)), unit)} e {half}"

    def raised(self, power: str) -> str:
        """As in "ics al quadrato"."""
        return {"2": " al quadrato", "3": " al cubo"}.get(power) or f" alla {self.whole(power)}"

    def fraction(self, fraction: Fraction) -> str:
        """As in "due terzi", "uno e mezzo", "cinque tredicesimi"."""
        words = self._parts(fraction)
        if fraction.whole is not None:
            half = (fraction.top, fraction.under) == (1, 2)
            words = f"{self.cardinal(fraction.whole)} e {'mezzo' if half else words}"
        return f"{self.minus} {words}" if fraction.negative else words

    def _parts(self, fraction: Fraction) -> str:
        top, under = fraction.top, fraction.under
        if under in {0, 1} or top == 0:
            return f"{self.cardinal(top)} su {self.cardinal(under)}"
        part = self.denominators[under].one if under in self.denominators else self.ordinal(under)
        return f"{self.cardinal(top, MASCULINE)} {part if top == 1 else f'{part[:-1]}i'}"

    def date(self, date: Date, context: Context) -> str:  # noqa: ARG002
        """As in "primo maggio mille novecento novanta"."""
        parts = [self.months[date.month - 1]]
        if date.day is not None:
            parts.insert(0, "primo" if date.day == 1 else self.cardinal(date.day))
        if date.year:
            parts.append(self.year(int(date.year)))
        return " ".join(parts)

    def time(self, time: Time) -> str:
        """As in "tre e trenta minuti"; with seconds in full."""
        if time.second is not None:
            said = self._with_seconds(time)
        else:
            hour = "una" if time.hour == 1 else self.cardinal(time.hour)
            said = f"{hour} e {self._several(time.minute, 'min')}" if time.minute else hour
            if time.minute is None and not time.half and not time.zone:  # by the hour alone
                said = self._several(time.hour, "h")
        if time.half:
            late = time.half == "pm" and 6 <= time.hour < 12
            said += f" {'di sera' if late else _HALF_DAYS[time.half]}"
        return f"{said} {words.ZONES[time.zone]}" if time.zone else said

    def _with_seconds(self, time: Time) -> str:
        parts = [self._several(time.hour, "h")]
        if time.minute:
            parts.append(self._several(time.minute, "min"))
        return f"{' '.join(parts)} e {self._several(time.second or 0, 's')}"

    def _several(self, number: int, unit: str) -> str:
        return self.counted(self.parse(str(number)), amounts.UNITS[unit])


def _saint(match: re.Match[str]) -> str:
    form = _SAINTS[match["name"]]
    return f"{form}{match['name']}" if form.endswith("'") else f"{form} {match['name']}"


def _thousandth(cardinal: str) -> str:
    """What round thousands and millions begin their ordinals with: "duemill", "milion"."""
    for end, stem in (("mila", "mill"), ("mille", "mill"), ("ilioni", "ilion"), ("iliardi", "iliard")):
        if cardinal.endswith(end):
            return f"{cardinal.removesuffix(end)}{stem}"
    return cardinal.removeprefix("un ")[:-1]


LANGUAGE = Italian
