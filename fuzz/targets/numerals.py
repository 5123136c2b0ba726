"""Numbers in words: any digits have some, and a number and its words grow together."""

from __future__ import annotations

import re

from fuzz import inputs
from fuzz.targets.reading import LANGUAGES
from kokoro_model.text.normalize.languages import load

WORDS = (
    "0",
    "00",
    "1",
    "11",
    "12",
    "20",
    "99",
    "100",
    "1000",
    "2009",
    "1,000",
    ".",
    ".5",
    "000000",
    "9" * 15,
    "9" * 16,
)
_MOST_A_DIGIT = 32
_DIGIT = re.compile("[0-9]")


def check(data: bytes) -> None:
    """A language; then digits and the signs of numbers among anything else."""
    choice, rest = inputs.split(data, 1)
    languages = [language for language in map(load, LANGUAGES) if language.grammar]
    language = languages[choice[0] % len(languages)]
    text = inputs.text(rest)
    for found in re.finditer(language.amount, text):
        _check(language.number(language.parse(found[0])), found[0])
    for found in re.finditer(r"[0-9]+", text):
        _check(language.whole(found[0]), found[0])
        _check(language.digits(found[0]), found[0])
    for found in re.finditer(r"[0-9]{1,15}", text):
        number = int(found[0])
        for words in (language.cardinal(number), language.ordinal(number), language.year(number)):
            _check(words, found[0])


def _check(words: str, digits: str) -> None:
    assert words.strip() == words, "white space at the ends of it"
    assert words, "no words"
    assert not _DIGIT.search(words), words
    assert len(words) <= _MOST_A_DIGIT * (len(digits) + 1)
