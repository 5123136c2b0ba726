"""What the classifiers' patterns have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.tokens import Context

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEFORE = re.compile(r"([^\W\d_]{1,24})[\s\u00a0]{1,3}\Z")
_AFTER = re.compile(r"[\s\u00a0]{1,3}([^\W\d_]{1,24})")
_REACH = 28


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, longer ones first; of nothing where there are none."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"


def context(match: re.Match[str]) -> Context:
    """The word before and the word behind what was matched."""
    before = _BEFORE.search(match.string[max(0, match.start() - _REACH) : match.start()])
    after = _AFTER.match(match.string, match.end())
    return Context(before[1] if before else "", after[1] if after else "")
