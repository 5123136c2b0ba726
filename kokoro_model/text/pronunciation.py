"""One pronunciation as a line of text, and a table of them that finds its words in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST_WORD = 80
_LONGEST_SOUND = 200
_PHONETIC = re.compile(r"[\u0250-\u02af\u02b0-\u02ff\u1d00-\u1dbf\ua700-\ua71fβθχŋ]")
_QUOTES = "'\"/"
_HEAD = re.compile(r"\w+|[^\w\s]")
_COMMENT = re.compile(r"(?:^|\s)#.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """How `word` is said: `sound` is phonemes, or else text that is read like any other."""

    word: str
    sound: str
    phonemes: bool

    def __post_init__(self) -> None:
        if not 0 < len(self.word) <= _LONGEST_WORD or not self.word.isprintable():
            raise ValueError(f"a word needs 1 to {_LONGEST_WORD} printable characters, not {self.word[:99]!r}")
        if "=" in self.word or _COMMENT.search(self.word):
            raise ValueError(f"{self.word!r} cannot be a word here: '=' ends a word and '#' begins a comment")
        if not 0 < len(self.sound) <= _LONGEST_SOUND or not self.sound.isprintable() or "#" in self.sound:
            raise ValueError(f"the sound of {self.word!r} needs 1 to {_LONGEST_SOUND} printable characters but '#'")

    def line(self) -> str:
        """The entry as `parse` understands it."""
        if self.phonemes:
            told = _PHONETIC.search(self.sound) and self.sound[0] not in _QUOTES
            return f"{self.word}={self.sound}" if told else f"{self.word}=/{self.sound}/"
        return f"{self.word}='{self.sound}'"


def entry(word: str, sound: str) -> Entry:
    """The entry that says `word` as `sound`. Raises ValueError with what is wrong."""
    sound = sound.strip()
    quoted = len(sound) > 1 and sound[0] == sound[-1] and sound[0] in _QUOTES
    bare = sound[1:-1].strip() if quoted else sound
    phonemes = sound[0] == "/" if quoted else _PHONETIC.search(bare) is not None
    return Entry(" ".join(word.split()), bare, phonemes)


def parse(line: str) -> Entry | None:
    """Understand `word=sound`; None for a line with nothing but a comment. Raises ValueError."""
    told = _COMMENT.sub("", line).strip()
    if not told:
        return None
    word, equals, sound = told.partition("=")
    if not equals:
        raise ValueError(f"no '=' between a word and its sound in {told[:60]!r}")
    return entry(word, sound)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry whose word stands in a text from `start` to `end`."""

    start: int
    end: int
    entry: Entry


class Table:
    """Entries, of which a later one takes the place of an earlier one for the same word."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.word: entry for entry in entries}
        self._by_head: dict[str, list[Entry]] = {}
        for known in self.entries.values():
            head = _HEAD.match(known.word)
            assert head is not None  # a word begins with no white space
            self._by_head.setdefault(head[0].casefold(), []).append(known)

    def find(self, text: str) -> Iterator[Found]:
        """The words of `text` that stand in the table, in order, none overlapping."""
        done = 0
        for head in _HEAD.finditer(text) if self._by_head else ():
            found = self._at(text, head) if head.start() >= done else None
            if found:
                done = found.end
                yield found

    def _at(self, text: str, head: re.Match[str]) -> Found | None:
        """The longest word that begins with `head`; of several spellings the one that the text has."""
        known = self._by_head.get(head[0].casefold(), ())
        matches = [(_pattern(entry.word).match(text, head.start()), entry) for entry in known]
        found = [Found(*match.span(), entry) for match, entry in matches if match]
        return max(found, key=lambda one: (one.end, text[one.start : one.end] == one.entry.word), default=None)


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """A whole word; any case will do unless it is all in capitals."""
    inner = r"\s+".join(re.escape(part) for part in word.split())
    before = r"(?<!\w)" if _is_word(word[0]) else ""
    after = r"(?!\w)" if _is_word(word[-1]) else ""
    return re.compile(before + inner + after, 0 if word.isupper() else re.IGNORECASE)


def _is_word(char: str) -> bool:
    return re.match(r"\w", char) is not None
