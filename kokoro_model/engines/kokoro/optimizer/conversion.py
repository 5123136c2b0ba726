"""Turn a quantized or half-precision model into single precision, and prove it against the model as it came.

What a quantized model makes is not what it makes in floats: it rounds at each step, each step builds on those before,
and the two do not even take as long over a text. So they are compared stage by stage, where both get the same: from
tokens to durations, from durations to features, from features to sound. Besides, each operation in integers is
compared with its twin in floats on the same rounded input, where they differ in nothing but the last digits.
"""

from __future__ import annotations

import math
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.inference import Inputs, input_types, vocabulary
from kokoro_model.engines.kokoro.optimizer import dequantization, half_precision
from kokoro_model.engines.kokoro.optimizer.cache import ROOM
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
"""Decibels by which an operation in floats must resemble the one in integers. A rounded bias leaves 62 of them on
the published weights, rounding alone 130."""

LSTM_SNR = 30.0
"""The same for an LSTM, which rounds its input and its state within; 38 and more on the published weights."""

HALF_SNR = 40.0
"""Decibels by which each stage must resemble that of a model in half precision: 57 and more on the real weights."""

QUANTIZED_SNR = 8.0
"""The same for a quantized model, whose rounding is heard: 13 and more on the published weights."""

_NOTHING = 1e-12
"""An energy that is none."""

_TEXTS = ((5, 1.0), (40, 1.3))  # phonemes and speed


def to_floats(model: Path, floats: Path) -> bool:
    """Write the model at `model` in single precision to `floats`; False where it is already.

    Raises EngineError where it is no model, and where the disk has no room for what is made of it.
    """
    graph = Graph(_loaded(model))
    changed = half_precision.widen(graph.model) + dequantization.dequantize(graph)
    if changed:
        _check_room(graph, floats.parent)
        onnx.save(graph.extract((), graph.model.graph.output).model, floats)
    return bool(changed)


def _loaded(model: Path) -> onnx.ModelProto:
    try:
        return onnx.load(model)
    except Exception as error:  # protobuf's, which is not ours to import
        raise EngineError(f"{model} cannot be read ({error})") from error


