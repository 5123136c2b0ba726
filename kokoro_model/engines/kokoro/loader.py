"""How the model comes into memory: on a GPU as it is, on the CPU optimised, which is made behind the speech."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.background import Background
from kokoro_model.engines.kokoro.calibration import Calibration
from kokoro_model.engines.kokoro.loading import load_optimised, load_original
from kokoro_model.engines.kokoro.optimizer.cache import Optimiser
from kokoro_model.engines.kokoro.session import (
    CPU,
    CUDA,
    Provider,
    available_providers,
    choose,
    gpu_memory,
    overwritten,
)
from kokoro_model.engines.kokoro.styles import Styles

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
        self._background = Background()
        self._calibration: Calibration | None = None
        self._behind: threading.Thread | None = None

    def load(self, later: Callable[[Loaded], None]) -> Loaded:
        """The model, ready to speak; a better form of it that is made behind it goes to `later`. Raises EngineError."""
        return self._warmed(self._load(later))

    def _load(self, later: Callable[[Loaded], None]) -> Loaded:
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
        if self._calibration is not None:
            self._calibration.wait()

    def stop(self) -> None:
        """Make nothing any more."""
        self._background.stop()
        self.wait()

    def _load_for_cpu(self, later: Callable[[Loaded], None]) -> Loaded:
        optimiser = Optimiser(
            self._model, self._voices, self._cache, deterministic=self._deterministic, background=self._background
        )
        if self._deterministic:
            optimiser.make()
        try:
            if loaded := self._load_optimised(optimiser):
                return loaded
        except EngineError as error:
            log.warning("%s; making the optimised model anew", error)
            optimiser.discard()
        original = replace(load_original(self._model, Provider(), self._threads), background=self._background)
        self._behind = threading.Thread(target=self._optimise, args=[optimiser, later], name="kokoro-optimise")
        self._behind.start()
        return original

    def _load_optimised(self, optimiser: Optimiser) -> Loaded | None:
        found = optimiser.find()
        if found is None:
            return None
        folder, layout = found
        loaded = load_optimised(folder, layout, self._threads, streaming=self._streaming)
        if self._streaming and layout.seam is not None and layout.seam.context:
            self._calibration = Calibration(folder, self._voices, Styles(self._voices), self._background)
        return replace(loaded, calibration=self._calibration, background=self._background)

    def _optimise(self, optimiser: Optimiser, later: Callable[[Loaded], None]) -> None:
        """Make the optimised model and pass it on."""
        try:
            if optimiser.make() is not None and (loaded := self._load_optimised(optimiser)):
                later(self._warmed(loaded))
        except (EngineError, OSError) as error:  # OSError: the disk takes nothing
            log.warning("%s; the model speaks on as it came", error)

    @staticmethod
    def _warmed(loaded: Loaded) -> Loaded:
        """After a first inference, so that the first text does not pay for it."""
        loaded.model.rest()
        return loaded
