"""Puts parameters into the graph of the fp32 release, which is stored without them.

A parameter of the graph has its name in the network (`kmodel...`), or a number (`onnx::MatMul_7`) where the export
turned or joined it: then the node that uses it tells which it is. What the int8 export dropped can be computed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from onnx import numpy_helper

from bench.real_model.weights import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onnx import GraphProto, NodeProto, TensorProto

    from bench.real_model.weights import Floats, PublishedWeights

_WEIGHTED = ("MatMul", "Conv", "ConvTranspose", "LSTM", "Gemm")
_NORM = re.compile(r"(norm\d?\.norm|adain\d\.\d\.norm)\.(weight|bias)$")
"""What scales and shifts a normalisation before its style does: one and zero, in all of Kokoro."""
_POINTS = 20
"""Of Kokoro's short-time Fourier transform."""


def fill(graph: GraphProto, weights: PublishedWeights) -> None:
    """Give every parameter of the graph its value. Raises LookupError where there is none for it."""
    aliases = {node.output[0]: node.input[0] for node in nodes(graph) if node.op_type == "Identity"}
    own = {tensor.name: tensor for tensor in graph.initializer}
    numbered = dict(_numbered(graph, own, aliases, weights))
    _part_shared(graph, own, aliases, weights)
    for name, tensor in own.items():
        value = numbered[name] if name in numbered else _named(name, tensor, weights)
        if value is not None:
            tensor.raw_data, tensor.doc_string = _fitted(value, list(tensor.dims)).tobytes(), ""
        elif tensor.doc_string.startswith("rand"):
            raise LookupError(f"the published model has no parameter for {name}")


def _numbered(
    graph: GraphProto, own: dict[str, TensorProto], aliases: dict[str, str], weights: PublishedWeights
) -> Iterator[tuple[str, Floats]]:
    """The parameters of nodes that use at least one without a name."""
    for node in nodes(graph):
        if node.op_type in _WEIGHTED:
            names = _parameters(node, aliases)
            if any(name in own and name.startswith("onnx::") for name in names):
                yield from zip(names, weights.of_node(node.name, len(names)), strict=True)


def _parameters(node: NodeProto, aliases: dict[str, str]) -> list[str]:
    """The names of a node's weights: the first of a product, those of input, state and bias of an LSTM."""
    return [_root(name, aliases) for name in node.input[1 : 4 if node.op_type == "LSTM" else 2]]


def _root(name: str, aliases: dict[str, str]) -> str:
    while name in aliases:
        name = aliases[name]
    return name


def _part_shared(
    graph: GraphProto, own: dict[str, TensorProto], aliases: dict[str, str], weights: PublishedWeights
) -> None:
    """Give parameters that were equal at the export, and so became one tensor, a tensor each again."""
    shared = [node for node in graph.node if node.op_type == "Identity" and _is_parameter(node.output[0], weights)]
    for node in shared:
        name, tensor = node.output[0], own[_root(node.input[0], aliases)]
        value = _named(name, tensor, weights)
        assert value is not None
        graph.initializer.append(numpy_helper.from_array(_fitted(value, list(tensor.dims)), name))
        graph.node.remove(node)


def _is_parameter(name: str, weights: PublishedWeights) -> bool:
    return name.startswith("kmodel") and (name in weights or _NORM.search(name) is not None)


def _named(name: str, tensor: TensorProto, weights: PublishedWeights) -> Floats | None:
    """The value of a parameter by its name; None where it has one already."""
    if name.startswith("kmodel") and name in weights:
        return weights.of_parameter(name)
    if _NORM.search(name):
        return np.full(list(tensor.dims), name.endswith("weight"), np.float32)
    return _fourier(name.rpartition("weight_")[2]) if "stft.weight" in name else None


def _fourier(kind: str) -> Floats:
    """Kokoro's short-time Fourier transform as the weights of a convolution, by what they are called."""
    points = np.arange(_POINTS)
    angle = 2 * np.pi * np.outer(np.arange(_POINTS // 2 + 1), points) / _POINTS
    window = 0.5 - 0.5 * np.cos(2 * np.pi * points / _POINTS)
    wave = np.cos(angle) if kind.endswith("real") else np.sin(angle) * (-1 if kind.startswith("forward") else 1)
    scaled = wave * window / (_POINTS if kind.startswith("backward") else 1)
    return scaled.astype(np.float32)[:, None, :]


def _fitted(value: Floats, dims: list[int]) -> Floats:
    """The value in a tensor's shape; a matrix may lie the other way round in the other export."""
    turned = [value, np.swapaxes(value, -1, -2)] if value.ndim in {2, 3} else [value]
    fits = next((each for each in turned if list(each.shape) == dims), value)
    return np.ascontiguousarray(fits.reshape(dims), np.float32)
