"""One program at a time that runs beside the speech, and stands still while speech is made."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAM = "kokoro_model.engines.kokoro.optimizer"


class Background:
    """Runs the optimizer's programs. `run` by one thread at a time, all else by any; a context manager is speech."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._speaking = 0
        self._stopped = False

    def run(self, arguments: Sequence[str]) -> bool:
        """Run a program to its end; False where it was stopped. Raises EngineError with the last line it wrote."""
        with self._lock:
            if self._stopped:
                return False
            self._child = child = subprocess.Popen(
                [sys.executable, "-m", _PROGRAM, *arguments], stderr=subprocess.PIPE, text=True
            )
            if self._speaking:
                child.send_signal(signal.SIGSTOP)
        _, said = child.communicate()
        with self._lock:
            self._child = None
        if child.returncode and not self._stopped:
            raise EngineError((said.strip().splitlines() or [f"exit status {child.returncode}"])[-1])
        return not child.returncode

    def stop(self) -> None:
        """End what runs, and run nothing more."""
        with self._lock:
            self._stopped = True
            if self._child is not None:
                self._child.terminate()
                self._child.send_signal(signal.SIGCONT)

    def __enter__(self) -> None:
        with self._lock:
            self._speaking += 1
            self._signal(signal.SIGSTOP)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._speaking -= 1
            if not self._speaking:
                self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._child is not None and not self._stopped:
            self._child.send_signal(number)
