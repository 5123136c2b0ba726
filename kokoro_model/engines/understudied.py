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
    """Speaks as `engine` does, or as `understudy` where that fails before its first sound."""

    def __init__(self, engine: Engine, understudy: Engine) -> None:
        self.name = engine.name
        self.problem = ""
        """Why the engine did not speak the last passage; empty where it did."""
        self._engine, self._understudy = engine, understudy

    @property
    def concurrency(self) -> int:
        """The engine's."""
        return self._engine.concurrency

    @property
    def real_time_factor(self) -> float:
        """The engine's."""
        return self._engine.real_time_factor

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
            self.problem = str(error) if isinstance(error, EngineError) else f"the {self.name} engine failed: {error}"
            if begun:
                raise
            log.error("%s; %s speaks", self.problem, self._understudy.name, exc_info=not isinstance(error, EngineError))
            return self._understudy.synthesize(request, emit)
        self.problem = ""
        return words
