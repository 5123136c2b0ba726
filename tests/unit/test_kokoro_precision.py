"""Quantized and half-precision exports: turned into floats, proven, cut, rewritten, streamed."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import float16

from kokoro_model import checkup, fetch_command
from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro import precision
from kokoro_model.engines.kokoro.inference import Inputs
from kokoro_model.engines.kokoro.layout import FRONT, STREAMING, VOCODER, Layout, Seam
from kokoro_model.engines.kokoro.loading import load_optimised
from kokoro_model.engines.kokoro.optimizer import build as build_module
from kokoro_model.engines.kokoro.optimizer import conversion, dequantization, half_precision
from kokoro_model.engines.kokoro.optimizer.build import build
from kokoro_model.engines.kokoro.optimizer.cache import Optimiser
from kokoro_model.engines.kokoro.optimizer.graph import Graph
from kokoro_model.engines.kokoro.optimizer.verification import snr
from kokoro_model.engines.kokoro.streaming import SplitModel
from kokoro_model.engines.kokoro.styles import Styles
from kokoro_model.files import Installed, ModelFile, Release
from tests import tiny_kokoro, tiny_vocoder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Making = Callable[[Path, Path], Path]

STYLE = np.full((1, 256), 0.3, np.float32)
TOKENS = range(40, 90)
DICE = np.random.default_rng(7)


def quantized(model: Path, to: Path) -> Path:
    """As the int8 file of the release is made."""
    quantize_dynamic(model, to, weight_type=QuantType.QInt8, op_types_to_quantize=["Conv", "MatMul", "LSTM"])
    return to


def quantized_by_channel(model: Path, to: Path) -> Path:
    kinds = ["Conv", "MatMul", "LSTM"]
    quantize_dynamic(model, to, per_channel=True, weight_type=QuantType.QUInt8, op_types_to_quantize=kinds)
    return to


def halved(model: Path, to: Path) -> Path:
    """As the fp16 file of the release is made."""
    onnx.save(float16.convert_float_to_float16(onnx.load(model), keep_io_types=True), to)
    return to


def halved_throughout(model: Path, to: Path) -> Path:
    """With inputs and outputs in half precision, too."""
    onnx.save(float16.convert_float_to_float16(onnx.load(model)), to)
    return to


EVERY_PRECISION = pytest.mark.parametrize("make", [quantized, quantized_by_channel, halved, halved_throughout])


@pytest.fixture
def styles(tmp_path: Path) -> Styles:
    return Styles(tiny_kokoro.write_voices(tmp_path / "voices.bin", {"af_heart": 7}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "built").mkdir()
    return tmp_path / "built"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A model in floats."""
    return tiny_vocoder.write_model(tmp_path / "plain.onnx")


def kinds(graph: onnx.GraphProto) -> set[str]:
    return {node.op_type for node in graph.node}


def loaded(folder: Path) -> SplitModel:
    layout = Layout.read(folder)
    assert layout is not None
    model = load_optimised(folder, layout, 0, streaming=True).model
    assert isinstance(model, SplitModel)
    return model


@EVERY_PRECISION
def test_every_precision_is_cut_rewritten_and_streamed_like_floats(
    plain: Path, tmp_path: Path, styles: Styles, folder: Path, caplog: pytest.LogCaptureFixture, make: Making
) -> None:
    with caplog.at_level(logging.INFO, build_module.__name__):
        layout = build(make(plain, tmp_path / "small.onnx"), styles, folder, deterministic=True)
    assert layout.converted
    assert layout.seam is not None
    assert (layout.seam.step, layout.seam.hop, layout.seam.extra) == (tiny_vocoder.STEP, 60, 1)
    assert layout.seam.context > 0
    assert "folded 5 snakes and 3 norms, flattened 8 convolutions" in caplog.text
    for part in (FRONT, VOCODER, STREAMING):
        graph = onnx.load(folder / part).graph
        assert not any("Integer" in kind or "Quantize" in kind for kind in kinds(graph))
        assert all(tensor.data_type != TensorProto.FLOAT16 for tensor in graph.initializer)
    assert {file.suffix for file in folder.iterdir()} == {".onnx", ".data", ".json"}
    assert len(list(folder.iterdir())) == 7, "nothing that was wanted meanwhile is left"