class Conversion:
    """Compares the model at `model` with `floats`, what it has become; `cut` is where both can be cut in two.

    `folder` is for files that are wanted meanwhile, and `floats` refers to a file of weights there.
    """

    def __init__(self, model: Path, floats: Graph, cut: Cut, styles: Styles, folder: Path) -> None:
        self._came, self._floats, self._cut = Graph(_loaded(model)), floats, cut
        self._styles, self._folder = styles, folder
        self._length = _rounded_length(floats)
        if self._came.producer(cut.features) is None or self._came.producer(self._length.output[0]) is None:
            raise EngineError("it does not show its features and durations")

    def verify(self) -> None:
        """Raise EngineError where the two differ in more than what rounding makes."""
        cut, (exact, whole) = self._cut, (self._length.input[0], self._length.output[0])
        session = self._session(self._came.extract((), map(_unknown, (exact, whole, cut.features))))
        feeds = self._feeds(session)
        shown = _run_all(session, feeds)
        del session  # one at a time: each has the weights in memory
        least = QUANTIZED_SNR if self._verify_operations(feeds) else HALF_SNR
        made = self._verify_front(feeds, shown, least)
        self._verify_vocoder(feeds, shown, made, least)

    def _verify_operations(self, feeds: list[Arrays]) -> int:
        """Compare each operation in integers with its twin; returns how many there are."""
        graph = self._came.extract((), self._came.model.graph.output)
        compared = dequantization.compare(graph)
        names = [name for each in compared for name in (each.energy, each.difference)]
        runs = self._run(graph.extract((), map(_unknown, names)), feeds) if compared else []
        for made in runs:
            for each in compared:
                least = LSTM_SNR if each.kind == dequantization.LSTM else OPERATION_SNR
                _expect(_decibels(made[each.energy], made[each.difference]), least, f"a {each.kind} in floats")
        return len(compared)

    def _verify_front(self, feeds: list[Arrays], shown: list[Arrays], least: float) -> list[Arrays]:
        """Compare durations, and features given the durations of the original; returns what crosses the cut."""
        cut, (exact, whole) = self._cut, (self._length.input[0], self._length.output[0])
        front = self._floats.extract([_typed(whole)], map(_unknown, (exact, cut.features, cut.source)))
        runs = self._run(front, [{**feed, whole: there[whole]} for feed, there in zip(feeds, shown, strict=True)])
        for there, made in zip(shown, runs, strict=True):
            for name, what in ((exact, "durations"), (cut.features, "features")):
                _expect(snr(_single(there[name]), _single(made[name])), least, f"{what} in floats")
        return runs

    def _verify_vocoder(self, feeds: list[Arrays], shown: list[Arrays], made: list[Arrays], least: float) -> None:
        """Compare the sound of equal features and source. These are the floats': integers make 0 / 0 of a phase."""
        cut = self._cut
        half_or_single = helper.np_dtype_to_tensor_dtype(shown[0][cut.features].dtype)
        crossing = [{**feed, **each} for feed, each in zip(feeds, made, strict=True)]
        theirs = self._run(_vocoder(self._came, cut, half_or_single), crossing)
        ours = self._run(_vocoder(self._floats, cut, TensorProto.FLOAT), crossing)
        for there, here in zip(theirs, ours, strict=True):
            _expect(snr(_single(there[cut.audio]), _single(here[cut.audio])), least, "sound in floats")

    def _feeds(self, session: onnxruntime.InferenceSession) -> list[Arrays]:
        inputs, known = Inputs(session), sorted(vocabulary(session).values())
        dice, voice = np.random.default_rng(1), {self._styles.names[0]: 1.0}
        return [
            inputs.feed(
                [int(token) for token in dice.choice(known, length)], self._styles.style(voice, length - 1), speed
            )
            for length, speed in _TEXTS
        ]

    def _run(self, graph: Graph, feeds: Sequence[Arrays]) -> list[Arrays]:
        return _run_all(self._session(graph), feeds)

    def _session(self, graph: Graph) -> onnxruntime.InferenceSession:
        path = self._folder / "compared.onnx"
        path.write_bytes(graph.model.SerializeToString())
        session = open_session(path, Provider(), without=["ConstantFolding"])  # or all weights are there in floats, too
        path.unlink()
        return session


def _check_room(graph: Graph, folder: Path) -> None:
    weights = sum(math.prod(tensor.dims) for tensor in graph.model.graph.initializer)
    needed = ROOM * weights * np.dtype(np.float32).itemsize
    if shutil.disk_usage(folder).free < needed:
        raise EngineError(f"{folder} lacks the {needed >> 20} MB for it in floats")


def _rounded_length(graph: Graph) -> onnx.NodeProto:
    """The node that makes whole frames of the durations."""
    found = [node for node in graph.nodes if node.op_type == "Round"]
    if len(found) != 1:
        raise EngineError("it does not round durations in one place")
    return found[0]


def _vocoder(graph: Graph, cut: Cut, kind: int) -> Graph:
    """What makes sound of features and source, which are of the type `kind`."""
    return graph.extract([_typed(cut.features, kind), _typed(cut.source, kind)], [_unknown(cut.audio)])


def _unknown(name: str) -> ValueInfoProto:
    """An output of whatever type it has."""
    return helper.make_empty_tensor_value_info(name)


def _typed(name: str, kind: int = TensorProto.FLOAT) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, None)


def _run_all(session: onnxruntime.InferenceSession, feeds: Sequence[Arrays]) -> list[Arrays]:
    """All outputs for each of the feeds, which may have more than is asked for, and in other types."""
    names, types = [output.name for output in session.get_outputs()], input_types(session)
    wanted = [{name: feed[name].astype(dtype) for name, dtype in types.items()} for feed in feeds]
    return [dict(zip(names, run(session, names, feed), strict=True)) for feed in wanted]


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
