"""What French alone writes: raised endings, ordinals in Roman numerals, hours with an h, prices around their sign."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.classes.roman import value
from kokoro_model.text.normalize.languages.fr import amounts, words
from kokoro_model.text.normalize.patterns import any_of
from kokoro_model.text.normalize.tokens import NOWHERE, Date, Money, Number, Time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_model.text.normalize.language import Language

_SPACE = r"[\s\u00a0\u202f]"
_HOUR = r"(?:[01]?[0-9]|2[0-4])"
_RAISED = re.compile(r"(?<=[^\W_])[\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1d6a\u1d9c-\u1dbf\u2071\u207f]{1,4}")
NEEDS = re.compile(
    r"[0-9\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1d6a\u1d9c-\u1dbf\u2071\u207f]|[IVX](?<!\w\w)[IVXLCDM]{0,7}[eèiréms]{0,5}(?!\w)"
    rf"|[{''.join(sorted({title[0] for title in words.SHORT_TITLES}))}](?<!\w\w)"
    rf"(?:{any_of({title[1:] for title in words.SHORT_TITLES})})(?!\w)"
)
"""What there is in a text that has any of the forms."""
_NAMED = re.compile(rf"(?<![\w'’-])(?P<word>{any_of(words.SHORT_TITLES)})\.?(?=[\s\u00a0-][A-ZÀ-ÖØ-Þ])")
_NUMBERED = re.compile(rf"(?<![\w'’.-])[nN]\s?(?:[°º]|o(?=s?{_SPACE}))(?P<many>s?){_SPACE}?(?=[0-9])")
_ROMAN = re.compile(
    r"(?<![\w'’.-])(?P<roman>(?![LCDM](?![IVXLCDM])|MMe)[IVXLCDM]{1,8})"
    r"(?P<suffix>\s?(?:i?[eè]me)s?|ers?|i?[eè]?res?|e|è|es)(?!\w)"
)
_CENTURY = re.compile(r"(?<![\w'’.-])(?P<roman>[IVX]{1,6})(?P<suffix>)(?=\s(?:siècle|arrondissement|millénaire))")
_DAYS = re.compile(
    r"(?<![\w.,/-])(?P<days>(?:[1-9]|[12][0-9]|3[01])(?:(?P<sign>[/-])(?:[1-9]|[12][0-9]|3[01]))(?:(?P=sign)[0-9]{1,2})?)"
    rf"(?=\s(?:{any_of(words.MONTHS)})(?!\w))"
)
_DAY_MONTH = re.compile(
    r"(?<![\w.,/-])(?P<before>(?:(?i:le|du|au|dès|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s)?)"
    r"(?P<day>0?[1-9]|[12][0-9]|3[01])/(?P<month>0[1-9]|1[0-2]|[1-9])(?![\w/,-]?[\w/]|\s(?:d'|de|des|du|plein|vide)(?!\w))"
)
_WEEKDAYS = re.compile(
    rf"(?<![\w.-])(?P<first>{any_of(words.WEEKDAYS)})\.?\s?[-–—]\s?(?P<last>{any_of(words.WEEKDAYS)})\.?(?!\w)"
)
_UNTIL = re.compile(rf"(?<=[0-9hH]){_SPACE}?[-–—]{_SPACE}?(?={_HOUR}{_SPACE}?[hH](?:{_SPACE}?[0-5][0-9])?(?![\w/]))")
_AROUND = re.compile(r"(?<![\w.,])(?P<some>[0-9]{1,2})\s?(?P<unit>[hHjJ])\s?/\s?(?P<all>24|7)(?![\w/])")
_TIME = re.compile(
    rf"(?<![\w.,:/])(?P<hour>{_HOUR}){_SPACE}?[hH]{_SPACE}?(?:(?P<minute>[0-5][0-9])|(?P<one>[0-9])(?={_SPACE}?mi?n))"
    rf"(?:{_SPACE}?mi?n(?![^\W\d_]))?(?:{_SPACE}?(?P<second>[0-5]?[0-9]){_SPACE}?s(?:ec)?(?!\w))?(?!\w)"
)
_PRICE = re.compile(r"(?<![\w.,])(?P<units>[0-9]{1,9})\s?(?P<sign>[€$£])\s?(?P<parts>[0-9]{2})(?![\w.,]?[0-9])")
_LENGTH = re.compile(
    rf"(?<![\w.,])(?P<metres>[0-9]{{1,2}})(?:{_SPACE}?m{_SPACE}?(?P<behind>[0-9]{{2}})(?!\w|[.,]?[0-9])"
    rf"|,(?P<within>[1-9][0-9]){_SPACE}?m(?![\w/²³]))"
)
_HALF = re.compile(r"(?<![\w.,/-])1/2[\s-](?=(?:finale|heure|journée|pension|tarif|tour)s?(?!\w))")
_LAW = re.compile(
    r"(?<![\w'’.-])(?:(?P<word>art|Art)\.\s)?(?P<code>[LRD])\.?\s?(?P<first>[0-9]{2,4})-(?P<last>[0-9]{1,4})(?![\w-])"
)
_PRICES = re.compile(r"(?<=[€$£%])\s?[-–—]\s?(?=[0-9])")
_ONE = re.compile(
    r"(?<![\w.,:/€$£+-])(?P<number>(?:[0-9]{1,3}(?:[ .\u00a0\u202f][0-9]{3}){1,4}|[0-9]{1,12})(?<=1)(?<!11|71|91))"
    rf"(?={_SPACE}(?:{any_of(words.FEMININE)}|(?!bastion)[^\W\d_]{{2,18}}(?:tion|sion|trice|euse)s?)(?!\w))"
)
_POSTCODE = re.compile(r"(?<![\w.,/-])0(?P<rest>[1-9][0-9]{3})(?=\s[A-ZÀ-Þ])")
UNBROKEN = (_TIME, _PRICE, re.compile(r"(?<![\w'’.-])[nN]\s?(?:[°º]s?|os?)\s?[0-9]{1,9}"))
"""Those with digits and white space in them."""


def own_forms(language: Language) -> Sequence[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str | None]]]:
    """The forms with their words; raised letters are lowered first, and lists of days go before any number."""
    return (
        (_RAISED, lambda match: unicodedata.normalize("NFKC", match[0])),
        (_NUMBERED, lambda match: f"numéro{match['many']} "),
        (_NAMED, lambda match: words.SHORT_TITLES[match["word"]]),
        (_ROMAN, lambda match: _roman(match, language)),
        (_CENTURY, lambda match: _roman(match, language)),
        (_DAYS, lambda match: _days(match, language)),
        (_DAY_MONTH, lambda match: _day_month(match, language)),
        (_WEEKDAYS, lambda match: f"{words.WEEKDAYS[match['first']]} à {words.WEEKDAYS[match['last']]}"),
        (_UNTIL, lambda _: f" {language.to} "),
        (_AROUND, lambda match: _around(match, language)),
        (_TIME, lambda match: _time(match, language)),
        (_PRICE, lambda match: _price(match, language)),
        (_LENGTH, lambda match: _length(match, language)),
        (_HALF, "demi-"),
        (_LAW, lambda match: _law(match, language)),
        (_PRICES, f" {language.to} "),
        (_ONE, lambda match: _one(match, language)),
        (_POSTCODE, lambda match: f"{language.cardinal(0)} {language.whole(match['rest'])}"),
    )


def _one(match: re.Match[str], language: Language) -> str:
    return language.whole("".join(filter(str.isdecimal, match["number"])), "cardinal-feminine")


def _roman(match: re.Match[str], language: Language) -> str | None:
    """Centuries, republics, rulers: "XIXe", "Ve", "Ier"."""
    number = value(match["roman"])
    if not number:
        return None
    if number == 1 and "r" in match["suffix"]:
        return "premier" if match["suffix"].startswith("er") else "première"
    return language.ordinal(number)


def _days(match: re.Match[str], language: Language) -> str | None:
    """Days of one month: one after the other, or from one to the other."""
    days = [int(day) for day in match["days"].split(match["sign"])]
    if not all(first < second <= 31 for first, second in pairwise(days)):
        return None
    spoken = ["premier" if day == 1 else language.cardinal(day) for day in days]
    if len(days) == 2 and match["sign"] == "-" and days[1] > days[0] + 1:
        return f"{spoken[0]} au {spoken[1]}"
    return ", ".join(spoken)


def _day_month(match: re.Match[str], language: Language) -> str | None:
    """A date without a year: behind a word for a day, or in two digits each and with no fraction's numbers."""
    written, day, month = match["day"], int(match["day"]), int(match["month"])
    sure = match["before"] or (
        len(match["month"]) == len(written) == 2 and (day > 12 or "0" in (written[0], match["month"][0]))
    )
    return f"{match['before']}{language.date(Date(day, month), NOWHERE)}" if sure else None