@pytest.mark.parametrize(("make", "least"), [(quantized, 15), (quantized_by_channel, 15), (halved, 45)])
def test_it_sounds_like_the_model_in_floats(
    plain: Path, tmp_path: Path, styles: Styles, folder: Path, make: Making, least: float
) -> None:
    """But for the source, in which a rounded 2 * pi adds up."""
    build(make(plain, tmp_path / "small.onnx"), styles, folder, deterministic=True)
    (tmp_path / "floats").mkdir()
    assert not build(plain, styles, tmp_path / "floats", deterministic=True).converted
    floats, small = loaded(tmp_path / "floats"), loaded(folder)
    reading = floats.read(TOKENS, STYLE, 1.0)
    assert snr(reading.features, small.read(TOKENS, STYLE, 1.0).features) > least
    sounds = [np.concatenate([chunk.samples for chunk in model.whole(reading)]) for model in (floats, small)]
    assert snr(*sounds) > least


@pytest.mark.parametrize("make", [quantized, halved])
def test_chunks_are_the_whole_of_the_same_statistics(
    plain: Path, tmp_path: Path, styles: Styles, folder: Path, make: Making
) -> None:
    layout = build(make(plain, tmp_path / "small.onnx"), styles, folder, deterministic=True)
    model = loaded(folder)
    session = onnxruntime.InferenceSession(folder / STREAMING)
    shape = next(entry.shape for entry in session.get_inputs() if entry.name == "statistics")
    statistics = np.stack([np.zeros(shape[1], np.float32), np.ones(shape[1], np.float32)])
    reading = model.read(TOKENS, STYLE, 1.0)
    chunks = np.concatenate([chunk.samples for chunk in model.chunks(reading, statistics)])
    assert layout.seam is not None
    feed = {layout.seam.features: reading.features, layout.seam.source: reading.source, "style": STYLE}
    (whole,) = session.run(None, {**feed, "statistics": statistics})
    assert snr(whole.ravel(), chunks) > 60


