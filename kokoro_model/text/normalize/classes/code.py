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
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_SNAKE = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
_HASHTAG = re.compile(r"(?<![\w&])#(?=[^\W\d_]\w{0,100}(?![\w#]))")
_HANDLE = re.compile(r"(?<![\w.])@\s?(?=\w)")
_PLUS_PLUS = re.compile(r"(?<=\b[A-Za-z])\+\+")
_SHARP = re.compile(r"(?<=\b[A-G])#(?!\w)")
_FLAG = re.compile(r"(?<!\S)(?:--(?=[A-Za-z])|-(?=[A-Za-z](?![A-Za-z])))")
_ASSIGNED = re.compile(r"(?<=\w)=(?=[\w\"'])")


@cache
def _operator(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s?(?<![=<>!&|:+-])({any_of(language.operators)})(?![=<>&|:+-])\s?")


def read(text: Rewriting, language: Language) -> None:
    """Words for tags and code, in languages that have them."""
    words = language.code_words
    if words is None:
        return
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
