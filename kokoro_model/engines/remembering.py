"""An engine that remembers what it has said: a phrase said before needs no model to be said again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from kokoro_model.engines import SAMPLE_RATE, Engine
from kokoro_model.phrase_cache import Phrase, PhraseKey
from kokoro_model.text.pieces import Phonemes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_model.engines import Request, Word
    from kokoro_model.phrase_cache import PhraseCache

_BLOCK = SAMPLE_RATE
"""Bytes handed out at once: half a second of sound."""


class Identified(Engine, Protocol):
    """An engine that speaks with files."""

    @property
    def identity(self) -> str:
        """Tells the files that it speaks with from any other."""


class RememberingEngine:
    """Speaks as `engine` does, without it what it has said before with the same files."""

    def __init__(self, engine: Identified, cache: PhraseCache) -> None:
        self.name, self.interruptible = engine.name, engine.interruptible
        self._engine, self._cache = engine, cache

    @property
    def concurrency(self) -> int:
        """The engine's."""
        return self._engine.concurrency

    @property
    def real_time_factor(self) -> float:
        """The engine's."""
        return self._engine.real_time_factor

    def streams(self, voice: str) -> bool:
        """The engine's."""
        return self._engine.streams(voice)

    def load(self) -> None:
        """Load the engine. Raises EngineError."""
        self._engine.load()

    def unload(self) -> None:
        """Unload the engine; what was said is remembered."""
        self._engine.unload()

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Speak one passage; see Engine."""
        key = self._key(request)
        known = self._cache.get(key)
        if known is None:
            return self._speak(request, key, emit)
        for at in range(0, len(known.pcm), _BLOCK):
            if not emit(known.pcm[at : at + _BLOCK]):
                break
        return known.words

    def _speak(self, request: Request, key: PhraseKey, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Let the engine speak, and remember what it has said to the end."""
        sound = bytearray()
        wanted = True

        def take(block: bytes) -> bool:
            nonlocal wanted
            sound.extend(block)
            wanted = emit(block)
            return wanted

        words = self._engine.synthesize(request, take)
        if wanted:
            self._cache.put(key, Phrase(bytes(sound), tuple(words)))
        return words

    def _key(self, request: Request) -> PhraseKey:
        # what phonemes take the place of counts too: the words' places are counted in it
        said = json.dumps([[p.text, p.phonemes] if isinstance(p, Phonemes) else p.text for p in request.pieces])
        identity = self._engine.identity
        return PhraseKey(self.name, identity, request.voice, request.lang, request.speed, request.volume, said)
