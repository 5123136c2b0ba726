"""Finding known sound in what was heard, however much else sounds with it."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tests.listening.sound import RATE, Samples, from_pcm

if TYPE_CHECKING:
    import os


class Match(NamedTuple):
    """Where known sound was found: `at` seconds into what was heard; 1.0 is a perfect likeness, noise below 0.2."""

    at: float
    likeness: float


def find(known: Samples, heard: Samples) -> Match:
    """The place in `heard` that is most like `known`, by normalised cross-correlation."""
    size = 1 << (len(heard) + len(known)).bit_length()
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(known, size))
    correlation = np.fft.irfft(product, size)[: max(1, len(heard) - len(known) + 1)]
    energy = np.concatenate([[0.0], np.cumsum(heard.astype(np.float64) ** 2)])
    windows = energy[len(known) :][: len(correlation)] - energy[: len(correlation)]
    scale = np.sqrt(np.maximum(windows, 1e-3) * float((known.astype(np.float64) ** 2).sum()))
    likeness = correlation[: len(scale)] / scale
    best = int(np.argmax(likeness))
    return Match(best / RATE, float(likeness[best]))


def presence(known: Samples, heard: Samples) -> float:
    """How much of `known` is in `heard`, 0 to 1: the part of its fifths of a second that are found in their places."""
    size = RATE // 5
    shifts = [find(known[at : at + size], heard).at - at / RATE for at in range(0, len(known) - size, size)]
    return max(sum(abs(shift - each) < 0.03 for each in shifts) for shift in shifts) / len(shifts)


def from_wav(path: str | os.PathLike[str]) -> Samples:
    """The sound of a mono WAV file of 24,000 samples a second, brought to the rate that is heard."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE // 2)
        samples = from_pcm(file.readframes(file.getnframes()))
    spectrum = np.fft.rfft(samples)
    doubled = np.zeros(len(samples) + 1, spectrum.dtype)
    doubled[: len(spectrum)] = spectrum
    return np.asarray(np.fft.irfft(doubled, 2 * len(samples)) * 2, np.float32)
