"""Bringing a model into memory: its optimised form where there is one, else the model as it came."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kokoro_model.engines.kokoro.background import Background
from kokoro_model.engines.kokoro.inference import WholeModel, vocabulary
from kokoro_model.engines.kokoro.layout import FRONT, STREAMING, VOCODER, WHOLE
from kokoro_model.engines.kokoro.session import CPU, Provider, open_session, running
from kokoro_model.engines.kokoro.streaming import SplitModel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import onnxruntime

    from kokoro_model.engines.kokoro.calibration import Calibration
    from kokoro_model.engines.kokoro.inference import Model
    from kokoro_model.engines.kokoro.layout import Layout


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model in memory, the tokens of its phonemes, and onnxruntime's name for what runs it.

    `calibration` has the statistics of voices where the model can stream and is wanted to; `background` is what runs
    beside the speech, and stands still inside `with background:`.
    """

    model: Model
    vocabulary: Mapping[str, int]
    provider: str
    calibration: Calibration | None = None
    background: Background = field(default_factory=Background)


def load_original(path: Path, provider: Provider, threads: int) -> Loaded:
    """Load the model at `path` as it came. Raises EngineError."""
    session = open_session(path, provider, threads=threads)
    return Loaded(WholeModel(session), vocabulary(session), running(session))


def load_optimised(folder: Path, layout: Layout, threads: int, *, streaming: bool) -> Loaded:
    """Load the optimised model in `folder`, with its vocoder for chunks if wanted and there. Raises EngineError."""

    def opened(part: str) -> onnxruntime.InferenceSession:
        return open_session(folder / part, Provider(), optimised=True, threads=threads)

    if layout.seam is None:
        session = opened(WHOLE)
        return Loaded(WholeModel(session), vocabulary(session), CPU)
    front, vocoder = opened(FRONT), opened(VOCODER)
    chunks = opened(STREAMING) if streaming and layout.seam.context else None
    return Loaded(SplitModel(front, vocoder, chunks, layout.seam), vocabulary(front), CPU)
