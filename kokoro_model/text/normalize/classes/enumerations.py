"""Markers of what is listed, inside a line or where one begins: `a) … b) …`, `(i) … (ii) …`, `1) …`, `iv. …`.

A marker is read as its letter or its number, and a comma stands for the bracket, as people rest there, and before each
but the first, too. One in a pair of brackets may as well be a note or a name, so it has to open the text, stand behind
a mark, or have its neighbour in the text; a bracket that closes another one is never part of a marker.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.classes import roman

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Edit, Rewriting

NEEDS = re.compile(r"[A-Za-z0-9][)）]|^\s{0,20}[ivx]{2,5}\.", re.MULTILINE)
ROMAN = "i{2,3}|iv|vi{1,3}|ix|xi{1,3}|xiv|xvi?"
"""Numbers in small letters that are more than a letter; lists seldom have more."""
_CAPITAL_ROMAN = ROMAN.upper()
_PLACE = re.compile(
    rf"(?P<opened>(?<![^\W\u2e80-\uffef])(?<![)）])[(（](?P<inner>[A-Za-z]|{ROMAN}|{_CAPITAL_ROMAN}|[1-9][0-9]?)[)）])"
    r"(?=\s+[^\W\d_]|\s+[\"'“‘«¿¡*]|[\u2e80-\uffef])"
    rf"|(?<!\S)(?P<mark>(?:[A-Za-z]|{ROMAN}|{_CAPITAL_ROMAN}|[1-9][0-9]{{0,2}})[)）])(?=\s+[\w\"'“‘«¿¡*(]|[\u2e80-\uffef])"
    rf"|^\s{{0,20}}(?P<stopped>(?:{ROMAN})\.)(?=\s+[^\W\d_])"
    r"|(?P<bracket>[()（）])",
    re.MULTILINE,
)
_BEHIND_A_MARK = re.compile(r"(?:\A|\n|[,;:.!?–—-]\s?)\s{0,20}\Z")
_BEHIND = 24
_CLOSERS = tuple('"”’»)%')
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")
_ROMAN_ALONE = frozenset("ivIV")
"""Letters that are numbers far more often, unless the letter before opens an item of the same text."""


class _Marker(NamedTuple):
    start: int
    end: int
    written: str
    sure: bool


def read(text: Rewriting, language: Language) -> None:
    """Words for the markers of a text."""
    markers = _markers(text.text)
    together = {marker.written for marker in markers}
    taken = [marker for marker in markers if marker.sure or _neighbours(marker.written) & together]
    edits: list[Edit] = []
    for at, marker in enumerate(taken):
        if at and (place := _rest(text.text, marker.start, language)) is not None:
            edits.append((place, place, ","))
        edits.append((marker.start, marker.end, f"{_words(marker.written, together, language)},"))
    text.edit(edits)


def _rest(text: str, start: int, language: Language) -> int | None:
    """Where a comma goes in before a marker; None where a mark, a line end or a conjunction is there."""
    words = text[max(0, start - _BEHIND) : start]
    bare = words.rstrip(" ")
    if not (bare[-1:].isalnum() or bare[-1:] in _CLOSERS) or bare.rpartition(" ")[2] in language.hyphen_conjunctions:
        return None
    return start - len(words) + len(bare)


def _markers(text: str) -> list[_Marker]:
    """What looks like a marker and closes no bracket."""
    found: list[_Marker] = []
    depth = 0
    for match in _PLACE.finditer(text):
        if match["bracket"]:
            depth = depth + 1 if match["bracket"] in "(（" else max(0, depth - 1)
        elif match["mark"] and depth:
            depth -= 1
        elif match["opened"]:
            before = text[max(0, match.start() - _BEHIND) : match.start()]
            sure = not depth and _BEHIND_A_MARK.search(before) is not None
            found.append(_Marker(*match.span(), match["inner"], sure))
        else:
            group = "mark" if match["mark"] else "stopped"
            found.append(_Marker(*match.span(group), match[group][:-1], sure=True))
    return found


def _neighbours(written: str) -> set[str]:
    """The markers before and behind this one, whatever it is."""
    if written.isdecimal():
        return {str(int(written) - 1), str(int(written) + 1)}
    letters = {chr(ord(written) - 1), chr(ord(written) + 1)} if len(written) == 1 else set()
    return letters | _roman_neighbours(written)


def _roman_neighbours(written: str) -> set[str]:
    """Those of a Roman numeral, in letters of the same size."""
    if written.lower() not in _NUMERALS:
        return set()
    at = _NUMERALS.index(written.lower())
    near = {*_NUMERALS[max(0, at - 1) : at], *_NUMERALS[at + 1 : at + 2]}
    return set(map(str.upper, near)) if written.isupper() else near


def _is_roman(written: str, together: set[str]) -> bool:
    """Whether a marker is a Roman numeral and no letter, by the other markers of the text."""
    if len(written) > 1:
        return True
    if written in _ROMAN_ALONE:
        return chr(ord(written) - 1) not in together
    return bool(_roman_neighbours(written) & together)


def _words(written: str, together: set[str], language: Language) -> str:
    """A number in words, or the letter."""
    if written.isdecimal():
        return language.cardinal(int(written))
    number = roman.value(written.upper()) if _is_roman(written, together) else None
    return language.cardinal(number) if number else written
