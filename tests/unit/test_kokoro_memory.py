"""Memory stays flat over thousands of texts of every length, and goes back once nobody speaks."""

from __future__ import annotations

import random
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


@pytest.fixture(params=[False, True], ids=["whole", "streaming"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KokoroEngine]:
    engine = KokoroEngine(
        tiny_vocoder.write_model(tmp_path / "model.onnx"),
        tiny_kokoro.write_voices(tmp_path / "voices.bin", {"af_heart": 7}),
        cache=tmp_path,
        deterministic=True,
        vocoder_streaming=request.param,
    )
    engine.load()
    yield engine
    engine.unload()


def say(engine: KokoroEngine, words: int) -> None:
    engine.synthesize(Request(as_it_stands("no " * words), "af_heart", "en-us", speed=2.0), lambda _: True)


def test_memory_is_flat_over_two_thousand_texts_of_any_length(engine: KokoroEngine) -> None:
    dice = random.Random(7)
    lengths = [40, *(dice.randint(1, 10) for _ in range(1998)), 40]
    for words in lengths[:200]:
        say(engine, words)
    before = private_megabytes()
    for words in lengths[200:]:
        say(engine, words)
    assert private_megabytes() - before < 4


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
