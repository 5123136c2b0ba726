"""Trimming, pauses, joins and clipping."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kokoro_model.engines.kokoro.inference import Chunk, phoneme_edges
from kokoro_model.engines.kokoro.sound import Shaper, pcm

if TYPE_CHECKING:
    from numpy.typing import NDArray

TONE = np.sin(np.arange(24_000) / 5).astype(np.float32)
SILENCE = np.zeros(12_000, np.float32)
SPEECH = np.concatenate([SILENCE, TONE, SILENCE, TONE, SILENCE])
EDGES = np.array([12_000, 36_000, 48_000, 72_000])  # "a.b": a tone, a mark, a tone


def shaper(*, before: bool = False, after: bool = False) -> Shaper:
    return Shaper("a.b", EDGES, before, after)


def cut(samples: NDArray[np.float32], *places: int) -> list[Chunk]:
    edges = pairwise([0, *places, len(samples)])
    return [Chunk(start, samples[start:end], last=end == len(samples)) for start, end in edges]


def test_silence_at_the_ends_is_trimmed_and_times_follow() -> None:
    shaped = shaper().shape(Chunk(0, SPEECH, last=True))
    lead = np.flatnonzero(shaped.samples)[0]
    assert lead < 2048
    assert len(shaped.samples) < len(TONE) * 2 + len(SILENCE) + 2 * 2048
    times = [(time.phoneme, time.start - lead / 24_000, time.end - time.start) for time in shaped.times]
    assert [phoneme for phoneme, _, _ in times] == ["a", ".", "b"]
    assert np.allclose([time[1:] for time in times], [(0, 1), (1, 0.5), (1.5, 1)], atol=1e-3)


def test_chunks_are_trimmed_only_at_the_ends_of_the_piece() -> None:
    chunks = cut(SPEECH, 20_000, 42_000, 60_000)
    joined = np.concatenate([shaper().shape(chunk).samples for chunk in chunks])
    whole = shaper().shape(Chunk(0, SPEECH, last=True)).samples
    assert np.array_equal(np.trim_zeros(joined), np.trim_zeros(whole))
    assert abs(len(joined) - len(whole)) < 2048


@pytest.mark.parametrize("cuts", [(), (24_600,), (20_000, 24_200), (24_800, 30_000)])
def test_short_pause_after_a_mark_is_made_longer_once(cuts: tuple[int, ...]) -> None:
    tight = np.concatenate([TONE, np.zeros(1_200, np.float32), TONE])
    piece = Shaper("a.b", np.array([0, 24_000, 25_200, 49_200]), False, False)
    added = sum(len(piece.shape(chunk).samples) for chunk in cut(tight, *cuts)) - len(tight)
    assert 6_000 - 1_200 <= added <= 6_000


def test_joins_fade_and_outer_ends_do_not() -> None:
    loud = np.ones(5_000, np.float32)
    chunk = Chunk(0, loud, last=True)
    plain, first, last = (
        Shaper("ab", None, before, after).shape(chunk).samples
        for before, after in ((False, False), (False, True), (True, False))
    )
    assert plain[0] == plain[-1] == first[0] == last[-1] == 1
    assert first[-1] == last[0] == 0
    assert np.abs(np.diff(np.concatenate([first, last]))).max() < 0.02


@pytest.mark.parametrize(("mark", "pause"), [(".", 6000), ("!", 6000), (",", 2400), ("b", 0)])
def test_piece_that_another_follows_is_followed_by_its_marks_pause(mark: str, pause: int) -> None:
    shaped = Shaper("a" + mark, None, False, True).shape(Chunk(0, TONE, last=True))
    assert len(shaped.samples) == len(TONE) + pause


@given(st.integers(1, 400).flatmap(lambda n: arrays(np.float32, n, elements=st.floats(-1, 1, width=32))))
def test_sound_of_any_length_is_shaped(samples: NDArray[np.float32]) -> None:
    edges = phoneme_edges(np.array([1, 1, 1, 1]), len(samples))
    shaped = Shaper("a.", edges, True, True).shape(Chunk(0, samples, last=True))
    assert len(shaped.samples) >= 6_000
    assert np.isfinite(shaped.samples).all()


@given(st.floats(-10, 10, width=32), st.floats(0, 2))
def test_samples_are_scaled_and_clipped(sample: float, volume: float) -> None:
    [value] = np.frombuffer(pcm(np.array([sample], np.float32), volume), "<i2")
    assert abs(value - max(-1, min(1, sample * volume)) * 32767) <= 1
