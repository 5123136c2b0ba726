"""What holds for each language that has a grammar of numbers, whatever it says."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest

from kokoro_model.text.normalize.languages import CODES, load
from kokoro_model.text.normalize.tokens import NOWHERE, Context, Date, Decade, Fraction, Number, Time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.normalize.tokens import Noun

LANGUAGES = [language for language in map(load, sorted(CODES)) if language.grammar]
languages = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
NUMBERS = [
    *range(130),
    199,
    200,
    999,
    1000,
    1001,
    1100,
    2000,
    10**4,
    10**5,
    10**6,
    2 * 10**6 + 1,
    10**9,
    10**12,
    10**15,
]


def nouns(language: Language) -> Iterator[Noun]:
    yield from language.units.values()
    yield from language.scales.values()
    for currency in language.currencies.values():
        yield from filter(None, currency)


def said(words: str | None) -> bool:
    """Whether it is something that can be said: words without a digit, parted by single spaces."""
    return bool(words) and re.search(r"[0-9]|\s\s", words or "") is None and words == (words or "").strip()


@languages
def test_what_is_counted_agrees_with_a_set_of_rules_that_there_is(language: Language) -> None:
    assert language.grammar
    assert {noun.form for noun in nouns(language)} <= language.grammar.sets
    assert all(noun.one and noun.many for noun in nouns(language))


@languages
def test_all_numbers_have_words_and_no_two_the_same(language: Language) -> None:
    assert language.grammar
    for name in ("cardinal", *{noun.form for noun in nouns(language)}):
        words = [language.cardinal(number, name) for number in NUMBERS]
        assert all(map(said, words))
        assert len(set(words)) == len(NUMBERS)
    places = [language.ordinal(number) for number in NUMBERS]
    assert all(map(said, places))
    assert len(set(places)) == len(NUMBERS)
    assert all(said(language.year(number)) for number in (1, 476, 1066, 1492, 1900, 1905, 1999, 2000, 2024))


@languages
def test_all_classes_have_words(language: Language) -> None:
    for top, under, whole in product((1, 2, 5), (0, 1, 2, 3, 7, 20, 100), (None, 1, 4)):
        assert said(language.fraction(Fraction(top, under, whole)))
    for day, month, year, style in product((None, 1, 31), range(1, 13), ("", "1999"), ("numeric", "day-first")):
        if day or year:
            assert said(language.date(Date(day, month, year, style), Context("on")))
    for hour, minute, second in product((0, 1, 13, 23), (None, 0, 5, 30), (None, 0, 1)):
        assert said(language.time(Time(hour, minute, second if minute is not None else None)))
    assert language.raised("2").startswith(" ")
    assert said(language.number(Number("3", "14", negative=True)))
    if language.decade_suffix:
        assert said(language.decade(Decade(80, 19, language.decade_suffix[-1])))
    if language.eras:
        assert all(said(language.quarter(2, year)) for year in ("05", "22", "2022"))


@languages
def test_what_is_said_for_signs_is_there(language: Language) -> None:
    for word in (
        "minus",
        "plus",
        "point",
        "percent",
        "per",
        "to",
        "by",
        "ratio",
        "about",
        "number_word",
        "version_point",
    ):
        assert getattr(language, word), word
    assert {".", "/", "@", "-", "_", "+", ":"} <= language.electronic.keys()
    assert len(language.months) in {0, 12}
    assert all(1 <= number <= 12 for number in language.month_forms.values())
    assert language.version_words


@pytest.mark.parametrize("lang", ["sv", "en-us", "cmn", "pt-br"])
def test_any_language_of_espeak_can_be_asked_for(lang: str) -> None:
    language = load(lang)
    assert language.name == lang
    assert language is load(lang)
    if language.grammar:
        assert language.ordinal(1, NOWHERE)
