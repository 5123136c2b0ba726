"""Put floats in place of the integers of a dynamically quantized model.

onnxruntime's dynamic quantization keeps weights as 8-bit integers and rounds what a convolution, a product or an
LSTM is given to 8 bits, over the range that it has in this text. In floats that range counts no more, so that a
stretch of a text can be computed by itself, and all that is known of Kokoro's own graph holds again.

Rules:
- Nodes are found by how they hang together, never by name: a pattern that is not there is left as it is.
- Weights become floats by nodes on constants, which onnxruntime works out when it saves the optimised graph.
- Whoever calls this proves the result: see conversion.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import NodeProto, TensorProto, helper

from kokoro_model.engines.kokoro.optimizer.graph import other_operand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kokoro_model.engines.kokoro.optimizer.graph import Graph

_FLOAT_TWINS = {"ConvInteger": "Conv", "MatMulInteger": "MatMul"}
LSTM = "DynamicQuantizeLSTM"
_LSTM_WEIGHTS = {1: (8, 9), 2: (10, 11)}
"""The inputs of an LSTM that are weights, and those with their scale and zero point."""


@dataclass(frozen=True, slots=True)
class _Quantized:
    """(input in 8 bits) * (weight in 8 bits) + bias in integers, as a float: `steps`, of which the last one gives it.

    `rounded` are the integers, the scale and the zero point of the input.
    """

    input: str
    rounded: tuple[str, str, str]
    weight: str
    scale: str
    zero_point: str
    bias: str
    steps: tuple[NodeProto, ...]


class _Weights:
    """Makes the nodes that give quantized weights as floats: once for each, since layers may share theirs."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[tuple[str, ...], str] = {}
        self.nodes: list[NodeProto] = []

    def floats(self, weight: str, scale: str, zero_point: str, shape: Sequence[int]) -> str:
        """(weight - zero_point) * scale, where these two have a value for each channel in that `shape`, or one."""
        key = weight, scale, zero_point, *map(str, shape)
        if key not in self._known:
            wide = self._node("Cast", weight, to=TensorProto.FLOAT)
            if zero_point:
                zero = self._shaped(self._node("Cast", zero_point, to=TensorProto.FLOAT), zero_point, shape)
                wide = self._node("Sub", wide, zero)
            self._known[key] = self._node("Mul", wide, self._shaped(scale, scale, shape))
        return self._known[key]

    def transposed(self, matrices: str) -> str:
        """[N, columns, rows] of [N, rows, columns]."""
        key = matrices, "transposed"
        if key not in self._known:
            self._known[key] = self._node("Transpose", matrices, perm=[0, 2, 1])
        return self._known[key]

    def _shaped(self, tensor: str, original: str, shape: Sequence[int]) -> str:
        """`tensor` in that shape; `original`, of as many values, tells whether it has but one."""
        if np.prod(self._graph.dims(original) or [1]) == 1:
            shape = []
        return self._node("Reshape", tensor, self._graph.add_constant(np.array(shape, np.int64)))

    def _node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = self._graph.fresh()
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name


