"""A Kokoro of a few kilobytes that can be heard: the real one's inputs and outputs, tones in place of speech.

Each phoneme lasts a number of frames of its own. A frame is 600 samples: a low tone whose pitch the voice's
style vector gives, and a high tone that tells the phoneme. Pads, spaces and punctuation are silent. `hear`
turns the sound back into the pitch and the phonemes: who spoke what, in which order, and what was lost.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from kokoro_onnx.config import DEFAULT_VOCAB
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

FRAME = 600
ROWS = 510
FIRST_PHONEME_BIN = 60  # below it lie the voices' pitches; a bin is 40 Hz
SILENT = frozenset({0, *(DEFAULT_VOCAB[mark] for mark in ' .,;:!?—…"()“”')})
FRAMES = np.array([4 if token in SILENT else 2 + token % 3 for token in range(178)], np.int64)

_PHONEMES = {token: phoneme for phoneme, token in DEFAULT_VOCAB.items()}
_HOP = 150


@dataclass(frozen=True)
class Heard:
    """What was spoken: the phonemes without spaces and marks, and the voice's pitch in bins of 40 Hz."""

    pitch: int
    phonemes: str


def hear(samples: NDArray[Any], speed: float = 1.0) -> Heard:
    """Recognise speech of this model in `samples` (24 kHz, any scale)."""
    windows = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), FRAME)[::_HOP]
    power = np.abs(np.fft.rfft(windows, axis=1))
    loud = power.max(axis=1) > 0.5 * power.max()  # at least half of the window sounds
    pitch = power[loud, :FIRST_PHONEME_BIN].sum(axis=0).argmax()
    tokens = np.where(loud, power[:, FIRST_PHONEME_BIN:].argmax(axis=1), 0)
    return Heard(int(pitch), "".join(_phonemes(tokens, speed)))


def _phonemes(tokens: NDArray[np.int64], speed: float) -> Iterator[str]:
    for token, run in itertools.groupby(tokens.tolist()):
        frames = max(1.0, float(np.round(FRAMES[token] / speed)))
        count = round(sum(1 for _ in run) * _HOP / FRAME / frames)
        yield _PHONEMES.get(token, "") * count if token not in SILENT else ""


def write_voices(path: Path, pitches: Mapping[str, int]) -> Path:
    """Write a voices file: each voice's style says its pitch (2 to 58) and which row it is."""
    style = np.zeros((ROWS, 1, 256), np.float32)
    style[:, 0, 1] = np.arange(ROWS)
    packs: dict[str, Any] = {}
    for voice, pitch in pitches.items():
        style[:, 0, 0] = pitch
        packs[voice] = style.copy()
    with path.open("wb") as file:
        np.savez(file, **packs)
    return path


def write_model(
    path: Path,
    *,
    tokens: str = "input_ids",
    audio: str = "waveform",
    duration: bool = True,
    speed: int = TensorProto.FLOAT,
    config: str = "",
) -> Path:
    """Write the model; names of input and output, type of speed and `config` differ from export to export."""
    info = helper.make_tensor_value_info
    inputs = [
        info(tokens, TensorProto.INT64, [1, "n"]),
        info("style", TensorProto.FLOAT, [1, 256]),
        info("speed", speed, [1]),
    ]
    outputs = [info(audio, TensorProto.FLOAT, ["samples"]), info("duration", TensorProto.INT64, ["n"])]
    graph = helper.make_graph(
        _nodes(tokens, audio), "tiny", inputs, outputs if duration else outputs[:1], list(_constants())
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    if config:
        helper.set_model_props(model, {"kokoro_config": config})
    onnx.save(model, path)
    return path


def _constants() -> Iterator[onnx.TensorProto]:
    bins = np.arange(178, dtype=np.float32) + FIRST_PHONEME_BIN
    loudness = np.array([token not in SILENT for token in range(178)], np.float32)
    values: dict[str, Any] = {
        "frames_of": FRAMES.astype(np.float32),
        "bin_of": bins,
        "loudness_of": loudness,
        "within": np.arange(FRAME, dtype=np.float32)[None] / FRAME,
        "turn": np.float32(2 * np.pi),
        "row_gain": np.float32(0.1 / ROWS),
        "zero": np.int64(0),
        "step": np.int64(1),
        "first": np.array([0], np.int64),
        "second": np.array([1], np.int64),
        "third": np.array([2], np.int64),
        "flat": np.array([-1], np.int64),
        "one": np.float32(1),
        "quiet": np.float32(0.2),
    }
    return (numpy_helper.from_array(np.asarray(value), name) for name, value in values.items())


def _nodes(tokens: str, audio: str) -> list[onnx.NodeProto]:
    node = helper.make_node
    return [
        node("Reshape", [tokens, "flat"], ["ids"]),
        node("Gather", ["frames_of", "ids"], ["slow"]),
        node("Cast", ["speed"], ["pace"], to=TensorProto.FLOAT),
        node("Div", ["slow", "pace"], ["spoken"]),
        node("Round", ["spoken"], ["rounded"]),
        node("Max", ["rounded", "one"], ["at_least"]),
        node("Cast", ["at_least"], ["duration"], to=TensorProto.INT64),
        node("CumSum", ["duration", "zero"], ["ends"]),
        node("ReduceSum", ["duration"], ["total"], keepdims=0),
        node("Range", ["zero", "total", "step"], ["frames"]),
        node("Unsqueeze", ["frames", "second"], ["frame_column"]),
        node("GreaterOrEqual", ["frame_column", "ends"], ["past"]),
        node("Cast", ["past"], ["past_count"], to=TensorProto.INT64),
        node("ReduceSum", ["past_count", "second"], ["owner"], keepdims=0),
        node("Gather", ["ids", "owner"], ["token"]),
        node("Gather", ["bin_of", "token"], ["bin"]),
        node("Gather", ["loudness_of", "token"], ["loudness"]),
        node("Slice", ["style", "first", "second", "second"], ["pitch"]),
        node("Slice", ["style", "second", "third", "second"], ["row"]),
        node("Cast", ["frame_column"], ["frame_number"], to=TensorProto.FLOAT),
        node("Add", ["frame_number", "within"], ["time"]),
        node("Mul", ["time", "pitch"], ["low_turns"]),
        node("Mul", ["low_turns", "turn"], ["low_phase"]),
        node("Sin", ["low_phase"], ["low"]),
        node("Unsqueeze", ["bin", "second"], ["bin_column"]),
        node("Mul", ["within", "bin_column"], ["high_turns"]),
        node("Mul", ["high_turns", "turn"], ["high_phase"]),
        node("Sin", ["high_phase"], ["high"]),
        node("Add", ["low", "high"], ["chord"]),
        node("Unsqueeze", ["loudness", "second"], ["loudness_column"]),
        node("Mul", ["row", "row_gain"], ["row_loudness"]),
        node("Add", ["row_loudness", "quiet"], ["gain"]),
        node("Mul", ["loudness_column", "gain"], ["envelope"]),
        node("Mul", ["chord", "envelope"], ["sound"]),
        node("Reshape", ["sound", "flat"], [audio]),
    ]
