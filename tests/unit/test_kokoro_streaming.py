"""Sound in chunks: of lengths that the machine makes in time, and what the whole is with the same statistics."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.engines.kokoro.layout import STREAMING, Seam
from kokoro_model.engines.kokoro.loading import load_optimised
from kokoro_model.engines.kokoro.optimizer.build import build
from kokoro_model.engines.kokoro.optimizer.calibration import Calibrator
from kokoro_model.engines.kokoro.optimizer.verification import snr
from kokoro_model.engines.kokoro.session import Provider, open_session
from kokoro_model.engines.kokoro.streaming import (
    LONGEST_SECONDS,
    SHORTEST_SECONDS,
    Pacing,
    Reading,
    SplitModel,
    Stretch,
    stretch,
)
from kokoro_model.engines.kokoro.styles import Styles
from kokoro_model.engines.kokoro.voice_statistics import at_length
from tests import tiny_kokoro, tiny_vocoder

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TOKENS = [40 + n % 100 for n in range(120)]
CONTEXT = 0.075


@given(st.integers(1, 5000), st.integers(0, 40), st.lists(st.integers(0, 300), min_size=1))
def test_stretches_cover_everything_once_with_context(length: int, context: int, sizes: list[int]) -> None:
    at = 0
    for size in [*sizes, *[length] * 2]:
        if at == length:
            break
        part = stretch(at, size, length, context)
        assert part.start == at
        assert part.end > at
        assert part.low == max(0, part.start - context)
        assert part.high == min(length, part.end + context)
        at = part.end
    assert at == length


def test_a_short_rest_goes_with_the_last_stretch() -> None:
    assert stretch(0, 60, 74, 6) == Stretch(0, 0, 74, 74)
    assert stretch(0, 60, 75, 6) == Stretch(0, 0, 60, 66)


@given(st.floats(0.05, 0.7), st.floats(5, 60))
def test_each_chunk_is_made_while_those_before_it_play(cost: float, length: float) -> None:
    pacing = Pacing(CONTEXT)
    pacing.cost = cost
    chunk = pacing.first()
    at, made = chunk, (chunk + 2 * CONTEXT) * cost
    heard_from = made
    while at < length:
        chunk = pacing.next(at - (made - heard_from))
        made += (chunk + 2 * CONTEXT) * cost
        assert made <= heard_from + at  # it is there when all before it has been heard
        at += chunk


@given(st.floats(0.01, 5), st.floats(-1, 60))
def test_chunks_are_never_longer_or_shorter_than_the_bounds(cost: float, in_hand: float) -> None:
    pacing = Pacing(CONTEXT)
    pacing.cost = cost
    assert SHORTEST_SECONDS <= pacing.first() <= LONGEST_SECONDS
    assert SHORTEST_SECONDS <= pacing.next(in_hand) <= LONGEST_SECONDS


def test_a_slower_machine_begins_with_a_longer_chunk() -> None:
    firsts = []
    for cost in (0.3, 0.6, 0.7):
        pacing = Pacing(CONTEXT)
        pacing.cost = cost
        firsts.append(pacing.first())
    assert all(a <= b for a, b in pairwise(firsts))
    assert firsts[0] < firsts[-1]


def test_the_cost_follows_what_is_measured() -> None:
    pacing = Pacing(CONTEXT)
    for _ in range(30):
        pacing.made(2.0, 0.5)
    assert pacing.cost == pytest.approx(0.25, rel=0.01)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Seam, NDArray[np.float32]]:
    """An optimised model, how its parts fit, and the statistics of its voice."""
    folder = tmp_path_factory.mktemp("streaming")
    styles = Styles(tiny_kokoro.write_voices(folder / "voices.bin", {"af_heart": 7}))
    built = folder / "built"
    built.mkdir()
    seam = build(tiny_vocoder.write_model(folder / "model.onnx"), styles, built, deterministic=True).seam
    assert seam is not None
    return built, seam, Calibrator(built, seam).measure(styles, "af_heart")


@pytest.fixture(scope="module")
def model(built: tuple[Path, Seam, NDArray[np.float32]]) -> SplitModel:
    from kokoro_model.engines.kokoro.layout import Layout

    model = load_optimised(built[0], Layout(built[1]), 0, streaming=True).model
    assert isinstance(model, SplitModel)
    return model


@pytest.fixture(scope="module")
def reading(model: SplitModel) -> Reading:
    return model.read(TOKENS, np.full((1, 256), 0.3, np.float32), 1.0)


def statistics_of(reading: Reading, moments: NDArray[np.float32]) -> NDArray[np.float32]:
    return at_length(moments, reading.features.shape[-1] * tiny_vocoder.STEP / 24_000)


def whole_of(built: tuple[Path, Seam, NDArray[np.float32]], reading: Reading) -> NDArray[np.float32]:
    """The sound of the streaming vocoder in one go."""
    folder, seam, statistics = built
    session = open_session(folder / STREAMING, Provider(), optimised=True)
    feed = {seam.features: reading.features, seam.source: reading.source, "style": reading.style}
    (sound,) = session.run(None, {**feed, "statistics": statistics_of(reading, statistics)})
    return np.asarray(sound, np.float32).ravel()


def test_chunks_follow_each_other_and_the_last_one_says_so(
    built: tuple[Path, Seam, NDArray[np.float32]], model: SplitModel, reading: Reading
) -> None:
    at = 0
    for chunk in (chunks := list(model.chunks(reading, statistics_of(reading, built[2])))):
        assert chunk.start == at
        assert chunk.last == (chunk is chunks[-1])
        at += len(chunk.samples)
    assert len(chunks) > 2
    assert at == reading.features.shape[-1] * tiny_vocoder.STEP


def test_chunks_are_the_whole_with_the_same_statistics(
    built: tuple[Path, Seam, NDArray[np.float32]], model: SplitModel, reading: Reading
) -> None:
    joined = np.concatenate([chunk.samples for chunk in model.chunks(reading, statistics_of(reading, built[2]))])
    assert snr(whole_of(built, reading), joined) >= 60


def test_a_text_is_streamed_with_its_voices_statistics_alone(
    built: tuple[Path, Seam, NDArray[np.float32]], model: SplitModel
) -> None:
    style = np.full((1, 256), 0.3, np.float32)
    assert len(list(model.infer(TOKENS, style, 1.0, built[2]).chunks)) > 2
    assert len(list(model.infer(TOKENS, style, 1.0).chunks)) == 1


def test_a_short_text_is_made_whole(built: tuple[Path, Seam, NDArray[np.float32]], model: SplitModel) -> None:
    style = np.full((1, 256), 0.3, np.float32)
    (alone,) = model.infer(TOKENS[:10], style, 1.0, built[2]).chunks
    (exact,) = model.infer(TOKENS[:10], style, 1.0).chunks
    assert np.array_equal(alone.samples, exact.samples)


def test_times_are_those_of_the_whole(built: tuple[Path, Seam, NDArray[np.float32]], model: SplitModel) -> None:
    style = np.full((1, 256), 0.3, np.float32)
    whole, chunks = (model.infer(TOKENS, style, 1.0, statistics).edges for statistics in (None, built[2]))
    assert whole is not None
    assert chunks is not None
    assert np.array_equal(whole, chunks)
    assert len(whole) == len(TOKENS) + 1


def test_resting_gives_all_memory_back_and_changes_nothing(
    built: tuple[Path, Seam, NDArray[np.float32]], model: SplitModel, reading: Reading
) -> None:
    before = next(model.whole(reading)).samples
    model.rest()
    assert np.array_equal(next(model.whole(reading)).samples, before)


def test_moments_depend_on_the_length_of_the_text() -> None:
    moments = np.array([[1.0], [10.0], [2.0], [4.0]], np.float32)
    mean, variance = at_length(moments, 2.0)
    assert mean == pytest.approx(2.0)
    assert variance == pytest.approx(12.0 - 4.0)
