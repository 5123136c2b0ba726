"""An engine with an understudy, who speaks whatever the engine cannot."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_model.engines import Engine, Request, Word

log = logging.getLogger(__name__)


class UnderstudiedEngine:
    """Speaks as `engine` does, or as `understudy` where that fails before its first sound, if there is text to read."""

    def __init__(self, engine: Engine, understudy: Engine) -> None:
        self.name, self.interruptible = engine.name, engine.interruptible
        self._engine, self._understudy = engine, understudy
        self._problems: dict[str, str] = {}  # by voice

    def problem(self, voice: str) -> str:
        """Why the engine did not speak the voice's last passage; empty where it did."""
        return self._problems.get(voice, "")

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
        """Unload the engine."""
        self._engine.unload()

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Speak one passage; see Engine."""
        begun = False

        def take(block: bytes) -> bool:
            nonlocal begun
            begun = True
            return emit(block)

        try:
            words = self._engine.synthesize(request, take)
        except Exception as error:  # whatever it is, there is someone to speak
            ours = isinstance(error, EngineError)
            problem = str(error) if ours else f"the {self.name} engine failed: {error}"
            self._problems[request.voice] = problem
            if begun or not request.text.strip():  # of phonemes alone nobody else can make anything
                raise
            log.error("%s; %s speaks", problem, self._understudy.name, exc_info=not ours)
            return self._stand_in(request, emit)
        self._problems.pop(request.voice, None)
        return words

    def _stand_in(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Have the understudy speak; where `emit` may wait, it does so after the understudy's work."""
        if not self.interruptible or self._understudy.interruptible:
            return self._understudy.synthesize(request, emit)
        blocks: list[bytes] = []

        def keep(block: bytes) -> bool:
            blocks.append(block)
            return True

        words = self._understudy.synthesize(request, keep)
        for block in blocks:
            if not emit(block):
                break
        return words
