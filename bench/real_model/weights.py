"""The parameters of the published int8 model as floats.

They are found by the parameter's name, or by that of the node that uses it where the export gave the parameter none.
A quantized parameter NAME is three tensors, NAME_quantized, NAME_scale and NAME_zero_point; only the nodes that read it
tell which zero point goes with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from onnx import numpy_helper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from onnx import GraphProto, NodeProto

    Floats = NDArray[np.float32]

_USERS = ("MatMulInteger", "ConvInteger", "Conv", "ConvTranspose", "DynamicQuantizeLSTM", "MatMul")
_SUFFIX = re.compile(r"_(quantized|scale|zero_point)$")


def nodes(graph: GraphProto) -> Iterator[NodeProto]:
    """All nodes, those of subgraphs included."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from nodes(attribute.g)


def place(name: str) -> str:
    """Where a node stands in the network, by its name in either export."""
    name = re.sub(r"^/kmodel/", "/", name)
    name = re.sub(r"^(/decoder|/encoder)+/", "/", name).replace("predictor/", "")
    return re.sub(r"/Gemm_MatMul$", "/Gemm", name.removesuffix("_quant"))


class PublishedWeights:
    """The parameters of the int8 model's graph."""

    def __init__(self, graph: GraphProto) -> None:
        self._tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        bases = {_SUFFIX.sub("", name) for name in self._tensors}
        self._parameters = {re.sub(r"^(encoder|decoder)\.", "kmodel.", base): base for base in bases}
        self._users = {place(node.name): node for node in nodes(graph) if node.op_type in _USERS}
        self._zero_points = dict(_zero_points(graph))

    def __contains__(self, parameter: str) -> bool:
        return parameter in self._parameters

    def of_parameter(self, name: str) -> Floats:
        """A parameter by its name in the network."""
        return self._floats(self._parameters[name])

    def of_node(self, name: str, count: int) -> list[Floats]:
        """The first parameters of the node that stands where one of that name does in the other export."""
        inputs = self._users[place(name)].input
        return [self._floats(tensor.removesuffix("_quantized")) for tensor in inputs[1 : 1 + count]]

    def _floats(self, base: str) -> Floats:
        quantized = f"{base}_quantized"
        if quantized not in self._tensors:
            return self._tensors[base].astype(np.float32)
        values = self._tensors[quantized].astype(np.float32)
        scale = self._tensors[f"{base}_scale"].astype(np.float32)
        zero = self._tensors.get(self._zero_points.get(quantized, ""), np.zeros_like(scale)).astype(np.float32)
        result: Floats = (values - _along(values, zero)) * _along(values, scale)
        return result


def _along(values: Floats, factors: Floats) -> Floats:
    """Factors, one or one a channel, in the shape that lines them up with the values."""
    if factors.size == 1:
        return factors
    by_first = values.ndim == 3 and factors.size == len(values)
    return factors.reshape((-1, 1, 1) if by_first else (1, -1))


def _zero_points(graph: GraphProto) -> Iterator[tuple[str, str]]:
    """Names of quantized tensors, each with that of its zero point."""
    made = {output: node for node in nodes(graph) for output in node.output}
    for node in nodes(graph):
        inputs = list(node.input)
        if node.op_type in {"MatMulInteger", "ConvInteger"} and len(inputs) > 3:
            yield inputs[1], inputs[3]
        elif node.op_type == "DynamicQuantizeLSTM":
            yield inputs[1], inputs[9]
            yield inputs[2], inputs[11]
        elif node.op_type == "DequantizeLinear" and len(inputs) > 2:
            maker = made.get(inputs[0])
            yield (maker.input[0] if maker is not None and maker.op_type == "Gather" else inputs[0]), inputs[2]
