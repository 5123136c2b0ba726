"""Tags, names and signs as programs write them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_CALL = re.compile(r"(?<=\w)\(\)")
_CAMEL = re.compile(
    r"(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{3})|(?<=[a-z]{2})(?=[A-Z]{2,9}[A-Z][a-z]{3})"
)
_SNAKE = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
_HASHTAG = re.compile(r"(?<![\w&])#(?=[^\W\d_]\w{0,100}(?![\w#]))")
_HANDLE = re.compile(r"(?<![\w.])@\s?(?=\w)")
_PLUS_PLUS = re.compile(r"(?<=\b[A-Za-z])\+\+")
_SHARP = re.compile(r"(?<=\b[A-G])#(?!\w)")
_FLAG = re.compile(r"(?<!\S)(?:--(?=[A-Za-z])|-(?=[A-Za-z](?![A-Za-z])))")
_IDENTIFIER = re.compile(
    r"(?<![\w.:-])(?:(?i:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{2}(?::[0-9a-f]{2}){5})"
    r"|(?=[0-9a-f]{0,62}?[a-f])(?=(?:[a-f]{0,62}[0-9]){2})[0-9a-f]{7,64})(?![\w:-]|\.\w)"
)
"""A UUID, an address of a network card or a digest: nobody hears numbers in one."""
_IDENTIFIER_SIGNS = re.compile("[-:]")
_ASSIGNED = re.compile(r"(?<=\w)=(?=[\w\"'])")


@cache
def _operator(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s?(?<![=<>!&|:+-])({any_of(language.operators)})(?![=<>&|:+-])\s?")


def read(text: Rewriting, language: Language) -> None:
    """Words for tags and code, in languages that have them."""
    words = language.code_words
    if words is None:
        return
    text.sub(_IDENTIFIER, lambda match: _spelled(match[0], language))
    text.sub(_PLUS_PLUS, f" {words.plus} {words.plus}")
    text.sub(_SHARP, f" {words.sharp}")
    text.sub(_HASHTAG, f"{words.hashtag} ")
    text.sub(_HANDLE, f"{language.electronic['@']} ")
    text.sub(_CALL, "")
    text.sub(_operator(language), lambda match: language.operators[match[1]])
    text.sub(_FLAG, lambda match: f"{words.dash} " * len(match[0]))
    text.sub(_ASSIGNED, f" {words.equals} ")
    text.sub(_SNAKE, " ")
    text.sub(_CAMEL, " ")


def _spelled(identifier: str, language: Language) -> str:
    """Character by character, with a rest between its groups."""
    groups = _IDENTIFIER_SIGNS.split(identifier.upper())
    return ", ".join(" ".join(_character(char, language) for char in group) for group in groups)


def _character(char: str, language: Language) -> str:
    return language.digits(char) if char.isdecimal() else language.letter_names.get(char, char)
