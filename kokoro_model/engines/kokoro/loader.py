"""How the model comes into memory: on a GPU as it is, on the CPU optimised, which is made behind the speech."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.loading import load_optimised, load_original
from kokoro_model.engines.kokoro.optimise import Optimiser
from kokoro_model.engines.kokoro.session import (
    CPU,
    CUDA,
    Provider,
    available_providers,
    choose,
    gpu_memory,
    overwritten,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kokoro_model.engines.kokoro.loading import Loaded

log = logging.getLogger(__name__)


class Loader:
    """Loads one model file. `load` and `stop` are called by one thread at a time."""

    def __init__(
        self,
        model: Path,
        voices: Path,
        cache: Path,
        *,
        device: str,
        gpu_memory_fraction: float | None,
        vocoder_streaming: bool,
        deterministic: bool,
        threads: int,
    ) -> None:
        self._model, self._voices, self._cache = model, voices, cache
        self._device, self._memory_fraction = device, gpu_memory_fraction
        self._streaming, self._deterministic, self._threads = vocoder_streaming, deterministic, threads
        self._optimiser: Optimiser | None = None
        self._behind: threading.Thread | None = None

    def load(self, later: Callable[[Loaded], None]) -> Loaded:
        """The model, ready to speak; a better form of it that is made behind it goes to `later`. Raises EngineError."""
        available = available_providers()
        provider = choose(self._device, available, memory_fraction=self._memory_fraction, memory_of=gpu_memory)
        for warning in (provider.warning, "" if CUDA in available else overwritten()):
            if warning:
                log.warning(warning)
        if provider.name != CPU:
            loaded = load_original(self._model, provider, self._threads)
            if loaded.provider != CPU:
                return loaded
            log.warning("%s does not start (are its libraries installed?): using the CPU", provider.name)
        return self._load_for_cpu(later)

    def wait(self) -> None:
        """Until nothing is being made behind the speech."""
        if self._behind is not None:
            self._behind.join()

    def stop(self) -> None:
        """Make nothing any more."""
        if self._optimiser is not None:
            self._optimiser.stop()
            self.wait()
        self._optimiser = self._behind = None

    def _load_for_cpu(self, later: Callable[[Loaded], None]) -> Loaded:
        optimiser = Optimiser(self._model, self._voices, self._cache, deterministic=self._deterministic)
        if self._deterministic:
            optimiser.make()
        try:
            if loaded := self._load_optimised(optimiser):
                return loaded
        except EngineError as error:
            log.warning("%s; making the optimised model anew", error)
            optimiser.discard()
        original = load_original(self._model, Provider(), self._threads)
        self._optimiser = optimiser
        self._behind = threading.Thread(target=self._optimise, args=[optimiser, later], name="kokoro-optimise")
        self._behind.start()
        return original

    def _load_optimised(self, optimiser: Optimiser) -> Loaded | None:
        found = optimiser.find()
        return load_optimised(*found, self._threads, streaming=self._streaming) if found else None

    def _optimise(self, optimiser: Optimiser, later: Callable[[Loaded], None]) -> None:
        """Make the optimised model and pass it on."""
        try:
            if optimiser.make() is not None and (loaded := self._load_optimised(optimiser)):
                later(loaded)
        except (EngineError, OSError) as error:  # OSError: the disk takes nothing
            log.warning("%s; the model speaks on as it came", error)