@pytest.mark.parametrize("bound", ["OPERATION_SNR", "QUANTIZED_SNR"])
def test_what_is_not_proven_stays_in_integers(
    plain: Path, tmp_path: Path, styles: Styles, folder: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(conversion, bound, 500.0)
    assert build(quantized(plain, tmp_path / "small.onnx"), styles, folder, deterministic=False) == Layout()
    assert "ConvInteger" in kinds(onnx.load(folder / "whole.onnx").graph)


def test_weights_by_a_wrong_scale_are_noticed(
    plain: Path,
    tmp_path: Path,
    styles: Styles,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def enlarged(graph: Graph, both: str, input_scale: str) -> str:
        product = graph.producer(both)
        assert product is not None
        (scale,) = (name for name in product.input if name != input_scale)
        value = graph.constant(scale)
        assert value is not None
        return graph.add_constant(value * np.float32(1.02))

    monkeypatch.setattr(dequantization, "_weight_scale", enlarged)
    assert not build(quantized(plain, tmp_path / "small.onnx"), styles, folder, deterministic=False).converted
    assert "Integer in floats resembles the original by 34 dB only" in caplog.text


@pytest.mark.parametrize(("behind", "what"), [("Unsqueeze", "features"), ("LeakyRelu", "sound")])
@pytest.mark.parametrize("make", [quantized, halved])
def test_a_wrong_operation_is_noticed(
    plain: Path,
    tmp_path: Path,
    styles: Styles,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    make: Making,
    behind: str,
    what: str,
) -> None:
    """One that is right by itself, and takes a wrong input."""
    dequantize = dequantization.dequantize

    def spoil(graph: Graph) -> int:
        count = dequantize(graph)
        convs = (node for node in graph.nodes if node.op_type == "Conv")
        spoiled = next(node for node in convs if (made := graph.producer(node.input[0])) and made.op_type == behind)
        negated = graph.fresh()
        negation = helper.make_node("Neg", [spoiled.input[0]], [negated])
        spoiled.input[0] = negated
        graph.rewrite([negation], [])
        return count

    monkeypatch.setattr(dequantization, "dequantize", spoil)
    assert not build(make(plain, tmp_path / "small.onnx"), styles, folder, deterministic=False).converted
    assert f"{what} in floats resembles the original by " in caplog.text


def test_other_models_stay_as_they_came(tmp_path: Path, styles: Styles, folder: Path) -> None:
    tones = tiny_kokoro.write_model(tmp_path / "tones.onnx")
    layout = build(halved(tones, tmp_path / "half.onnx"), styles, folder, deterministic=False)
    assert layout == Layout()


def test_a_disk_without_room_for_floats_leaves_the_integers(
    plain: Path, tmp_path: Path, styles: Styles, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = quantized(plain, tmp_path / "small.onnx")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    assert build(small, styles, folder, deterministic=False) == Layout()


def lstm(path: Path) -> Path:
    """A bidirectional LSTM, and a product behind it; of [steps, 1, 6]."""

    def weights(name: str, *shape: int) -> TensorProto:
        return numpy_helper.from_array(DICE.normal(size=shape).astype(np.float32), name)

    nodes = [
        helper.make_node("LSTM", ["x", "w", "r", "b"], ["y"], "lstm", hidden_size=4, direction="bidirectional"),
        helper.make_node("Reshape", ["y", "flat"], ["rows"], "reshape"),
        helper.make_node("MatMul", ["rows", "m"], ["out"], "product"),
    ]
    tensors = [weights("w", 2, 16, 6), weights("r", 2, 16, 4), weights("b", 2, 32), weights("m", 8, 5)]
    tensors.append(numpy_helper.from_array(np.array([-1, 8], np.int64), "flat"))
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1, 6])]
    outputs = [helper.make_tensor_value_info("out", TensorProto.FLOAT, None)]
    graph = helper.make_graph(nodes, "lstm", inputs, outputs, tensors)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


def run(model: onnx.ModelProto, feed: dict[str, Any]) -> dict[str, Any]:
    session = onnxruntime.InferenceSession(model.SerializeToString())
    names = [entry.name for entry in session.get_outputs()]
    return dict(zip(names, session.run(names, feed), strict=True))


@pytest.mark.parametrize("make", [quantized, quantized_by_channel])
def test_lstms_and_products_are_those_of_the_floats(tmp_path: Path, make: Making) -> None:
    plain = lstm(tmp_path / "plain.onnx")
    graph = Graph(onnx.load(make(plain, tmp_path / "small.onnx")))
    assert dequantization.dequantize(graph) == 2
    assert kinds(graph.model.graph) >= {"LSTM", "MatMul"}
    feed = {"x": DICE.normal(size=(9, 1, 6)).astype(np.float32)}
    assert snr(run(onnx.load(plain), feed)["out"], run(graph.model, feed)["out"]) > 25


