"""Bringing a model into memory: its optimised form where there is one, else the model as it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_model.engines.kokoro.layout import FRONT, VOCODER, WHOLE
from kokoro_model.engines.kokoro.model import WholeModel, vocabulary
from kokoro_model.engines.kokoro.session import CPU, Provider, open_session, running
from kokoro_model.engines.kokoro.streaming import SplitModel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kokoro_model.engines.kokoro.layout import Layout
    from kokoro_model.engines.kokoro.model import Model


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model in memory, the tokens of its phonemes, and onnxruntime's name for what runs it.

    `streams` tells whether its sound comes in chunks.
    """

    model: Model
    vocabulary: Mapping[str, int]
    provider: str
    streams: bool = False


def load_original(path: Path, provider: Provider, threads: int) -> Loaded:
    """Load the model at `path` as it came. Raises EngineError."""
    session = open_session(path, provider, threads=threads)
    return Loaded(WholeModel(session), vocabulary(session), running(session))


def load_optimised(folder: Path, layout: Layout, threads: int, *, streaming: bool) -> Loaded:
    """Load the optimised model in `folder`, streaming if wanted and possible. Raises EngineError."""
    if layout.seam is None:
        session = open_session(folder / WHOLE, Provider(), optimised=True, threads=threads)
        return Loaded(WholeModel(session), vocabulary(session), CPU)
    front, vocoder = (
        open_session(folder / part, Provider(), optimised=True, threads=threads) for part in (FRONT, VOCODER)
    )
    streams = streaming and layout.seam.streams
    return Loaded(SplitModel(front, vocoder, layout.seam, streaming=streams), vocabulary(front), CPU, streams)
