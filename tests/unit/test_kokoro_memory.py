"""Memory stays flat over thousands of texts of every length, and goes back once nobody speaks."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kokoro_model.engines import Request
from kokoro_model.engines.kokoro.engine import KokoroEngine
from kokoro_model.engines.kokoro.idle import Idle
from tests import tiny_kokoro, tiny_vocoder
from tests.speaking import as_it_stands

if TYPE_CHECKING:
    from collections.abc import Iterator


def private_megabytes() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1024


def loaded(folder: Path, streaming: bool) -> KokoroEngine:
    engine = KokoroEngine(
        tiny_vocoder.write_model(folder / "model.onnx"),
        tiny_kokoro.write_voices(folder / "voices.bin", {"af_heart": 7}),
        cache=folder,
        deterministic=True,
        vocoder_streaming=streaming,
    )
    engine.load()
    if engine.streams("af_heart") is not streaming:  # it is being measured
        assert engine._loader is not None
        engine._loader.wait()
    assert engine.streams("af_heart") is streaming
    return engine


@pytest.fixture(params=[False, True], ids=["whole", "streaming"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KokoroEngine]:
    engine = loaded(tmp_path, request.param)
    yield engine
    engine.unload()


def say(engine: KokoroEngine, words: int) -> None:
    engine.synthesize(Request(as_it_stands("no " * words), "af_heart", "en-us", speed=2.0), lambda _: True)


def growth(folder: Path, streaming: bool) -> float:
    """Megabytes that most of two thousand texts of any length leave behind in this process."""
    engine = loaded(folder, streaming)
    dice = random.Random(7)
    lengths = [40, *(dice.randint(1, 10) for _ in range(1998)), 40]
    for words in lengths[:200]:
        say(engine, words)
    before = private_megabytes()
    for words in lengths[200:]:
        say(engine, words)
    grown = private_megabytes() - before
    engine.unload()
    return grown


@pytest.mark.parametrize("streaming", [False, True], ids=["whole", "streaming"])
def test_memory_is_flat_over_two_thousand_texts_of_any_length(tmp_path: Path, streaming: bool) -> None:
    measure = f"from pathlib import Path; from {__name__} import growth; print(growth(Path.cwd(), {streaming}))"
    command = [sys.executable, "-c", measure]  # a process of its own: other tests leave holes in this one's heap
    environ = {**os.environ, "PYTHONPATH": os.getcwd()}
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 4


def test_memory_goes_back_when_nobody_speaks(engine: KokoroEngine) -> None:
    say(engine, 40)
    busy = private_megabytes()
    engine._rest()
    assert private_megabytes() < busy - 4


def test_idle_acts_once_after_the_last_one_left() -> None:
    acted = threading.Event()
    idle = Idle([(0.01, acted.set)])
    with idle, idle:
        assert not acted.wait(0.05)
    assert acted.wait(5)


def test_idle_that_is_forgotten_does_not_act() -> None:
    acted = threading.Event()
    idle = Idle([(0.02, acted.set)])
    with idle:
        pass
    idle.forget()
    assert not acted.wait(0.06)
