"""What an optimised model is on disk: a folder with its graphs, their weights, and a note of how they fit."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 4
"""Goes up whenever folders written before must not be used any more."""

WHOLE, FRONT, VOCODER = "whole.onnx", "front.onnx", "vocoder.onnx"
STREAMING, MEASURING = "streaming.onnx", "measuring.onnx"
"""The vocoder with statistics as an input, for chunks, and with statistics as outputs; see fixed_statistics."""
STATISTICS = "statistics"
"""The input and the beginning of the outputs' names."""
_NOTE = "layout.json"


@dataclass(frozen=True, slots=True)
class Seam:
    """How the vocoder's inputs line up in time.

    A step of the features is `step` samples of sound and `hop` columns of the source, which has `extra`
    columns more at its end. With `context` steps on either side a chunk is what the whole is, where the statistics
    are fixed; 0: it cannot be made in chunks.
    """

    features: str
    source: str
    step: int
    hop: int
    extra: int
    context: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The graphs in a folder: front and vocoder with the `seam` between them, or without one the whole.

    `converted`: they compute in floats what came quantized or in half precision.
    """

    seam: Seam | None = None
    converted: bool = False

    def write(self, folder: Path) -> None:
        """Write the note, after all else has reached the disk: a folder that has it is complete."""
        for file in folder.iterdir():
            with file.open("rb") as handle:
                os.fsync(handle.fileno())
        (folder / _NOTE).write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, folder: Path) -> Layout | None:
        """Read the note of `folder`; None where there is none that can be used."""
        try:
            note = json.loads((folder / _NOTE).read_text())
            seam = note["seam"]
            return cls(Seam(**seam) if seam else None, bool(note["converted"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
