"""Cutting and rewriting the graph: found by structure, proven, and given up where it does not hold."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
import pytest

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.inference import Inputs
from kokoro_model.engines.kokoro.layout import FRONT, MEASURING, STREAMING, VOCODER, WHOLE, Layout
from kokoro_model.engines.kokoro.optimizer import build as build_module
from kokoro_model.engines.kokoro.optimizer import graph_rewrites, verification
from kokoro_model.engines.kokoro.optimizer.build import build
from kokoro_model.engines.kokoro.optimizer.graph import Graph
from kokoro_model.engines.kokoro.optimizer.partition import find_cut, front_of, shown_at_cut, vocoder_of
from kokoro_model.engines.kokoro.styles import Styles
from tests import tiny_kokoro, tiny_vocoder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

Arrays = dict[str, "NDArray[Any]"]


@pytest.fixture
def wired(tmp_path: Path) -> Graph:
    """The model that is built like Kokoro, with constants folded as the rewrites meet them."""
    return folded(tiny_vocoder.write_model(tmp_path / "wired.onnx"), tmp_path / "basic.onnx")


def folded(path: Path, to: Path) -> Graph:
    """The model at `path`, with constants folded by way of the file `to`."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(to)
    onnxruntime.InferenceSession(path, options)
    return Graph(onnx.load(to))


