"""Amounts of money, with the currency's sign or code on either side, and prices for each of something."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.patterns import any_of
from kokoro_model.text.normalize.tokens import Money

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting


class _Patterns(NamedTuple):
    currency: re.Pattern[str]  # that there may be an amount at all
    before: re.Pattern[str]
    after: re.Pattern[str]
    price: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    word, amount = language.letters, rf"(?P<amount>{language.amount})"
    minus = rf"(?P<minus>(?<![{word})])[-−])?"
    scale = rf"(?:\s?(?P<scale>{any_of(language.scales)})(?![{word}]))?"
    signs = any_of([sign for sign in language.currencies if not sign[-1].isalpha()])
    codes = any_of([sign for sign in language.currencies if sign[-1].isalpha()])
    country = rf"(?:(?<![{word}])(?:US|CA|AU|NZ|HK|A|C))??"
    span = rf"(?:(?P<first>{language.amount})\s?[-–—]\s?)?"
    first = rf"(?P<sign>{signs}|(?<![{word}])(?:{codes})(?=[\s\u00a00-9]))"
    last = rf"(?P<sign>{signs}|(?:{codes})(?![{word}]))"
    return _Patterns(
        re.compile(rf"{signs}|(?:{codes})|[^\W\d_]/"),
        re.compile(rf"{minus}{country}{first}[\s\u00a0]?{span}{amount}(?![0-9]){scale}"),
        re.compile(rf"{minus}(?<![{word}.,]){amount}{scale}[\s\u00a0]?{last}"),
        re.compile(rf"(?<=[^\W\d_])/(?P<per>{any_of(language.rates)})(?![{word}])"),
    )


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How an amount of money is written."""
    return _patterns(language)[1:3] if language.currencies else ()


def read(text: Rewriting, language: Language) -> None:
    """Words for amounts of money, then for what they are paid for."""
    if not language.currencies:
        return
    patterns = _patterns(language)
    if not patterns.currency.search(text.text):
        return
    text.sub(patterns.before, lambda match: _spoken(match, language))
    text.sub(patterns.after, lambda match: _spoken(match, language))
    text.sub(patterns.price, lambda match: _price(match, language))


def _spoken(match: re.Match[str], language: Language) -> str:
    number = language.parse(match["amount"], negative=bool(match["minus"]))
    scale = match["scale"]
    first = match.groupdict().get("first")
    money = Money(number, language.currencies[match["sign"]], language.scales[scale] if scale else None)
    return language.money(money._replace(first=language.parse(first)) if first else money)


def _price(match: re.Match[str], language: Language) -> str | None:
    before = match.string[max(0, match.start() - 24) : match.start()].split()[-1]
    if before.lower() not in language.currency_words:
        return None
    return f" {language.per} {language.rates[match['per']]}"
