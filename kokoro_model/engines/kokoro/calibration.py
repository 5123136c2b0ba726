"""The statistics of voices, measured beside the speech the first time that a voice is wanted."""

from __future__ import annotations

import logging
import threading
from collections import deque
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.voice_statistics import VoiceStatistics

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.background import Background
    from kokoro_model.engines.kokoro.styles import Styles

log = logging.getLogger(__name__)


class Calibration:
    """Knows the statistics of the voices at `voices` for the optimised model in `folder`. Any thread may call."""

    def __init__(self, folder: Path, voices: Path, styles: Styles, background: Background) -> None:
        self._folder, self._voices, self._background = folder, voices, background
        self.styles = styles
        self._statistics = VoiceStatistics(folder, styles)
        self._lock = threading.Lock()
        self._asked: set[str] = set()
        self._waiting: deque[str] = deque()
        self._thread: threading.Thread | None = None

    def statistics(self, recipe: Mapping[str, float]) -> NDArray[np.float32] | None:
        """The statistics of a blend (see VoiceStatistics); None while they are measured, which this begins."""
        with self._lock:
            for voice in self._statistics.missing(recipe):
                if voice not in self._asked:
                    self._asked.add(voice)
                    self._waiting.append(voice)
            if self._waiting and self._thread is None:
                self._thread = threading.Thread(target=self._measure, name="kokoro-calibrate")
                self._thread.start()
            return self._statistics.of(recipe)

    def wait(self) -> None:
        """Until nothing is being measured."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _measure(self) -> None:
        while (voice := self._next()) is not None:
            try:
                if self._background.run(["calibrate", str(self._folder), str(self._voices), voice]):
                    log.info("%s is heard while it is made from now on", voice, extra={"VOICE": voice})
            except (EngineError, OSError) as error:
                log.warning("%s was not measured: its sentences are made whole: %s", voice, error)

    def _next(self) -> str | None:
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._thread = None
            return None
