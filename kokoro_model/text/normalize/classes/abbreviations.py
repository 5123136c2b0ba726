"""Abbreviations: titles before names, words before numbers, and those that stand anywhere."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting


class _Patterns(NamedTuple):
    sign: re.Pattern[str]  # that there may be one at all
    numbered: re.Pattern[str]
    title: re.Pattern[str]
    plain: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    signs = {word[-1] if not word.isalpha() else word for word in (*language.abbreviations, *language.titles)}
    begin = rf"(?<![{language.letters}.])"
    return _Patterns(
        re.compile(any_of({*signs, *(word[-1] for word in language.number_words)})),
        re.compile(rf"{begin}(?P<word>{any_of(language.number_words)})[\s\u00a0]?(?=[0-9])"),
        re.compile(rf"{begin}(?:{any_of(language.titles)})(?=[\s\u00a0]+[^\W\d_])"),
        re.compile(rf"{begin}(?:{any_of(language.abbreviations)})(?![{language.letters}])(?P<last>\s*\Z)?"),
    )


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a number belongs to the word before it."""
    return (_patterns(language).numbered,)


def read(text: Rewriting, language: Language) -> None:
    """Words for abbreviations."""
    patterns = _patterns(language)
    if not patterns.sign.search(text.text):
        return
    text.sub(patterns.numbered, lambda match: f"{language.number_words[match['word']]} ")
    text.sub(patterns.title, lambda match: language.titles[match[0]])
    text.sub(patterns.plain, lambda match: _plain(match, language))


def _plain(match: re.Match[str], language: Language) -> str:
    """An abbreviation's words, and its full stop too where it ends the sentence."""
    written = match[0].rstrip()
    ends = match["last"] is not None and written in language.closing
    return language.abbreviations[written] + "." * ends + match[0][len(written) :]
