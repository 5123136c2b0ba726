"""Numbers in words: any digits have some, and a number and its words grow together."""

from __future__ import annotations

import re

from fuzz import inputs
from kokoro_model.text import numerals

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
_MOST_A_DIGIT = 24
_WORDS = re.compile("[a-z]+(?:[ -][a-z]+)*")


def check(data: bytes) -> None:
    """Digits, commas and points among anything else."""
    text = inputs.text(data)
    for found in re.finditer(r"[0-9][0-9,]*", text):
        _check(numerals.whole(found[0]), found[0])
    for found in re.finditer(r"[0-9]*\.[0-9]+", text):
        _check(numerals.decimal(found[0]), found[0])
    for found in re.finditer(rf"[0-9]{{1,{numerals.MOST_DIGITS}}}", text):
        number = int(found[0])
        for words in (numerals.cardinal(number), numerals.ordinal(number), numerals.year(number)):
            _check(words, found[0])
        _check(numerals.digits(found[0]), found[0])


def _check(words: str, digits: str) -> None:
    assert _WORDS.fullmatch(words), words
    assert len(words) <= _MOST_A_DIGIT * (len(digits) + 1)