@dataclass(frozen=True, slots=True)
class _Replacement:
    """A `twin` in floats for `steps`; `rounded` are the integers, the scale and the zero point of its input."""

    twin: NodeProto
    steps: tuple[NodeProto, ...]
    rounded: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Outputs that tell the energy of what an operation makes, and of how its twin in floats differs from that."""

    kind: str
    energy: str
    difference: str


def dequantize(graph: Graph) -> int:
    """Compute in floats what is computed in integers. Returns how many operations were changed."""
    weights = _Weights(graph)
    found = list(_replacements(graph, weights))
    added = [*weights.nodes, *(each.twin for each in found)]
    graph.rewrite(added, [step for each in found for step in each.steps])
    return len(found)


def compare(graph: Graph) -> list[Comparison]:
    """Let each operation in integers run beside its twin in floats, on the same input as that was rounded.

    An LSTM rounds its input and its state within: its twin gets the input as it is.
    """
    weights = _Weights(graph)
    added, compared = list[NodeProto](), list[Comparison]()
    for each in _replacements(graph, weights):
        made, kind = each.twin.output[0], each.steps[0].op_type
        result, difference, energy, error = (graph.fresh() for _ in range(4))
        each.twin.output[:] = [result]
        if each.rounded:
            each.twin.input[0] = graph.fresh()
            added.append(helper.make_node("DequantizeLinear", each.rounded, [each.twin.input[0]]))
        added += [
            each.twin,
            helper.make_node("Sub", [made, result], [difference]),
            helper.make_node("ReduceSumSquare", [made], [energy], keepdims=0),
            helper.make_node("ReduceSumSquare", [difference], [error], keepdims=0),
        ]
        compared.append(Comparison(kind, energy, error))
    graph.rewrite([*weights.nodes, *added], [])
    return compared


def _replacements(graph: Graph, weights: _Weights) -> Iterator[_Replacement]:
    for node in graph.nodes:
        if node.op_type in _FLOAT_TWINS and (found := _quantized(graph, node)) is not None:
            yield _Replacement(_in_floats(graph, node, found, weights), found.steps, found.rounded)
        elif node.op_type == LSTM and _has_constant_weights(graph, node):
            yield _Replacement(_lstm(graph, node, weights), (node,), None)


def _quantized(graph: Graph, node: NodeProto) -> _Quantized | None:
    """What `node` computes, with all around it that belongs to it; None where it is used in another way."""
    quantize = graph.producer(node.input[0])
    if quantize is None or quantize.op_type != "DynamicQuantizeLinear" or graph.dims(node.input[1]) is None:
        return None
    if list(node.input[2:3]) != [quantize.output[2]]:
        return None
    shift = graph.only_consumer(node.output[0], "Add") if node.op_type == "ConvInteger" else None
    cast = graph.only_consumer((shift or node).output[0], "Cast")
    scale = graph.only_consumer(cast.output[0], "Mul") if cast else None
    if cast is None or scale is None:
        return None
    both = other_operand(scale, cast.output[0])
    weight_scale = _weight_scale(graph, both, quantize.output[1])
    bias = _bias(graph, other_operand(shift, node.output[0]), both) if shift else ""
    if weight_scale is None or bias is None:
        return None
    steps = (node, *([shift] if shift else []), cast, scale)
    zero_point = node.input[3] if len(node.input) > 3 else ""
    rounded = node.input[0], quantize.output[1], quantize.output[2]
    return _Quantized(quantize.input[0], rounded, node.input[1], weight_scale, zero_point, bias, steps)


def _weight_scale(graph: Graph, both: str, input_scale: str) -> str | None:
    """The constant that `both`, a product with the scale of the input, has of the weight."""
    product = graph.producer(both)
    if product is None or product.op_type != "Mul" or input_scale not in product.input:
        return None
    scale = other_operand(product, input_scale)
    return scale if graph.dims(scale) is not None else None


def _bias(graph: Graph, integers: str, scale: str) -> str | None:
    """The float that was divided by `scale`, rounded and shaped to become `integers`."""
    name = integers
    for kind in ("Reshape", "Cast", "Floor"):
        node = graph.producer(name)
        if node is None or node.op_type != kind:
            return None
        name = node.input[0]
    divide = graph.producer(name)
    if divide is None or divide.op_type != "Div" or divide.input[1] != scale:
        return None
    return str(divide.input[0])


def _in_floats(graph: Graph, node: NodeProto, found: _Quantized, weights: _Weights) -> NodeProto:
    channels_first = node.op_type == "ConvInteger"
    rank = len(graph.dims(found.weight) or [])
    shape = [-1, *[1] * (rank - 1)] if channels_first else [-1]
    floats = weights.floats(found.weight, found.scale, found.zero_point, shape)
    inputs = [found.input, floats, *([found.bias] if found.bias else [])]
    twin = helper.make_node(_FLOAT_TWINS[node.op_type], inputs, found.steps[-1].output)
    twin.attribute.extend(node.attribute)
    return twin


def _has_constant_weights(graph: Graph, lstm: NodeProto) -> bool:
    return all(graph.dims(lstm.input[index]) is not None for index in _LSTM_WEIGHTS)


def _lstm(graph: Graph, node: NodeProto, weights: _Weights) -> NodeProto:
    """The LSTM in floats, whose weights have their last two dimensions the other way round."""
    inputs = list(node.input[:8])
    directions = (graph.dims(node.input[1]) or [1])[0]
    for index, (scale, zero_point) in _LSTM_WEIGHTS.items():
        shape = [-1, 1, 1] if len(graph.dims(node.input[scale]) or []) < 2 else [directions, 1, -1]
        floats = weights.floats(node.input[index], node.input[scale], node.input[zero_point], shape)
        inputs[index] = weights.transposed(floats)
    twin = helper.make_node("LSTM", inputs, node.output)
    twin.attribute.extend(node.attribute)
    return twin