def _around(match: re.Match[str], language: Language) -> str:
    """The hours of a day or the days of a week: "24h/24", "6j/7"."""
    unit = amounts.UNITS[match["unit"].lower()]
    some, every = language.parse(match["some"]), language.cardinal(int(match["all"]))
    return f"{language.counted(some, unit)} sur {every}"


def _time(match: re.Match[str], language: Language) -> str:
    second = int(match["second"]) if match["second"] else None
    return language.time(Time(int(match["hour"]), int(match["minute"] or match["one"]), second))


def _length(match: re.Match[str], language: Language) -> str:
    """A height or a length: "1m80", "1,80 m"."""
    metres = language.counted(Number(match["metres"]), amounts.UNITS["m"])
    return f"{metres} {language.fraction_digits(match['behind'] or match['within'])}"


def _law(match: re.Match[str], language: Language) -> str:
    """A law's article: "L. 121-1"."""
    word = "article " if match["word"] else ""
    numbers = f" {language.electronic['-']} ".join(map(language.whole, (match["first"], match["last"])))
    return f"{word}{match['code']} {numbers}"


def _price(match: re.Match[str], language: Language) -> str:
    number = Number(match["units"], match["parts"])
    return language.money(Money(number, amounts.CURRENCIES[match["sign"]]))
