"""A model service, all of it real but the engine, whose sound can be read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_ipc.activation import ServiceManager
from kokoro_model.engine_room import EngineRoom, KokoroSettings
from kokoro_model.kept_texts import KeptTexts
from kokoro_model.pauses import NONE
from kokoro_model.scheduler import Scheduler
from kokoro_model.service import Service
from kokoro_model.switchboard import START_AGAIN_SECONDS, START_SECONDS, Switchboard
from kokoro_model.text.code_blocks import ANNOUNCE
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.voices import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_model.engines.kokoro.gpu import GpuMemory
    from kokoro_model.units import VoiceUnits
    from kokoro_model.voices import Voice
    from tests.tone import ToneEngine


class NoUnits:
    """Voices that never start."""

    kind = "nothing"

    def start(self, voice: str, lang: str) -> None:
        """Do nothing."""


class ToneRoom(EngineRoom):
    """One engine that speaks for all of Kokoro's voices, and needs no loading."""

    state = "ready"
    stuck = False
    wanted = "auto"
    provider = ""
    gpu_memory: GpuMemory | None = None
    loading = False

    def __init__(self, engine: ToneEngine, queue_size: int, blends: Path) -> None:
        self.catalogue = Catalogue(blends)
        self._settings = KokoroSettings(Path("no such directory"))
        self._scheduler = Scheduler(engine, queue_size)
        self._scheduler.start()

    def start(self, changed: Callable[[], None]) -> None:
        """It has started."""

    @property
    def names(self) -> list[str]:
        """The engine's."""
        return ["tone"]

    def find(self, wanted: str) -> Voice:
        """The voice of that name or number; raises FailureError."""
        return self.catalogue.find(wanted)

    def use(self, engine: str) -> None:
        """Choose what is said to be wanted."""
        self.wanted = engine

    def wait(self) -> None:
        """The catalogue is whole."""

    def speaks(self, voice: Voice) -> Scheduler:
        """The one scheduler."""
        return self._scheduler

    @property
    def queued(self) -> int:
        """Texts that wait or are being made."""
        return self._scheduler.queued

    @property
    def made(self) -> dict[str, float]:
        """How many segments there were."""
        return {"segments": self._scheduler.segments, "sound_seconds": self._scheduler.sound_seconds}

    def check(self, voice: Voice, lang: str, form: str) -> None:
        """The engine speaks everything."""

    def notice(self, voice: Voice) -> str:
        """Nothing."""
        return ""

    def stop(self) -> None:
        """End the engine's threads."""
        self._scheduler.stop()


class ToneService(Service):
    """The service without its main thread: sessions are run by tests."""

    def __init__(
        self,
        engine: ToneEngine,
        units: VoiceUnits | None = None,
        queue_size: int = 256,
        *,
        start_seconds: float = START_SECONDS,
        start_again_seconds: float = START_AGAIN_SECONDS,
        blends: Path = Path("no such file"),
        start_watcher: Callable[[], None] = lambda: None,
        kept: Path = Path("/dev/null"),
        normalise: bool = False,
        idle_seconds: float = 0.0,
    ) -> None:
        self._room = ToneRoom(engine, queue_size, blends)
        super().__init__(
            ServiceManager({}),
            self._room,
            Switchboard(
                units or NoUnits(),
                KeptTexts(kept),
                queue_size,
                start_seconds=start_seconds,
                start_again_seconds=start_again_seconds,
                start_watcher=start_watcher,
            ),
            lexicon=Lexicon(os.devnull),
            normalise=normalise,
            code_blocks=ANNOUNCE,
            pauses=NONE,
            segments={"first_words": 6, "boundaries": ".,?!;:"},
            idle_seconds=idle_seconds,
            runs_as="tests",
        )

    def has(self, conversations: int) -> bool:
        """Whether so many are under way."""
        return self._sessions == conversations

    def close(self) -> None:
        """Give back what it holds."""
        self._room.stop()
        self.board.close()
        os.close(self._wake_reader)
        os.close(self._wake_writer)
