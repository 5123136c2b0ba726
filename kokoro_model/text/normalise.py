"""Text as people paste it, in words as people read it aloud.

Rules:

- Every language: markdown is read for its words; addresses, emoji and quotes are made speakable, in languages
  that we know the words in. Numbers are left to espeak, which knows them in its languages.
- English besides: dates, times, money, units, other numbers, abbreviations, Roman numerals, names in code.
- Each word keeps its place in the source: see `rewriting`.
- Time is linear: every pattern is bounded in what it looks at.
- A rule is one of the tables below and is run by `rules.Barrier` alone; each has a target of the fuzzer.

Libraries that normalise whole sentences (wetext, nemo-text-processing) tell no spans and hold 45 MB and more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_model.text import abbreviations, addresses, dates, markdown, measures, numbers, symbols
from kokoro_model.text.rules import Rule

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Rewriting
    from kokoro_model.text.rules import Barrier

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


CLEANING = (Rule("characters", lambda text, _: symbols.clean(text)),)
"""What is done to every text, also to one that is spoken as it stands."""

STRIPPING = (
    *CLEANING,
    Rule("markdown", lambda text, lang: markdown.strip(text, _TIMES.get(base_language(lang), "×"))),
    Rule("entities", lambda text, _: symbols.clean(text)),  # which may have brought such characters
)
"""First step: drop what is no part of the words."""

READING = (
    Rule("addresses", lambda text, lang: addresses.read(text, base_language(lang))),
    Rule("emoji", lambda text, lang: symbols.name_emoji(text, base_language(lang))),
    Rule("quotes", lambda text, _: symbols.unquote(text)),
)
"""Second step: words for all that is not words; then, in English, `ENGLISH`, and at last `TIDYING`."""

ENGLISH = (
    Rule("code", lambda text, _: abbreviations.read_code(text)),
    Rule("abbreviations", lambda text, _: abbreviations.read(text)),
    Rule("dates", lambda text, lang: dates.read(text, day_first=lang != "en-us")),
    Rule("marked numbers", lambda text, _: numbers.read_marked(text)),
    Rule("measures", lambda text, _: measures.read(text)),
    Rule("years", lambda text, _: dates.read_years(text)),
    Rule("numbers", lambda text, _: numbers.read(text)),
    Rule("digits", lambda text, _: numbers.read_rest(text)),
    Rule("signs", lambda text, _: symbols.name_signs(text)),
)

TIDYING = (
    Rule("rows of signs", lambda text, _: symbols.calm(text)),
    Rule("white space", lambda text, _: symbols.tidy(text)),
)

RULES = (*STRIPPING, *READING, *ENGLISH, *TIDYING)
"""All there are."""


def strip_marks(text: Rewriting, lang: str, barrier: Barrier) -> None:
    """First step; `lang` is espeak's name of the language."""
    barrier.rewrite(STRIPPING, text, lang)


def read(text: Rewriting, lang: str, barrier: Barrier) -> None:
    """Second step."""
    barrier.rewrite(READING, text, lang)
    if base_language(lang) == "en":
        barrier.rewrite(ENGLISH, text, lang)
    barrier.rewrite(TIDYING, text, lang)
