"""What Kokoro-82M's release holds.

The sizes and SHA-256 of `model-files-v1.1` are those that the projects which pin this release agree on. A
mirror needs no trust: a file has these bytes or is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import FilesError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_MIRROR = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.1"
"""The folder whose files `fetch` brings, unless it is told another."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a release: its name, its size in bytes and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """A model in several precisions, the preferred first, and the voices that all of them speak with."""

    models: Mapping[str, ModelFile]
    voices: ModelFile

    def files(self, precision: str) -> tuple[ModelFile, ModelFile]:
        """The model of a precision and the voices; raises FilesError where there is no such precision."""
        if precision not in self.models:
            raise FilesError(f"there is no {precision} model: choose one of {', '.join(self.models)}")
        return self.models[precision], self.voices


RELEASE = Release(
    models={
        "fp32": ModelFile(
            "kokoro-v1.0.onnx",
            325_505_369,
            "beb0d1848dee9a49da392cc3df26958d46cfa35d321edf434f52949153f0df3a",
        ),
        "fp16": ModelFile(
            "kokoro-v1.0.fp16.onnx",
            163_527_961,
            "f3a290d384fbb27966d462905c71a46cef9e5fd00516b40df32a0b4afe77ac96",
        ),
        "int8": ModelFile(
            "kokoro-v1.0.int8.onnx",
            114_119_327,
            "ae315a79b623f244700e4afb9246c46a26066782e049ba174bf3ba433970ee9c",
        ),
    },
    voices=ModelFile(
        "voices-v1.0.bin",
        28_214_398,
        "bca610b8308e8d99f32e6fe4197e7ec01679264efed0cac9140fe9c29f1fbf7d",
    ),
)
