"""The engines: loaded behind the accepting socket, each with a scheduler of its own, and which one speaks a voice."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from kokoro_ipc.errors import ENGINE_FAILED, UNKNOWN_LANGUAGE, FailureError
from kokoro_model.engines import EngineError
from kokoro_model.engines.espeak.engine import EspeakEngine
from kokoro_model.files import FilesError, installed
from kokoro_model.scheduler import Scheduler
from kokoro_model.voices import Catalogue, Voice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)
LOAD_SECONDS = 60.0


class EngineRoom:
    """The engines and the catalogue of what they speak. Any thread may call any method after `start`."""

    def __init__(self, queue_size: int, models: Path) -> None:
        """`models` is the folder of Kokoro's files."""
        self._models = models
        self.catalogue = Catalogue()
        self._espeak = EspeakEngine()
        self._scheduler = Scheduler(self._espeak, queue_size)
        self._loaded = threading.Event()
        self._error = ""

    def start(self, changed: Callable[[], None]) -> None:
        """Load on a thread of its own; `changed` is called when it is done."""
        threading.Thread(target=self._load, args=(changed,), name="load", daemon=True).start()

    @property
    def state(self) -> str:
        """In a word or a sentence."""
        if self._error:
            return self._error
        return "ready" if self._loaded.is_set() else "loading"

    @property
    def names(self) -> list[str]:
        """The engines that can speak."""
        return [self._espeak.name]

    @property
    def queued(self) -> int:
        """Texts that are being turned into sound or wait for it."""
        return self._scheduler.queued

    @property
    def stuck(self) -> bool:
        """Whether an engine hangs."""
        return self._scheduler.stuck

    def find(self, wanted: str) -> Voice:
        """The voice of that name or number, once it can be known; raises FailureError."""
        if not self.catalogue.knows(wanted):
            self._wait()  # espeak-ng's own voices are known once it is loaded
        return self.catalogue.find(wanted)

    def check_language(self, lang: str) -> None:
        """Raises FailureError where no engine speaks the language."""
        self._wait()
        if lang not in self.catalogue.languages():
            raise FailureError(UNKNOWN_LANGUAGE, f"no voice speaks “{lang[:40]}”: `say --list` shows the languages")

    def speaks(self, voice: Voice) -> Scheduler:
        """The scheduler of the engine that speaks for a voice."""
        del voice  # espeak-ng speaks for all of them
        return self._scheduler

    def notice(self, voice: Voice) -> str:
        """A line for the person who asked for the voice, or nothing."""
        if voice.engine != "kokoro":
            return ""
        return f"espeak-ng speaks for {voice.name}: {self._why_not_kokoro()}"

    def _why_not_kokoro(self) -> str:
        try:
            found = installed(self._models)
        except FilesError as error:
            return str(error)
        if found is None:
            return "Kokoro's files are missing; fetch them with say --setup"
        return "Kokoro's files are here, and its engine comes with the next version"

    def _wait(self) -> None:
        if not self._loaded.wait(LOAD_SECONDS):
            raise FailureError(ENGINE_FAILED, self._error or "the engine does not load")
        if self._error:
            raise FailureError(ENGINE_FAILED, self._error)

    def _load(self, changed: Callable[[], None]) -> None:
        begun = time.monotonic()
        try:
            self._espeak.load()
            self.catalogue.add(self._espeak.voices())
        except EngineError as error:
            self._error = str(error)
            log.exception("the engine does not load")
        else:
            self._scheduler.start()
            log.info("espeak engine loaded in %.0f ms", (time.monotonic() - begun) * 1e3)
        self._loaded.set()
        changed()
