"""The engines: which there are, and which one speaks a voice.

espeak-ng is always there. Kokoro speaks its own voices from the moment its files are in place, looked for anew at each
text; where it does not load, espeak-ng speaks for them, also what was waiting.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_ipc.errors import ENGINE_FAILED, UNKNOWN_LANGUAGE, FailureError
from kokoro_model.engines.espeak.engine import EspeakEngine
from kokoro_model.files import FilesError, installed
from kokoro_model.seat import Seat
from kokoro_model.voices import Catalogue, Voice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kokoro_model.engines.kokoro.engine import KokoroEngine
    from kokoro_model.scheduler import Scheduler

LOAD_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class KokoroSettings:
    """Where Kokoro's files are, and how it runs. `model` and `voices` name files of one's own."""

    directory: Path
    model: Path | None = None
    voices: Path | None = None
    device: str = "auto"
    wanted: bool = True


class EngineRoom:
    """The engines and the catalogue of what they speak. Any thread may call any method after `start`."""

    def __init__(self, queue_size: int, kokoro: KokoroSettings) -> None:
        self.catalogue = Catalogue()
        self._queue_size = queue_size
        self._settings = kokoro
        self._lock = threading.Lock()
        self._espeak = Seat(EspeakEngine(), queue_size)
        self._kokoro: Seat[KokoroEngine] | None = None
        self._problem = ""
        self._tried: list[tuple[str, int, int]] = []  # the files that the seat was taken with
        self._changed: Callable[[], None] = lambda: None

    def start(self, changed: Callable[[], None]) -> None:
        """Load on threads of their own; `changed` is called when something is different."""
        self._changed = changed
        self._espeak.load(self._espeak_loaded)
        self._find_kokoro()

    @property
    def state(self) -> str:
        """Of each engine, for people."""
        return ", ".join(f"{seat.engine.name} {seat.state}" for seat in self._seats)

    @property
    def names(self) -> list[str]:
        """The engines that can speak."""
        return [seat.engine.name for seat in self._seats if not seat.error]

    @property
    def queued(self) -> int:
        """Texts that are being turned into sound or wait for it."""
        return sum(seat.scheduler.queued for seat in self._seats)

    @property
    def stuck(self) -> bool:
        """Whether an engine hangs."""
        return any(seat.scheduler.stuck for seat in self._seats)

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
        seat = self._find_kokoro() if voice.engine == "kokoro" else None
        return self._espeak.scheduler if seat is None else seat.scheduler

    def notice(self, voice: Voice) -> str:
        """A line for the person who asked for the voice, or nothing."""
        if voice.engine != "kokoro" or not self._settings.wanted or self._find_kokoro() is not None:
            return ""
        reason = self._problem or "Kokoro's files are missing; fetch them with say --setup"
        return f"espeak-ng speaks for {voice.name}: {reason}"

    @property
    def _seats(self) -> list[Seat[EspeakEngine] | Seat[KokoroEngine]]:
        return [self._espeak] if self._kokoro is None else [self._espeak, self._kokoro]

    def _wait(self) -> None:
        if not self._espeak.loaded.wait(LOAD_SECONDS):
            raise FailureError(ENGINE_FAILED, "the engine does not load")
        if self._espeak.error:
            raise FailureError(ENGINE_FAILED, self._espeak.error)

    def _espeak_loaded(self) -> None:
        if not self._espeak.error:
            self.catalogue.add(self._espeak.engine.voices())
            self._espeak.scheduler.start()
        self._changed()

    def _find_kokoro(self) -> Seat[KokoroEngine] | None:
        """Kokoro's seat, where its files are in place and it has not failed; it may be loading still."""
        with self._lock:
            if self._settings.wanted and (self._kokoro is None or self._kokoro.error):
                self._take_seat()
            return self._kokoro if self._kokoro is not None and not self._kokoro.error else None

    def _take_seat(self) -> None:
        """Seat Kokoro with the files there are, unless it has failed with these very files."""
        files = self._files()
        seen = _look_at(files)
        if files is None or seen == self._tried:
            return
        self._tried = seen
        from kokoro_model.engines.kokoro.engine import KokoroEngine

        settings = self._settings
        engine = KokoroEngine(*files, cache=settings.directory / "optimised", device=settings.device)
        seat = Seat(engine, self._queue_size)
        seat.load(lambda: self._kokoro_loaded(seat))
        self._kokoro = seat

    def _files(self) -> tuple[Path, Path] | None:
        """Model and voices, or None; `_problem` tells where it is more than that they are missing."""
        if self._settings.model and self._settings.voices:
            return self._settings.model, self._settings.voices
        try:
            found = installed(self._settings.directory)
        except FilesError as error:
            self._problem = str(error)
            return None
        self._problem = ""
        return None if found is None else (found.model, found.voices)

    def _kokoro_loaded(self, seat: Seat[KokoroEngine]) -> None:
        if seat.error:
            self._problem = seat.error
            seat.scheduler.hand_over(self._espeak.scheduler)
        else:
            seat.scheduler.start()
        self._changed()


def _look_at(files: tuple[Path, Path] | None) -> list[tuple[str, int, int]]:
    """What tells whether files are other ones: name, size and time of change (ns)."""
    return [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files or () if f.exists()]
