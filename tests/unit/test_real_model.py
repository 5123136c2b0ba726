"""The real weights, from one export's graph into another's."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import GraphProto, TensorProto, helper, numpy_helper

from bench.real_model.__main__ import checked
from bench.real_model.graph import fill
from bench.real_model.weights import PublishedWeights

QUANTIZED = np.array([[0, 128, 255], [1, 2, 3]], np.uint8)
FLOATS = (QUANTIZED.astype(np.float32) - 128) * 0.5


def tensor(name: str, values: object, kind: type = np.float32) -> TensorProto:
    return numpy_helper.from_array(np.array(values, kind), name)


def unknown(name: str, *dims: int) -> TensorProto:
    """A parameter that the graph is stored without."""
    return TensorProto(name=name, dims=dims, data_type=TensorProto.FLOAT, doc_string="rand 0 1")


def published() -> PublishedWeights:
    """A product whose weight is quantized, one that is not, and an embedding."""
    nodes = [
        helper.make_node(
            "MatMulInteger", ["x", "w_quantized", "xz", "w_zero_point"], ["y"], "/encoder/predictor/a/MatMul_quant"
        ),
        helper.make_node("MatMul", ["x", "plain"], ["z"], "/decoder/decoder/b/MatMul"),
        helper.make_node("Gather", ["encoder.words_quantized", "ids"], ["rows"]),
        helper.make_node("DequantizeLinear", ["rows", "encoder.words_scale", "encoder.words_zero_point"], ["e"]),
    ]
    tensors = [tensor("plain", [[1, 2], [3, 4]])]
    for name in ("w", "encoder.words"):
        tensors.append(tensor(f"{name}_quantized", QUANTIZED, np.uint8))
        tensors += [tensor(f"{name}_scale", 0.5), tensor(f"{name}_zero_point", 128, np.uint8)]
    return PublishedWeights(helper.make_graph(nodes, "published", [], [], tensors))


def filled(graph: GraphProto) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    fill(graph, published())
    return {each.name: numpy_helper.to_array(each) for each in graph.initializer}


def test_quantized_parameters_become_floats_by_name_and_by_place() -> None:
    weights = published()
    assert "kmodel.words" in weights
    assert np.array_equal(weights.of_parameter("kmodel.words"), FLOATS)
    (by_place,) = weights.of_node("/kmodel/a/MatMul", 1)
    assert np.array_equal(by_place, FLOATS)


def test_each_channel_may_have_a_scale_of_its_own() -> None:
    tensors = [
        tensor("c_quantized", np.ones((2, 1, 3)), np.int8),
        tensor("c_scale", [1, 2]),
        tensor("c_zero_point", [0, 1], np.int8),
    ]
    nodes = [helper.make_node("ConvInteger", ["x", "c_quantized", "xz", "c_zero_point"], ["y"], "/conv")]
    weights = PublishedWeights(helper.make_graph(nodes, "g", [], [], tensors))
    assert weights.of_parameter("c")[:, 0, 0].tolist() == [1, 0]


def test_parameters_get_their_values_whatever_they_are_called() -> None:
    nodes = [
        helper.make_node("MatMul", ["x", "onnx::MatMul_1"], ["y"], "/kmodel/a/MatMul"),
        helper.make_node("MatMul", ["y", "onnx::MatMul_2"], ["z"], "/kmodel/decoder/b/MatMul"),
    ]
    parameters = [
        unknown("onnx::MatMul_1", 3, 2),  # the other way round here
        unknown("onnx::MatMul_2", 2, 2),
        unknown("kmodel.words", 2, 3),
        unknown("kmodel.norm1.norm.weight", 4),
        unknown("kmodel.norm1.norm.bias", 4),
        unknown("kmodel.stft.weight_forward_real", 11, 1, 20),
        tensor("known", [7]),
    ]
    values = filled(helper.make_graph(nodes, "g", [], [], parameters))
    assert np.array_equal(values["onnx::MatMul_1"], FLOATS.T)
    assert np.array_equal(values["onnx::MatMul_2"], [[1, 2], [3, 4]])
    assert np.array_equal(values["kmodel.words"], FLOATS)
    assert (values["kmodel.norm1.norm.weight"] == 1).all()
    assert (values["kmodel.norm1.norm.bias"] == 0).all()
    assert values["kmodel.stft.weight_forward_real"][0, 0, 10] == 1  # the window's peak
    assert values["known"].tolist() == [7]


def test_parameters_that_were_one_at_the_export_are_parted() -> None:
    nodes = [
        helper.make_node("Identity", ["kmodel.norm1.norm.weight"], ["kmodel.words"]),
        helper.make_node("Identity", ["x"], ["y"]),
    ]
    graph = helper.make_graph(nodes, "g", [], [], [unknown("kmodel.norm1.norm.weight", 2, 3)])
    values = filled(graph)
    assert np.array_equal(values["kmodel.words"], FLOATS)
    assert (values["kmodel.norm1.norm.weight"] == 1).all()
    assert [node.output[0] for node in graph.node] == ["y"]


def test_a_parameter_without_a_value_is_an_error() -> None:
    with pytest.raises(LookupError, match="no parameter for strange"):
        filled(helper.make_graph([], "g", [], [], [unknown("strange", 1)]))


def test_what_is_not_as_it_was_published_is_refused() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert checked(b"", empty, "nothing") == b""
    with pytest.raises(SystemExit, match="nothing that was downloaded is not the published one"):
        checked(b"x", empty, "nothing")
