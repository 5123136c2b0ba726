"""Whose segment comes next: the one whose sound runs out first.

Streams that somebody listens to come before files; among them those that have made no sound yet, in the order they
came; then the one whose listener will have heard everything soonest. Who makes no sound in its turn gives way to them
for a moment, so that a text of which nothing can be heard holds nobody up. A part of a segment is never interrupted
for another, so they are short (`text/portions.py`). A stream whose sound is not taken is passed over, so that nothing
piles up.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from kokoro_ipc.errors import BUSY, ENGINE_FAILED, FailureError
from kokoro_model import threads
from kokoro_model.engines import EngineError

if TYPE_CHECKING:
    from kokoro_model.engines import Engine
    from kokoro_model.stream import Stream

log = logging.getLogger(__name__)
STUCK_SECONDS = 120.0
"""A segment that takes longer is taken for a hang, which only a new process gets out of."""


class Scheduler:
    """Streams of one engine, and the threads that run it. All methods may be called from any thread."""

    def __init__(self, engine: Engine, queue_size: int, *, stuck_seconds: float = STUCK_SECONDS) -> None:
        self.engine = engine
        self._queue_size, self._stuck_seconds = queue_size, stuck_seconds
        self._workers = 0
        self._changed = threading.Condition()
        self._streams: list[Stream] = []
        self._since: dict[int, float] = {}
        self._stopped = False
        self.segments = 0
        """How many segments have been made, or begun and broken off."""
        self.sound_seconds = self.work_seconds = 0.0
        """How much sound came of them, and how long it took; one by the other is the real-time factor."""

    def start(self) -> None:
        """Begin to work, or go on with as many threads as the engine takes by now; raises FailureError(busy).

        Too few threads are no failure: there is one that works.
        """
        with self._changed:
            while self._workers < self.engine.concurrency:
                try:
                    threads.begin(f"{self.engine.name}-{self._workers}", self._work, self._workers)
                except FailureError:
                    if self._workers == 0:
                        raise
                    return
                self._workers += 1

    def stop(self) -> None:
        """Make no more segments; those under way are finished."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def add(self, stream: Stream) -> None:
        """Take a stream in; raises FailureError(busy) where too many wait already."""
        with self._changed:
            if self.queued >= self._queue_size:
                raise FailureError(BUSY, f"{self._queue_size} texts wait for the engine already: try again later")
            self._streams.append(stream)
            self._changed.notify()

    def changed(self) -> None:
        """A stream got text, or room for sound, or was cancelled."""
        with self._changed:
            self._changed.notify()

    @property
    def queued(self) -> int:
        """How many streams are not finished."""
        return sum(not stream.over for stream in self._streams)

    @property
    def stuck(self) -> bool:
        """Whether the engine hangs in a segment."""
        return any(time.monotonic() - since > self._stuck_seconds for since in list(self._since.values()))

    def _seconds_to_wait(self) -> float | None:
        """Until a stream is ready though nothing comes; None: for as long as it takes."""
        due = [due for stream in self._streams if (due := stream.due) is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _work(self, number: int) -> None:
        while stream := self._next():
            self._since[number] = time.monotonic()
            try:
                stream.make_segment(self.engine)
            except EngineError as error:
                stream.fail(ENGINE_FAILED, str(error))
            except Exception:
                log.exception("the %s engine failed", self.engine.name)
                stream.fail(ENGINE_FAILED, f"the {self.engine.name} engine failed: the journal has the details")
            finally:
                self._account(stream, time.monotonic() - self._since.pop(number))
                stream.busy = False

    def _account(self, stream: Stream, seconds: float) -> None:
        begun, made = stream.take_account()
        if begun or made:
            with self._changed:
                self.segments += begun
                self.sound_seconds += made
                self.work_seconds += seconds

    def _next(self) -> Stream | None:
        """Wait for the most urgent stream that has something to do, and mark it as under way; None once stopped."""
        with self._changed:
            while not self._stopped:
                self._streams = [stream for stream in self._streams if not stream.over]
                ready = [stream for stream in self._streams if stream.ready]
                if ready:
                    stream = min(ready, key=lambda stream: stream.urgency)
                    stream.busy = True
                    return stream
                self._changed.wait(self._seconds_to_wait())
        return None
