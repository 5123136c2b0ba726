"""Turn a quantized or half-precision model into single precision, and prove it against the model as it came.

What a quantized model makes is not what it makes in floats: it rounds at each step, each step builds on those before,
and the two do not even take as long over a text. So they are compared stage by stage, where both get the same: from
tokens to durations, from durations to features, from features to sound. Besides, each operation in integers is
compared with its twin in floats on the same rounded input, where they differ in nothing but the last digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.inference import Inputs, input_types, vocabulary
from kokoro_model.engines.kokoro.optimizer import dequantization, half_precision
from kokoro_model.engines.kokoro.optimizer.graph import Graph
from kokoro_model.engines.kokoro.optimizer.verification import snr
from kokoro_model.engines.kokoro.session import Provider, open_session, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import onnxruntime
    from numpy.typing import NDArray
    from onnx import ValueInfoProto

    from kokoro_model.engines.kokoro.optimizer.partition import Cut
    from kokoro_model.engines.kokoro.styles import Styles

    Arrays = dict[str, NDArray[Any]]

OPERATION_SNR = 50.0
"""Decibels by which an operation in floats must resemble the one in integers. A rounded bias leaves 64 of them on
the published weights, rounding alone 130."""

LSTM_SNR = 30.0
"""The same for an LSTM, which rounds its input and its state within; 39 and more on the published weights."""

HALF_SNR = 30.0
"""Decibels by which each stage must resemble that of a model in half precision."""

QUANTIZED_SNR = 10.0
"""The same for a quantized model, whose rounding is heard: 13 and more on the published weights."""

_NOTHING = 1e-12
"""An energy that is none."""

_TEXTS = ((5, 1.0), (40, 1.3))  # phonemes and speed


def to_floats(model: Path, floats: Path) -> bool:
    """Write the model at `model` in single precision to `floats`; False where it is already."""
    graph = Graph(onnx.load(model))
    changed = half_precision.widen(graph.model) + dequantization.dequantize(graph)
    if changed:
        onnx.save(graph.extract((), graph.model.graph.output).model, floats)
    return bool(changed)


class Conversion:
    """Compares the model at `model` with `floats`, what it has become; `cut` is where both can be cut in two.

    `folder` is for files that are wanted meanwhile, `floats` refers to a file of weights there.
    """

    def __init__(self, model: Path, floats: Graph, cut: Cut, styles: Styles, folder: Path) -> None:
        self._came, self._floats, self._cut = Graph(onnx.load(model)), floats, cut
        self._styles, self._folder = styles, folder
        self._length = _rounded_length(floats)
        if self._came.producer(cut.features) is None or self._came.producer(self._length.output[0]) is None:
            raise EngineError("it does not show its features and durations")

    def verify(self) -> None:
        """Raise EngineError where the two differ in more than what rounding makes."""
        quantized = self._verify_operations()
        self._verify_stages(QUANTIZED_SNR if quantized else HALF_SNR)

    def _verify_operations(self) -> int:
        """Compare each operation in integers with its twin; returns how many there are."""
        graph = self._came.extract((), self._came.model.graph.output)
        compared = dequantization.compare(graph)
        if not compared:
            return 0
        names = [name for each in compared for name in (each.energy, each.difference)]
        session = self._session(graph.extract((), map(_unknown, names)))
        for feed in self._feeds(session):
            made = _run(session, feed)
            for each in compared:
                least = LSTM_SNR if each.kind == dequantization.LSTM else OPERATION_SNR
                _expect(_decibels(made[each.energy], made[each.difference]), least, f"a {each.kind} in floats")
        return len(compared)

    def _verify_stages(self, least: float) -> None:
        cut, (exact, whole) = self._cut, (self._length.input[0], self._length.output[0])
        shown = self._session(self._came.extract((), map(_unknown, (exact, whole, cut.features, cut.source))))
        front = self._session(self._floats.extract([_typed(whole)], map(_unknown, (exact, cut.features, cut.source))))
        types = {entry.name: entry.type for entry in shown.get_outputs()}
        crossing = [_typed(name, types[name]) for name in (cut.features, cut.source)]
        theirs = self._session(self._came.extract(crossing, [_unknown(cut.audio)]))
        ours = self._session(self._floats.extract(map(_typed, (cut.features, cut.source)), [_unknown(cut.audio)]))
        for feed in self._feeds(shown):
            expected = _run(shown, feed)
            made = _run(front, {**feed, whole: expected[whole]})
            for name, what in ((exact, "its durations in floats"), (cut.features, "its features in floats")):
                _expect(snr(_single(expected[name]), _single(made[name])), least, what)
            sounds = [_single(_run(vocoder, {**feed, **made})[cut.audio]) for vocoder in (theirs, ours)]
            _expect(snr(*sounds), least, "its sound in floats")

    def _feeds(self, session: onnxruntime.InferenceSession) -> list[Arrays]:
        inputs, known = Inputs(session), sorted(vocabulary(session).values())
        dice, voice = np.random.default_rng(1), {self._styles.names[0]: 1.0}
        return [
            inputs.feed([int(token) for token in dice.choice(known, length)], self._styles.style(voice, length - 1), speed)
            for length, speed in _TEXTS
        ]

    def _session(self, graph: Graph) -> onnxruntime.InferenceSession:
        path = self._folder / "compared.onnx"
        path.write_bytes(graph.model.SerializeToString())
        return open_session(path, Provider())


def _rounded_length(graph: Graph) -> onnx.NodeProto:
    """The node that makes whole frames of the durations."""
    found = [node for node in graph.nodes if node.op_type == "Round"]
    if len(found) != 1:
        raise EngineError("it does not round durations in one place")
    return found[0]


def _unknown(name: str) -> ValueInfoProto:
    """An output of whatever type it has."""
    return helper.make_empty_tensor_value_info(name)


def _typed(name: str, kind: str = "tensor(float)") -> ValueInfoProto:
    return helper.make_tensor_value_info(
        name, TensorProto.FLOAT16 if kind == "tensor(float16)" else TensorProto.FLOAT, None
    )


def _run(session: onnxruntime.InferenceSession, feed: Arrays) -> Arrays:
    names = [output.name for output in session.get_outputs()]
    wanted = {name: feed[name].astype(dtype) for name, dtype in input_types(session).items()}
    return dict(zip(names, run(session, names, wanted), strict=True))


def _single(array: NDArray[Any]) -> NDArray[np.float32]:
    return np.asarray(array, np.float32)


def _decibels(energy: NDArray[Any], difference: NDArray[Any]) -> float:
    """As snr does; two silences are alike."""
    if difference <= _NOTHING:
        return float("inf")
    return float(10 * np.log10(max(float(energy), _NOTHING) / float(difference)))


def _expect(resemblance: float, least: float, what: str) -> None:
    if not resemblance >= least:  # nor where it is no number
        raise EngineError(f"{what} resembles the original by {resemblance:.0f} dB only")
