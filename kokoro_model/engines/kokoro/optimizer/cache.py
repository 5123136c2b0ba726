"""The cache of optimised models: one folder for each model, onnxruntime and CPU.

Rules:
- An optimised model is right for one version of onnxruntime on one CPU: both are in the folder's name.
- A folder appears whole or not at all, and two who make one at once make it once.
- A folder made for the same model before, by another onnxruntime or of an older file, is removed.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import logging
import os
import platform
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.background import Background
from kokoro_model.engines.kokoro.layout import FORMAT, Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = 3
"""Times the size of its weights in floats that making a model's optimised form takes on disk."""
_CPUINFO = Path("/proc/cpuinfo")
_CPU_LINES = ("model name", "flags", "Features")

log = logging.getLogger(__name__)


class Optimiser:
    """Finds and makes the optimised form of `model` under `cache`; `voices` are what it is verified with.

    One thread at a time. `background` runs the program that makes it.
    """

    def __init__(
        self, model: Path, voices: Path, cache: Path, *, deterministic: bool, background: Background | None = None
    ) -> None:
        self._model, self._voices, self._cache = model.resolve(), voices.resolve(), cache
        self._deterministic = deterministic
        self._background = background or Background()

    def find(self) -> tuple[Path, Layout] | None:
        """The folder of the optimised model and its layout; None where it is yet to be made."""
        folder = self._cache / self._name()
        layout = Layout.read(folder)
        return (folder, layout) if layout else None

    def make(self) -> tuple[Path, Layout] | None:
        """Make the optimised model in a process of its own, if it is not there; None when stopped.

        Takes some seconds, 1.3 GB of memory and for a while three times the size of its floats on disk. Raises
        EngineError.
        """
        self._cache.mkdir(parents=True, exist_ok=True)
        with _locked(self._cache / f"{self._prefix()}.lock"):
            if found := self.find():
                return found
            self._check_room()
            name = self._name()
            folder = self._cache / f"{self._prefix()}.making"
            shutil.rmtree(folder, ignore_errors=True)  # one that was killed half-way
            folder.mkdir()
            try:
                if self._run(folder):
                    if self._name() != name:
                        raise EngineError(f"{self._model} has changed while it was optimised")
                    self._remove_others()
                    folder.rename(self._cache / name)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        return self.find()

    def discard(self) -> None:
        """Remove the optimised model, which turned out not to load."""
        shutil.rmtree(self._cache / self._name(), ignore_errors=True)

    def _run(self, folder: Path) -> bool:
        command = ["build", str(self._model), str(self._voices), str(folder)]
        try:
            return self._background.run([*command, *["--deterministic"] * self._deterministic])
        except EngineError as error:
            raise EngineError(f"{self._model} was not optimised: {error}") from None

    def _check_room(self) -> None:
        needed = ROOM * self._model.stat().st_size
        if shutil.disk_usage(self._cache).free < needed:
            raise EngineError(f"{self._cache} lacks the {needed >> 20} MB to optimise the model in")

    def _remove_others(self) -> None:
        for folder in self._cache.glob(f"{self._prefix()}-*"):
            shutil.rmtree(folder, ignore_errors=True)  # who has it open keeps it until the end

    def _prefix(self) -> str:
        kind = "exact" if self._deterministic else "lively"
        return f"optimised-{_digest(str(self._model), kind)}"

    def _name(self) -> str:
        try:
            file = self._model.stat()
        except OSError as error:
            raise EngineError(f"there is no model at {self._model} ({error.strerror})") from error
        import onnxruntime

        key = FORMAT, file.st_size, file.st_mtime_ns, onnxruntime.__version__, _cpu()
        return f"{self._prefix()}-{_digest(*key)}"


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def _cpu() -> str:
    """What onnxruntime chooses its kernels by."""
    with contextlib.suppress(OSError):
        lines = _CPUINFO.read_text().splitlines()
        return "\n".join(sorted({line for line in lines if line.startswith(_CPU_LINES)}))
    return f"{platform.machine()} {platform.processor()}"


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