def rounded_bias(shared_scale: bool) -> onnx.ModelProto:
    """A convolution whose bias is added in integers, as older quantizers have it."""

    def tensor(name: str, value: Any, kind: Any = np.float32) -> TensorProto:
        return numpy_helper.from_array(np.asarray(value, kind), name)

    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["xq", "xs", "xz"]),
        helper.make_node("ConvInteger", ["xq", "wq", "xz", "wz"], ["sums"], pads=[1, 1], kernel_shape=[3]),
        helper.make_node("Mul", ["xs", "ws"], ["scale"]),
        helper.make_node("Mul", ["xs", "ws"], ["other"]),
        helper.make_node("Div", ["bias", "scale" if shared_scale else "other"], ["many"]),
        helper.make_node("Floor", ["many"], ["floor"]),
        helper.make_node("Cast", ["floor"], ["whole"], to=TensorProto.INT32),
        helper.make_node("Reshape", ["whole", "shape"], ["shift"]),
        helper.make_node("Add", ["sums", "shift"], ["shifted"]),
        helper.make_node("Cast", ["shifted"], ["wide"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["wide", "scale"], ["y"]),
    ]
    tensors = [
        tensor("wq", DICE.integers(0, 255, (4, 2, 3)), np.uint8),
        tensor("wz", 128, np.uint8),
        tensor("ws", 0.01),
        tensor("bias", [1, -2, 3, 0.5]),
        tensor("shape", [1, -1, 1], np.int64),
    ]
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 2, "n"])]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)]
    graph = helper.make_graph(nodes, "bias", inputs, outputs, tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def test_a_bias_that_was_rounded_becomes_the_float_that_it_was() -> None:
    model = rounded_bias(shared_scale=True)
    graph = Graph(model)
    feed = {"x": DICE.normal(size=(1, 2, 30)).astype(np.float32)}
    before = run(model, feed)["y"]
    assert dequantization.dequantize(graph) == 1
    (conv,) = [node for node in graph.nodes if node.op_type == "Conv"]
    assert conv.input[2] == "bias"
    assert snr(before, run(graph.model, feed)["y"]) > 30


def test_a_bias_of_another_scale_is_left_alone() -> None:
    assert dequantization.dequantize(Graph(rounded_bias(shared_scale=False))) == 0


def other_input_zero_point(model: onnx.ModelProto) -> None:
    next(node for node in model.graph.node if node.op_type == "ConvInteger").input[2] = "wz"


def weights_made_at_run_time(model: onnx.ModelProto) -> None:
    model.graph.node.insert(0, helper.make_node("Identity", ["wq"], ["made"]))
    next(node for node in model.graph.node if node.op_type == "ConvInteger").input[1] = "made"


def sums_used_elsewhere(model: onnx.ModelProto) -> None:
    model.graph.output.append(helper.make_tensor_value_info("sums", TensorProto.INT32, None))


@pytest.mark.parametrize("change", [other_input_zero_point, weights_made_at_run_time, sums_used_elsewhere])
def test_what_only_looks_like_quantization_is_left_alone(change: Callable[[onnx.ModelProto], None]) -> None:
    model = rounded_bias(shared_scale=True)
    change(model)
    assert dequantization.dequantize(Graph(model)) == 0


def test_operations_in_integers_are_compared_on_the_same_rounded_input() -> None:
    graph = Graph(rounded_bias(shared_scale=True))
    (compared,) = dequantization.compare(graph)
    names = compared.energy, compared.difference
    part = graph.extract((), [helper.make_empty_tensor_value_info(name) for name in names])
    made = run(part.model, {"x": DICE.normal(size=(1, 2, 30)).astype(np.float32)})
    energy, difference = (float(made[name]) for name in names)
    assert 10 * np.log10(energy / difference) > conversion.OPERATION_SNR


def test_half_precision_inside_of_branches_is_widened(plain: Path, tmp_path: Path) -> None:
    model = onnx.load(halved(plain, tmp_path / "half.onnx"))
    assert half_precision.widen(model) > 0
    assert half_precision.widen(model) == 0
    feed = Inputs(onnxruntime.InferenceSession(plain)).feed(TOKENS, STYLE, 1.0)
    assert run(model, feed)["waveform"].shape == run(onnx.load(plain), feed)["waveform"].shape


@pytest.mark.parametrize(
    ("line", "fast"),
    [
        ("flags\t\t: fpu avx2 fma", False),
        ("flags\t\t: fpu avx2 avx_vnni", True),
        ("flags\t\t: fpu avx512f avx512_vnni", True),
        ("Features\t: fp asimd", False),
        ("Features\t: fp asimd asimddp", True),
        ("model name\t: avx_vnni", False),
    ],
)
def test_cpus_that_multiply_integers_are_known_by_their_flags(tmp_path: Path, line: str, fast: bool) -> None:
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\n{line}\n")
    assert precision.multiplies_int8(tmp_path / "cpuinfo") == fast
    assert precision.multiplies_int8(tmp_path / "none")


SEAM = Seam("f", "s", 300, 60, 1, 6)


@pytest.mark.parametrize(
    ("name", "layout", "fast", "said"),
    [
        ("fp32", Layout(SEAM), False, ""),
        ("int8", Layout(SEAM, converted=True), False, "the optimised int8 model computes in floats"),
        ("fp16", Layout(SEAM, converted=True), True, "the optimised fp16 model computes in floats"),
        ("int8", Layout(), False, "fp32 is faster"),
        ("int8", Layout(), True, ""),
    ],
)
def test_advice_says_what_is_so(name: str, layout: Layout, fast: bool, said: str) -> None:
    advice = precision.advice(name, layout, fast_int8=fast)
    assert said in advice
    assert bool(advice) == bool(said)


def installed(plain: Path, folder: Path, name: str) -> tuple[Installed, Release]:
    """A model in that precision, with voices, as it was fetched."""
    model = (quantized if name == "int8" else halved)(plain, folder / "model.onnx")
    voices = tiny_kokoro.write_voices(folder / "voices.bin", {"af_heart": 7})
    files = [ModelFile(file.name, file.stat().st_size, "") for file in (model, voices)]
    return Installed(name, model, voices), Release({name: files[0]}, files[1])


@pytest.mark.parametrize("name", ["int8", "fp16"])
def test_setting_up_and_the_checkup_tell_what_a_precision_is_good_for(plain: Path, folder: Path, name: str) -> None:
    found, release = installed(plain, folder, name)
    settings = {"KOKORO_MODELS": str(folder)}
    assert len(list(checkup.kokoro(settings, release=release))) == 1, "nothing is known before it is optimised"
    told: list[str] = []
    fetch_command.optimise(found, told.append)
    expected = f"the optimised {name} model computes in floats"
    assert [expected in line for line in told] == [False, True]
    _, finding = checkup.kokoro(settings, release=release)
    assert expected in finding.text
    assert not finding.command


def test_the_checkup_advises_against_integers_that_are_slow(
    plain: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, release = installed(plain, folder, "int8")
    monkeypatch.setattr(Optimiser, "find", lambda _: (folder, Layout()))
    monkeypatch.setattr(precision, "multiplies_int8", lambda: False)
    _, finding = checkup.kokoro({"KOKORO_MODELS": str(folder)}, release=release)
    assert finding.command == "say --setup --precision fp32"


def test_a_model_that_shows_no_durations_is_not_converted(
    plain: Path, tmp_path: Path, styles: Styles, folder: Path
) -> None:
    model = onnx.load(quantized(plain, tmp_path / "small.onnx"))
    for node in model.graph.node:
        if node.op_type == "Round":
            node.op_type = "Ceil"
    onnx.save(model, tmp_path / "other.onnx")
    assert not build(tmp_path / "other.onnx", styles, folder, deterministic=False).converted


def test_nothing_is_converted_that_is_in_floats(plain: Path, tmp_path: Path) -> None:
    assert not conversion.to_floats(plain, tmp_path / "floats.onnx")
    assert not (tmp_path / "floats.onnx").exists()
    (tmp_path / "text.onnx").write_text("hello")
    with pytest.raises(EngineError, match=r"text\.onnx"):
        conversion.to_floats(tmp_path / "text.onnx", tmp_path / "floats.onnx")
