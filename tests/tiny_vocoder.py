"""A model of some kilobytes that is wired as Kokoro is: noise, phase, transforms, adaptive norms, snakes.

Its weights are random and it says nothing one could understand: it is there to be cut, rewritten, streamed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from pathlib import Path

CHANNELS = 8
STEP = 300  # samples of sound for each step of the features; a frame is two steps


class _Net:
    """Grows a graph node by node."""

    def __init__(self, *, decomposed: bool = False) -> None:
        self._decomposed = decomposed
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._dice = np.random.default_rng(5)

    def __call__(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        name = output or f"{kind.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name, **attributes))
        return name

    def value(self, value: Any, dtype: Any = np.float32) -> str:
        name = f"value{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def weight(self, *shape: int, scale: float = 0.3) -> str:
        return self.value(self._dice.normal(size=shape) * scale)

    def ints(self, *values: int) -> str:
        return self.value(values, np.int64)

    def either(self, x: str, positive: str) -> str:
        """A branch that reaches out for x, as Kokoro's export has where it squeezes."""
        condition = self("Greater", self("ReduceSum", positive, keepdims=0), self.value(0.0))
        bodies = [
            helper.make_graph(
                [helper.make_node(kind, [x], [f"{kind}_branch"])],
                kind,
                [],
                [helper.make_tensor_value_info(f"{kind}_branch", TensorProto.FLOAT, None)],
            )
            for kind in ("Identity", "Neg")
        ]
        return self("If", condition, then_branch=bodies[0], else_branch=bodies[1])

    def conv(
        self, x: str, out: int, into: int, width: int, *, dilation: int = 1, stride: int = 1, gain: float = 1
    ) -> str:
        pad = (width - 1) // 2 * dilation if stride == 1 else (width - stride) // 2
        bias = self.weight(out, scale=0.1)
        weights = self.weight(out, into, width, scale=gain * (into * width) ** -0.5)
        sizes: dict[str, Any] = {
            "kernel_shape": [width],
            "pads": [pad] * 2,
            "dilations": [dilation],
            "strides": [stride],
        }
        return self("Conv", x, weights, bias, **sizes)

    def upsample(self, x: str, stride: int) -> str:
        weights = self.weight(CHANNELS, CHANNELS, 2 * stride, scale=(2 * CHANNELS) ** -0.5)
        sizes: dict[str, Any] = {"kernel_shape": [2 * stride], "pads": [stride // 2] * 2, "strides": [stride]}
        return self("ConvTranspose", self("LeakyRelu", x, alpha=0.1), weights, **sizes)

    def adaptive_norm(self, x: str, shared: str = "") -> str:
        weights = self._dice.normal(size=(2 * CHANNELS, 256)) * 0.02
        weights[:, :2] = 0  # where the tiny voices have their pitch and row
        linear = self("Gemm", "style", self.value(weights), self.weight(2 * CHANNELS), transB=1)
        both = self("Reshape", linear, self.ints(1, 2 * CHANNELS, 1))
        cuts = [self.ints(cut) for cut in (0, CHANNELS, 2 * CHANNELS)]
        gamma, beta = (self("Slice", both, a, b, self.ints(1)) for a, b in pairwise(cuts))
        norm = shared or self.norm(x)
        scaled = self("Mul", self("Add", gamma, self.value(1.0)), norm)
        return self("Add", scaled, beta)

    def norm(self, x: str) -> str:
        if self._decomposed:
            centred = self("Sub", x, self("ReduceMean", x, axes=[-1], keepdims=1))
            variance = self("ReduceMean", self("Mul", centred, centred), axes=[-1], keepdims=1)
            return self("Div", centred, self("Sqrt", self("Add", variance, self.value(1e-5))))
        return self("InstanceNormalization", x, self.value([1.0] * CHANNELS), self.value([0.0] * CHANNELS))

    def snake(self, y: str) -> str:
        alpha = self.value(np.linspace(0.5, 1.5, CHANNELS).reshape(1, CHANNELS, 1))
        square = self("Pow", self("Sin", self("Mul", alpha, y)), self.value(2.0))
        return self("Add", y, self("Mul", self("Reciprocal", alpha), square))

    def block(self, x: str, dilation: int, shared: str = "") -> str:
        y = self.conv(self.snake(self.adaptive_norm(x, shared)), CHANNELS, CHANNELS, 3, dilation=dilation)
        return self("Add", x, y)


def write_model(path: Path, *, decomposed: bool = False) -> Path:
    """Write the model; a phoneme lasts two frames or three.

    `decomposed`: with a chain of steps in place of each instance normalisation, as some exports have them.
    """
    net = _Net(decomposed=decomposed)
    features, pitch = _read(net)
    _sound(net, features, _source(net, pitch))
    info = helper.make_tensor_value_info
    inputs = [
        info("input_ids", TensorProto.INT64, [1, "n"]),
        info("style", TensorProto.FLOAT, [1, 256]),
        info("speed", TensorProto.FLOAT, [1]),
    ]
    outputs = [info("waveform", TensorProto.FLOAT, ["samples"]), info("duration", TensorProto.INT64, ["n"])]
    graph = helper.make_graph(net.nodes, "tiny", inputs, outputs, net.constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


def _read(net: _Net) -> tuple[str, str]:
    """Features [1, C, steps] and a pitch in Hz for every step, two steps a frame."""
    ids = net("Reshape", "input_ids", net.ints(-1))
    long = net("Div", net("Gather", net.value(2.0 + np.arange(178) % 2), ids), "speed")
    frames = net("Max", net("Round", long), net.value(1.0))
    duration = net("Cast", frames, output="duration", to=TensorProto.INT64)
    steps = net("Mul", duration, net.value(2, np.int64))
    zero = net.value(0, np.int64)
    numbers = net("Range", zero, net("ReduceSum", steps, keepdims=0), net.value(1, np.int64))
    past = net("GreaterOrEqual", net("Unsqueeze", numbers, net.ints(1)), net("CumSum", steps, zero))
    owner = net("ReduceSum", net("Cast", past, to=TensorProto.INT64), net.ints(1), keepdims=0)
    token = net("Gather", ids, owner)
    rows = net("Gather", net.weight(178, CHANNELS, scale=1.0), token)
    smooth = net.conv(net("Unsqueeze", net("Transpose", rows, perm=[1, 0]), net.ints(0)), CHANNELS, CHANNELS, 3)
    pitch = net("Gather", net.value(100.0 + np.arange(178)), token)
    return net.adaptive_norm(smooth), net.either(net("Reshape", pitch, net.ints(1, 1, -1)), frames)


def _source(net: _Net, pitch: str) -> str:
    """The pitch as a wave with noise, and of that magnitude and phase [1, 22, 60 * steps + 1]."""
    wide = net("Resize", pitch, "", net.value([1.0, 1.0, STEP]), mode="nearest")
    start = net("RandomUniformLike", net.value([[[0.0]]]), dtype=TensorProto.FLOAT)
    turns = net("Add", net("CumSum", net("Div", wide, net.value(24_000.0)), net.value(2, np.int64)), start)
    wave = net("Sin", net("Mul", turns, net.value(2 * np.pi)))
    noise = net("Mul", net("RandomNormalLike", wave, dtype=TensorProto.FLOAT), net.value(0.01))
    noisy = net("Add", wave, noise)
    sizes: dict[str, Any] = {"kernel_shape": [20], "pads": [10, 10], "strides": [5]}
    real, imaginary = (net("Conv", noisy, net.weight(11, 1, 20), **sizes) for _ in range(2))
    power = net("Add", net("Mul", real, real), net("Mul", imaginary, imaginary))
    magnitude = net("Sqrt", net("Add", power, net.value(1e-6)))
    phase = net("Atan", net("Div", imaginary, net("Add", magnitude, net.value(1e-3))))
    return net("Concat", magnitude, phase, axis=1)


def _sound(net: _Net, features: str, source: str) -> None:
    low = net("Add", net.upsample(features, 10), net.block(net.conv(source, CHANNELS, 22, 12, stride=6), 1))
    shared = net.norm(low)
    both = net("Add", net.block(low, 1, shared), net.block(low, 3, shared))
    padded = net("Pad", net.upsample(both, 6), net.ints(0, 0, 1, 0, 0, 0), mode="reflect")
    high = net("Add", padded, net.block(net.conv(source, CHANNELS, 22, 1), 1))
    last = net.conv(net("LeakyRelu", net.block(high, 3), alpha=0.01), 22, CHANNELS, 7, gain=0.1)
    zero, half, end, axis = net.ints(0), net.ints(11), net.ints(22), net.ints(1)
    size = net("Exp", net("Slice", last, zero, half, axis))
    angle = net("Sin", net("Slice", last, half, end, axis))
    parts = [
        net(
            "ConvTranspose",
            net("Mul", size, net(turn, angle)),
            net.weight(11, 1, 20, scale=0.03),
            strides=[5],
        )
        for turn in ("Cos", "Sin")
    ]
    cut = net("Slice", net("Sub", *parts), net.ints(10), net.ints(-10), net.ints(2))
    net("Reshape", cut, net.ints(-1), output="waveform")
