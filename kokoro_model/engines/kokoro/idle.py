"""Doing something once nobody has been at work for a while."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Idle:
    """Calls `action` after `seconds` in which no thread was inside `with idle:`."""

    def __init__(self, seconds: float, action: Callable[[], None]) -> None:
        self._seconds, self._action = seconds, action
        self._lock = threading.Lock()
        self._inside = 0
        self._timer: threading.Timer | None = None

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            self._cancel()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._timer = threading.Timer(self._seconds, self._action)
                self._timer.daemon = True
                self._timer.start()

    def forget(self) -> None:
        """Do not act any more until somebody has been at work again; an action under way is waited for."""
        with self._lock:
            timer = self._cancel()
        if timer is not None:
            timer.join()

    def _cancel(self) -> threading.Timer | None:
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
        return timer
