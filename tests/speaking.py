"""Files to speak with and ears to listen with: what the tests of the Kokoro engine have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kokoro_model.engines import Request
from kokoro_model.text.pieces import Spoken
from tests import tiny_kokoro, tiny_vocoder

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from kokoro_model.engines import Engine, Word

VOICES = {"af_heart": 7, "am_michael": 13, "bf_emma": 30}
"""The voices there are, and their pitches."""

MARKS = ' .,;:!?—…"()“”'


def write_files(folder: Path) -> Path:
    """Write a model that can be heard, one that is built like Kokoro, and their voices."""
    tiny_kokoro.write_model(folder / "tones.onnx")
    tiny_vocoder.write_model(folder / "wired.onnx")
    tiny_kokoro.write_voices(folder / "voices.bin", VOICES)
    return folder


def as_it_stands(text: str) -> tuple[Spoken]:
    """A text with nothing made of it, as a request wants it."""
    return (Spoken(text, [(0, len(text), 0, len(text))]),)


def speak(engine: Engine, text: str, voice: str = "af_heart", **how: float) -> tuple[NDArray[np.int16], list[Word]]:
    """Speak `text`; returns the samples and the times of the words."""
    return hear(engine, Request(as_it_stands(text), voice, "en-us", **how))


def hear(engine: Engine, request: Request) -> tuple[NDArray[np.int16], list[Word]]:
    """Have a request spoken; returns the samples and the times of the words."""
    sound = bytearray()

    def emit(block: bytes) -> bool:
        sound.extend(block)
        return True

    words = engine.synthesize(request, emit)
    return np.frombuffer(sound, "<i2"), list(words)


def letters(phonemes: str) -> str:
    """The phonemes that can be heard: no spaces, no marks."""
    return "".join(phoneme for phoneme in phonemes if phoneme not in MARKS)
