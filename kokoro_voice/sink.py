"""Where sound goes: a device of PortAudio's, or nothing at all in the time that a device would take.

Threads: `open` and `close` are called by one thread; the sink calls `fill` from a thread of its own, between the two.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any, Protocol

from kokoro_ipc.errors import NO_AUDIO_DEVICE, FailureError
from kokoro_voice.player import RATE, WIDTH
from kokoro_voice.realtime import make_realtime

if TYPE_CHECKING:
    from collections.abc import Callable

    import sounddevice

log = logging.getLogger(__name__)
LONGEST_LATENCY = 0.3
"""Seconds; a sound server whose cycle is longer than that is none for speech."""
FLOWING_BLOCKS = 6
"""PortAudio has four blocks in its buffer: a device that has asked for more is really playing."""
WAKING_SECONDS = 1.0
"""What a device may take until its first block, and from there until it flows."""


class Sink(Protocol):
    """A place for sound, s16le mono 24,000 Hz."""

    underruns: int
    """How often the device has run out of sound between two blocks since it was opened."""

    def lengthen(self) -> float | None:
        """Be four times as far ahead from the next `open` on; gives the latency in seconds, None at the most."""

    def open(self, device: str, fill: Callable[[int], bytes]) -> None:
        """Begin to ask for sound, so many bytes at a time; raises FailureError(no_audio_device)."""

    def close(self) -> None:
        """Let the device go, once what was asked for is played."""


class PortAudioSink:
    """Any device that PortAudio knows; on the desktop that is PipeWire or PulseAudio by way of ALSA."""

    def __init__(self, latency: float, device: str) -> None:
        """`latency` in seconds; `device` is the one that an empty name means, empty for the system's own."""
        self._latency = latency
        self._default = device
        self._stream: sounddevice.RawOutputStream | None = None
        self._failed = False
        self.underruns = 0
        """How often the device has run out of sound between two blocks since it was opened."""

    def lengthen(self) -> float | None:
        """Be four times as far ahead from the next `open` on; gives the latency in seconds, None at the most."""
        if self._latency >= LONGEST_LATENCY:
            return None
        self._latency = min(4 * self._latency, LONGEST_LATENCY)
        return self._latency

    def open(self, device: str, fill: Callable[[int], bytes]) -> None:
        """Open the device of that name or number, or the default one.

        A sound server whose cycle is longer than our buffer takes nothing at all, or stops after a block or two
        (PipeWire at a quantum of 1024 samples and 10 ms): then the buffer has to be longer.
        """
        source = _Replayable(fill)
        while not self._open(device or self._default, source.fill) and (latency := self.lengthen()) is not None:
            self.close()
            source.replay()
            log.warning("the sound device does not take sound: it gets %.0f ms ahead", latency * 1e3)
        source.settle()

    def _open(self, device: str, fill: Callable[[int], bytes]) -> bool:
        """Open it once; False where it does not ask for more than its buffer holds."""
        try:
            import sounddevice

            if self._failed:  # PortAudio lists devices once, when it starts, and this is how it starts again
                sounddevice._terminate()  # noqa: SLF001
                sounddevice._initialize()  # noqa: SLF001
        except OSError as error:
            raise FailureError(NO_AUDIO_DEVICE, f"PortAudio does not load ({error}): is libportaudio2 there?") from None

        called, flowing = threading.Event(), threading.Event()
        thread = blocks = 0

        def on_block(block: Any, _frames: int, _time: object, status: sounddevice.CallbackFlags) -> None:
            nonlocal thread, blocks
            if not thread:
                thread = threading.get_native_id()
                called.set()
            blocks += 1
            if blocks == FLOWING_BLOCKS:
                flowing.set()
            self.underruns += status.output_underflow
            block[:] = fill(len(block))

        self._failed = True
        self.underruns = 0
        try:
            self._stream = sounddevice.RawOutputStream(
                samplerate=RATE,
                channels=1,
                dtype="int16",
                latency=self._latency,
                device=int(device) if device.isdigit() else device or None,
                callback=on_block,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError, MemoryError) as error:  # that one where code may not be made
            self.close()
            named = f"the sound device {device}" if device else "the sound device"
            raise FailureError(NO_AUDIO_DEVICE, f"{named} does not open: {_first_line(error)}") from None
        self._failed = False
        if not called.wait(WAKING_SECONDS):
            return False
        make_realtime(thread)
        return flowing.wait(WAKING_SECONDS)

    def close(self) -> None:
        """Stop, which plays what the device already has, and close."""
        stream, self._stream = self._stream, None
        if stream is not None:
            if stream.active:
                stream.stop()
            stream.close()


class _Replayable:
    """A source of sound that gives once more what a device took that played nothing, until it is settled.

    `fill` is called by the device's thread, the others while there is none, but `settle`.
    """

    def __init__(self, fill: Callable[[int], bytes]) -> None:
        self._fill = fill
        self._again = b""
        self._given = bytearray()
        self._settled = False

    def fill(self, size: int) -> bytes:
        """The next `size` bytes."""
        sound, self._again = self._again[:size], self._again[size:]
        if len(sound) < size:
            sound += self._fill(size - len(sound))
        if not self._settled:
            self._given += sound
        return sound

    def replay(self) -> None:
        """Give all of it again."""
        self._again = bytes(self._given) + self._again
        self._given.clear()

    def settle(self) -> None:
        """The device plays: nothing need be kept."""
        self._settled = True
        self._given = bytearray()


class NullSink:
    """No device: takes sound in real time and lets it go."""

    BLOCK_SECONDS = 0.01
    underruns = 0
    """Nobody hears whether it ran out."""

    def __init__(self) -> None:
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def lengthen(self) -> None:
        """Nothing is ahead of it."""

    def open(self, _device: str, fill: Callable[[int], bytes]) -> None:
        """Begin to take sound; every device is the same."""
        self._closed.clear()
        self._thread = threading.Thread(target=self._take, args=(fill,), name="null sink", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop taking."""
        self._closed.set()
        if self._thread:
            self._thread.join()

    def _take(self, fill: Callable[[int], bytes]) -> None:
        due = time.monotonic()
        while not self._closed.wait(max(0.0, due - time.monotonic())):
            fill(int(RATE * self.BLOCK_SECONDS) * WIDTH)
            due += self.BLOCK_SECONDS


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
