"""Telephone numbers, and other numbers in groups that are read digit by digit."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.tokens import Telephone

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_FORMS = (
    r"\+[0-9]{7,15}",
    r"\+[0-9]{1,4}(?:(?:[ .-]{1,2}\(?|\(|(?<=\)))[0-9]{1,8}\)?){1,6}",
    r"\([0-9]{2,5}\)[ .-]?[0-9]{3,8}(?:[ .-][0-9]{2,8}){0,3}",
    r"[0-9]{3}[.-][0-9]{3}[.-][0-9]{4}(?:[.-][0-9]{2,5})?",
    r"1-[89][0-9]{2}(?:-(?:[0-9]{1,7}|[A-Z]{1,7})){1,4}",
    r"[0-9]{3}-[0-9]{4}",
    r"[0-9]{1,9}(?:-[0-9]{1,9}){2,8}",
)
_GROUP = re.compile(r"\+?[0-9]+|[A-Z]+(?:-[A-Z]+)*")


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    every = "|".join((*language.telephone_forms, *_FORMS))
    return re.compile(rf"(?<![{language.letters}.-])(?:{every})(?![{language.letters}-])")


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a telephone number is written."""
    return (_pattern(language),)


def read(text: Rewriting, language: Language) -> None:
    """Words for telephone numbers."""
    text.sub(_pattern(language), lambda match: language.telephone(Telephone(tuple(_GROUP.findall(match[0])))))
