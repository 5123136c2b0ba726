"""Who is measured: this engine, kokoro-onnx as it is used, and sherpa-onnx, on the same model and voice."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np

from kokoro_model.engines import SAMPLE_RATE, Request
from kokoro_model.text.pieces import Spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

VOICE = "af_heart"


@dataclass
class Take:
    """One recording: when each stretch of sound arrived after the start, and how long it is, in seconds."""

    arrivals: list[tuple[float, float]] = field(default_factory=list)
    _start: float = field(default_factory=time.perf_counter)

    def add(self, samples: int) -> None:
        self.arrivals.append((time.perf_counter() - self._start, samples / SAMPLE_RATE))

    @property
    def first(self) -> float:
        return self.arrivals[0][0]

    @property
    def total(self) -> float:
        return self.arrivals[-1][0]

    @property
    def sound(self) -> float:
        return sum(length for _, length in self.arrivals)

    @property
    def slack(self) -> float:
        """Seconds by which the tightest stretch came before it was due; a gap where negative."""
        due, tightest = self.first, float("inf")
        for (_, before), (arrived, _) in pairwise(self.arrivals):
            due += before
            tightest = min(tightest, due - arrived)
        return tightest


class Contestant(Protocol):
    def speak(self, texts: Sequence[str]) -> Take:
        """Speak the texts one after the other."""


class Ours:
    """The engine of this project, its optimised model in `cache`."""

    def __init__(self, folder: Path, cache: Path, *, streaming: bool = False, rest_after: float = 3600) -> None:
        from kokoro_model.engines.kokoro.engine import KokoroEngine

        self.engine = KokoroEngine(
            folder / "kokoro-v1.0.onnx",
            folder / "voices-v1.0.bin",
            cache=cache,
            device="cpu",
            vocoder_streaming=streaming,
            rest_after=rest_after,
        )
        self.engine.load()

    def await_streaming(self, voice: str) -> None:
        """Until the voice has been measured, which is once for each model."""
        deadline = time.monotonic() + 600
        while not self.engine.streams(voice):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{voice} has not been measured in ten minutes")
            time.sleep(0.1)

    def speak(self, texts: Sequence[str]) -> Take:
        take = Take()

        def emit(block: bytes) -> bool:
            take.add(len(block) // 2)
            return True

        for text in texts:
            self.engine.synthesize(Request((Spoken(text, [(0, len(text), 0, len(text))]),), VOICE, "en-us"), emit)
        return take


class KokoroOnnx:
    """kokoro-onnx: each text by `create`, or all as one by `create_stream`."""

    def __init__(self, folder: Path) -> None:
        from kokoro_onnx import Kokoro

        self.kokoro = Kokoro(str(folder / "kokoro-v1.0.onnx"), str(folder / "voices-v1.0.bin"))
        self.kokoro.tokenizer.phonemize("a", "en-us")

    def speak(self, texts: Sequence[str]) -> Take:
        take = Take()
        for text in texts:
            take.add(len(self.kokoro.create(text, VOICE)[0]))
        return take

    def stream(self, text: str) -> Take:
        async def listen() -> Take:
            take = Take()
            async for samples, _ in self.kokoro.create_stream(text, VOICE):
                take.add(len(samples))
            return take

        return asyncio.run(listen())


class Sherpa:
    """sherpa-onnx, which wants the model's facts in its metadata, bare voices and a list of tokens."""

    def __init__(self, folder: Path, work: Path) -> None:
        import espeakng_loader
        import sherpa_onnx

        model = _for_sherpa(folder, work)
        kokoro = sherpa_onnx.OfflineTtsKokoroModelConfig(
            model=str(model),
            voices=str(work / "voices.bin"),
            tokens=str(work / "tokens.txt"),
            data_dir=espeakng_loader.get_data_path(),
        )
        config = sherpa_onnx.OfflineTtsConfig(
            model=sherpa_onnx.OfflineTtsModelConfig(kokoro=kokoro, num_threads=2), max_num_sentences=1
        )
        self._tts = sherpa_onnx.OfflineTts(config)

    def speak(self, texts: Sequence[str]) -> Take:
        take = Take()
        for text in texts:
            take.add(len(self._tts.generate(text, sid=0, speed=1.0).samples))
        return take


def _for_sherpa(folder: Path, work: Path) -> Path:
    import onnx
    from kokoro_onnx.config import DEFAULT_VOCAB

    model = onnx.load(folder / "kokoro-v1.0.onnx")
    facts = {"model_type": "kokoro", "version": 1, "sample_rate": SAMPLE_RATE, "n_speakers": 1}
    facts |= {"has_espeak": 1, "voice": "en-us", "style_dim": "510,1,256", "language": "English"}
    for key, value in facts.items():
        model.metadata_props.add(key=key, value=str(value))
    onnx.save(model, work / "model.onnx")
    np.load(folder / "voices-v1.0.bin")[VOICE].tofile(work / "voices.bin")
    (work / "tokens.txt").write_text("".join(f"{phoneme} {token}\n" for phoneme, token in DEFAULT_VOCAB.items()))
    return work / "model.onnx"
