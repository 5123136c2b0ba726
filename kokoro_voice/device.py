"""The sound device: opened ahead of the sound, kept for a while, and let go so that it can sleep.

Opening may take long, so a thread does it; the main thread says what it wants and never waits. What both threads
change is changed under the lock.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from kokoro_ipc.errors import NO_AUDIO_DEVICE, FailureError
from kokoro_voice.player import BYTES_A_SECOND

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_voice.player import Player
    from kokoro_voice.sink import Sink

log = logging.getLogger(__name__)
FADE_SECONDS = 0.1
"""What a fade may take to get to a device that works."""
HANG_SECONDS = 5.0
"""A sound system that takes longer to open or close a device will never do it."""
STALL_SECONDS = 2.5
"""A device that asks for nothing for so long, while there is sound, is gone."""
UNDERRUNS = 3
"""So many times a device may run out of sound before it is opened again, with more ahead of it."""
STALLED = "the sound device has stopped taking sound"
_OPEN, _REOPEN, _REST, _CLOSE, _QUIT = "open", "reopen", "rest", "close", "quit"


class _Order(NamedTuple):
    """What the device's thread is to do; `number` is that of the last order to open, 0 where nothing is opened."""

    what: str
    name: str = ""
    utterance: str = ""
    number: int = 0


class DeviceHangsError(Exception):
    """The sound system has taken one of our threads and will not give it back: only a new process can speak again.

    PortAudio has no other way: where a device goes in mid-sound, its thread runs in circles and a close waits for it.
    """


class Device:
    """One sink and the thread that opens and closes it.

    `sleeps` tells, before a device of that name is opened, whether it will lose the first `preroll_seconds`.
    """

    def __init__(
        self,
        sink: Sink,
        player: Player,
        wake: Callable[[], None],
        *,
        linger_seconds: float,
        preroll_seconds: float,
        sleeps: Callable[[str], bool],
        fade_seconds: float = FADE_SECONDS,
        hang_seconds: float = HANG_SECONDS,
        stall_seconds: float = STALL_SECONDS,
    ) -> None:
        self._sink, self._player, self._wake = sink, player, wake
        self._linger, self._fade = linger_seconds, fade_seconds
        self._hang, self._stall = hang_seconds, stall_seconds
        self._sleeps = sleeps
        self._preroll_size = int(preroll_seconds * 1000) * BYTES_A_SECOND // 1000
        self._preroll = 0
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="device", daemon=True)
        self._opened: str | None = None
        self._utterance = ""  # whose sound it was opened for, or played last
        self._reopens = False
        self._lock = threading.Lock()
        self._since: float | None = None  # when the order under way was begun
        self._wanted = 0  # the number of the last order to open
        self._hogs = False
        self._looked = time.monotonic()
        self.error: FailureError | None = None
        """Why the device does not play; None while it does."""

    @property
    def obeying(self) -> bool:
        """Whether an order is under way, so that `check` should be called now and then."""
        return self._since is not None or not self._orders.empty()

    @property
    def open(self) -> bool:
        """Whether the device asks for sound."""
        return self._opened is not None

    @property
    def hangs(self) -> bool:
        """Whether it opens or closes for so long that it will never end."""
        since = self._since
        return since is not None and time.monotonic() - since > self._hang

    def hogs(self) -> None:
        """PortAudio's thread runs in circles, as the kernel has told; safe in a signal handler."""
        self._hogs = True
        self._wake()

    def check(self) -> None:
        """Raise DeviceHangsError where it hangs; to be called often while it has something to do."""
        self._forgive_standstill()
        if self.hangs:
            raise DeviceHangsError("the sound system does not answer")
        if self._hogs:
            raise DeviceHangsError(STALLED)

    def _forgive_standstill(self) -> None:
        """Time in which nobody looked does not count: the whole process stood still, the device's thread as well."""
        now = time.monotonic()
        if now - self._looked > self._stall:
            self._player.asked = now
            with self._lock:
                self._since = now if self._since is not None else None
        self._looked = now

    def check_sound(self) -> None:
        """Raise DeviceHangsError where there is sound and the device has not asked for it for too long."""
        stalled = time.monotonic() - self._player.asked > self._stall
        if stalled and self._player.sounding and self.open:
            raise DeviceHangsError(STALLED)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def want(self, name: str, utterance: str = "") -> None:
        """Sound of that utterance is coming for the device of that name: have it open."""
        with self._lock:
            self.error = None
            self._wanted += 1
            self._orders.put(_Order(_OPEN, name, utterance, self._wanted))

    def rest(self) -> None:
        """No sound is coming for now."""
        self._orders.put(_Order(_REST))

    def quit(self, seconds: float) -> None:
        """Close it for good; waits for so long at most."""
        self._orders.put(_Order(_QUIT))
        self._thread.join(seconds)

    def _run(self) -> None:
        patience: float | None = None
        while True:
            try:
                order = self._orders.get(timeout=patience)
            except queue.Empty:
                order = _Order(_CLOSE)
            self._utterance = order.utterance or self._utterance
            if order.what != _REOPEN:
                patience = self._linger if order.what == _REST and self._opened is not None else None
            self._begin(time.monotonic())
            self._obey(order)
            self._begin(None)
            if order.what == _QUIT:
                return

    def _begin(self, since: float | None) -> None:
        """An order is under way since then, or none is."""
        with self._lock:
            self._since = since

    def _obey(self, order: _Order) -> None:
        """Whatever goes wrong, the next order is taken: without that, the device would be thought to hang."""
        try:
            if order.what == _OPEN:
                self._have_open(order.name)
            elif order.what == _REOPEN:
                self._reopen()
            elif order.what != _REST:
                self._close()
        except FailureError as error:
            self._fail(order, error)
        except Exception as error:
            log.exception("%s: the sound device fails", self._utterance, extra={"UTTERANCE": self._utterance})
            self._fail(order, FailureError(NO_AUDIO_DEVICE, f"the sound device fails: {error}"))

    def _fail(self, order: _Order, error: FailureError) -> None:
        """Tell that the device does not play, unless another has been asked for meanwhile."""
        with self._lock:
            if order.number != self._wanted:
                return
            self.error = error
        self._wake()

    def _have_open(self, name: str) -> None:
        if self._opened == name:
            return
        self._close()
        begun = time.monotonic()
        self._preroll = self._preroll_size if self._preroll_size and self._sleeps(name) else 0
        self._player.forget_fade()
        self._sink.open(name, self._fill)
        self._opened = name
        self._note(f"the sound device took {(time.monotonic() - begun) * 1e3:.0f} ms to open")

    def _reopen(self) -> None:
        """Open the device again and be further ahead: a short break, instead of one crack after the other."""
        name = self._opened
        if name is not None and (latency := self._sink.lengthen()) is not None:
            self._close()
            self._note(f"the sound device is opened again, with {latency * 1e3:.0f} ms ahead")
            self._have_open(name)
            self._reopens = False

    def _fill(self, size: int) -> bytes:
        """Silence first, on a device that slept: it swallows what comes as it wakes."""
        if self._sink.underruns >= UNDERRUNS and not self._reopens:
            self._reopens = True
            self._orders.put(_Order(_REOPEN, number=self._wanted))
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
            if times := self._sink.underruns:
                self._note(f"the sound device ran out of sound {times} times", logging.WARNING)
            self._note("the sound device is let go")

    def _note(self, what: str, level: int = logging.INFO) -> None:
        """Put it into the journal, in the story of the text that it was for."""
        log.log(level, "%s: %s", self._utterance, what, extra={"UTTERANCE": self._utterance})
