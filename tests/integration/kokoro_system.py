"""A whole system on a Kokoro that can be heard, as real processes without systemd, and its sound by way of files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from tests import leaks
from tests.tiny_kokoro import FRAME, Heard, hear, write_model, write_voices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Samples = np.ndarray[tuple[int], np.dtype[np.int16]]

PITCHES = {"af_heart": 8, "am_michael": 20, "jf_alpha": 32}
SAY = [sys.executable, "-I", "-m", "say"]
_STRETCH = 480_000
"""Samples that are listened to at a time."""


class System:
    """Runs `say`; the model and the voices are files in `folder`, and the service starts when it is needed."""

    def __init__(self, folder: Path) -> None:
        (folder / "run").mkdir(mode=0o700)
        self.folder = folder
        self.model, self.voices = folder / "tiny.onnx", folder / "voices.bin"
        self.environ = {
            **os.environ,
            "KOKORO_SOCKET": str(folder / "run" / "kokoro.sock"),
            **{f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("STATE", "CACHE", "CONFIG", "DATA")},
            "KOKORO_MODEL": str(self.model),
            "KOKORO_VOICES": str(self.voices),
            "KOKORO_OUTPUT_DEVICE": "null",
            "KOKORO_ENGLISH": "espeak",
        }
        self._texts = 0

    def put_files(self, pitches: Mapping[str, int] = PITCHES) -> None:
        """Put model and voices in place, the voices all at once."""
        if not self.model.exists():
            write_model(self.model)
        write_voices(self.folder / "new.bin", pitches).replace(self.voices)

    def say(self, *arguments: str, status: int = 0, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run it to its end, which has this status."""
        done = subprocess.run(
            [*SAY, *arguments], env=self.environ, input=stdin, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == status, done
        return done

    def sound(self, *arguments: str, stdin: str = "") -> tuple[Samples, str]:
        """The sound of a text, and what `say` said of it."""
        self._texts += 1
        path = self.folder / f"{self._texts}.wav"
        said = self.say("-w", "-o", str(path), *arguments, stdin=stdin).stderr
        with wave.open(str(path), "rb") as file:
            return np.frombuffer(file.readframes(file.getnframes()), np.int16), said

    def heard(self, *arguments: str, stdin: str = "") -> Heard:
        """Who said what, with nothing said about it by `say`."""
        samples, said = self.sound(*arguments, stdin=stdin)
        assert said == ""
        return listen(samples)

    def status(self) -> Any:
        """What runs, and how."""
        return json.loads(self.say("--status", "--json").stdout)

    def instances(self) -> list[str]:
        """The names of the voices' processes that run."""
        commands = (leaks.command(child).split() for child in leaks.children(self.status()["pid"]))
        return [command[-1] for command in commands if "kokoro_voice" in command]


def listen(samples: Samples) -> Heard:
    """Who said what, however long it is."""
    edges = [0]
    while edges[-1] < len(samples):
        at = edges[-1] + _STRETCH
        while at < len(samples) and samples[at : at + FRAME].any():
            at += FRAME // 4
        edges.append(min(at, len(samples)))
    parts = [hear(samples[begin:end]) for begin, end in pairwise(edges) if samples[begin:end].any()]
    (pitch,) = {part.pitch for part in parts}
    return Heard(pitch, "".join(part.phonemes for part in parts))


def silences(samples: Samples) -> list[float]:
    """The lengths of the silences inside the sound, in seconds, of a tenth and more."""
    loud = np.flatnonzero(samples)
    gaps = np.diff(loud) / 24_000
    return [float(gap) for gap in gaps if gap >= 0.1]
