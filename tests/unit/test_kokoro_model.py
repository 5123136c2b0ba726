"""What differs from export to export: names, types, and the tokens of the phonemes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from kokoro_onnx.config import DEFAULT_VOCAB
from onnx import TensorProto, helper

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.loading import load_original
from kokoro_model.engines.kokoro.session import Provider
from tests import tiny_kokoro

if TYPE_CHECKING:
    from pathlib import Path

    from kokoro_model.engines.kokoro.inference import Chunk

TOKENS = [50, 60, 70]
STYLE = np.full((1, 256), 5, np.float32)


def sound(path: Path, speed: float = 1.0) -> Chunk:
    [chunk] = load_original(path, Provider(), 0).model.infer(TOKENS, STYLE, speed).chunks
    return chunk


def test_phonemes_begin_and_end_where_they_sound(tmp_path: Path) -> None:
    model = load_original(tiny_kokoro.write_model(tmp_path / "m.onnx"), Provider(), 0).model
    inference = model.infer(TOKENS, STYLE, 1)
    [chunk] = inference.chunks
    assert inference.edges is not None
    loud = np.flatnonzero(chunk.samples)
    assert abs(inference.edges[0] - loud[0]) <= 1
    assert abs(inference.edges[-1] - loud[-1]) <= 1
    assert len(inference.edges) == len(TOKENS) + 1


def test_whole_speeds_are_rounded_and_never_nothing(tmp_path: Path) -> None:
    path = tiny_kokoro.write_model(tmp_path / "m.onnx", speed=TensorProto.INT32)
    lengths = [len(sound(path, speed).samples) for speed in (0.5, 1.0, 1.4, 1.6, 2.0)]
    assert lengths[0] == lengths[1] == lengths[2] > lengths[3] == lengths[4]


def test_model_without_a_vocabulary_has_that_of_v1(tmp_path: Path) -> None:
    loaded = load_original(tiny_kokoro.write_model(tmp_path / "m.onnx"), Provider(), 0)
    assert loaded.vocabulary == DEFAULT_VOCAB


def test_vocabulary_of_the_model_goes_first(tmp_path: Path) -> None:
    path = tiny_kokoro.write_model(tmp_path / "m.onnx", config=json.dumps({"vocab": {"a": 7}}))
    assert load_original(path, Provider(), 0).vocabulary == {"a": 7}


@pytest.mark.parametrize("config", ["no json", "{}", "[]"])
def test_vocabulary_that_cannot_be_read_is_an_error(tmp_path: Path, config: str) -> None:
    path = tiny_kokoro.write_model(tmp_path / "m.onnx", config=config)
    with pytest.raises(EngineError, match="vocabulary cannot be read"):
        load_original(path, Provider(), 0)


def test_other_models_are_refused(tmp_path: Path) -> None:
    info = helper.make_tensor_value_info
    node = helper.make_node("Identity", ["x"], ["y"])
    ends = [info(name, TensorProto.FLOAT, [1]) for name in "xy"]
    onnx.save(
        helper.make_model(
            helper.make_graph([node], "g", ends[:1], ends[1:]),
            opset_imports=[helper.make_opsetid("", 17)],
            ir_version=8,
        ),
        tmp_path / "m.onnx",
    )
    with pytest.raises(EngineError, match="no input speed, style, tokens"):
        load_original(tmp_path / "m.onnx", Provider(), 0)


def test_resting_leaves_the_model_able_to_speak(tmp_path: Path) -> None:
    model = load_original(tiny_kokoro.write_model(tmp_path / "m.onnx"), Provider(), 0).model
    [before] = model.infer(TOKENS, STYLE, 1.0).chunks
    model.rest()
    [after] = model.infer(TOKENS, STYLE, 1.0).chunks
    assert np.array_equal(before.samples, after.samples)
