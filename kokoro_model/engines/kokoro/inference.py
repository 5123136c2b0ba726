"""The model at work: tokens, a style and a speed in; sound and the time of every phoneme out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from kokoro_onnx.sliding import token_edges

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.session import run
from kokoro_model.engines.kokoro.styles import WIDTH as STYLE_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_DTYPES: dict[str, type[np.generic]] = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(double)": np.float64,
    "tensor(int32)": np.int32,
    "tensor(int64)": np.int64,
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of speech, float32 at 24 kHz, that begins `start` samples into the whole."""

    start: int
    samples: Floats
    last: bool


@dataclass(frozen=True, slots=True)
class Inference:
    """Speech in chunks, computed as they are taken.

    `edges` are the sample offsets where the phonemes begin, and last where the last one ends; None where the
    model does not tell.
    """

    chunks: Iterator[Chunk]
    edges: NDArray[np.int64] | None


class Model(Protocol):
    """One way of running a Kokoro model; called by one thread at a time for each inference."""

    def infer(self, tokens: Sequence[int], style: Floats, speed: float, statistics: Floats | None = None) -> Inference:
        """Speak `tokens` (at most 510, without pads) in `style` [1, 256] at `speed`.

        With the `statistics` of the voice (see VoiceStatistics), a model that can gives a long text in chunks.
        """

    def rest(self) -> None:
        """Give back the working memory, which else stays as large as the longest text needed it."""


class WholeModel:
    """A model that runs in one go; the names of its inputs and outputs differ from export to export."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session
        self._inputs = Inputs(session)
        outputs = [output.name for output in session.get_outputs()]
        self._timed = "duration" in outputs
        self._outputs = [next(name for name in outputs if name != "duration"), *["duration"] * self._timed]

    def infer(self, tokens: Sequence[int], style: Floats, speed: float, statistics: Floats | None = None) -> Inference:
        """Speak `tokens` as one chunk, whatever the statistics."""
        del statistics
        audio, *duration = run(self._session, self._outputs, self._inputs.feed(tokens, style, speed))
        samples = np.asarray(audio, np.float32).ravel()
        chunks = iter([Chunk(0, samples, last=True)])
        return Inference(chunks, phoneme_edges(duration[0], len(samples)) if duration else None)

    def rest(self) -> None:
        """Say next to nothing, and let all memory go after it."""
        run(self._session, self._outputs, self._inputs.least(), shrinking())


class Inputs:
    """The inputs that a model asks for: "input_ids" or "tokens", and the types of all of them."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._dtypes = input_types(session)
        self._tokens = "input_ids" if "input_ids" in self._dtypes else "tokens"
        if missing := {self._tokens, "style", "speed"} - set(self._dtypes):
            raise EngineError(f"this is not a Kokoro model: it has no input {', '.join(sorted(missing))}")

    def feed(self, tokens: Sequence[int], style: Floats, speed: float) -> dict[str, NDArray[Any]]:
        """Build the arrays to run with, `tokens` between two pads."""
        dtype = self._dtypes["speed"]
        # The v1.1-zh export takes whole speeds only
        whole = np.issubdtype(dtype, np.integer)
        return {
            self._tokens: np.array([[0, *tokens, 0]], self._dtypes[self._tokens]),
            "style": style.astype(self._dtypes["style"]),
            "speed": np.array([max(1, round(speed)) if whole else speed], dtype),
        }

    def least(self) -> dict[str, NDArray[Any]]:
        """Build what runs shortest."""
        return self.feed([], np.zeros((1, STYLE_WIDTH), np.float32), 1.0)


def input_types(session: onnxruntime.InferenceSession) -> dict[str, type[np.generic]]:
    """The type of each input of a model."""
    return {entry.name: _DTYPES.get(entry.type, np.float32) for entry in session.get_inputs()}


def shrinking() -> onnxruntime.RunOptions:
    """Options for a run after which the arena of the CPU gives back what it does not use."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options


def phoneme_edges(duration: NDArray[np.int64], samples: int) -> NDArray[np.int64]:
    """Turn the frames that each token lasts, pads included, into sample offsets of the phonemes' edges."""
    edges: NDArray[np.int64] = token_edges(np.ravel(duration), samples)
    return edges[1:-1]


def vocabulary(session: onnxruntime.InferenceSession) -> dict[str, int]:
    """The tokens of the phonemes: those the model brings, else those of Kokoro v1.0."""
    from kokoro_onnx.config import DEFAULT_VOCAB
    from kokoro_onnx.session import CONFIG_KEY

    config = session.get_modelmeta().custom_metadata_map.get(CONFIG_KEY)
    try:
        return dict(json.loads(config)["vocab"]) if config else dict(DEFAULT_VOCAB)
    except (ValueError, KeyError, TypeError) as error:
        raise EngineError(f"the model's own vocabulary cannot be read ({error})") from error
