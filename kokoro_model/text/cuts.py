"""Where a sentence that is too long for one segment may be cut: at a clause, a space, at last anywhere.

Marks are never cut, and what is read as one (`unbroken`) only where it is longer than a segment.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kokoro_model.text import unbroken
from kokoro_model.text.sentences import CLOSERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kokoro_model.text.marks import Marks

_HEAVY = re.compile(r"[0-9\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U0001f000-\U0001faff\U00020000-\U0003ffff]")
_HEAVY_EXTRA = 3
_LONGEST_CLUSTER = 32
_PHRASE = re.compile(
    "(?<=[\u3041-\u3096])(?=[\u30a1-\u30fa\u3400-\u9fffA-Za-z0-9])|(?<=[的了着过過地得们們])(?=[\u3400-\u9fff])"
)
"""Where a phrase most often begins in Japanese, behind a particle or an ending in hiragana, and in Chinese."""
_JOINER = "\u200d"


def weight(text: str) -> int:
    """About how many phonemes `text` has: one a character, four a digit, ideograph or emoji."""
    return len(text) + _HEAVY_EXTRA * len(_HEAVY.findall(text))


def within(text: str, most: int) -> int:
    """Length of the longest beginning of `text` that weighs at most `most`, at least one character."""
    room = most
    for heavy in _HEAVY.finditer(text, 0, most):
        if heavy.start() >= room:
            break
        if heavy.start() + 1 > room - _HEAVY_EXTRA:
            return max(1, heavy.start())
        room -= _HEAVY_EXTRA
    return max(1, min(len(text), room))


class Cutter:
    """Cuts sentences of one language; `boundaries` are the characters that end a clause where white space follows."""

    def __init__(self, boundaries: str, lang: str) -> None:
        self._unbroken = unbroken.of_language(lang)
        ends = re.escape("".join(boundaries.split()).replace(".", "") + "–—")
        # one full stop inside a sentence belongs to an abbreviation
        dots = r"|\.{2,}" if "." in boundaries else ""
        self._clause = re.compile(rf"(?:[{ends}]+{dots})[{CLOSERS}]*(?=\s)|[，、；：。！？｡､]+[{CLOSERS}]*")

    def cut(self, text: str, marks: Marks, most: int, end: int | None, *, evenly: bool = False) -> int:
        """Where to cut `text`, from 1 to `most`; `end` is where its sentence ends if that is near.

        A clause end in the last 60 % of the room is best, of several the last one, or with `evenly` the one nearest
        to the middle. Without one the cut is at a space, and early enough not to leave a word or two alone where
        the end is near.
        """
        aim = end // 2 if evenly and end is not None else most
        clauses = [at for at in self.ends(text, marks, most) if at * 10 >= most * 4]
        if clauses:
            return min(clauses, key=lambda at: abs(at - aim))
        early = min(most, aim if end is None or evenly else end * 6 // 10)
        return (
            self._at_space(text, early, marks)
            or self._at_space(text, most, marks)
            or self._at_space(text, most, marks, whole=False)
            or self._at_phrase(text, aim if evenly else early, most, marks)
            or self._at_character(text, most, marks)
        )

    def ends(self, text: str, marks: Marks, most: int) -> Iterator[int]:
        """Where clauses end, up to `most`, and a cut breaks nothing."""
        for clause in self._clause.finditer(text, 0, most + 1):
            if clause.end() <= most and self._holding(text, clause.end(), marks) is None:
                yield clause.end()

    def _at_phrase(self, text: str, aim: int, most: int, marks: Marks) -> int:
        """Where a phrase begins nearest to `aim`, in the last 60 % of the room; 0: nowhere that is known."""
        begins = (phrase.start() for phrase in _PHRASE.finditer(text, most * 2 // 5, most + 1))
        free = [at for at in begins if at <= most and self._holding(text, at, marks) is None]
        return min(free, key=lambda at: abs(at - aim), default=0)

    def _at_character(self, text: str, most: int, marks: Marks) -> int:
        """Anywhere that splits no word; before what is read as one, where that leaves enough."""
        at = _at_character(text, most)
        held = self._unbroken.around(text, at) if marks.around(at) is None else None
        return held[0] if held and held[0] * 10 >= most * 4 else at

    def _holding(self, text: str, at: int, marks: Marks) -> tuple[int, int] | None:
        """Span of what a cut at `at` would go through."""
        return marks.around(at) or self._unbroken.around(text, at)

    def _at_space(self, text: str, most: int, marks: Marks, *, whole: bool = True) -> int:
        """The last white space at or before `most` that nothing holds, or no mark if not `whole`; 0: there is none."""
        at = most
        while at > 0:
            head = text[: at + 1]
            at = len(head.rstrip()) if head[-1].isspace() else _last_space(head)
            held = self._holding(text, at, marks) if whole else marks.around(at)
            if held is None:
                return at
            at = held[0] - 1
        return 0


def _last_space(text: str) -> int:
    """Where the last white space of `text` begins, 0 if there is none inside it."""
    words = text.rsplit(None, 1)
    return len(words[0]) if len(words) == 2 else 0


def _at_character(text: str, most: int) -> int:
    """The last place at or before `most` that splits no word, and no character as people see it, if one is near."""
    for at in range(most, max(1, most - _LONGEST_CLUSTER), -1):
        if not _joined(text, at):
            return at
    return most


def _joined(text: str, at: int) -> bool:
    """Whether the characters around index `at`, inside the text, make one visible character, or one word or number."""
    left, right = text[at - 1], text[at]
    if _JOINER in (left, right) or unicodedata.category(right).startswith("M"):
        return True
    if "\ud800" <= left <= "\udbff" and "\udc00" <= right <= "\udfff":
        return True
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return True
    if "\U0001f3fb" <= right <= "\U0001f3ff" or "\U000e0020" <= right <= "\U000e007f":
        return True
    return "\u1160" <= right <= "\u11ff" or (_is_flag(left) and _is_flag(right) and _flags_before(text, at) % 2 == 1)


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    head = text[:at]
    return len(head) - len(head.rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
