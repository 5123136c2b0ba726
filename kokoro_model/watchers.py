"""Those who watch what voices say: connections that have asked to, and one that is started when there is none.

Any thread may call any method. A watcher is told without waiting for it (`offer`), so a stuck one holds up nobody.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kokoro_ipc import message
from kokoro_ipc.errors import FailureError
from kokoro_model import threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.channel import Channel
    from kokoro_ipc.message import Failed, Finished, Message, Saying


class Watchers:
    """`start` has one come that is not there; it may take its time, and is called by one thread at a time."""

    def __init__(self, start: Callable[[], None]) -> None:
        self._start = start
        self._starting = False
        self._lock = threading.Lock()
        self._channels: list[Channel] = []
        self._sayings: dict[str, Saying] = {}

    def add(self, channel: Channel) -> None:
        """One more: it is answered and told what is being said already, and misses nothing from its answer on."""
        with self._lock:
            channel.offer(message.Ok())
            self._channels = [*(other for other in self._channels if other is not channel), channel]
            for saying in self._sayings.values():
                channel.offer(saying)

    def remove(self, channel: Channel) -> None:
        """It has left, if it was one at all: where something is said, another one comes."""
        with self._lock:
            left = [other for other in self._channels if other is not channel]
            was_one, self._channels = len(left) < len(self._channels), left
            if was_one and self._sayings:
                self._see_that_one_comes()

    def saying(self, event: Saying) -> None:
        """A voice says that, or has paused in it."""
        with self._lock:
            self._sayings[event.id] = event
            self._tell(event)
            self._see_that_one_comes()

    def over(self, event: Finished | Failed) -> None:
        """A text has come to an end, whether it was heard or not."""
        with self._lock:
            if self._sayings.pop(event.id, None):
                self._tell(event)

    def _tell(self, event: Message) -> None:
        for channel in self._channels:
            channel.offer(event)

    def _see_that_one_comes(self) -> None:
        if self._channels or self._starting:
            return
        self._starting = True
        try:
            threads.begin("start a watcher", self._have_one_come)
        except FailureError:
            self._starting = False  # the next sentence will do

    def _have_one_come(self) -> None:
        try:
            self._start()
        finally:
            with self._lock:
                self._starting = False
