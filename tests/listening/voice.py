"""Telling voices apart: by the pitch of the glottis and by the colour that throat and mouth give it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from tests.listening.sound import RATE, Samples

if TYPE_CHECKING:
    from collections.abc import Mapping

Signature: TypeAlias = npt.NDArray[np.float64]
"""How a voice sounds: the level of each band against their mean, then the pitch; float64 [41]."""
_Rows: TypeAlias = npt.NDArray[np.float64]

BANDS = 40
OCTAVE = 24.0
"""How far apart a signature puts two voices for an octave between them, in dB of their spectra."""


def pitch(samples: Samples, low: float = 60, high: float = 500) -> float:
    """The median fundamental frequency of what is voiced, in Hz; nan where nothing is."""
    coarse = 6  # 8,000 samples a second are enough for a glottis
    rate = RATE // coarse
    slow = samples[: len(samples) // coarse * coarse].reshape(-1, coarse).mean(axis=1)
    likeness = _autocorrelation(_loud_frames(slow, rate // 20, step=rate // 80, floor=0.2))
    lags = likeness[:, int(rate / high) : int(rate / low) + 1]
    lags = lags[lags.max(axis=1, initial=0) > 0.6]  # of noise, the next period tells nothing
    if not len(lags):
        return float("nan")
    return float(np.median([rate / (int(rate / high) + _first_peak(frame)) for frame in lags]))


def signature(samples: Samples) -> Signature:
    """What a voice sounds like, nearly whatever it says; takes two seconds of speech or more."""
    size = 2048
    frames = _loud_frames(samples, size, step=size // 2, floor=0.3)
    power = np.abs(np.fft.rfft(frames * np.hanning(size), axis=1)) ** 2
    edges = (np.geomspace(80, 8000, BANDS + 1) / RATE * size).astype(int)
    levels = [power[:, low : max(high, low + 1)].mean(axis=1) for low, high in pairwise(edges)]
    spectrum = (10 * np.log10(np.stack(levels) + 1e-9)).mean(axis=1)
    octaves = np.log2(np.nan_to_num(pitch(samples), nan=500))
    return np.append((spectrum - spectrum.mean()) / np.sqrt(BANDS), octaves * OCTAVE)


def distance(one: Signature, other: Signature) -> float:
    """How unlike two voices are, in dB: 2 to 10 for one voice with two texts, over 7 for most pairs."""
    return float(np.linalg.norm(one - other))


def nearest(samples: Samples, voices: Mapping[str, Signature]) -> str:
    """The name of the voice that sounds most like the samples."""
    heard = signature(samples)
    return min(voices, key=lambda name: distance(heard, voices[name]))


def _loud_frames(samples: Samples, size: int, *, step: int, floor: float) -> _Rows:
    """Frames at least `floor` times as loud as the loudest."""
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), size)[::step]
    level = np.sqrt((frames**2).mean(axis=1))
    return np.asarray(frames[level > floor * level.max()])


def _autocorrelation(frames: _Rows) -> _Rows:
    """Of each frame, by lag; 1.0 where the frame repeats itself exactly. The window's own is divided out."""
    size = frames.shape[1]
    window = np.hanning(size)
    centred = (frames - frames.mean(axis=1, keepdims=True)) * window
    both = np.abs(np.fft.rfft(np.vstack([centred, window]), 2 * size, axis=1)) ** 2
    lags = np.fft.irfft(both, axis=1)[:, : size * 3 // 4]
    return np.asarray(lags[:-1] / lags[:-1, :1] / (lags[-1] / lags[-1, 0]))


def _first_peak(lags: _Rows) -> float:
    """The shortest lag about as good as the best, to a part of a sample; longer ones are its multiples."""
    i = int(np.argmax(lags >= 0.9 * lags.max()))
    while i + 1 < len(lags) and lags[i + 1] > lags[i]:
        i += 1
    if not 0 < i < len(lags) - 1:
        return float(i)
    before, peak, after = lags[i - 1 : i + 2]
    return float(i + (before - after) / 2 / (before - 2 * peak + after))
