"""The data of a language, and what follows from it: each datum is told here, and what is left out is not looked for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.patterns import any_of
from kokoro_model.text.normalize.tokens import Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kokoro_model.text.normalize.formula_words import FormulaWords
    from kokoro_model.text.normalize.number_grammar import NumberGrammar
    from kokoro_model.text.normalize.tokens import Currency, Noun
    from kokoro_model.text.rewriting import Rewriting


class CodeWords(NamedTuple):
    """Words for what is written in programs and messages."""

    plus: str
    sharp: str
    hashtag: str
    dash: str
    equals: str
    line: str
    column: str
    """A line of a file and a column of it, with `{}` for the number's words."""


class PostalWords(NamedTuple):
    """What addresses are written with, and its words; kinds of streets are in small letters."""

    directions: Mapping[str, str]
    streets: Mapping[str, str]
    states: Mapping[str, str]


class LanguageData:
    """What the classifiers look for in one language, or in one country's way of it."""

    code: str = ""
    """The language as ISO 639 has it, without a country."""
    letters: str = r"\w"
    """What belongs to a word, as the inside of a character class; where words are not parted, what parts nothing."""
    short_line: int = 44
    """A line that is shorter, together with the next word, was ended on purpose: no prose is wrapped so early."""
    spaced: bool = True
    """Whether white space stands between words."""

    # Numbers
    grammar: NumberGrammar | None = None
    """Cardinals and ordinals; without a grammar all numbers are left to espeak."""
    decimal_sign: str = "."
    group_signs: str = ","
    """Of numbers, the sign before the fraction and those between groups, as the inside of a character class."""
    most_digits: int = 15
    """A number with more digits and no groups is read digit by digit."""
    scales: Mapping[str, Noun] = {}
    """Words and abbreviations behind a number that multiply it: "million", "bn"."""
    ordinal_stop: bool = False
    """Whether a full stop makes an ordinal, so that one behind digits need not end a sentence."""
    before_ordinals: frozenset[str] = frozenset()
    """Words behind which it does not."""
    ordinal_suffix: str = ""
    """A pattern of what makes an ordinal of the digits before it; none in the languages that have no such thing."""
    roman_cardinals: Sequence[str] = ()
    """Words after which a Roman numeral is a number: "chapter"."""
    roman_ordinals: Sequence[str] = ()
    """Words after which a Roman numeral is a place in a row: names of rulers."""
    roman_exceptions: Mapping[str, frozenset[str]] = {}
    """Letters that are none behind some of those words."""
    roman_titles: Sequence[str] = ()
    """Words before any name of a ruler: "Pope"."""
    roman_places: Sequence[str] = ()
    """Words before which a Roman numeral is a place in a row: "century"; without any, one with a suffix is none."""
    roman_alone: bool = False
    """Whether a Roman numeral is one without such a word: one of four letters, or before a full stop in a heading."""
    pronoun_i: bool = False
    """Whether a lone I is a word."""
    denominators: Mapping[int, Noun] = {}
    """What a part of so many is called where it is not simply its ordinal."""

    # Dates and times
    months: Sequence[str] = ()
    """The names of the twelve months, as they are spoken."""
    month_forms: Mapping[str, int] = {}
    """Other ways to write them, in small letters and without a full stop."""
    unsure_months: frozenset[str] = frozenset()
    """Words in small letters that are more often something else."""
    lone_years: bool = True
    """Whether a number that looks like a year is one where nothing tells that it is none."""
    day_first: bool = True
    date_of: str = ""
    """A pattern of what may stand between day and month, and month and year."""
    date_article: str = ""
    """A pattern of an article before the day, which is read with it."""
    clock_signs: str = ":"
    """Between hours and minutes, as the inside of a character class, where nothing else tells that it is a time."""
    clock_words: str = ""
    """A pattern of what stands behind a time of day, in whatever way that is written."""
    half_days: str = ""
    """A pattern of "a.m." and "p.m." behind a time, with one group `half` that begins with a or p."""
    zones: Sequence[str] = ()
    """Abbreviations of time zones, in capitals."""
    decade_suffix: str = ""
    """A pattern of what makes a decade of the digits before it."""
    eras: str = ""
    """A pattern of what tells that the number before it is a year."""

    # Amounts
    currencies: Mapping[str, Currency] = {}
    """By signs and codes, also those with letters before a sign."""
    units: Mapping[str, Noun] = {}
    """By symbols; longer ones go first, and capitals count where there are others without."""
    per_units: Mapping[str, str] = {}
    """Symbols behind a slash that are no units by themselves, with their words: "100g", "day"."""
    multiples: Mapping[str, str] = {}
    """Letters right behind a number that multiply it: "10k"."""
    designations: frozenset[str] = frozenset()
    """What looks like one of those and is a name: "4K"."""

    # Words
    abbreviations: Mapping[str, str] = {}
    titles: Mapping[str, str] = {}
    """Abbreviations before a name."""
    number_words: Mapping[str, str] = {}
    """Abbreviations before a number."""
    closing: frozenset[str] = frozenset()
    """Abbreviations whose full stop may end a sentence as well."""
    hyphen_firsts: frozenset[str] = frozenset()
    """First parts of compounds that are written with a hyphen, in small letters: at the end of a line it stays."""
    hyphen_lasts: frozenset[str] = frozenset()
    """Last parts of such compounds."""
    hyphen_conjunctions: frozenset[str] = frozenset()
    """Words before which a hyphen stands for a part that comes later: "pre- and post-war"."""
    postal: PostalWords | None = None
    electronic: Mapping[str, str] = {}
    """Words for the signs in web addresses, e-mail addresses and paths; "." and "@" at least."""
    electronic_names: Mapping[str, str] = {}
    """Names in them that are said in another way than they are written, in small letters."""
    spells_names: bool = False
    """Whether all other names in them, which most often are foreign, are spelled letter by letter."""
    letter_names: Mapping[str, str] = {}
    """What the capitals of the Latin alphabet are called then, if the language's own script is another."""
    signs: Mapping[str, str] = {}
    """Signs that stand for words wherever they stand."""
    spaced_signs: Mapping[str, str] = {}
    """Signs that stand for words between words."""
    operators: Mapping[str, str] = {}
    """Signs of programs, with their words and the space around them."""
    code_words: CodeWords | None = None
    formulas: FormulaWords | None = None
    """Words for formulas; without them their signs are read as they stand."""
    code_block: str = ""
    """Said in place of a block of code."""
    paths: bool = False
    """Whether paths and names of files are read, not web addresses alone."""
    sayings: Mapping[str, str] = {}
    """What looks like a fraction and is said in its own way: "24/7"."""
    version_words: Sequence[str] = ()
    version_point: str = ""
    least_points: int = 2
    """In a version without such a word: one where a full stop never stands in a number."""
    telephone_forms: Sequence[str] = ()
    """Patterns of telephone numbers that only this language's countries have."""
    extension_words: Sequence[str] = ()
    """What stands before the extension of a telephone number; the first is said."""
    number_word: str = ""
    """For # before a number."""
    power_of_ten: str = ""
    """Before an exponent: 1e9."""
    ratio: str = ""
    minus: str = ""
    plus: str = ""
    about: str = ""
    bounds: Mapping[str, str] = {}
    """Signs before a number that it is a bound of something: "<" and its kin."""
    point: str = ""
    percent: str = ""
    per_mille: str = ""
    per: str = ""
    to: str = ""
    """Between the ends of a range, and of a ratio."""
    by: str = ""
    """Between the lengths of a size: 3×4."""
    times: str = "×"
    """A star between numbers."""
    square: str = ""
    cubic: str = ""

    own_forms: Sequence[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str | None]]] = ()
    """Patterns of what only this language has, each with what is said for it, or None to leave it; they go first."""
    own_unbroken: Sequence[re.Pattern[str]] = ()
    """How those of them are written that have digits and white space in them and are read as one."""
    own_needs: re.Pattern[str] = re.compile("[0-9]")
    """What a text has that any of them is found in; in one of nothing but plain words it is `own_words` that tells."""
    own_words: re.Pattern[str] | None = None
    """What a text of nothing but plain words has that any of them is found in all the same."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        """The language and country as espeak names them."""

    # What is looked for

    @cached_property
    def number_signs(self) -> Mapping[str, str]:
        """Signs before a number and their words."""
        signs = {"-": self.minus, "−": self.minus, "+": self.plus, "~": self.about, **self.bounds}
        return {sign: word for sign, word in signs.items() if word}

    def has_own_words(self, words: str) -> bool:
        """Whether there may be a form of its own among plain words."""
        return self.own_words is not None and self.own_words.search(words) is not None

    def read_own_forms(self, text: Rewriting) -> None:
        """Words for what only this language has."""
        if self.own_needs.search(text.text):
            for pattern, spoken in self.own_forms:
                text.sub(pattern, spoken)

    @cached_property
    def amount(self) -> str:
        """A pattern of a decimal number as the language writes it."""
        point = re.escape(self.decimal_sign)
        groups = rf"[0-9]{{1,3}}(?:[{self.group_signs}][0-9]{{3}}){{1,6}}(?![0-9])"
        return rf"(?:(?:{groups}|[0-9]{{1,18}})(?:{point}[0-9]{{1,12}})?|{point}[0-9]{{1,12}})"

    @cached_property
    def month_numbers(self) -> Mapping[str, int]:
        """Months by all that is written for them, in small letters."""
        return {**{name.lower(): number for number, name in enumerate(self.months, 1)}, **self.month_forms}

    def may_abbreviate(self, words: str) -> bool:
        """Whether there may be an abbreviation among plain words: as the last one, or without a full stop."""
        last = words.rpartition(" ")[2].strip('"')
        return last in self.abbreviations or (self._undotted is not None and self._undotted.search(words) is not None)

    @cached_property
    def _undotted(self) -> re.Pattern[str] | None:
        words = [word for word in (*self.abbreviations, *self.titles) if word.isalpha()]
        return re.compile(rf"\b(?:{any_of(words)})\b") if words else None

    @cached_property
    def unit_symbols(self) -> Mapping[str, Noun]:
        """Units by all that is written for them: in longer ones capitals count only where two units differ by them."""
        loose = {
            form: noun
            for symbol, noun in self.units.items()
            if len(symbol) > 1
            for form in (symbol.lower(), symbol.upper())
        }
        return {**loose, **self.units}

    @cached_property
    def rates(self) -> Mapping[str, str]:
        """What may stand behind a slash."""
        return {**{symbol: noun.one for symbol, noun in self.units.items()}, **self.per_units}

    @cached_property
    def currency_words(self) -> frozenset[str]:
        """The last words of all that is said for money, in small letters."""
        nouns = [noun for currency in self.currencies.values() for noun in currency if noun]
        return frozenset(word.split()[-1].lower() for noun in nouns for word in noun[:2])

    @cached_property
    def counted_words(self) -> frozenset[str]:
        """Words behind a number that make it an amount and no year, in small letters."""
        nouns = [*self.units.values(), *self.scales.values()]
        return (
            self.currency_words
            | {word.split()[0].lower() for noun in nouns for word in noun[:2]}
            | {symbol.lower() for symbol in self.units if len(symbol) > 1}
        )

    def parse(self, written: str, *, negative: bool = False) -> Number:
        """What `amount` has matched."""
        whole, _, fraction = written.partition(self.decimal_sign)
        digits = "".join(filter(str.isdecimal, whole))
        return Number(digits or "0", fraction, negative, bare=not whole, grouped=len(digits) < len(whole))
