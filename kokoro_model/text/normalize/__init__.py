"""Text as people paste it, in words as people read it aloud.

Rules:

- Every language: markdown is read for its words; addresses, emoji and quotes are made speakable, in languages
  that we know the words in.
- The classifiers (`classes`) find what is not words, as numbers, dates, amounts and abbreviations, in any language by
  the data of it (`language`), and it puts what they find into words. Languages without a grammar of numbers leave
  them to espeak.
- Each word keeps its place in the source: see `rewriting`.
- Time is linear: every pattern is bounded in what it looks at. A text of plain words gets no further than `_PLAIN`, one
  without digits meets `WORDS` alone, and a rule goes no further than the characters it `needs`.
- A rule is one of the tables below and is run by `rules.Barrier` alone; each has a target of the fuzzer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text import code_blocks, tables
from kokoro_model.text.normalize import hyphens, markdown, symbols
from kokoro_model.text.normalize.classes import (
    abbreviations,
    code,
    dates,
    electronic,
    enumerations,
    formulas,
    fractions,
    measures,
    money,
    numbers,
    ordinals,
    postal,
    ranges,
    roman,
    telephone,
    times,
    years,
)
from kokoro_model.text.normalize.languages import load
from kokoro_model.text.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting
    from kokoro_model.text.rules import Barrier

_PLAIN = re.compile(
    r"[\"“¿¡]?(?:(?:[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ɏ]++|[AI](?=[ '’](?!of\b)))"
    r"(?:[,;:!?]?[\"”]? [\"“¿¡]?|['’-](?=[a-zß-öø-ɏ])|[.!?]?[\"”]?\Z))*+"
)
"""A text that every rule leaves as it is, but for abbreviations, quotes and a language's own words: words in small
letters that may begin with a capital, single spaces and the usual punctuation, with a full stop at the end alone.
"""
_DIGIT = re.compile("[0-9]")
_MARKDOWN = re.compile(r"[\[<&`~*|#>+•‣◦▪●-]|==")
_UNUSUAL = re.compile("[^\t-\r -~]")
_NOT_ASCII = re.compile("[^\0-\x7f]")


def _rule(name: str, read: Callable[[Rewriting, Language], None], needs: re.Pattern[str] | None = None) -> Rule:
    return Rule(name, lambda text, lang: read(text, load(lang)), needs)


CLEANING = (_rule("characters", lambda text, _: symbols.clean(text), _UNUSUAL),)
"""What is done to every text, also to one that is spoken as it stands."""

STRIPPING = (
    _rule("divided words", hyphens.join, hyphens.NEEDS),  # before soft hyphens go
    *CLEANING,
    _rule("code blocks", code_blocks.announce, code_blocks.NEEDS),
    _rule("tables", lambda text, _: tables.read(text), tables.NEEDS),
    _rule("formulas", formulas.read, formulas.NEEDS),  # before their signs are taken for markdown
    _rule("markdown", lambda text, language: markdown.strip(text, language.times), _MARKDOWN),
    _rule("entities", lambda text, _: symbols.clean(text), _UNUSUAL),  # which may have brought such characters
)
"""First step: drop what is no part of the words."""

READING = (
    _rule("addresses", electronic.read, re.compile(r"[/@\\]|\.(?=[^\W\d])|:[0-9]{2}")),
    _rule("emoji", lambda text, language: symbols.name_emoji(text, language.code), re.compile("[^\0-\x7f]|[#*0-9]")),
    _rule("quotes", lambda text, _: symbols.unquote(text), re.compile("[^\0-\x7f]|`")),
    _rule("compatibility characters", lambda text, _: symbols.decompose(text), _NOT_ASCII),
)
"""Second step: words for all that is not words; then, in languages with a grammar of numbers, `CLASSES`."""

CLASSES = (
    _rule("enumerations", enumerations.read, enumerations.NEEDS),
    _rule("own forms", lambda text, language: language.read_own_forms(text)),
    _rule(
        "code",
        code.read,
        re.compile(r"[#@=_&|<>+]|::|\(\)|(?<!\S)-|[a-z][A-Z]|[A-Z]{3}[a-z]{3}|[0-9][A-Fa-f]|[A-Fa-f][0-9]"),
    ),
    _rule("postal addresses", postal.read, re.compile("[0-9]|, [A-Z]{2}")),
    _rule("abbreviations", abbreviations.read),
    _rule("roman numerals", roman.read, re.compile(r"\b(?:[IVXLCDM]{1,15}|[IVXLC]{2,9}[a-z]{2})\b")),
    _rule("dates", dates.read, _DIGIT),
    _rule("times", times.read, _DIGIT),
    _rule("periods", years.read, _DIGIT),
    _rule("telephone numbers", telephone.read, _DIGIT),
    _rule("ranges", ranges.read, re.compile("[-−–—+~<>≤≥](?= ?[$€£]?[0-9.,])")),
    _rule("money", money.read, _DIGIT),
    _rule("measures", measures.read, _DIGIT),
    _rule("years", years.read_alone, _DIGIT),
    _rule("fractions", fractions.read, re.compile("[/⁄¼½¾⅐-⅞]")),
    _rule("ordinals", ordinals.read, _DIGIT),
    _rule("numbers", numbers.read, re.compile(r"[0-9²³⁰¹⁴-⁹^]")),
    _rule("ratios", ranges.read_ratios, re.compile("[0-9]:")),
    _rule("digits", numbers.read_rest, _DIGIT),
    _rule("signs", symbols.name_signs, re.compile(r"[^\w\s.,;:!?'\"()-]")),
    _rule("spaces", symbols.close_up, re.compile(" ")),
)
"""The semiotic classes, in the order in which they claim what they find."""

_QUOTES = tuple(rule for rule in READING if rule.name == "quotes")
_ABBREVIATIONS = tuple(rule for rule in CLASSES if rule.name == "abbreviations")
WORDS = tuple(rule for rule in CLASSES if rule.needs is not _DIGIT)
"""Those of them that find something in a text without digits."""

TIDYING = (
    _rule("rows of signs", lambda text, _: symbols.calm(text), re.compile("[-=_*~#+!?\u2500-\u259f]")),
    _rule("white space", lambda text, _: symbols.tidy(text)),
)

RULES = (*STRIPPING, *READING, *CLASSES, *TIDYING)
"""All there are."""


def forms(lang: str, *, digits: bool) -> Iterator[re.Pattern[str]]:
    """The patterns of what is read as one in a language, though it may have white space in it; those with a digit in it
    or those without.
    """
    with_digits = (dates, times, years, money, measures, postal, telephone, abbreviations)
    for classifier in with_digits if digits else (electronic, formulas, roman):
        yield from classifier.forms(load(lang))
    if digits:
        yield from load(lang).own_unbroken


def strip_marks(text: Rewriting, lang: str, barrier: Barrier) -> None:
    """First step; `lang` is espeak's name of the language."""
    if not _PLAIN.fullmatch(text.text):
        barrier.rewrite(STRIPPING, text, lang)


def read(text: Rewriting, lang: str, barrier: Barrier) -> None:
    """Second step."""
    language = load(lang)
    if _PLAIN.fullmatch(text.text) and not language.has_own_words(text.text):
        barrier.rewrite(_QUOTES, text, lang)
        if language.grammar and language.may_abbreviate(text.text):
            barrier.rewrite(_ABBREVIATIONS, text, lang)
        return
    barrier.rewrite(READING, text, lang)
    if language.grammar:
        barrier.rewrite(CLASSES if _DIGIT.search(text.text) else WORDS, text, lang)
    barrier.rewrite(TIDYING, text, lang)
