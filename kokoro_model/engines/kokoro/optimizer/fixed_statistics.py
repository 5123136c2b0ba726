"""Two variants of the vocoder that take or give the statistics of its normalisations.

Kokoro's vocoder normalises every channel over the whole sentence (AdaIN, Huang and Belongie 2017, over instance
normalisation), so that a chunk of a sentence by itself sounds different from the same stretch of the whole. The
mean and variance of each channel depend on the voice and hardly on the text: with those of the voice held fixed,
a normalisation is a multiplication and an addition, and a chunk is exact once its context covers the receptive
field of the convolutions.

Rules:
- Both variants are made of the optimised vocoder and refer to its file of weights: they take no room of their own,
  on disk or in memory.
- The statistics of all normalisations are one array, float32 [2, channels]: means, then variances, of one
  normalisation after the other in the order of the graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from onnx import NodeProto, TensorProto, helper

from kokoro_model.engines.kokoro.layout import STATISTICS
from kokoro_model.engines.kokoro.optimizer.graph import attribute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokoro_model.engines.kokoro.optimizer.graph import Graph

_EPSILON = 1e-5  # ONNX's default


def normalisations(graph: Graph) -> list[NodeProto]:
    """The instance normalisations, in the order of the graph."""
    return [node for node in graph.nodes if node.op_type == "InstanceNormalization"]


def measure(graph: Graph) -> None:
    """Add an output for each normalisation, named by `output_name`: float32 [2, channels of that one]."""
    norms = normalisations(graph)
    added = [node for index, norm in enumerate(norms) for node in _moments(graph, norm.input[0], index)]
    graph.rewrite(added, [])
    names = [output_name(index) for index in range(len(norms))]
    graph.model.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)


def output_name(index: int) -> str:
    """The output that tells the statistics of the normalisation number `index`."""
    return f"{STATISTICS}/{index}"


def fix(graph: Graph, channels: Sequence[int]) -> None:
    """Replace the normalisations, which have so many `channels` each, by multiplications and additions.

    The statistics come in by an input more.
    """
    norms = normalisations(graph)
    means, scales = ([graph.fresh() for _ in norms] for _ in range(2))
    added = _split_statistics(graph, norms, channels, means, scales)
    for norm, mean, scale in zip(norms, means, scales, strict=True):
        added += _multiply_add(graph, norm, mean, scale)
    graph.rewrite(added, norms)
    total = sum(channels)
    graph.model.graph.input.append(helper.make_tensor_value_info(STATISTICS, TensorProto.FLOAT, [2, total]))


def _moments(graph: Graph, tensor: str, index: int) -> list[NodeProto]:
    mean, centred, square, variance = (graph.fresh() for _ in range(4))
    # The mean over time, as GlobalAveragePool: how ReduceMean takes its axes depends on the opset.
    both, flat = graph.fresh(), graph.add_constant(np.array([2, -1], np.int64))
    return [
        helper.make_node("GlobalAveragePool", [tensor], [mean]),
        helper.make_node("Sub", [tensor, mean], [centred]),
        helper.make_node("Mul", [centred, centred], [square]),
        helper.make_node("GlobalAveragePool", [square], [variance]),
        helper.make_node("Concat", [mean, variance], [both], axis=0),
        helper.make_node("Reshape", [both, flat], [output_name(index)]),
    ]


def _split_statistics(
    graph: Graph, norms: list[NodeProto], channels: Sequence[int], means: list[str], scales: list[str]
) -> list[NodeProto]:
    """Nodes that make [channels] of means and of reciprocal deviations for each normalisation."""
    epsilons = np.concatenate(
        [np.full(count, attribute(norm, "epsilon") or _EPSILON) for norm, count in zip(norms, channels, strict=True)]
    )
    sizes = graph.add_constant(np.array(channels, np.int64))
    epsilon = graph.add_constant(epsilons.astype(np.float32))
    mean, variance, widened, deviation, scale = (graph.fresh() for _ in range(5))
    rows = [graph.add_constant(np.array(row, np.int64)) for row in (0, 1)]
    return [
        helper.make_node("Gather", [STATISTICS, rows[0]], [mean], axis=0),
        helper.make_node("Gather", [STATISTICS, rows[1]], [variance], axis=0),
        helper.make_node("Add", [variance, epsilon], [widened]),
        helper.make_node("Sqrt", [widened], [deviation]),
        helper.make_node("Reciprocal", [deviation], [scale]),
        helper.make_node("Split", [mean, sizes], means, axis=0),
        helper.make_node("Split", [scale, sizes], scales, axis=0),
    ]


def _multiply_add(graph: Graph, norm: NodeProto, mean: str, scale: str) -> list[NodeProto]:
    """y = x * (gain * scale) + (bias - mean * gain * scale), where `norm` has the inputs x, gain and bias."""
    factor, taken, rest, column, offset, scaled = (graph.fresh() for _ in range(6))
    axes = graph.add_constant(np.array([0, 2], np.int64))
    return [
        helper.make_node("Mul", [norm.input[1], scale], [factor]),
        helper.make_node("Mul", [mean, factor], [taken]),
        helper.make_node("Sub", [norm.input[2], taken], [rest]),
        helper.make_node("Unsqueeze", [factor, axes], [column]),
        helper.make_node("Unsqueeze", [rest, axes], [offset]),
        helper.make_node("Mul", [norm.input[0], column], [scaled]),
        helper.make_node("Add", [scaled, offset], norm.output),
    ]
