"""Recordings: the model that speaks in them, and their files."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_model.engines import SAMPLE_RATE
from kokoro_model.engines.kokoro.optimizer.cache import Optimiser

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def optimised(model: Path) -> Iterator[Path]:
    """The cache of a model that is optimised anew, and first, since the model as it came is not to be heard."""
    with tempfile.TemporaryDirectory() as work:
        cache = Path(work)
        Optimiser(model / "kokoro-v1.0.onnx", model / "voices-v1.0.bin", cache, deterministic=False).make()
        yield cache


def write(file: Path, sound: bytes) -> Path:
    """A WAV file of 16-bit PCM, whose path goes to stderr."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as opened:
        opened.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        opened.writeframes(sound)
    print(file, file=sys.stderr)
    return file
