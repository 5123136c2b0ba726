"""The engine that speaks with Kokoro-82M.

To import it takes nothing heavy: numpy, onnxruntime and kokoro-onnx come in with `load`.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.idle import Idle
from kokoro_model.engines.kokoro.optimise import Optimiser
from kokoro_model.engines.kokoro.phonemes import phonemize, pronounce
from kokoro_model.engines.kokoro.session import (
    CPU,
    Provider,
    available_providers,
    choose,
    give_heap_back,
    gpu_memory,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kokoro_model.engines import Request, Word
    from kokoro_model.engines.kokoro.loading import Loaded
    from kokoro_model.engines.kokoro.phonemes import Pronounce
    from kokoro_model.engines.kokoro.styles import Styles

log = logging.getLogger(__name__)


def one_voice(voice: str) -> Mapping[str, float]:
    """The recipe of a voice that is no blend."""
    return {voice: 1.0}


class KokoroEngine:
    """Speaks with the model at `model` and the voices at `voices`, a file of packs or a folder of them.

    `cache` holds the model's optimised form; where it is missing, the model speaks as it came while that
    is made behind it. `deterministic` waits for it and takes the noise out: a text then always sounds the
    same. `recipe` tells which voices a request's voice is blended from, `pronounce` the phonemes of a text.
    A segment ends with its mark's pause unless `pause_at_end` is off. The memory that speaking took is given
    back when nothing was spoken for `rest_after` seconds.
    """

    name = "kokoro"
    concurrency = 1

    def __init__(
        self,
        model: Path,
        voices: Path,
        *,
        cache: Path,
        device: str = "auto",
        gpu_memory_fraction: float | None = None,
        jobs: int = 12,
        vocoder_streaming: bool = False,
        deterministic: bool = False,
        threads: int = 0,
        recipe: Callable[[str], Mapping[str, float]] = one_voice,
        pronounce: Pronounce = pronounce,
        pause_at_end: bool = True,
        rest_after: float = 10.0,
    ) -> None:
        self._path, self._voices, self._cache = model, voices, cache
        self._device, self._memory_fraction, self._jobs = device, gpu_memory_fraction, jobs
        self._streaming, self._deterministic, self._threads = vocoder_streaming, deterministic, threads
        self._recipe, self._pronounce, self._pause_at_end = recipe, pronounce, pause_at_end
        self._loaded: Loaded | None = None
        self._styles: Styles | None = None
        self._optimiser: Optimiser | None = None
        self._behind: threading.Thread | None = None
        self._idle = Idle(rest_after, self._rest)

    @property
    def provider(self) -> str:
        """The onnxruntime provider that runs the model; empty while it is not loaded."""
        return self._loaded.provider if self._loaded else ""

    def load(self) -> None:
        """Bring model, voices and phonemes into memory. Raises EngineError with the way out."""
        from kokoro_model.engines.kokoro.styles import Styles

        provider = self._choose()
        self._styles = Styles(self._voices)
        phonemize("a", "en-us")  # espeak-ng reads its data, so that the first text need not wait for it
        if provider.name == CPU or not self._load_for_gpu(provider):
            self._load_for_cpu()

    def unload(self) -> None:
        """Give the memory back; what is being spoken is spoken to its end."""
        self._idle.forget()
        if self._optimiser is not None and self._behind is not None:
            self._optimiser.stop()
            self._behind.join()
        self._optimiser = self._behind = self._loaded = None

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Speak one segment into `emit`; see Engine."""
        from kokoro_model.engines.kokoro.speech import Speech
        from kokoro_model.engines.kokoro.spelling import Spelling

        loaded, styles = self._loaded, self._styles
        if loaded is None or styles is None:
            raise EngineError("the Kokoro model is not loaded")
        parts = self._pronounce(request.text, request.lang)
        spelling = Spelling(request.text, request.lang, parts, loaded.vocabulary)
        recipe = self._recipe(request.voice)
        speech = Speech(
            loaded.model,
            loaded.vocabulary,
            lambda phonemes: styles.style(recipe, phonemes - 1),
            speed=request.speed,
            pause_at_end=self._pause_at_end,
        )
        with self._idle:
            for block in speech.blocks(spelling.phonemes, request.volume):
                if not emit(block):
                    break
        return speech.words(spelling)

    def _rest(self) -> None:
        if (loaded := self._loaded) is not None and loaded.provider == CPU:
            loaded.model.rest()
            give_heap_back()

    def _choose(self) -> Provider:
        provider = choose(
            self._device,
            available_providers(),
            memory_fraction=self._memory_fraction,
            memory_of=gpu_memory,
        )
        if provider.warning:
            log.warning(provider.warning)
        return provider

    def _load_for_gpu(self, provider: Provider) -> bool:
        from kokoro_model.engines.kokoro.loading import load_original

        loaded = load_original(self._path, provider, self._threads)
        if loaded.provider == CPU:
            log.warning("%s does not start (are its libraries installed?): using the CPU", provider.name)
            return False
        self._loaded, self.concurrency = loaded, self._jobs
        return True

    def _load_for_cpu(self) -> None:
        from kokoro_model.engines.kokoro.loading import load_original

        self.concurrency = 1  # one text at a time takes all cores
        optimiser = Optimiser(self._path, self._voices, self._cache, deterministic=self._deterministic)
        if self._deterministic:
            optimiser.make()
        try:
            self._loaded = self._load_optimised(optimiser)
        except EngineError as error:
            log.warning("%s; making the optimised model anew", error)
            optimiser.discard()
        if self._loaded is None:
            self._loaded = load_original(self._path, Provider(), self._threads)
            self._optimiser = optimiser
            self._behind = threading.Thread(target=self._optimise, args=[optimiser], name="kokoro-optimise")
            self._behind.start()

    def _load_optimised(self, optimiser: Optimiser) -> Loaded | None:
        from kokoro_model.engines.kokoro.loading import load_optimised

        found = optimiser.find()
        return load_optimised(*found, self._threads, streaming=self._streaming) if found else None

    def _optimise(self, optimiser: Optimiser) -> None:
        """Make the optimised model and go over to it."""
        try:
            if optimiser.make() is not None:
                self._loaded = self._load_optimised(optimiser)
        except EngineError as error:
            log.warning("%s; the model speaks on as it came", error)
