"""An engine's seat: its scheduler, and the thread that loads it."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from kokoro_model import threads
from kokoro_model.engines import Engine, EngineError
from kokoro_model.scheduler import STUCK_SECONDS, Scheduler

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


class Seat:
    """One engine, which may be given texts before it is loaded: whoever needs it first waits."""

    def __init__(self, engine: Engine, queue_size: int, stuck_seconds: float = STUCK_SECONDS) -> None:
        self.engine = engine
        self.scheduler = Scheduler(engine, queue_size, stuck_seconds=stuck_seconds)
        self._stuck_seconds = stuck_seconds
        self._since = time.monotonic()
        self.loaded = threading.Event()
        """Set once `load` has ended, well or not."""
        self.error = ""
        """Why the engine did not load; empty while it may."""

    @property
    def stuck(self) -> bool:
        """Whether the engine hangs in a segment, or in loading while texts wait for that."""
        loads = not self.loaded.is_set() and time.monotonic() - self._since > self._stuck_seconds
        return self.scheduler.stuck or (loads and self.scheduler.queued > 0)

    def load(self, complete: Callable[[], None], changed: Callable[[], None]) -> None:
        """Load on a thread of its own; raises FailureError(busy).

        There `complete` is called once the engine is loaded, as the last part of that, and `changed` once it is known
        how the loading has ended.
        """
        threads.begin(f"load {self.engine.name}", self._load, complete, changed)

    def _load(self, complete: Callable[[], None], changed: Callable[[], None]) -> None:
        begun = time.monotonic()
        try:
            self.engine.load()
            complete()
        except EngineError as error:
            self.error = str(error)
            log.error("the %s engine does not load: %s", self.engine.name, error)
        except Exception as error:  # whatever it is, texts must not wait for it
            self.error = f"the {self.engine.name} engine does not load: {error}"
            log.exception("the %s engine does not load", self.engine.name)
        else:
            log.info("the %s engine loaded in %.0f ms", self.engine.name, (time.monotonic() - begun) * 1e3)
        finally:
            self.loaded.set()
        changed()
