"""Telephone numbers, and other numbers in groups that are read digit by digit."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.patterns import any_of
from kokoro_model.text.normalize.tokens import Telephone

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_FORMS = (
    r"\+[0-9]{7,15}",
    r"\+[0-9]{1,4}(?:(?:[ .-]{1,2}\(?|\(|(?<=\)))[0-9]{1,12}\)?){1,6}",
    r"\([0-9]{2,5}\)[ .-]?[0-9]{3,8}(?:[ .-][0-9]{2,8}){0,3}",
    r"[0-9]{3}[.-][0-9]{3}[.-][0-9]{4}(?:[.-][0-9]{2,5})?",
    r"1-[89][0-9]{2}(?:-(?:[0-9]{1,7}|[A-Za-z]{1,7})){1,4}",
    r"[0-9]{3}-[0-9]{4}",
    r"[0-9]{1,9}(?:-[0-9]{1,9}){2,8}",
)
_GROUP = re.compile(r"\+?[0-9]+|[A-Za-z]+(?:-[A-Za-z]+)*")


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    every = "|".join((*language.telephone_forms, *_FORMS))
    return re.compile(rf"(?<![{language.letters}.-])(?P<number>{every}){extension(language)}(?![{language.letters}-])")


def extension(language: Language) -> str:
    """A pattern of what may stand behind a telephone number, with a group `extension` of its digits."""
    words = any_of(language.extension_words)
    return rf"(?:[ ,]{{0,2}}(?i:{words})[.:]?\s?(?P<extension>[0-9]{{1,6}}))?"


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a telephone number is written."""
    return (_pattern(language),)


def read(text: Rewriting, language: Language) -> None:
    """Words for telephone numbers."""
    text.sub(_pattern(language), lambda match: spoken(match, language))


def spoken(match: re.Match[str], language: Language) -> str:
    """Words for a match with a group `number` and an `extension`."""
    return language.telephone(Telephone(tuple(_GROUP.findall(match["number"])), match["extension"] or ""))
