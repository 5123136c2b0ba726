"""Recording what the speakers play, and waiting for it."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Self, TypeVar

from tests.listening.recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.listening.sound import Samples

T = TypeVar("T")

PAREC = ("parec", "--rate=48000", "--channels=1", "--format=s16le", "--raw", "--latency-msec=2")
SPEAKERS = (*PAREC, "--device=speakers.monitor")


class Recorder:
    """Records from its making until it is closed; any thread may ask. Times are those of a Recording.

    The waits raise TimeoutError when what they wait for was not heard, EOFError when the recording has ended.
    """

    def __init__(self, command: Sequence[str] = SPEAKERS) -> None:
        self._command = command
        self._news = threading.Condition()
        self._start()

    def _start(self) -> None:
        self._recording = Recording()
        self._running = True
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE)
        self._thread = threading.Thread(target=self._read, name="recorder")
        self._thread.start()

    def restart(self) -> None:
        """Record anew, after what is recorded from was gone; what was heard before is forgotten."""
        self.close()
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the recording; what was heard stays."""
        self._process.terminate()
        self._thread.join()
        self._process.wait()

    def wait_for_sound(self, after: float, timeout: float = 20) -> float:
        """When something was first heard after the time `after`."""
        return self._await(lambda: self._recording.sound_after(after), timeout, "a sound")

    def wait_for_sounding(self, seconds: float, after: float, timeout: float = 40) -> float:
        """When so many seconds of sound had been heard after the time `after`, silences not counted."""
        return self._await(lambda: self._recording.sounding_after(after, seconds), timeout, f"{seconds} s of sound")

    def wait_for_silence(self, seconds: float, after: float, timeout: float = 60) -> float:
        """When the first silence of so many seconds after the time `after` began."""
        return self._await(lambda: self._recording.silence_after(after, seconds), timeout, f"a silence of {seconds} s")

    def samples(self, begin: float, end: float, timeout: float = 20) -> Samples:
        """What was heard between two times, once all of it has been."""
        return self._await(lambda: self._recording.between(begin, end), timeout, "the end of the samples")

    def _await(self, look: Callable[[], T | None], timeout: float, what: str) -> T:
        """What `look` finds, tried anew with each block that comes."""
        deadline = time.monotonic() + timeout
        with self._news:
            while (found := look()) is None:
                if not self._running:
                    raise EOFError(f"{what} was not heard before the recording ended")
                if not self._news.wait(deadline - time.monotonic()):
                    raise TimeoutError(f"{what} was not heard within {timeout} s")
            return found

    def _read(self) -> None:
        assert self._process.stdout
        rest = b""
        with self._process.stdout as stdout:
            while block := os.read(stdout.fileno(), 65536):
                now = time.monotonic()
                block, rest = _whole_samples(rest + block)
                with self._news:
                    self._recording.add(block, now)
                    self._news.notify_all()
        with self._news:
            self._running = False
            self._news.notify_all()


def _whole_samples(pcm: bytes) -> tuple[bytes, bytes]:
    end = len(pcm) // 2 * 2
    return pcm[:end], pcm[end:]
