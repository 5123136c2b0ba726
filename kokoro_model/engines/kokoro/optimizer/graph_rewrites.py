"""Rewrite the graph into fewer and faster steps that give the same sound.

Rules:
- Nodes are found by how they hang together, never by name: a pattern that is not there is left as it is.
- Weights are changed by nodes on constants, which onnxruntime works out when it saves the optimised graph.
- Whoever calls these proves the result: nothing here may be used unchecked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from onnx import NodeProto, helper

from kokoro_model.engines.kokoro.optimizer.graph import attribute, other_operand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kokoro_model.engines.kokoro.optimizer.graph import Graph


_ELEMENTWISE = {"Add", "Mul", "Sub", "Div"}
_SAME_CHANNELS = {"LeakyRelu", "Pad", "Resize", "Slice"}


@dataclass(frozen=True, slots=True)
class _Norm:
    """An instance normalisation of `input` in several `steps`."""

    input: str
    epsilon: float
    steps: tuple[NodeProto, ...]


@dataclass(frozen=True, slots=True)
class _Affine:
    """y = gamma * norm(x) + beta, where the style gives gamma and beta, [1, C, 1]."""

    norm: NodeProto
    scale: NodeProto
    shift: NodeProto
    gamma: str
    beta: str


@dataclass(frozen=True, slots=True)
class _Snake:
    """conv(y + sin(alpha y)² / alpha), and the affine that makes y."""

    affine: _Affine
    steps: tuple[NodeProto, ...]
    sum: str
    conv: NodeProto
    alpha: str


def compose_norms(graph: Graph) -> int:
    """Put one node in place of the five that some exports have for an instance normalisation.

    (x - mean(x)) / sqrt(mean((x - mean(x))²) + epsilon), with the mean over time. Returns how many were composed.
    """
    added, removed = list[NodeProto](), list[NodeProto]()
    for divide in [node for node in graph.nodes if node.op_type == "Div"]:
        found = _decomposed_norm(graph, divide)
        if found is None or (count := _channels(graph, found.input)) is None:
            continue
        gain, bias = (graph.add_constant(np.full(count, value, np.float32)) for value in (1, 0))
        inputs, epsilon = [found.input, gain, bias], found.epsilon
        added.append(helper.make_node("InstanceNormalization", inputs, divide.output, epsilon=epsilon))
        removed += found.steps
    graph.rewrite(added, removed)
    return len(added)


def fold_snakes(graph: Graph) -> int:
    """Let the affine before a snake give z = alpha y, and the weights behind it take 1 / alpha.

    What is left of the snake is z + sin(z)², two multiplications over the signal less. Returns how many were
    folded.
    """
    added, removed = list[NodeProto](), list[NodeProto]()
    snakes = list(_snakes(graph))
    for snake in snakes:
        added += _folded(graph, snake)
        removed += [snake.affine.scale, snake.affine.shift, snake.conv, *snake.steps]
    graph.rewrite(added, removed)
    return len(snakes)


def fold_affines(graph: Graph) -> int:
    """Let instance normalisation scale and shift by the style itself: two steps over the signal less.

    A norm that several affines share stays. Returns how many were folded.
    """
    added, removed = list[NodeProto](), list[NodeProto]()
    affines = [affine for affine in _affines(graph) if len(graph.consumers(affine.norm.output[0])) == 1]
    flat = graph.add_constant(np.array([-1], np.int64))
    for affine in affines:
        norm = affine.norm
        gamma, beta, scale, shift, shifted = (graph.fresh() for _ in range(5))
        twin = NodeProto()
        twin.CopyFrom(norm)
        twin.input[:] = [norm.input[0], scale, shifted]
        twin.output[:] = affine.shift.output
        added += [
            helper.make_node("Reshape", [affine.gamma, flat], [gamma]),
            helper.make_node("Reshape", [affine.beta, flat], [beta]),
            helper.make_node("Mul", [gamma, norm.input[1]], [scale]),
            helper.make_node("Mul", [gamma, norm.input[2]], [shift]),
            helper.make_node("Add", [shift, beta], [shifted]),
            twin,
        ]
        removed += [norm, affine.scale, affine.shift]
    graph.rewrite(added, removed)
    return len(affines)


def flatten_convolutions(graph: Graph) -> int:
    """Run convolutions over time as two-dimensional ones of height 1, which onnxruntime is faster at.

    Returns how many were changed.
    """
    added, removed = list[NodeProto](), list[NodeProto]()
    axis = graph.add_constant(np.array([2], np.int64))
    for conv in graph.nodes:
        if not _over_time(conv):
            continue
        tall, weight, result = (graph.fresh() for _ in range(3))
        added += [
            helper.make_node("Unsqueeze", [conv.input[0], axis], [tall]),
            helper.make_node("Unsqueeze", [conv.input[1], axis], [weight]),
            _two_dimensional(conv, [tall, weight, *conv.input[2:]], result),
            helper.make_node("Squeeze", [result, axis], conv.output),
        ]
        removed.append(conv)
    graph.rewrite(added, removed)
    return len(removed)


def silence_noise(graph: Graph) -> int:
    """Put zeros in place of all noise, so that a text always sounds the same. Returns how many there were."""
    added, removed = list[NodeProto](), list[NodeProto]()
    for node in graph.nodes:
        if node.op_type in ("RandomNormalLike", "RandomUniformLike"):
            shape = graph.fresh()
            added.append(helper.make_node("Shape", node.input, [shape]))
            added.append(helper.make_node("ConstantOfShape", [shape], node.output))
            removed.append(node)
    graph.rewrite(added, removed)
    return len(removed)


def _over_time(node: NodeProto) -> bool:
    size = attribute(node, "kernel_shape")
    padded = attribute(node, "auto_pad") in (None, b"NOTSET")
    return node.op_type == "Conv" and padded and isinstance(size, list) and len(size) == 1


def _two_dimensional(conv: NodeProto, inputs: list[str], output: str) -> NodeProto:
    size = {a.name: helper.get_attribute_value(a) for a in conv.attribute}
    pads = size.get("pads", [0, 0])
    size["pads"] = [0, pads[0], 0, pads[1]]
    for name in ("kernel_shape", "dilations", "strides"):
        if name in size:
            size[name] = [1, *size[name]]
    return helper.make_node("Conv", inputs, [output], **size)


def _decomposed_norm(graph: Graph, divide: NodeProto) -> _Norm | None:
    """The normalisation that `divide` ends; None where it ends something else."""
    centred, deviation = divide.input
    subtract, root = graph.producer(centred), graph.producer(deviation)
    if subtract is None or root is None or (subtract.op_type, root.op_type) != ("Sub", "Sqrt"):
        return None
    tensor, mean = subtract.input
    average, widen = graph.producer(mean), graph.producer(root.input[0])
    if average is None or widen is None or widen.op_type != "Add" or not _over_last_axis(graph, average, tensor):
        return None
    variance, epsilon = _variance_and_epsilon(graph, widen)
    square = graph.producer(variance.input[0]) if variance is not None else None
    if variance is None or square is None or not _over_last_axis(graph, variance, square.output[0]):
        return None
    if not (square.op_type == "Mul" and list(square.input) == [centred, centred]):
        return None
    steps = (divide, subtract, root, average, widen, variance, square)
    return _Norm(tensor, epsilon, steps) if _hang_together(graph, steps, divide) else None


def _variance_and_epsilon(graph: Graph, widen: NodeProto) -> tuple[NodeProto | None, float]:
    """What `widen` adds a constant to, and the constant."""
    for name in widen.input:
        value = graph.constant(name)
        if value is not None and value.size == 1:
            return graph.producer(other_operand(widen, name)), float(value.reshape(-1)[0])
    return None, 0.0


def _over_last_axis(graph: Graph, node: NodeProto, tensor: str) -> bool:
    """Whether `node` is the mean of `tensor`, [batch, channels, time], over time."""
    if node.op_type != "ReduceMean" or node.input[0] != tensor or attribute(node, "keepdims") == 0:
        return False
    axes = attribute(node, "axes") if len(node.input) == 1 else graph.constant(node.input[1])
    return axes is not None and np.ravel(np.asarray(axes)).tolist() in ([-1], [2])


def _hang_together(graph: Graph, steps: tuple[NodeProto, ...], last: NodeProto) -> bool:
    """Whether nothing but the steps themselves uses what the steps before the last one make."""
    own = {id(step) for step in steps}
    inner = [name for step in steps if step is not last for name in step.output]
    return all(id(user) in own for name in inner for user in graph.consumers(name))


def _channels(graph: Graph, tensor: str) -> int | None:
    """The channels of a tensor that a convolution made, or a sum or product of such; None where it is another."""
    node = graph.producer(tensor)
    if node is None:
        return None
    if node.op_type in {"Conv", "ConvTranspose"}:
        weights = graph.dims(node.input[1])
        if weights is None:
            return None
        return weights[0] if node.op_type == "Conv" else weights[1] * _integer(node, "group", 1)
    passes_on = node.input if node.op_type in _ELEMENTWISE else node.input[:1] if node.op_type in _SAME_CHANNELS else ()
    return next((count for name in passes_on if (count := _channels(graph, name))), None)


def _integer(node: NodeProto, name: str, otherwise: int) -> int:
    value = attribute(node, name)
    return value if isinstance(value, int) else otherwise


def _affines(graph: Graph) -> Iterator[_Affine]:
    for norm in graph.nodes:
        if norm.op_type != "InstanceNormalization":
            continue
        for scale in graph.consumers(norm.output[0]):
            shift = graph.only_consumer(scale.output[0], "Add") if scale.op_type == "Mul" else None
            if shift is not None:
                gamma, beta = other_operand(scale, norm.output[0]), other_operand(shift, scale.output[0])
                yield _Affine(norm, scale, shift, gamma, beta)


def _snakes(graph: Graph) -> Iterator[_Snake]:
    for affine in _affines(graph):
        y = affine.shift.output[0]
        users = graph.consumers(y)
        scale = next((node for node in users if node.op_type == "Mul"), None)
        if scale is None or len(users) != 2:
            continue
        alpha = other_operand(scale, y)
        steps = _squared_sine(graph, scale, alpha)
        if steps and y in steps[-1].input and (conv := graph.only_consumer(steps[-1].output[0], "Conv")):
            yield _Snake(affine, steps, steps[-1].output[0], conv, alpha)


def _squared_sine(graph: Graph, scale: NodeProto, alpha: str) -> tuple[NodeProto, ...]:
    """The steps from alpha * y to y + sin(alpha y)² / alpha; empty where it is something else."""
    sine = graph.only_consumer(scale.output[0], "Sin")
    power = graph.only_consumer(sine.output[0], "Pow") if sine else None
    if sine is None or power is None or graph.constant(power.input[1]) != 2:
        return ()
    shrink = graph.only_consumer(power.output[0], "Mul")
    total = graph.only_consumer(shrink.output[0], "Add") if shrink else None
    if shrink is None or total is None:
        return ()
    stretch, inverse = graph.constant(alpha), graph.constant(other_operand(shrink, power.output[0]))
    if stretch is None or inverse is None or not np.allclose(stretch * inverse, 1, rtol=1e-5):
        return ()
    return scale, sine, power, shrink, total


def _folded(graph: Graph, snake: _Snake) -> list[NodeProto]:
    affine, conv = snake.affine, snake.conv
    gamma, beta, scaled, z, sine, square, total, inverse, weight = (graph.fresh() for _ in range(9))
    twin = NodeProto()
    twin.CopyFrom(conv)
    twin.input[:2] = [total, weight]
    return [
        helper.make_node("Mul", [affine.gamma, snake.alpha], [gamma]),
        helper.make_node("Mul", [affine.beta, snake.alpha], [beta]),
        helper.make_node("Mul", [affine.norm.output[0], gamma], [scaled]),
        helper.make_node("Add", [scaled, beta], [z]),
        helper.make_node("Sin", [z], [sine]),
        helper.make_node("Mul", [sine, sine], [square]),
        helper.make_node("Add", [z, square], [total]),
        helper.make_node("Reciprocal", [snake.alpha], [inverse]),
        helper.make_node("Mul", [conv.input[1], inverse], [weight]),
        twin,
    ]
