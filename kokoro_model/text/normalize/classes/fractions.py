"""Fractions, written with a slash or as one character, by themselves or behind a whole number."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.tokens import Fraction

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting


class _Patterns(NamedTuple):
    character: re.Pattern[str]
    written: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    word = language.letters
    suffix = f"(?:{language.ordinal_suffix})?" if language.ordinal_suffix else ""
    minus = r"(?P<minus>(?<![\w)])[-−])?"
    signs = re.sub(r"\s", "", language.group_signs)
    under = (
        rf"(?P<under>[0-9]{{1,3}}(?:[{signs}][0-9]{{3}}){{1,4}}(?![0-9])|[0-9]{{1,9}})"
        if signs
        else r"(?P<under>[0-9]{1,9})"
    )
    written = (
        rf"(?<![{word}./]){minus}(?<![{word}/]-)(?:(?P<whole>[0-9]{{1,6}})\s)?(?P<top>[0-9]{{1,18}})[/⁄]{under}"
        rf"(?i:{suffix})(?![{word}/-]|\.[0-9])"
    )
    return _Patterns(
        re.compile(rf"{minus}(?:(?P<whole>[0-9]{{1,6}})\s?)?(?P<character>[¼½¾⅐-⅞])"),
        re.compile(written),
    )


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a fraction is written."""
    return _patterns(language)


def read(text: Rewriting, language: Language) -> None:
    """Words for fractions."""
    patterns = _patterns(language)
    text.sub(patterns.character, lambda match: _character(match, language))
    text.sub(patterns.written, lambda match: _written(match, language))


def _character(match: re.Match[str], language: Language) -> str:
    top, _, under = unicodedata.normalize("NFKC", match["character"]).partition("⁄")
    return language.fraction(Fraction(int(top), int(under), _whole(match), bool(match["minus"])))


def _written(match: re.Match[str], language: Language) -> str:
    if match[0] in language.sayings:
        return language.sayings[match[0]]
    under = int("".join(filter(str.isdecimal, match["under"])))
    return language.fraction(Fraction(int(match["top"]), under, _whole(match), bool(match["minus"])))


def _whole(match: re.Match[str]) -> int | None:
    return int(match["whole"]) if match["whole"] else None
