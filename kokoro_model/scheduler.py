"""Whose segment comes next: the one whose sound runs out first.

Streams that somebody listens to come before files; among them those that have made no sound yet, in the order they
came; then the one whose listener will have heard everything soonest. Who makes no sound in its turn gives way to them
for a moment, so that a text of which nothing can be heard holds nobody up. A stream whose sound is not taken is passed
over, so that nothing piles up.

A turn is the right to use the engine; there are as many as its concurrency. Where the engine is interruptible, a stream
gives its turn up between two blocks of sound while another is more urgent or nobody takes its own; its thread stands
still meanwhile, and another thread works. Where it is not, a turn lasts for a part of a segment: these are short
(`text/portions.py`).
"""

from __future__ import annotations

import logging
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

from kokoro_ipc.errors import BUSY, ENGINE_FAILED, FailureError
from kokoro_model import threads
from kokoro_model.engines import EngineError

if TYPE_CHECKING:
    from kokoro_model.engines import Engine
    from kokoro_model.stream import Stream

log = logging.getLogger(__name__)
STUCK_SECONDS = 120.0
"""A block of sound that takes longer is taken for a hang, which only a new process gets out of."""
MOST_PAUSED = 16
"""Streams that may stand still in mid-segment at a time; each keeps a thread."""


class Scheduler:
    """Streams of one engine, and the threads that run it. All methods may be called from any thread."""

    def __init__(self, engine: Engine, queue_size: int, *, stuck_seconds: float = STUCK_SECONDS) -> None:
        self.engine = engine
        self._queue_size, self._stuck_seconds = queue_size, stuck_seconds
        self._workers = self._idle = self._turns = 0  # threads, those that wait for a turn, and those that have one
        self._changed = threading.Condition()
        self._streams: list[Stream] = []
        self._paused: set[Stream] = set()
        self._since: dict[Stream, float] = {}  # when the streams that have a turn began with their block
        self._worked: dict[Stream, float] = {}  # seconds in their turns before that
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
                    self._begin_thread()
                except FailureError:
                    if self._workers == 0:
                        raise
                    return

    def _begin_thread(self) -> None:
        threads.begin(f"{self.engine.name}-{self._workers}", self._work)
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
            self._changed.notify_all()

    def changed(self) -> None:
        """A stream got text, or room for sound, or was cancelled."""
        with self._changed:
            self._changed.notify_all()

    @property
    def queued(self) -> int:
        """How many streams are not finished."""
        return sum(not stream.over for stream in self._streams)

    @property
    def stuck(self) -> bool:
        """Whether the engine hangs in a block of sound."""
        return any(time.monotonic() - since > self._stuck_seconds for since in list(self._since.values()))

    def _work(self) -> None:
        while stream := self._next():
            try:
                stream.make_segment(self.engine, partial(self._give_way, stream))
            except EngineError as error:
                stream.fail(ENGINE_FAILED, str(error))
            except Exception:
                log.exception("the %s engine failed", self.engine.name)
                stream.fail(ENGINE_FAILED, f"the {self.engine.name} engine failed: the journal has the details")
            finally:
                self._end_turn(stream)

    def _account(self, stream: Stream, seconds: float) -> None:
        begun, made = stream.take_account()
        if begun or made:
            self.segments += begun
            self.sound_seconds += made
            self.work_seconds += seconds

    def _next(self) -> Stream | None:
        """Wait for a turn, and give it to the most urgent stream that has something to do; None once stopped."""
        with self._changed:
            self._idle += 1
            try:
                while not self._stopped:
                    self._streams = [stream for stream in self._streams if not stream.over]
                    stream = self._most_urgent() if self._turns < self.engine.concurrency else None
                    if stream is not None and stream not in self._paused:
                        stream.busy = True
                        self._begin_turn(stream)
                        return stream
                    self._changed.wait(self._seconds_to_wait())
            finally:
                self._idle -= 1
        return None

    def _most_urgent(self) -> Stream | None:
        """Of the streams that have something to do, and of those that stand still and could go on."""
        paused = (stream for stream in self._paused if stream.may_go_on)
        ready = [*paused, *(stream for stream in self._streams if stream.ready)]
        return min(ready, key=lambda stream: stream.urgency, default=None)

    def _give_way(self, stream: Stream) -> None:
        """Between two blocks of its sound: stand still for a more urgent stream, or while nobody takes it."""
        with self._changed:
            self._end_block(stream)
            rival = self._most_urgent() if self.engine.interruptible else None
            overtaken = rival is not None and rival.urgency < stream.urgency
            if self.engine.interruptible and (overtaken or not stream.may_go_on) and self._others_work():
                self._turns -= 1
                self._paused.add(stream)
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._may_go_on(stream))
                self._paused.discard(stream)
                self._turns += 1
            self._since[stream] = time.monotonic()

    def _may_go_on(self, stream: Stream) -> bool:
        if stream.over or self._stopped:
            return True
        return self._turns < self.engine.concurrency and self._most_urgent() is stream

    def _others_work(self) -> bool:
        """Whether a thread is there for others while this one stands still."""
        if self._idle or len(self._paused) >= MOST_PAUSED:
            return self._idle > 0
        try:
            self._begin_thread()
        except FailureError:
            return False
        return True

    def _begin_turn(self, stream: Stream) -> None:
        self._turns += 1
        self._since[stream], self._worked[stream] = time.monotonic(), 0.0

    def _end_block(self, stream: Stream) -> None:
        self._worked[stream] += time.monotonic() - self._since.pop(stream)

    def _end_turn(self, stream: Stream) -> None:
        with self._changed:
            self._end_block(stream)
            self._account(stream, self._worked.pop(stream))
            self._turns -= 1
            stream.busy = False
            self._changed.notify_all()

    def _seconds_to_wait(self) -> float | None:
        """Until a stream is ready though nothing comes; None: for as long as it takes."""
        due = [due for stream in self._streams if (due := stream.due) is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None
