"""Finding where Kokoro's graph can be cut in two: the front that reads, and the vocoder that sounds.

Between them run the decoder's features and the harmonic source with its short-time Fourier transform, both
made once for the whole text, so that pitch and phase run on from chunk to chunk. The vocoder needs the style
besides, nothing else, and works on any stretch of time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import onnx

from kokoro_model.engines.kokoro.optimizer.graph import attribute

if TYPE_CHECKING:
    from kokoro_model.engines.kokoro.optimizer.graph import Graph

_PHASE_AND_NOISE = ("CumSum", "RandomNormalLike", "RandomUniformLike")


@dataclass(frozen=True, slots=True)
class Cut:
    """The tensors that cross the cut, and the output that is the sound."""

    features: str
    source: str
    audio: str


def find_cut(graph: Graph) -> Cut | None:
    """Find the cut by structure; None for a graph that is not built like Kokoro's."""
    audio = [name for name in graph.outputs if name != "duration"]
    source = _source(graph)
    features = _features(graph, source) if source else None
    if source is None or features is None or len(audio) != 1:
        return None
    cut = Cut(features, source, audio[0])
    vocoder = vocoder_of(graph, cut)
    return cut if set(vocoder.inputs) == {features, source, "style"} else None


def front_of(graph: Graph, cut: Cut) -> Graph:
    """The part that makes the features, the source and the durations from the tokens."""
    return graph.extract((), [_signal(cut.features), _signal(cut.source), *_durations(graph)])


def vocoder_of(graph: Graph, cut: Cut) -> Graph:
    """The part that makes sound from the features and the source."""
    audio = next(entry for entry in graph.model.graph.output if entry.name == cut.audio)
    return graph.extract([_signal(cut.features), _signal(cut.source)], [audio])


def shown_at_cut(graph: Graph, cut: Cut) -> Graph:
    """The whole graph, with what crosses the cut as outputs besides."""
    sound = next(entry for entry in graph.model.graph.output if entry.name == cut.audio)
    return graph.extract((), [sound, _signal(cut.features), _signal(cut.source), *_durations(graph)])


def _source(graph: Graph) -> str | None:
    """The last tensor behind phase and noise, before any normalisation, that several convolutions take."""
    seeds = [name for node in graph.nodes if node.op_type in _PHASE_AND_NOISE for name in node.output]
    raw = graph.descendants(seeds, stop_at="InstanceNormalization")
    shared = [
        name
        for node in graph.nodes
        for name in node.output
        if name in raw and sum(user.op_type == "Conv" for user in graph.consumers(name)) > 1
    ]
    return shared[-1] if shared else None


def _features(graph: Graph, source: str) -> str | None:
    """What enters the last upsampling across channels that the source has no part in."""
    behind = graph.descendants([source])
    upsamplings = [
        node
        for node in graph.nodes
        if node.op_type == "ConvTranspose"
        and attribute(node, "group") in (None, 1)
        and behind.isdisjoint(node.output)
        and not behind.isdisjoint(graph.descendants(node.output))
    ]
    return upsamplings[-1].input[0] if upsamplings else None


def _signal(name: str) -> onnx.ValueInfoProto:
    return onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)


def _durations(graph: Graph) -> list[onnx.ValueInfoProto]:
    return [entry for entry in graph.model.graph.output if entry.name == "duration"]
