"""Ordinals: digits with what the language writes behind them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.patterns import context

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    number = rf"(?P<number>[0-9]{{1,3}}(?:[{language.group_signs}][0-9]{{3}}){{1,4}}|[0-9]{{1,15}})"
    return re.compile(
        rf"(?<![{language.letters}.,]){number}(?P<suffix>(?i:{language.ordinal_suffix}))(?![{language.letters}])"
    )


def read(text: Rewriting, language: Language) -> None:
    """Words for places in a row."""
    if language.ordinal_suffix:
        text.sub(_pattern(language), lambda match: _spoken(match, language))


def _spoken(match: re.Match[str], language: Language) -> str | None:
    return language.written_ordinal(
        int("".join(filter(str.isdecimal, match["number"]))), match["suffix"], context(match)
    )
