"""The sound device: opened ahead of the sound, kept for a while, and let go so that it can sleep.

Opening may take long, so a thread does it; the main thread says what it wants and never waits.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from typing import TYPE_CHECKING

from kokoro_ipc.errors import FailureError
from kokoro_voice.player import BYTES_A_SECOND

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_voice.player import Player
    from kokoro_voice.sink import Sink

log = logging.getLogger(__name__)
FADE_SECONDS = 0.1
"""What a fade may take to get to a device that works."""
HANG_SECONDS = 10.0
"""A device that takes longer to open or close never will."""
_REST, _RESET, _QUIT = "rest", "reset", "quit"


class Device:
    """One sink and the thread that opens and closes it."""

    def __init__(
        self,
        sink: Sink,
        player: Player,
        wake: Callable[[], None],
        *,
        linger_seconds: float,
        preroll_seconds: float,
        fade_seconds: float = FADE_SECONDS,
        hang_seconds: float = HANG_SECONDS,
    ) -> None:
        self._sink, self._player, self._wake = sink, player, wake
        self._linger, self._fade, self._hang = linger_seconds, fade_seconds, hang_seconds
        self._preroll_size = int(preroll_seconds * 1000) * BYTES_A_SECOND // 1000
        self._preroll = 0
        self._orders: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="device", daemon=True)
        self._opened: str | None = None
        self._since: float | None = None  # when the thread took up an order that it is still about
        self.error: FailureError | None = None
        """Why the device does not play; None while it does."""

    @property
    def open(self) -> bool:
        """Whether the device asks for sound."""
        return self._opened is not None

    @property
    def hangs(self) -> bool:
        """Whether it neither opens nor closes; only the end of the process helps then."""
        since = self._since
        return since is not None and time.monotonic() - since > self._hang

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def want(self, name: str) -> None:
        """Sound is coming for the device of that name: have it open."""
        self.error = None
        self._orders.put(("open", name))

    def rest(self) -> None:
        """No sound is coming for now."""
        self._orders.put((_REST, ""))

    def reset(self) -> None:
        """It has stopped working: close it, whatever it does."""
        self._orders.put((_RESET, ""))

    def quit(self, seconds: float) -> None:
        """Close it for good; waits for so long at most."""
        self._orders.put((_QUIT, ""))
        self._thread.join(seconds)

    def _run(self) -> None:
        patience: float | None = None
        while True:
            try:
                order, name = self._orders.get(timeout=patience)
            except queue.Empty:
                order, name = _RESET, ""
            patience = self._linger if order == _REST and self._opened is not None else None
            self._since = time.monotonic()
            if order == "open":
                self._have_open(name)
            elif order != _REST:
                self._close()
            self._since = None
            if order == _QUIT:
                return

    def _have_open(self, name: str) -> None:
        if self._opened == name:
            return
        self._close()
        begun = time.monotonic()
        self._preroll = self._preroll_size
        self._player.asked = begun
        try:
            self._sink.open(name, self._fill)
        except FailureError as error:
            self.error = error
            self._wake()
            return
        self._opened = name
        log.debug("the sound device opened in %.0f ms", (time.monotonic() - begun) * 1e3)

    def _fill(self, size: int) -> bytes:
        """Silence first, where the setting asks for it: some devices swallow what comes as they wake."""
        if self._preroll <= 0:
            return self._player.fill(size)
        self._player.asked = time.monotonic()
        self._preroll -= size
        return bytes(size)

    def _close(self) -> None:
        if self._opened is not None:
            self._opened = None
            self._player.wait_silent(self._fade)
            self._sink.close()
            log.debug("the sound device closed")
