"""What no cut may go through because its words are read as one: amounts, dates, names with a title, addresses.

The forms are those that the classifiers of `normalize` look for in the language, and some that are written alike in
many: a number goes with the word behind it, an initial or an abbreviation with the next.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kokoro_model.text.normalize import forms, hyphens
from kokoro_model.text.normalize.languages import load
from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokoro_model.text.normalize.language import Language

LONGEST = 1000
"""Characters of an address that stays whole."""
_BEFORE, _BEHIND = 64, 48
"""Characters around a place that tell whether it may be cut."""
_FOREIGN_TITLES = (
    *("Sir", "Lord", "Lady", "Dame", "Saint", "St", "Miss", "President", "King", "Queen", "Prince", "Princess"),
    *("M", "MM", "Mme", "Mlle", "Monsieur", "Madame", "Mademoiselle", "Sr", "Sra", "Srta", "Señor", "Señora"),
    *("Herr", "Frau", "Don", "Doña", "Sig", "Dott", "Signor", "Signora", "Senhor", "Senhora", "Dra", "Doctora"),
)
_NUMBER = r"[0-9]+(?:[.,:/'’][0-9]+)*(?:[ \u00a0\u202f][0-9]{3}(?![0-9]))*"
_SCALE = (
    r"(?:hundred|thousand|millions?|billions?|trillions?|mil|millón|millones|milliards?|mille|Millionen|Milliarden"
    r"|milioni|miliardi|milhão|milhões|bilhões|lakh|crore|लाख|करोड़|हज़ार)"
)
_STREET = r"(?:Street|Str?|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Square|Place|Court|Way)\b"
_NUMBERS_ALIKE = (
    rf"{_NUMBER}[^\W\d_]{{0,3}}[.%º°]?(?:\s+(?:{_SCALE}|of|de|d'))*\s+\S{{1,24}}(?:\s+(?:de\s+)?[12][0-9]{{3}}(?!\s?[-–—/.:,]?\s?[0-9]))?(?!\w)",
    r"(?<!\w)[0-9]{4}-[0-9]{2}-[0-9]{2}\s+[0-9]{1,2}:[0-9:.]{2,16}",
    rf"{_NUMBER}\s?[-–—]\s?{_NUMBER}",
    r"(?<![\w.,])(?:[0-9]{1,3}(?:[.,\u00a0\u202f][0-9]{3}){2,12}|[0-9]{7,40})(?![\w])",
    r"(?:[Tt]he|[Nn][or]|[Pp]p?|page|Page|room|Room|chapter|Chapter|version|Version|página|Seite|numéro|número)\.?\s+[0-9]+",
    rf"(?<!\w)[0-9]{{1,5}}[A-Za-z]?\s+(?:[A-Z][\w'’.]{{0,24}}\s+){{1,3}}{_STREET}",
    r"[0-9][0-9.,:]{0,16}\s?[\u3400-\u9fff々ヶヵ](?:[0-9]{1,2}[月日分秒]){0,2}",
    r"(?<!\w)\+?[0-9(][0-9()./-]{1,8}(?:\s[0-9()./-]{2,8}){1,5}",
)
_NAMES_ALIKE = (
    hyphens.DIVIDED,
    r"(?<!\w)(?:[^\W\d_]{1,5}\.\s+){1,4}(?=[^\W_])[\w'’-]{1,32}",
)
_DIGIT = re.compile("[0-9]")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_WIDE = re.compile(r"[\u2e80-\uffff]")
_REST = re.compile(r"[!-~]*")


class Unbroken:
    """What is read as one in the language `lang`, by espeak's name of it."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._names = (*forms(lang, digits=False), *map(re.compile, (*_NAMES_ALIKE, _titled(load(lang)))))

    @cached_property
    def _all(self) -> Sequence[re.Pattern[str]]:
        return (*self._names, *forms(self._lang, digits=True), *map(re.compile, _NUMBERS_ALIKE))

    def around(self, text: str, index: int) -> tuple[int, int] | None:
        """Span of what a cut of `text` at `index` would go through; depends on few characters behind that."""
        begin = max(0, index - _BEFORE)
        if begin:
            behind = text[begin:index].partition(" ")[2]
            begin = index - len(behind) if behind or not _WIDE.search(text, begin, index) else begin
        near = _with_plain_digits(text[begin : index + _BEHIND])
        spans = [
            (found.start() + begin, found.end() + begin) for form in self._near(near) for found in form.finditer(near)
        ]
        through = [span for span in spans if span[0] < index < span[1]]
        return (min(start for start, _ in through), max(end for _, end in through)) if through else None

    def at_start(self, text: str) -> int:
        """Length of what `text` begins with and no cut may go through, with the signs behind it; 0 if there is none."""
        plain = _with_plain_digits(text)
        end = max((_end(found) for form in self._near(plain) if (found := form.match(plain))), default=0)
        return _REST.match(text, end).end() if end else 0  # type: ignore[union-attr]

    def _near(self, text: str) -> Sequence[re.Pattern[str]]:
        """What there may be in a text: most of it has a digit, and most texts have none."""
        return self._all if _DIGIT.search(text) else self._names


def _with_plain_digits(text: str) -> str:
    """The text with 0 to 9 for the digits of other alphabets, one for one: the forms are written with those."""
    return text if text.isascii() else _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), text)


of_language = cache(Unbroken)
"""One for each language."""


def _titled(language: Language) -> str:
    """A pattern of names with a title of the language, short or in full, or with one that is used abroad as well."""
    own = (title.removesuffix(".") for titles in language.titles.items() for title in titles)
    return rf"(?<!\w)(?:{any_of({*own, *_FOREIGN_TITLES})})\.?(?:\s+(?:[A-Z]\.|(?=[^\W\d_a-z])[\w'’-]{{1,32}})){{1,3}}"


def _end(found: re.Match[str]) -> int:
    """Where it ends, or where Chinese and the like begin, which have no space before them."""
    wide = _WIDE.search(found.string, 0, found.end())
    return wide.start() if wide else found.end()
