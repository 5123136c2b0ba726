"""The Kokoro engine against kokoro-onnx and sherpa-onnx, as one table of ratios.

python -m bench.kokoro --model DIR, a folder with kokoro-v1.0.onnx and voices-v1.0.bin. Sound is timed turn by
turn in one process, load time and memory in a fresh process each. sherpa-onnx takes part where it is
installed (packaging/venv --bench .venv). The exit status tells whether every bound holds.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from kokoro_onnx.config import DEFAULT_VOCAB

from bench import underruns
from bench.contestants import VOICE, Contestant, KokoroOnnx, Ours, Sherpa
from bench.measure import HEADING, Row, compare, in_child
from bench.texts import ANNOUNCEMENT, BY_LENGTH, PARAGRAPH, SEGMENTS, SENTENCES
from kokoro_model.engines import SAMPLE_RATE
from kokoro_model.engines.kokoro.layout import STATISTICS, STREAMING
from kokoro_model.engines.kokoro.loading import load_optimised
from kokoro_model.engines.kokoro.optimizer.cache import Optimiser
from kokoro_model.engines.kokoro.optimizer.verification import snr
from kokoro_model.engines.kokoro.phonemize import phonemize
from kokoro_model.engines.kokoro.session import Provider, open_session, run
from kokoro_model.engines.kokoro.streaming import SplitModel
from kokoro_model.engines.kokoro.styles import Styles
from kokoro_model.engines.kokoro.voice_statistics import VoiceStatistics, at_length

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.kokoro", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the model and the voices")
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs behind each ratio")
    parser.add_argument("--utterances", type=int, default=0, help="texts to speak in the test of endurance")
    options = parser.parse_args()
    print(HEADING)
    rows = []
    with tempfile.TemporaryDirectory() as work:
        for row in _table(options.model, Path(work), options.runs, options.utterances):
            print(row, flush=True)
            rows.append(row)
    sys.exit(not all(row.holds for row in rows))


def _table(model: Path, work: Path, runs: int, utterances: int) -> Iterator[Row]:
    cache = work / "cache"
    _optimiser(model, cache).make()
    yield from _loading(model, cache, runs, utterances)
    ours, theirs = Ours(model, cache), KokoroOnnx(model)
    yield from _speed(ours, theirs, runs)
    yield from _first_sound(ours, theirs, runs)
    if importlib.util.find_spec("sherpa_onnx"):
        sherpa = Sherpa(model, work)
        yield compare(
            "first sound of a paragraph, against sherpa-onnx by sentence",
            lambda: ours.speak(SEGMENTS).first,
            lambda: sherpa.speak(SENTENCES).first,
            runs=runs,
            bound=0.55,
        )
    ours.engine.unload()
    streaming = Ours(model, cache, streaming=True)
    streaming.await_streaming(VOICE)
    yield from _streaming(streaming, theirs, runs)
    yield from underruns.rows(streaming, underruns.sentences(underruns.COUNT))
    decibels = _resemblance(model, cache)
    yield Row("streamed: difference from the whole, below it", decibels, 1, "dB", 60, decibels, least=True)
    streaming.engine.unload()


def _optimiser(model: Path, cache: Path) -> Optimiser:
    return Optimiser(model / "kokoro-v1.0.onnx", model / "voices-v1.0.bin", cache, deterministic=False)


def _loading(model: Path, cache: Path, runs: int, utterances: int) -> Iterator[Row]:
    figures: dict[str, list[dict[str, float]]] = {"ours": [], "kokoro-onnx": []}
    for _ in range(runs):
        for who, taken in figures.items():
            taken.append(in_child("bench.kokoro_memory", who, str(model), str(cache)))
    for what, key, unit, bound in (
        ("load, imports and first phonemes included", "load", "s", 0.3),
        ("private memory once loaded", "loaded", "MB", 0.35),
        ("private memory after a paragraph", "spoken", "MB", None),
    ):
        mine, theirs = ([figure[key] for figure in taken] for taken in figures.values())
        ratio = statistics.median(a / b for a, b in zip(mine, theirs, strict=True))
        yield Row(what, statistics.median(mine), statistics.median(theirs), unit, bound, ratio)
    rested = statistics.median(figure["rested"] for figure in figures["ours"])
    yield Row("private memory at rest after it", rested, statistics.median(theirs), "MB", 0.35)
    if utterances:
        end = in_child("bench.kokoro_memory", "ours", str(model), str(cache), str(utterances))
        yield Row(f"memory over {utterances} texts: at the end, after a tenth", end["late"], end["early"], "MB", 1.1)


def _speed(ours: Ours, theirs: KokoroOnnx, runs: int) -> Iterator[Row]:
    for phonemes, text in BY_LENGTH.items():
        what = f"real-time factor over {phonemes} phonemes"
        mine, other = (partial(_factor, contestant, text) for contestant in (ours, theirs))
        yield compare(what, mine, other, runs=runs, bound=0.92, unit="")


def _factor(contestant: Contestant, text: str) -> float:
    take = contestant.speak([text])
    return take.total / take.sound


def _first_sound(ours: Ours, theirs: KokoroOnnx, runs: int) -> Iterator[Row]:
    yield compare(
        "first sound of a paragraph, against create_stream",
        lambda: ours.speak(SEGMENTS).first,
        lambda: theirs.stream(PARAGRAPH).first,
        runs=runs,
        bound=0.15,
    )
    yield compare(
        "first sound of a paragraph, against create by sentence",
        lambda: ours.speak(SEGMENTS).first,
        lambda: theirs.speak(SENTENCES).first,
        runs=runs,
        bound=0.55,
    )


def _streaming(ours: Ours, theirs: KokoroOnnx, runs: int) -> Iterator[Row]:
    slack: list[float] = []

    def first() -> float:
        take = ours.speak([ANNOUNCEMENT])
        slack.append(take.slack)
        return take.first

    # 0.9 s where kokoro-onnx takes 3.9 s
    yield compare(
        "streamed: first sound of 100 phonemes, against create",
        first,
        lambda: theirs.speak([ANNOUNCEMENT]).first,
        runs=runs,
        bound=0.9 / 3.9,
    )
    yield Row("streamed: least time in hand before a chunk is due", min(slack), 1, "s", 0, min(slack), least=True)


def _resemblance(model: Path, cache: Path) -> float:
    """Decibels between the chunks and the whole that the streaming vocoder makes of one reading."""
    found = _optimiser(model, cache).find()
    assert found is not None
    folder, layout = found
    assert layout.seam is not None
    styles = Styles(model / "voices-v1.0.bin")
    statistics = VoiceStatistics(folder, styles).of({VOICE: 1})
    split = load_optimised(folder, layout, 0, streaming=True).model
    assert isinstance(split, SplitModel)
    assert statistics is not None
    tokens = [DEFAULT_VOCAB[p] for p in phonemize(ANNOUNCEMENT, "en-us") if p in DEFAULT_VOCAB]
    reading = split.read(tokens, styles.style({VOICE: 1}, len(tokens) - 1), 1.0)
    seconds = reading.features.shape[-1] * layout.seam.step / SAMPLE_RATE
    statistics = at_length(statistics, seconds)
    chunks = np.concatenate([chunk.samples for chunk in split.chunks(reading, statistics)])
    feed = {layout.seam.features: reading.features, layout.seam.source: reading.source, "style": reading.style}
    session = open_session(folder / STREAMING, Provider(), optimised=True)
    (whole,) = run(session, None, {**feed, STATISTICS: statistics})
    return snr(whole.ravel(), chunks)


if __name__ == "__main__":
    main()
