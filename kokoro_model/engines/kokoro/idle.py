"""Doing something once nobody has been at work for a while, and something else after a longer while."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Idle:
    """Calls each action of `plan` once no thread was inside `with idle:` for its number of seconds."""

    def __init__(self, plan: Sequence[tuple[float, Callable[[], None]]]) -> None:
        self._plan = plan
        self._lock = threading.Lock()
        self._inside = 0
        self._timers: list[threading.Timer] = []

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            self._cancel()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._timers = [threading.Timer(seconds, action) for seconds, action in self._plan]
                for timer in self._timers:
                    timer.daemon = True
                    timer.start()

    def forget(self) -> None:
        """Do not act any more until somebody has been at work again; an action under way is waited for."""
        with self._lock:
            timers = self._cancel()
        for timer in timers:
            timer.join()

    def _cancel(self) -> list[threading.Timer]:
        timers, self._timers = self._timers, []
        for timer in timers:
            timer.cancel()
        return timers
