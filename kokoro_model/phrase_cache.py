"""Finished segments, kept so that a phrase said before is said again without the model.

In memory the phrases asked for last stay, up to a limit; a store (phrase_store.py), if there is one, outlasts
the process. A cached phrase is the same sound, byte for byte, as the first time.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .engines import Word
    from .phrase_store import PhraseStore

_BESIDES = 512
"""Bytes of memory that a phrase takes besides its sound and words, about."""
_WORD = 160
"""Bytes of memory that the times of one word take, about."""


@dataclass(frozen=True, slots=True)
class PhraseKey:
    """All that a segment's sound depends on.

    `model` tells one model file from another, its precision included; `voice` tells one sound from another:
    for a blend it is the recipe's name, never the name it is kept by, which may come to mean another recipe.
    """

    engine: str
    model: str
    voice: str
    language: str
    speed: float
    volume: float
    text: str

    def digest(self) -> str:
        """A name for this key, in hexadecimal, that tells nothing of the text to who does not know it."""
        return hashlib.sha256(json.dumps(astuple(self)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One finished segment: its sound (PCM as engines make it) and the times of its words."""

    pcm: bytes
    words: tuple[Word, ...]


class PhraseCache:
    """The phrases asked for last, at most about `limit` bytes of them; safe to use from any thread."""

    def __init__(self, limit: int, store: PhraseStore | None = None) -> None:
        self._limit = limit
        self._store = store
        self._lock = threading.Lock()
        self._phrases: OrderedDict[PhraseKey, Phrase] = OrderedDict()
        self._size = 0
        self.found = self.missed = 0
        """How often a phrase that was asked for was there, and was not."""

    def get(self, key: PhraseKey) -> Phrase | None:
        """The phrase made for this key before, None where it is not kept."""
        phrase = self._find(key)
        with self._lock:
            self.found += phrase is not None
            self.missed += phrase is None
        return phrase

    def _find(self, key: PhraseKey) -> Phrase | None:
        with self._lock:
            phrase = self._phrases.get(key)
            if phrase is not None:
                self._phrases.move_to_end(key)
        if self._store is None:
            return phrase
        if phrase is not None:
            self._store.offer(key.digest(), phrase)
            return phrase
        phrase = self._store.load(key.digest())
        if phrase is not None:
            self._remember(key, phrase)
        return phrase

    def put(self, key: PhraseKey, phrase: Phrase) -> None:
        """Keep a segment that was made to its end."""
        self._remember(key, phrase)
        if self._store is not None:
            self._store.offer(key.digest(), phrase)

    def _remember(self, key: PhraseKey, phrase: Phrase) -> None:
        with self._lock:
            self._drop(key)
            if _size(key, phrase) > self._limit:
                return
            self._phrases[key] = phrase
            self._size += _size(key, phrase)
            while self._size > self._limit:
                self._drop(next(iter(self._phrases)))

    def _drop(self, key: PhraseKey) -> None:
        phrase = self._phrases.pop(key, None)
        if phrase is not None:
            self._size -= _size(key, phrase)


def _size(key: PhraseKey, phrase: Phrase) -> int:
    return len(phrase.pcm) + len(phrase.words) * _WORD + len(key.text) + _BESIDES
