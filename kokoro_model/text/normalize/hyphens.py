"""Words that a hyphen divides at the end of a line, as in text that is copied from a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Edit, Rewriting

NEEDS = re.compile(r"[-\u2010\xad][^\S\n]{0,3}\n")
DIVIDED = (
    r"(?<![^\W\d_])(?P<first>[^\W\d_]{1,40})(?P<hyphen>[-\u2010\xad])(?P<gap>[^\S\n]{0,3}\n[^\S\n]{0,40})"
    r"(?P<last>[^\W\d_]{1,40})"
)
"""A pattern of a divided word, and of what looks like one."""
_DIVIDED = re.compile(DIVIDED)


def join(text: Rewriting, language: Language) -> None:
    """Make one word of the parts.

    The hyphen of a compound stays, and so does the gap where it stands for a part that is left out.
    """
    edits: list[Edit] = []
    for word in _DIVIDED.finditer(text.text):
        if word["hyphen"] != "\xad" and word["last"] in language.hyphen_conjunctions:
            continue
        begins, ends = word.span("gap")
        edits.append((begins if _is_compound(word, language) else word.start("hyphen"), ends, ""))
    text.edit(edits)


def _is_compound(word: re.Match[str], language: Language) -> bool:
    """Whether the hyphen belongs to the word: by its parts, or because another hyphen or a capital stands in it."""
    if word["hyphen"] == "\xad":
        return False
    return (
        word["first"].lower() in language.hyphen_firsts
        or word["last"].lower() in language.hyphen_lasts
        or (word["last"][0].isupper() and not word["first"].isupper())
        or word.string[max(0, word.start() - 1) : word.start()] in {"-", "\u2010"}
        or word.string[word.end() : word.end() + 1] in {"-", "\u2010"}
    )
