"""What Spanish, Italian and Portuguese have in common: how numbers are written, and words that agree in gender.

A number before a noun has the noun's gender, which in running text is told by the noun's ending. The sets of a grammar
are "cardinal" for a number by itself, "cardinal-masculine" and "cardinal-feminine" before nouns, "ordinal" and
"ordinal-feminine".
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.classes import telephone
from kokoro_model.text.normalize.classes.roman import value
from kokoro_model.text.normalize.language import Language
from kokoro_model.text.normalize.patterns import any_of
from kokoro_model.text.normalize.tokens import Currency, Noun

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kokoro_model.text.normalize.tokens import Measure, Number

    Form = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]

MASCULINE, FEMININE = "cardinal-masculine", "cardinal-feminine"
_SPACE = r"[\s\u00a0\u202f]"
_ROMAN = r"(?P<roman>[IVX](?!\.\s)|[IVX]{2,7})(?!\w)"  # but for initials
_GROUPED = r"[0-9]{1,3}(?:[.\u00a0\u202f ][0-9]{3}){1,5}|[0-9]{1,15}"
_WITH_POINT = r"[0-9]{1,3}(?:,[0-9]{3}){0,4}\.[0-9]{1,2}(?![0-9]|\.[0-9])"
_POINTED = re.compile(_WITH_POINT)
_BY = re.compile(r"(?<=[1-9])\s?[x×]\s?(?=[0-9])|(?<=[0-9]{2})\s?[x×]\s?(?=[0-9])")
_REACH = 24
_LONGEST_ARTICLE = 3


def noun(words: str) -> Noun:
    """`one/many`, or one word for both, after a tilde where it is feminine; spaces are written as underscores."""
    one, _, many = words.removeprefix("~").replace("_", " ").partition("/")
    return Noun(one, many or one, FEMININE if words.startswith("~") else MASCULINE)


def nouns(table: Mapping[str, str], *, spaced: str = "") -> dict[str, Noun]:
    """By each of the symbols in a line; one that begins with a sign of `spaced` also with white space behind that."""
    found = {symbol: noun(words) for line, words in table.items() for symbol in line.split()}
    apart = {f"{symbol[0]} {symbol[1:]}": word for symbol, word in found.items() if symbol[0] in spaced and symbol[1:]}
    return {**apart, **found}


def currencies(table: Mapping[str, str], *, ambiguous: frozenset[str]) -> dict[str, Currency]:
    """By each of the signs in a line, with the hundredth where there is one; codes in small letters where they are no
    `ambiguous` words.
    """
    found: dict[str, Currency] = {}
    for line, words in table.items():
        unit, _, hundredth = words.partition(" ")
        currency = Currency(noun(unit), noun(hundredth) if hundredth else None)
        for sign in line.split():
            found[sign] = currency
            if sign.lower() not in ambiguous and (sign.endswith("$") or (len(sign) == 3 and sign.isupper())):
                found.setdefault(sign.lower(), currency)
    return found


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


def in_both_cases(words: Mapping[str, str]) -> dict[str, str]:
    """Abbreviations also with a capital, and those with one also without."""
    loose = {
        written: spoken
        for word, spoken in words.items()
        for written in (word[0].upper() + word[1:], word[0].lower() + word[1:])
    }
    return {**loose, **words}


class Romance(Language):
    """A language with numbers as 1.234,5 or 1 234,5, whose nouns are feminine or masculine."""

    decimal_sign, group_signs = ",", ". \u00a0\u2009\u202f"
    least_points = 1
    own_needs = re.compile(r"[0-9º/]|\.\s|(?<!\w)[IVXLCDM]{1,9}(?!\w)")
    large_of = "de"
    """Between a number of millions and what is counted."""
    round_scales: frozenset[str] = frozenset()
    """Scales that need no such word: thousand."""
    clock_articles: Sequence[str] = ()
    """Words before a time of day, behind which a full stop parts hours and minutes."""
    queens: Sequence[str] = ()
    """Names of rulers with ordinals in the feminine."""
    feminine_words: frozenset[str] = frozenset()
    masculine_words: frozenset[str] = frozenset()
    """Nouns whose ending tells the wrong gender or none, in small letters."""
    feminine_endings: tuple[str, ...] = ()
    """Endings of feminine nouns, in the singular and the plural."""
    plural_endings: tuple[str, ...] = ()
    """What other nouns end in if they are plural."""
    no_nouns: frozenset[str] = frozenset()
    """Words in small letters that end like nouns and may stand behind a number."""
    feminine_vowels: tuple[str, str] = ("a", "as")
    """How an adjective ends in the feminine, in the singular and the plural."""
    numbered_words: Sequence[str] = ()
    """Nouns before a number that counts nothing: "chapter 21"."""
    year_words: Sequence[str] = ()
    """Words before a number that is a year if it looks like one."""
    telephone_words: Sequence[str] = ()
    """Words before a telephone number."""
    articles: frozenset[str] = frozenset()
    """Words before an ordinal that is written with a Roman numeral or a sign of degrees."""
    plural_articles: frozenset[str] = frozenset()
    """Those of them that make the ordinal plural, which has an s then."""
    degree_words: frozenset[str] = frozenset()
    """Words behind a number of degrees."""
    lone_ranks: str = "I|V"
    """A pattern of the Roman numerals of one letter that are ordinals before a noun."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self.own_forms = (
            *self.forms_of_its_own(),
            *self._telephone_forms(),
            *self._clock_forms(),
            *self._numbered_forms(),
            *self._gendered_forms(),
        )

    def forms_of_its_own(self) -> Sequence[Form]:
        """What only this one of the languages has."""
        return ()

    # Telephones

    def _telephone_forms(self) -> Sequence[Form]:
        said = rf"(?P<word>(?<!\w)(?i:{any_of(self.telephone_words)})\.?:?\s)"
        number = rf"(?P<number>\+?\(?[0-9](?:[ ().-]{{0,3}}[0-9]){{4,16}}){telephone.extension(self)}(?!\w|[.-][0-9])"
        return ((re.compile(said + number), lambda match: match["word"] + telephone.spoken(match, self)),)

    def telephone_group(self, group: str) -> str:
        """Digit by digit, but for the code of a country; letters as they stand."""
        if group.startswith("+") and len(group) <= 4:
            return f"{self.plus} {self.cardinal(int(group[1:]))}"
        return super().telephone_group(group).replace("-", " ")

    # Times

    def _clock_forms(self) -> Sequence[Form]:
        hour, minute = "(?P<hour>[01]?[0-9]|2[0-4])", "(?P<minute>[0-5][0-9])"
        article = rf"(?<!\w)(?i:{any_of(self.clock_articles)})\s"
        difference = r"(?P<sign>[+−-])(?P<hour>1[0-4]|0?[0-9])(?::(?P<minute>[0-5][0-9]))?"
        offset = rf"(?P<zone>(?i:UTC|GMT))\s?{difference}(?![\w:]|\.[0-9])"
        zone = rf"\s?(?i:{any_of(self.zones)})(?!\w)"
        return (
            (re.compile(offset), self._offset),
            (
                re.compile(rf"(?<![\w.,:]){hour}[hH]{minute}\s?m(?:in)?(?:\s?(?P<second>[0-5][0-9])\s?s)?(?!\w)"),
                _with_colons,
            ),
            (re.compile(rf"(?P<before>(?<![\w.,:])){hour}\.{minute}(?P<after>)(?={zone})"), _with_colon),
            (re.compile(rf"(?P<before>\A\s{{0,9}}){hour}\.{minute}(?P<after>\s{{0,9}}\Z)"), _with_colon),
            (re.compile(rf"(?P<before>{article}){hour}\.{minute}(?P<after>)(?![\w%]|[.,:][0-9])"), _with_colon),
        )

    def _offset(self, match: re.Match[str]) -> str:
        sign = self.plus if match["sign"] == "+" else self.minus
        if not match["minute"]:
            return f"{match['zone']} {sign} {self.cardinal(int(match['hour']))}"
        minute = f" {self.cardinal(int(match['minute']))}" if int(match["minute"]) else ""
        return f"{match['zone']} {sign} {self.cardinal(int(match['hour']), FEMININE)}{minute}"

    # Numbered things, and gender

    def _numbered_forms(self) -> Sequence[Form]:
        short = [word for word in self.number_words if len(word) > _LONGEST_ARTICLE]
        before_roman = rf"(?<![\w.])(?P<word>{any_of(short)})\s(?=[IVXLCDM]{{1,7}}(?!\w))"
        return (
            (re.compile(before_roman), lambda match: f"{self.number_words[match['word']]} "),
            (_BY, lambda _: f" {self.by} "),
        )

    def _gendered_forms(self) -> Sequence[Form]:
        following = r"(?P<noun>[^\W\d_]{2,40})"
        counted = rf"(?<![\w.,:/+€$£¥~-])(?P<number>{_GROUPED})(?={_SPACE}{following}(?![\w$€£º/]))"
        degrees = rf"(?<![\w.,])(?P<number>[0-9]{{1,3}})°(?=(?:\s{following})?(?![\w°]))"
        ruler = rf"(?<!\w)(?P<of>{any_of(self.queens)})\s{_ROMAN}"
        ranked = rf"(?<![\w.])(?P<roman>{self.lone_ranks}|[IVX]{{2,7}})(?=\s{following}(?!\w))"
        return (
            (re.compile(ruler), self._queen),
            (re.compile(ranked), self._ranked),
            (re.compile(degrees), self._with_degrees),
            (re.compile(counted), self._counted),
        )

    def _queen(self, match: re.Match[str]) -> str | None:
        number = value(match["roman"])
        if number is None or number > 10:
            return None
        return f"{match['of']} {self.cardinal(number, 'ordinal-feminine')}"

    def _ranked(self, match: re.Match[str]) -> str | None:
        """A Roman numeral before a noun with a capital, or behind an article: "II Guerra"."""
        number = value(match["roman"])
        before = _before(match)
        ruler = before[:1].isupper() and len(before) > _LONGEST_ARTICLE
        if number is None or ruler or before.lower() in self._numbered:
            return None
        if match["noun"].islower() and before.lower() not in self.articles:
            return None
        plural = "s" * (before.lower() in self.plural_articles)
        return self.rank(number, feminine=self.feminine(match["noun"])) + plural

    def rank(self, number: int, *, feminine: bool) -> str:
        """An ordinal before its noun."""
        return self.cardinal(number, "ordinal-feminine" if feminine else "ordinal")

    def _with_degrees(self, match: re.Match[str]) -> str | None:
        """A sign of degrees that stands for the one of ordinals: "3° piano"."""
        noun = (match["noun"] or "").lower()
        if noun in self.degree_words or (noun and noun in self.no_nouns):
            return None
        if not noun and _before(match).lower() not in self.articles:
            return None
        return f"{match['number']}{'ª' if noun and self.feminine(noun) else 'º'}"

    @cached_property
    def _numbered(self) -> frozenset[str]:
        return frozenset({*self.roman_cardinals, *(name.lower() for name in self.roman_ordinals), *self.numbered_words})

    def _counted(self, match: re.Match[str]) -> str | None:
        """A number before the noun that it counts."""
        digits = "".join(filter(str.isdecimal, match["number"]))
        before = _before(match).lower().rstrip(".")
        if (len(digits) > 1 and digits[0] == "0") or before in self._numbered:
            return None
        if before in self.year_words and digits == match["number"] and 1100 <= int(digits) <= 2099:
            return None
        form = self.form_before(match["noun"].lower(), single=int(digits) == 1)
        if form is None:
            return None
        return self.cardinal(int(digits), form)

    def form_before(self, following: str, *, single: bool) -> str | None:
        """The set of number rules that agrees with the word behind a number, None where that is no noun."""
        if not self.is_noun(following):
            return None
        plural = following.endswith(self.plural_endings)
        if single == (plural and following not in self.masculine_words):
            return None
        return FEMININE if self.feminine(following) else MASCULINE

    def is_noun(self, following: str) -> bool:
        """Whether a word behind a number may be what it counts, and is no other part of a number or a date."""
        others = (self.no_nouns, self.month_numbers, self.scales, self.units, self.currencies)
        return (
            following.isalpha()
            and following.upper() not in self.zones
            and not any(following in words for words in others)
        )

    def feminine(self, following: str) -> bool:
        """Whether a noun is feminine, as far as it can be told."""
        word = following.lower()
        return word not in self.masculine_words and (
            word in self.feminine_words or word.endswith(self.feminine_endings)
        )

    # Amounts

    @cached_property
    def amount(self) -> str:
        """Also with a full stop before one or two decimals, as it is written in other countries."""
        return rf"(?:{_WITH_POINT}|{super().amount})"

    def parse(self, written: str, *, negative: bool = False) -> Number:
        """The same of either notation."""
        if _POINTED.fullmatch(written):
            written = written.replace(",", "").replace(".", self.decimal_sign)
        return super().parse(written, negative=negative)

    def counted(self, number: Number, noun: Noun, scale: Noun | None = None) -> str:
        """As in "dos millones de euros" and "mil euros"."""
        if not scale:
            of_millions = not number.fraction and len(number.integer) > 6 and number.integer.endswith("000000")
            many = f"{self.large_of} {noun.many}" if of_millions else noun.many
            return super().counted(number, noun._replace(many=many))
        joint = "" if scale.one in self.round_scales else f"{self.large_of} "
        return f"{self.counted(number, scale)} {joint}{noun.many}"

    def power(self, noun: Noun, power: str) -> Noun:
        """As in "metros cuadrados": the adjective agrees."""
        one, many = (self.square if power in "²2" else self.cubic).split("/")
        if noun.form == FEMININE:
            one, many = (
                f"{word.removesuffix('s')[:-1]}{self.feminine_vowels[at]}" for at, word in enumerate((one, many))
            )
        return noun._replace(one=f"{noun.one} {one}", many=f"{noun.many} {many}")

    def measure(self, measure: Measure) -> str:
        """A part of a unit is "of" it: "tres quintos de metro"."""
        if not measure.fraction:
            return super().measure(measure)
        return f"{self.fraction(measure.fraction)} {self.large_of} {measure.unit.one}"


def _before(match: re.Match[str]) -> str:
    """The word before a match, with its full stop; empty where there is none near."""
    near = match.string[max(0, match.start() - _REACH) : match.start()].split()
    return near[-1] if near else ""


def _with_colons(match: re.Match[str]) -> str:
    """A time with letters behind its numbers as one with colons."""
    return ":".join(filter(None, (match["hour"], match["minute"], match["second"])))


def _with_colon(match: re.Match[str]) -> str:
    """A time with a full stop as one with a colon, which the classifier of times takes up."""
    return f"{match['before']}{match['hour']}:{match['minute']}{match['after']}"
