"""Text as people paste it, in words as people read it aloud.

Rules:

- Every language: markdown is read for its words; addresses, emoji and quotes are made speakable, in languages
  that we know the words in. Numbers are left to espeak, which knows them in its languages.
- English besides: dates, times, money, units, other numbers, abbreviations, Roman numerals, names in code.
- Each word keeps its place in the source: see `rewriting`.
- Time is linear: every pattern is bounded in what it looks at.

Libraries that normalise whole sentences (wetext, nemo-text-processing) tell no spans and hold 45 MB and more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_model.text import abbreviations, addresses, dates, markdown, measures, numbers, symbols

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Rewriting

_TIMES = {
    "en": "times",
    "es": "por",
    "fr": "fois",
    "it": "per",
    "pt": "vezes",
    "zh": "乘",
    "hi": "गुणा",
    "ja": "かける",
}


def base_language(lang: str) -> str:
    """The language of a locale as this package knows it: `en` of `en-gb`, `zh` of `cmn`."""
    return {"cmn": "zh"}.get(lang, lang.partition("-")[0])


def strip_marks(text: Rewriting, lang: str) -> None:
    """First step: drop what is no part of the words. `lang` is espeak's name of the language."""
    symbols.clean(text)
    markdown.strip(text, _TIMES.get(base_language(lang), "×"))
    symbols.clean(text)  # entities may have brought new ones


def read(text: Rewriting, lang: str) -> None:
    """Second step: words for all that is not words."""
    language = base_language(lang)
    addresses.read(text, language)
    symbols.name_emoji(text, language)
    symbols.unquote(text)
    if language == "en":
        _read_english(text, day_first=lang != "en-us")
    symbols.calm(text)
    symbols.tidy(text)


def _read_english(text: Rewriting, *, day_first: bool) -> None:
    abbreviations.read_code(text)
    abbreviations.read(text)
    dates.read(text, day_first=day_first)
    numbers.read_marked(text)
    measures.read(text)
    dates.read_years(text)
    numbers.read(text)
    numbers.read_rest(text)
    symbols.name_signs(text)
