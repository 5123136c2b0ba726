"""Texts that nobody should send, and some will."""

from __future__ import annotations

import sys
import unicodedata

MARKS = 100_000
"""Combining marks on one letter."""


def blocks() -> str:
    """A few characters of each stretch of 128, which are Unicode's blocks, but for more of the same script."""
    lines = []
    script = ""
    for first in range(128, sys.maxunicode + 1, 128):
        known = [char for code in range(first, first + 128) if _is_character(char := chr(code))]
        before, script = script, unicodedata.name(known[0], "").partition(" ")[0] if known else ""
        if known and (script != before or unicodedata.category(known[0]) != "Lo"):
            lines.append("".join(known[:2]) + " " + "".join(known[-2:]))
    return ".\n".join(lines)


def _is_character(char: str) -> bool:
    return unicodedata.category(char) not in {"Cn", "Cs", "Co"}


def bomb(depth: int = 9) -> str:
    """An SSML document whose entities stand for ten of each other: a line, and a thousand million words."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth + 1))
    return f'<!DOCTYPE speak [<!ENTITY a0 "ha ">{entities}]><speak>&a{depth};</speak>'


def texts(size: int) -> dict[str, str]:
    """Each of about `size` characters, where size is what is wrong with it."""
    few = max(1, size // 12)

    def repeated(unit: str) -> str:
        return (unit * (size // len(unit) + 1))[:size]

    return {
        "no space": repeated("abcdefghij"),
        "one letter": repeated("a"),
        "digits": repeated("1234567890"),
        "white space": repeated(" \n\t") + "x",
        "full stops": repeated("."),
        "emoji": repeated("😀👨‍👩‍👧🇩🇪👍🏽"),
        "right to left": repeated("\u202eשלום עולם، مرحبا بالعالم. "),
        "marks": "e" + "\u0301" * size,
        "zero width": repeated("a\u200b\u200d\ufeff"),
        "NULs": repeated("a\0"),
        "control": repeated("".join(map(chr, range(1, 32)))),
        "nested": "<speak>" * few + "deep" + "</speak>" * few,
        "brackets": repeated("[("),
        "pauses": repeated("[x](/") + "/)",
        "quotes": repeated("\"'“‘"),
        "markdown": repeated("*_`#>|-~"),
        "address": "https://" + repeated("a.b/"),
        "e-mail": repeated("a.") + "@" + repeated("b."),
        "amounts": repeated("$1,"),
        "dates": repeated("1/2/"),
        "ideographs": repeated("漢字"),
        "bomb": bomb(),
        "blocks": blocks(),
        "number": "1" * min(size, 10_000),
    }
