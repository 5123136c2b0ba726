"""Put single precision in place of half precision: a model of float16 becomes one of float32, with the same weights.

onnxruntime computes on a CPU in single precision all the same, and rounds to half precision behind each step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from onnx import AttributeProto, TensorProto, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onnx import GraphProto, ModelProto, NodeProto, TypeProto

_HALF, _SINGLE = TensorProto.FLOAT16, TensorProto.FLOAT
_TYPE_ATTRIBUTES = ("to", "dtype")


def widen(model: ModelProto) -> int:
    """Let `model` compute in single precision. Returns how many constants were in half precision: 0 changes nothing."""
    return _widen_graph(model.graph)


def _widen_graph(graph: GraphProto) -> int:
    for entry in (*graph.input, *graph.output, *graph.value_info):
        _widen_type(entry.type)
    return _widen_tensors(graph.initializer) + sum(_widen_node(node) for node in graph.node)


def _widen_type(kind: TypeProto) -> None:
    """Of a tensor, or of a sequence of such."""
    if kind.HasField("sequence_type"):
        _widen_type(kind.sequence_type.elem_type)
    elif kind.HasField("optional_type"):
        _widen_type(kind.optional_type.elem_type)
    elif kind.tensor_type.elem_type == _HALF:
        kind.tensor_type.elem_type = _SINGLE


def _widen_node(node: NodeProto) -> int:
    widened = 0
    for attribute in node.attribute:
        if attribute.type == AttributeProto.TENSOR:
            widened += _widen_tensors([attribute.t])
        elif attribute.type == AttributeProto.GRAPH:
            widened += _widen_graph(attribute.g)
        elif attribute.name in _TYPE_ATTRIBUTES and attribute.i == _HALF:
            attribute.i = _SINGLE
    return widened


def _widen_tensors(tensors: Iterable[TensorProto]) -> int:
    halves = [tensor for tensor in tensors if tensor.data_type == _HALF]
    for tensor in halves:
        tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float32), tensor.name))
    return len(halves)
