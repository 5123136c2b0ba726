"""The ways that a sentence is spoken in, all with one model and the same phonemes.

    kokoro-onnx   its `create`, the whole sentence at once
    whole         say while a voice is not measured yet: no streaming vocoder, so short segments, six words first
    streamed      say once the voice is measured, which is the rule: whole sentences, the vocoder in chunks
    piecewise     the same of a text that comes word by word, as what a language model writes does over HTTP

say speaks through the service's own segmenter, reader, stream and engine. Time passes for the stream as the text comes
and the sound is made, not by the clock, so that a busy machine does not change where a text is cut.
"""

from __future__ import annotations

import re
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bench.contestants import KokoroOnnx, Ours
from kokoro_ipc import message
from kokoro_model.engines.pcm import to_s16le
from kokoro_model.pauses import Pauses
from kokoro_model.stream import Stream
from kokoro_model.text.reading import Reader
from kokoro_model.text.segmenter import Segmenter
from kokoro_model.voices import kokoro_voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kokoro_model.engines import Engine

WORD_SECONDS = 0.1
"""Between two words of a language model: about ten tokens a second, as one does on a CPU."""
REAL_TIME_FACTOR = 0.5
"""Seconds that a second of sound takes to make, as time passes for the stream."""


class Way(Protocol):
    """One of them."""

    def speak(self, text: str, voice: str) -> bytes:
        """The sound of a sentence, as 16-bit PCM."""

    def close(self) -> None:
        """Give the memory back."""


class Create:
    """kokoro-onnx."""

    def __init__(self, folder: Path) -> None:
        self.kokoro = KokoroOnnx(folder).kokoro

    def speak(self, text: str, voice: str) -> bytes:
        samples, _ = self.kokoro.create(text, voice, lang=kokoro_voice(voice).lang)
        return to_s16le(np.asarray(samples, np.float32), 1.0)

    def close(self) -> None:
        """Leave it to the collector, as its users do."""


class Say:
    """This project."""

    def __init__(self, folder: Path, cache: Path, *, streaming: bool, piecewise: bool = False) -> None:
        self._ours = Ours(folder, cache, streaming=streaming)
        self._streaming, self._piecewise = streaming, piecewise

    def speak(self, text: str, voice: str) -> bytes:
        if self._streaming:
            self._ours.await_streaming(voice)
        self._ours.engine.real_time_factor = REAL_TIME_FACTOR
        pieces = re.findall(r"\S+\s*", text) if self._piecewise else [text]
        return stream(self._ours.engine, pieces, voice, kokoro_voice(voice).lang)

    def close(self) -> None:
        self._ours.engine.unload()


def make(name: str, folder: Path, cache: Path) -> Way:
    """A way by its name, one of WAYS."""
    if name == KOKORO_ONNX:
        return Create(folder)
    return Say(folder, cache, streaming=name != "whole", piecewise=name == "piecewise")


KOKORO_ONNX = "kokoro-onnx"
WAYS = (KOKORO_ONNX, "whole", "streamed", "piecewise")


def stream(engine: Engine, pieces: Iterable[str], voice: str, lang: str) -> bytes:
    """Speak a text that comes in pieces, WORD_SECONDS from one to the next."""
    with ThreadPoolExecutor(1) as beside:
        playback = _Playback(pieces, voice, lang)
        sound = beside.submit(playback.sound)
        try:
            playback.run(engine)
        except BaseException:
            playback.stream.cancel()  # or its sound would be waited for
            raise
        return sound.result()


class _Playback:
    """One stream, with the time that passes for it."""

    def __init__(self, pieces: Iterable[str], voice: str, lang: str) -> None:
        self._now = 0.0
        self._coming = deque(zip(count(0.0, WORD_SECONDS), pieces))
        self._changed = threading.Event()
        wanted = message.Synthesize(voice=voice, lang=lang)
        self.stream = Stream(
            wanted,
            Segmenter(lang=lang),
            Reader(lang),
            self._changed.set,
            pauses=Pauses(),
            clock=lambda: self._now,
        )

    def run(self, engine: Engine) -> None:
        """Feed the text as it comes, and make each segment as soon as it can be made."""
        while not self.stream.over:
            self._feed()
            if self.stream.ready:
                self.stream.make_segment(engine)
                _, seconds = self.stream.take_account()
                self._now += seconds * REAL_TIME_FACTOR
            else:
                self._pass_time()
            self._await_listener()

    def sound(self) -> bytes:
        """All that is sent, as it comes. Raises RuntimeError where the stream has failed."""
        return b"".join(self._sound())

    def _sound(self) -> Iterator[bytes]:
        while (taken := self.stream.take()) is not None:
            if isinstance(taken, message.Failed):
                raise RuntimeError(taken.message)
            if isinstance(taken, message.Audio):
                yield taken.payload

    def _feed(self) -> None:
        """The pieces that have come by now, and the end behind the last."""
        while self._coming and self._coming[0][0] <= self._now:
            self.stream.feed(self._coming.popleft()[1].encode())
            if not self._coming:
                self.stream.end()

    def _pass_time(self) -> None:
        """Go on to the next piece, or to what the stream waits for."""
        moments = [*([self._coming[0][0]] if self._coming else []), self.stream.due]
        self._now = max(self._now, min(moment for moment in moments if moment is not None))

    def _await_listener(self) -> None:
        """Until there is room for sound."""
        self._changed.clear()
        while not self.stream.may_go_on:
            self._changed.wait()
            self._changed.clear()
