"""The espeak engine: any of espeak-ng's voices, and a stand-in for each of Kokoro's."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kokoro_model.engines import SAMPLE_RATE, EngineError, Request, Word
from kokoro_model.engines.espeak.standins import standin
from kokoro_model.recipes import main_voice
from kokoro_model.voices import Voice, kokoro_voices

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_model.engines.espeak.library import Library, ListedVoice

WORDS_PER_MINUTE = 175
"""espeak-ng's own pace, which is speed 1.0."""
_GENDERS = {1: "male", 2: "female"}


class EspeakEngine:
    """Speech by rules: it starts in milliseconds, knows a hundred languages, and sounds like it."""

    name = "espeak"
    concurrency = 1
    interruptible = False  # it calls `emit` from inside the library, which speaks one text at a time
    real_time_factor = 0.01

    def __init__(self) -> None:
        self._lock = threading.Lock()  # it also speaks for other engines, on their threads
        self._library: Library | None = None
        self._selected: tuple[str, int] | None = None
        self._standins = _standins()
        self._listed: dict[str, ListedVoice] = {}  # by language

    def streams(self, voice: str) -> bool:
        """Whatever the voice: a sentence is made in a hundredth of the time that it lasts."""
        del voice
        return True

    def load(self) -> None:
        """Bring the library into memory; raises EngineError."""
        import numpy as np
        import soxr

        from kokoro_model.engines.espeak.library import Library

        with self._lock:
            if self._library is None:
                library = Library()
                self._listed = {voice.lang: voice for voice in reversed(library.voices())}  # a language's first counts
                soxr.resample(np.zeros(64, np.int16), library.rate, SAMPLE_RATE)  # what is loaded lazily, now
                self._library = library

    def unload(self) -> None:
        """espeak-ng's library stays: it is small, and a process can hold only one."""

    def voices(self) -> list[Voice]:
        """espeak-ng's own voices, each named by its language."""
        return [Voice(lang, "espeak", lang, _GENDERS.get(v.gender, ""), v.title) for lang, v in self._listed.items()]

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Speak one segment; espeak-ng tells no word times that hold after resampling, so none are given."""
        import numpy as np
        import soxr

        from kokoro_model.engines.pcm import to_s16le

        self.load()  # whom it speaks for may have failed before it was loaded itself
        assert self._library is not None
        resampler = soxr.ResampleStream(self._library.rate, SAMPLE_RATE, 1, dtype="float32")
        going = True

        def pass_on(samples: bytes, *, last: bool = False) -> bool:
            nonlocal going
            heard = np.frombuffer(samples, np.int16).astype(np.float32) / 32768
            sound = to_s16le(resampler.resample_chunk(heard, last=last), request.volume)
            going = going and (not sound or emit(sound))
            return going

        with self._lock:
            self._select(request)
            self._library.speak(request.text, round(WORDS_PER_MINUTE * request.speed), pass_on)
        if going:
            pass_on(b"", last=True)
        return ()

    def _select(self, request: Request) -> None:
        """Choose the voice in the library, unless it was the last to speak: choosing reads its files."""
        assert self._library is not None
        variant, pitch = self._standins.get(main_voice(request.voice), ("", 50))
        if request.lang not in self._listed:
            raise EngineError(f"espeak-ng does not speak “{request.lang}”")
        file = self._listed[request.lang].file
        wanted = (f"{file}+{variant}" if variant else file, pitch)
        if wanted != self._selected:
            self._selected = None
            self._library.select(*wanted)
            self._selected = wanted


def _standins() -> dict[str, tuple[str, int]]:
    places: dict[tuple[str, str], int] = {}
    chosen = {}
    for voice in kokoro_voices():
        place = places.get((voice.lang, voice.gender), 0)
        places[voice.lang, voice.gender] = place + 1
        chosen[voice.name] = standin(voice.gender, place)
    return chosen
