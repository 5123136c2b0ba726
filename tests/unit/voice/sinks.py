"""Sound devices for tests: real sinks, whose behaviour is the test's to choose."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kokoro_ipc.errors import NO_AUDIO_DEVICE, FailureError

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 10.0
LONGEST = 3.0
"""Seconds ahead that are the most."""


class HandSink:
    """Asks for sound when the test does, and keeps what it gets."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.heard = bytearray()
        self.latency = 1.0
        self.underruns = 0
        self._fill: Callable[[int], bytes] | None = None
        self._changed = threading.Condition()

    def open(self, device: str, fill: Callable[[int], bytes]) -> None:
        """The device is there."""
        with self._changed:
            self.opened.append(device)
            self._fill = fill
            self._changed.notify_all()

    def close(self) -> None:
        """The device is let go."""
        with self._changed:
            self._fill = None
            self._changed.notify_all()

    def lengthen(self) -> float | None:
        """It runs dry no more, or it is no use."""
        self.underruns = 0
        if self.latency > LONGEST:
            return None
        self.latency *= 4
        return self.latency

    def ask(self, size: int) -> bytes:
        """What the device gets; waits for it to be open."""
        self.wait_open()
        assert self._fill is not None
        sound = self._fill(size)
        self.heard += sound
        return sound

    def wait_open(self) -> None:
        """Wait until it is open."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._fill is not None, SECONDS)

    def wait_opened(self, times: int) -> None:
        """Wait until it has been opened so often, and is open."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._fill is not None and len(self.opened) >= times, SECONDS)

    def wait_closed(self) -> None:
        """Wait until it is closed."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._fill is None, SECONDS)


class FailingSink(HandSink):
    """Does not open so many times, and then does."""

    def __init__(self, failures: int) -> None:
        super().__init__()
        self._failures = failures

    def open(self, device: str, fill: Callable[[int], bytes]) -> None:
        """Fail, or be there."""
        if self._failures:
            self._failures -= 1
            raise FailureError(NO_AUDIO_DEVICE, f"the sound device {device} does not open")
        super().open(device, fill)


class BrokenSink(FailingSink):
    """Fails so many times in a way that no sink should."""

    def open(self, device: str, fill: Callable[[int], bytes]) -> None:
        """Break, or be there."""
        try:
            super().open(device, fill)
        except FailureError:
            raise RuntimeError(f"{device} is on fire") from None


class HangingSink(HandSink):
    """Hangs as it opens, or as it closes, until it is let go; the device `failing` does not open then."""

    def __init__(self, *, opening: bool, failing: str | None = None) -> None:
        super().__init__()
        self._opening, self._failing = opening, failing
        self.hangs = threading.Event()
        self.let_go = threading.Event()

    def open(self, device: str, fill: Callable[[int], bytes]) -> None:
        """Open, perhaps never."""
        if self._opening:
            self._hang()
        if device == self._failing:
            raise FailureError(NO_AUDIO_DEVICE, f"the sound device {device} does not open")
        super().open(device, fill)

    def close(self) -> None:
        """Close, perhaps never."""
        if not self._opening:
            self._hang()
        super().close()

    def _hang(self) -> None:
        self.hangs.set()
        assert self.let_go.wait(SECONDS)
