"""French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_model.text.normalize.language import Language
from kokoro_model.text.normalize.language_data import CodeWords
from kokoro_model.text.normalize.languages.fr import amounts, words
from kokoro_model.text.normalize.languages.fr.forms import NEEDS, UNBROKEN, own_forms
from kokoro_model.text.normalize.languages.fr.formulas import FORMULAS
from kokoro_model.text.normalize.languages.fr.grammar import grammar
from kokoro_model.text.normalize.tokens import Number

if TYPE_CHECKING:
    from kokoro_model.text.normalize.tokens import Context, Date, Fraction, Measure, Noun, Telephone, Time

_COUNTRIES = ("33", "32", "41", "352", "377", "1", "212", "213", "216", "221", "225", "44", "49", "34", "39")
_LONGEST_FRACTION = 6
"""Digits behind the comma that are read as one number."""


class French(Language):
    """French, with the numbers of Belgium and Switzerland for their names of it."""

    code = "fr"
    decimal_sign, group_signs = ",", " .\u00a0\u202f"
    scales = amounts.SCALES
    ordinal_suffix = r"ers?|(?:i?[eè])?mes?|[eè]?res?|e(?![-+][0-9]{1,3}(?!\w))|es|nde?s?|de?s?"
    roman_cardinals = words.ROMAN_CARDINALS
    roman_ordinals = words.ROMAN_ORDINALS
    roman_exceptions = words.ROMAN_EXCEPTIONS
    denominators = amounts.DENOMINATORS
    months = words.MONTHS
    month_forms = words.MONTH_FORMS
    clock_words = r"(?:[hH]|heures?)(?![\w/])"
    zones = words.ZONES
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
    hyphen_firsts = words.HYPHEN_FIRSTS
    hyphen_lasts = words.HYPHEN_LASTS
    signs = words.SIGNS
    spaced_signs = words.SPACED_SIGNS
    operators = words.OPERATORS
    code_words = CodeWords("plus", "dièse", "hashtag", "tiret", "égale", "ligne {}", "colonne {}")
    formulas = FORMULAS
    code_block = "bloc de code"
    sayings = words.SAYINGS
    version_words = ("version", "Version")
    version_point = "point"
    least_points = 1
    telephone_forms = (
        r"0[1-9](?:[ .\u00a0\u202f-]?[0-9]{2}){4}",
        r"0[ \u00a0\u202f]?8[0-9]{2}(?:[ .\u00a0\u202f][0-9]{3}){2}",
        r"0[1-9][0-9]{0,2}(?:[ ./][0-9]{2,3}){3}",
        r"0[0-9]{1,3}/[0-9]{2,3}(?:[ .][0-9]{2,3}){1,3}",
    )
    extension_words = ("poste", "ext", "extension")
    number_word = "numéro"
    power_of_ten = "fois dix puissance"
    ratio = "contre"
    minus, plus, about, point = "moins", "plus", "environ", "virgule"
    percent, per_mille, per = "pour cent", "pour mille", "par"
    to, by, times = "à", "par", "fois"
    square, cubic = "carré", "cube"

    own_unbroken = UNBROKEN
    own_needs = own_words = NEEDS

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.grammar = grammar(name.partition("-")[2])
        self.own_forms = own_forms(self)

    def written_ordinal(self, number: int, suffix: str, context: Context) -> str | None:  # noqa: ARG002
        """As in "première", "second", "vingt et unièmes"."""
        plural = "s" * (suffix[-1] in "sS")
        ending = suffix.lower().removesuffix("s")
        if suffix in {"D", "E", "DE", "ND", "d", "de", "nd", "nde"} and (number != 2 or suffix.isupper()):
            return None
        if ending in {"d", "nd", "de", "nde"}:
            return f"second{'e' * ending.endswith('e')}{plural}"
        if number == 1:
            return ("première" if ending in {"re", "ère", "ere"} else "premier") + plural
        return self.ordinal(number) + plural

    def regnal(self, number: int) -> str:
        """As in "Louis quatorze", "François premier"."""
        return self.ordinal(1) if number == 1 else self.cardinal(number)

    def fraction_digits(self, digits: str) -> str:
        """As one number behind its zeros: "trois virgule zéro cinq"."""
        zeros = digits[: len(digits) - len(digits.lstrip("0"))]
        rest = digits[len(zeros) :]
        if len(digits) > _LONGEST_FRACTION or not rest:
            return self.digits(digits)
        return f"{self.digits(zeros)} {self.whole(rest)}".lstrip()

    def singular(self, number: Number) -> bool:
        """All below two are one: "un virgule cinq litre"."""
        return int(number.integer) < 2

    def counted(self, number: Number, noun: Noun, scale: Noun | None = None) -> str:
        """As in "un million d'euros" and "cinq mille euros"."""
        if scale is None:
            return super().counted(number, noun)
        if scale is not amounts.MILLE:
            return f"{super().counted(number, scale)} {_of(noun.many)}"
        if len(number.significant) > 3:
            return f"{self.number(number)} {scale.many} {noun.many}"
        thousands = number.integer + number.significant.ljust(3, "0")
        return super().counted(Number(str(int(thousands)), "", number.negative), noun)

    def money_parts(self, words: list[str]) -> str:
        """As in "deux euros soixante-quinze", and with its name where the number is so small: "et cinq centimes"."""
        if len(words) < 2:
            return words[0]
        parts = words[1].rsplit(" ", 1)[0]
        if parts in {self.cardinal(number) for number in range(1, 10)}:
            return " et ".join(words)
        return f"{words[0]} {parts}"

    def measure(self, measure: Measure) -> str:
        """As in "trois quarts de litre", "une demi-heure", "deux kilogrammes et demi"."""
        fraction, unit = measure.fraction, measure.unit
        if fraction is None:
            return super().measure(measure)
        half = (fraction.top, fraction.under) == (1, 2)
        if fraction.whole is None:
            if half:
                return f"{self.cardinal(1, unit.form)} demi-{unit.one}"
            return f"{self.fraction(fraction)} {_of(unit.one)}"
        whole = self.counted(Number(str(fraction.whole)), unit)
        part = "demie" if unit.form == "cardinal-feminine" else "demi"
        return f"{whole} et {part if half else self.fraction(fraction._replace(whole=None))}"

    def attributive(self, number: Number, noun: Noun) -> str | None:
        """French has no such thing: the unit is counted."""
        return self.counted(number, noun)

    def power(self, noun: Noun, power: str) -> Noun:
        """As in "mètres carrés"."""
        feminine = noun.form == "cardinal-feminine" or noun.one in {"seconde", "minute", "heure"}
        word = self.square + "e" * feminine if power in "²2" else self.cubic
        return noun._replace(one=f"{noun.one} {word}", many=f"{noun.many} {word}s")

    def raised(self, power: str) -> str:
        """As in "x au carré"."""
        return {"2": " au carré", "3": " au cube"}.get(power) or f" puissance {self.whole(power)}"

    def fraction(self, fraction: Fraction) -> str:
        """As in "deux tiers", "trois et demi", "quinze sur vingt"."""
        top, under = fraction.top, fraction.under
        if fraction.whole is not None and (top, under) == (1, 2):
            words = "demi"
        elif under in {0, 1} or top == 0 or (under == 20 and top > 2) or (under > 100 and under not in {1000, 10**6}):
            words = f"{self.cardinal(top)} sur {self.cardinal(under)}"
        else:
            noun = self.denominators.get(under)
            one = noun.one if noun else self.ordinal(under)
            many = noun.many if noun else f"{one}s"
            words = f"{self.cardinal(top)} {one if top == 1 else many}"
        if fraction.whole is not None:
            words = f"{self.cardinal(fraction.whole)} et {words}"
        return f"{self.minus} {words}" if fraction.negative else words

    def date(self, date: Date, context: Context) -> str:  # noqa: ARG002
        """As in "premier mars deux mille vingt-trois"."""
        parts = [self.months[date.month - 1]]
        if date.day is not None:
            parts.insert(0, self.ordinal(1) if date.day == 1 else self.cardinal(date.day))
        if date.year:
            parts.append(self.year(int(date.year)))
        return " ".join(parts)

    def time(self, time: Time) -> str:
        """As in "quatorze heures trente"; seconds have their names, and minutes before them."""
        words = self._several(time.hour, "heure")
        if time.second is not None:
            minutes = self._several(time.minute, "minute") if time.minute else ""
            words = f"{words} {minutes} {self._several(time.second, 'seconde')}".replace("  ", " ")
        elif time.minute:
            words = f"{words} {self.cardinal(time.minute, 'cardinal-feminine')}"
        return f"{words} {'UTC' if time.zone == 'Z' else time.zone}".rstrip()

    def _several(self, number: int, unit: str) -> str:
        return f"{self.cardinal(number, 'cardinal-feminine')} {unit}{'s' * (number > 1)}"

    def telephone(self, telephone: Telephone) -> str:
        """In pairs, as they are told: "zéro un, vingt-trois, quarante-cinq"."""
        groups = tuple(part for group in telephone.groups for part in _groups(group))
        return super().telephone(telephone._replace(groups=groups))

    def telephone_group(self, group: str) -> str:
        """A number of two digits or three, with its zeros before it."""
        if group.startswith("+"):
            return f"{self.plus} {self.cardinal(int(group[1:]))}"
        if not group.isdecimal() or len(group) > 3:
            return super().telephone_group(group)
        return self.fraction_digits(group)


def _groups(group: str) -> list[str]:
    """A group of a telephone number as it is told: the code of the country by itself, and long ones in pairs."""
    if group.startswith("+"):
        country = next((code for code in _COUNTRIES if group.startswith(code, 1)), group[1:])
        rest = group[1 + len(country) :]
        return [f"+{country}", *(_groups(rest) if rest else [])]
    if not group.isdecimal() or len(group) <= 3:
        return [group]
    head = len(group) % 2
    return [*([group[:head]] if head else []), *(group[at : at + 2] for at in range(head, len(group), 2))]


def _of(noun: str) -> str:
    """The noun behind "de"."""
    return f"d'{noun}" if noun[0] in "aàâeéèêiîoôuhœ" else f"de {noun}"


LANGUAGE = French