@pytest.fixture
def styles(tmp_path: Path) -> Styles:
    return Styles(tiny_kokoro.write_voices(tmp_path / "voices.bin", {"af_heart": 7}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "built").mkdir()
    return tmp_path / "built"


def run(graph: Graph, feed: Arrays | None = None) -> Arrays:
    session = onnxruntime.InferenceSession(graph.model.SerializeToString())
    names = [entry.name for entry in session.get_outputs()]
    if feed is None:
        feed = Inputs(session).feed(range(40, 90), np.full((1, 256), 0.3, np.float32), 1.0)
    known = {entry.name for entry in session.get_inputs()}
    return dict(zip(names, session.run(names, {k: v for k, v in feed.items() if k in known}), strict=True))


def crossing(graph: Graph) -> Arrays:
    """What the whole graph sends across the cut, with the style, and the sound it makes of that."""
    cut = find_cut(graph)
    assert cut is not None
    return {**run(shown_at_cut(graph, cut)), "style": np.full((1, 256), 0.3, np.float32)}


def vocoder(graph: Graph) -> Graph:
    cut = find_cut(graph)
    assert cut is not None
    return vocoder_of(graph, cut)


def test_vocoder_makes_the_sound_of_the_whole(wired: Graph) -> None:
    whole = crossing(wired)
    assert np.array_equal(run(vocoder(wired), whole)["waveform"], whole["waveform"])


def test_front_tells_what_crosses_the_cut_and_the_durations(wired: Graph) -> None:
    graph_rewrites.silence_noise(wired)
    cut = find_cut(wired)
    assert cut is not None
    whole, front = crossing(wired), run(front_of(wired, cut))
    assert set(front) == {cut.features, cut.source, "duration"}
    assert all(np.allclose(front[name], whole[name], atol=1e-5) for name in front)


def test_cut_is_found_whatever_the_names(wired: Graph) -> None:
    kept = {"input_ids", "style", "speed", "waveform", "duration", ""}

    def renamed(name: str) -> str:
        return name if name in kept else f"x{hash(name)}"

    for node in wired.model.graph.node:
        node.name = ""
        node.input[:] = map(renamed, node.input)
        node.output[:] = map(renamed, node.output)
    for value in wired.model.graph.initializer:
        value.name = renamed(value.name)
    before = find_cut(Graph(wired.model))
    assert before is not None
    assert before.features.startswith("x")


def test_other_graphs_are_not_cut(tmp_path: Path) -> None:
    tones = tiny_kokoro.write_model(tmp_path / "tones.onnx")
    assert find_cut(Graph(onnx.load(tones))) is None


@pytest.mark.parametrize(
    ("operate", "count"),
    [(graph_rewrites.fold_snakes, 5), (graph_rewrites.fold_affines, 3), (graph_rewrites.flatten_convolutions, 8)],
)
def test_each_operation_finds_its_places_and_keeps_the_sound(
    wired: Graph, operate: Callable[[Graph], int], count: int
) -> None:
    whole, part = crossing(wired), vocoder(wired)
    assert operate(part) == count
    assert np.abs(run(part, whole)["waveform"] - whole["waveform"]).max() <= verification.TOLERANCE


def test_operations_work_one_after_the_other(wired: Graph) -> None:
    whole, part = crossing(wired), vocoder(wired)
    before = len(part.nodes)
    counts = (
        graph_rewrites.fold_snakes(part),
        graph_rewrites.fold_affines(part),
        graph_rewrites.flatten_convolutions(part),
    )
    assert counts == (5, 3, 8)
    assert np.abs(run(part, whole)["waveform"] - whole["waveform"]).max() <= verification.TOLERANCE
    assert sum(node.op_type == "Pow" for node in part.nodes) == 0
    assert len(part.nodes) != before


def test_decomposed_norms_are_composed_and_keep_the_sound(tmp_path: Path) -> None:
    graph = folded(tiny_vocoder.write_model(tmp_path / "m.onnx", decomposed=True), tmp_path / "basic.onnx")
    whole, part = crossing(graph), vocoder(graph)
    assert graph_rewrites.compose_norms(part) == 4
    assert not any(node.op_type == "ReduceMean" for node in part.nodes)
    assert np.abs(run(part, whole)["waveform"] - whole["waveform"]).max() <= verification.TOLERANCE
    assert graph_rewrites.fold_snakes(part) == 5


def test_what_only_looks_like_a_norm_is_left_alone(tmp_path: Path) -> None:
    graph = folded(tiny_vocoder.write_model(tmp_path / "m.onnx", decomposed=True), tmp_path / "basic.onnx")
    part = vocoder(graph)
    for node in part.nodes:
        if node.op_type == "ReduceMean":
            axes = next(entry for entry in node.attribute if entry.name == "axes")
            axes.ints[:] = [1]  # over the channels in place of time
    assert graph_rewrites.compose_norms(Graph(part.model)) == 0


def test_a_model_with_decomposed_norms_streams(tmp_path: Path, styles: Styles, folder: Path) -> None:
    model = tiny_vocoder.write_model(tmp_path / "m.onnx", decomposed=True)
    layout = build(model, styles, folder, deterministic=False)
    assert layout.seam is not None
    assert layout.seam.context > 0


def test_what_only_looks_like_a_snake_is_left_alone(wired: Graph) -> None:
    part = vocoder(wired)
    for node in part.nodes:
        if node.op_type == "Pow":
            node.input[1] = part.add_constant(np.array(3, np.float32))
    assert graph_rewrites.fold_snakes(Graph(part.model)) == 0


def test_silenced_noise_makes_runs_alike(wired: Graph) -> None:
    def differences() -> float:
        session = onnxruntime.InferenceSession(wired.model.SerializeToString())
        feed = Inputs(session).feed(range(40, 90), np.full((1, 256), 0.3, np.float32), 1.0)
        once, again = (session.run(["waveform"], feed)[0] for _ in range(2))
        return float(np.abs(once - again).max())

    assert differences() > 0
    assert graph_rewrites.silence_noise(wired) == 2
    assert differences() == 0


def test_model_like_kokoros_ends_up_in_two_parts(tmp_path: Path, styles: Styles, folder: Path) -> None:
    model = tiny_vocoder.write_model(tmp_path / "wired.onnx")
    layout = build(model, styles, folder, deterministic=False)
    assert layout.seam is not None
    assert (layout.seam.step, layout.seam.hop, layout.seam.extra) == (tiny_vocoder.STEP, 60, 1)
    assert layout.seam.context > 0
    assert Layout.read(folder) == layout
    weights = {"front.data", "vocoder.data"}  # the variants of the vocoder share its own
    assert {file.name for file in folder.iterdir()} == {*weights, FRONT, VOCODER, STREAMING, MEASURING, "layout.json"}


def test_other_models_stay_whole(tmp_path: Path, styles: Styles, folder: Path) -> None:
    model = tiny_kokoro.write_model(tmp_path / "tones.onnx")
    assert build(model, styles, folder, deterministic=False) == Layout(None)
    assert {file.name for file in folder.iterdir()} == {WHOLE, "whole.data", "layout.json"}


def test_a_rewrite_that_changes_the_sound_is_given_up(
    tmp_path: Path,
    styles: Styles,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def spoil(graph: Graph) -> int:
        for node in graph.nodes:
            if node.op_type == "Sin":
                node.op_type = "Cos"
        return 1

    monkeypatch.setattr(graph_rewrites, "fold_snakes", spoil)
    with caplog.at_level(logging.WARNING, build_module.__name__):
        layout = build(tiny_vocoder.write_model(tmp_path / "m.onnx"), styles, folder, deterministic=False)
    assert layout.seam is not None
    assert "rewritten model in two parts: the vocoder is off by" in caplog.text


def test_parts_that_do_not_match_leave_the_whole(
    tmp_path: Path, styles: Styles, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "TOLERANCE", -1.0)
    model = tiny_vocoder.write_model(tmp_path / "m.onnx")
    assert build(model, styles, folder, deterministic=False) == Layout(None)


def test_chunks_that_do_not_sound_like_the_whole_are_not_streamed(
    tmp_path: Path, styles: Styles, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "STREAMING_SNR", 400.0)
    layout = build(tiny_vocoder.write_model(tmp_path / "m.onnx"), styles, folder, deterministic=False)
    assert layout.seam is not None
    assert layout.seam.context == 0
    assert not (folder / STREAMING).exists()


def test_what_is_no_model_is_not_built(tmp_path: Path, styles: Styles, folder: Path) -> None:
    (tmp_path / "text.onnx").write_text("hello")
    with pytest.raises(EngineError, match=r"text\.onnx cannot be optimised"):
        build(tmp_path / "text.onnx", styles, folder, deterministic=False)
