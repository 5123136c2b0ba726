"""Doing something on a thread of its own, while the test goes on."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")
SECONDS = 10.0


class Aside(threading.Thread, Generic[Result]):
    """Begins at once; `outcome` gives what came of it."""

    def __init__(self, action: Callable[[], Result]) -> None:
        super().__init__(daemon=True)
        self._action = action
        self._result: list[Result] = []
        self._error: Exception | None = None
        self.start()

    def run(self) -> None:
        """Do it."""
        try:
            self._result.append(self._action())
        except Exception as error:  # noqa: BLE001
            self._error = error

    def outcome(self) -> Result:
        """What it gave; raises what it raised, and fails where it hangs."""
        self.join(SECONDS)
        assert not self.is_alive(), "it hangs"
        if self._error is not None:
            raise self._error
        return self._result[0]
