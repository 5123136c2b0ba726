"""Finding known sound in what was heard, however much else sounds with it."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tests.listening.sound import LOUD, RATE, Samples, from_pcm

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


def survival(known: Samples, heard: Samples) -> float:
    """How much of `known` is in `heard`, 0 to 1, however many holes a busy machine has torn into it.

    That is the part of its tenths of a second that are found one behind the other. Another text of the voice has 0.2.
    """
    size = RATE // 10
    pieces = [(at, known[at : at + size]) for at in range(0, len(known) - size, size)]
    matches = [(at / RATE, find(piece, heard)) for at, piece in pieces if np.abs(piece).max() > LOUD]
    shifts = [match.at - at for at, match in matches if match.likeness > 0.7]
    return _longest_chain(shifts) / len(matches)


def _longest_chain(shifts: list[float]) -> int:
    """How many of them follow from one another by what a hole inserts or a late device drops."""
    lengths: list[int] = []
    for number, shift in enumerate(shifts):
        before = [lengths[other] for other in range(number) if -0.1 < shift - shifts[other] < 1.0]
        lengths.append(1 + max(before, default=0))
    return max(lengths, default=0)


def from_wav(path: str | os.PathLike[str]) -> Samples:
    """The sound of a mono WAV file of 24,000 samples a second, brought to the rate that is heard."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE // 2)
        samples = from_pcm(file.readframes(file.getnframes()))
    spectrum = np.fft.rfft(samples)
    doubled = np.zeros(len(samples) + 1, spectrum.dtype)
    doubled[: len(spectrum)] = spectrum
    return np.asarray(np.fft.irfft(doubled, 2 * len(samples)) * 2, np.float32)
