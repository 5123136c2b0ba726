"""Numbers from one to another, proportions, and signs before a number."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_RANGE = re.compile(r"(?<=[0-9])(?:\s?[–—]\s?|-)(?=[$€£]?[0-9])")
_EQUATION = re.compile(r"(?<=[0-9])\s?[-−]\s(?=[0-9.]+\s?=)|(?<=[0-9])-(?=[0-9]+\s?=)")
_RATIO = re.compile(r"(?<=[0-9]):(?=[0-9])")


@cache
def _sign(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<![{language.letters})\]])(?P<sign>[-−+~])(?={language.amount})")


def read(text: Rewriting, language: Language) -> None:
    """Words between the ends of ranges, and for signs before numbers."""
    signs = {"+": f"{language.plus} ", "~": f"{language.about} "}
    text.sub(_EQUATION, f" {language.minus} ")
    text.sub(_RANGE, f" {language.to} ")
    text.sub(_sign(language), lambda match: signs.get(match["sign"], f"{language.minus} "))


def read_ratios(text: Rewriting, language: Language) -> None:
    """Words between the numbers of a proportion, once times of day have been read."""
    text.sub(_RATIO, f" {language.ratio} ")
