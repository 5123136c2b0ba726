"""Sound in chunks: planned without gap, ready in time, and close to the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.engines.kokoro.build import build
from kokoro_model.engines.kokoro.loading import load_optimised
from kokoro_model.engines.kokoro.proof import snr
from kokoro_model.engines.kokoro.streaming import CONTEXT, SIZES, plan
from kokoro_model.engines.kokoro.styles import Styles
from tests import tiny_kokoro, tiny_vocoder

if TYPE_CHECKING:
    from kokoro_model.engines.kokoro.model import Chunk, Model

TOKENS = [40 + n % 100 for n in range(120)]


@given(length=st.integers(1, 5000), step=st.sampled_from([1, 300, 600, 700, 100_000]))
def test_plan_covers_everything_once_with_context(length: int, step: int) -> None:
    at = 0
    for stretch in plan(length, step):
        assert stretch.start == at
        assert stretch.end > at
        assert stretch.low == 0 or (stretch.start - stretch.low) * step >= CONTEXT
        assert stretch.high == length or (stretch.high - stretch.end) * step >= CONTEXT
        assert stretch.low >= 0
        assert stretch.high <= length
        at = stretch.end
    assert at == length


@given(st.integers(1, 5000))
def test_each_chunk_is_made_while_the_one_before_plays(length: int) -> None:
    first, *later = plan(length, 300)
    made = first.high * 0.7
    due = made + first.end
    for chunk in later:
        made += (chunk.high - chunk.low) * 0.7
        assert made <= due
        due += chunk.end - chunk.start


def test_first_chunk_is_short() -> None:
    first, *_ = plan(600, 300)
    assert (first.end - first.start) * 300 == SIZES[0]


def test_short_rest_goes_with_the_last_chunk() -> None:
    assert [stretch.end for stretch in plan(74, 300)] == [74]
    assert [stretch.end for stretch in plan(75, 300)] == [60, 75]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Model, Model]:
    """One model, at once and in chunks."""
    folder = tmp_path_factory.mktemp("streaming")
    styles = Styles(tiny_kokoro.write_voices(folder / "voices.bin", {"af_heart": 7}))
    built = folder / "built"
    built.mkdir()
    layout = build(tiny_vocoder.write_model(folder / "model.onnx"), styles, built, deterministic=True)
    whole, chunks = (load_optimised(built, layout, 0, streaming=streaming) for streaming in (False, True))
    return whole.model, chunks.model


def chunks_of(model: Model) -> list[Chunk]:
    return list(model.infer(TOKENS, np.full((1, 256), 0.3, np.float32), 1.0).chunks)


def test_chunks_follow_each_other_and_the_last_one_says_so(models: tuple[Model, Model]) -> None:
    at = 0
    for chunk in (chunks := chunks_of(models[1])):
        assert chunk.start == at
        assert chunk.last == (chunk is chunks[-1])
        at += len(chunk.samples)
    assert len(chunks) > 3
    assert at == len(chunks_of(models[0])[0].samples)


def test_chunks_sound_like_the_whole(models: tuple[Model, Model]) -> None:
    [whole], chunks = chunks_of(models[0]), chunks_of(models[1])
    assert snr(whole.samples, np.concatenate([chunk.samples for chunk in chunks])) >= 25


def test_chunks_join_without_a_click(models: tuple[Model, Model]) -> None:
    [whole], chunks = chunks_of(models[0]), chunks_of(models[1])
    joins = [chunk.start for chunk in chunks[1:]]
    streamed = np.concatenate([chunk.samples for chunk in chunks])
    off = np.abs(np.diff(streamed - whole.samples))
    assert off[[join - 1 for join in joins]].max() <= np.percentile(np.abs(np.diff(whole.samples)), 50)


def test_times_are_those_of_the_whole(models: tuple[Model, Model]) -> None:
    edges = [model.infer(TOKENS, np.full((1, 256), 0.3, np.float32), 1.0).edges for model in models]
    assert edges[0] is not None
    assert edges[1] is not None
    assert np.array_equal(edges[0], edges[1])
    assert len(edges[0]) == len(TOKENS) + 1
