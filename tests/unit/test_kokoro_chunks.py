"""Speech in chunks, through the engine: once its voice has been measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from kokoro_model.engines import Request
from kokoro_model.engines.kokoro.engine import KokoroEngine
from kokoro_model.engines.kokoro.streaming import SplitModel
from tests.speaking import as_it_stands, speak, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.streaming import Reading, Stretch

TEXT = "all the words of this long sentence come at their own time and in their own order"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("kokoro"))


def engine_of(files: Path, cache: Path, *, streaming: bool = True) -> KokoroEngine:
    engine = KokoroEngine(
        files / "wired.onnx", files / "voices.bin", cache=cache, deterministic=True, vocoder_streaming=streaming
    )
    engine.load()
    return engine


def measure(engine: KokoroEngine, voice: str) -> None:
    """Have a voice measured, and wait for it."""
    engine.streams(voice)
    assert engine._loader is not None
    engine._loader.wait()


@pytest.fixture(scope="module")
def engine(files: Path) -> Iterator[KokoroEngine]:
    """The model that is built like Kokoro, which streams af_heart."""
    engine = engine_of(files, files / "cache")
    measure(engine, "af_heart")
    yield engine
    engine.unload()


def test_a_voice_is_measured_when_it_is_first_wanted_and_streams_from_then_on(files: Path, tmp_path: Path) -> None:
    engine = engine_of(files, tmp_path)
    assert not engine.streams("am_michael")
    measure(engine, "am_michael")
    assert engine.streams("am_michael")
    engine.unload()
    again = engine_of(files, tmp_path)
    assert again.streams("am_michael")  # it is kept beside the model
    again.unload()


def test_a_blend_streams_once_all_its_voices_are_measured(files: Path, tmp_path: Path) -> None:
    engine = engine_of(files, tmp_path)
    measure(engine, "af_heart")
    assert not engine.streams("af_heart(2)+bf_emma")
    measure(engine, "bf_emma")
    assert engine.streams("af_heart(2)+bf_emma")
    engine.unload()


def test_nothing_streams_where_it_is_switched_off(files: Path, tmp_path: Path) -> None:
    engine = engine_of(files, tmp_path, streaming=False)
    assert not engine.streams("af_heart")
    engine.unload()


def test_it_waits_for_the_load_which_tells_and_knows_it_while_the_model_is_let_go(files: Path, tmp_path: Path) -> None:
    first = engine_of(files, tmp_path)
    measure(first, "af_heart")
    first.unload()
    engine = KokoroEngine(files / "wired.onnx", files / "voices.bin", cache=tmp_path, deterministic=True)
    assert engine.streams("af_heart")
    engine.unload()
    assert engine.streams("af_heart")
    assert not engine.provider, "it was not loaded for the question"


def test_streamed_words_come_when_they_would_without(files: Path, engine: KokoroEngine) -> None:
    at_once = engine_of(files, files / "cache", streaming=False)
    (whole, times), (chunks, streamed) = speak(at_once, TEXT), speak(engine, TEXT)
    at_once.unload()
    assert abs(len(whole) - len(chunks)) <= 1024
    assert len(times) == len(TEXT.split())
    assert [(word.start, word.end) for word in streamed] == [(word.start, word.end) for word in times]
    for word, other in zip(times, streamed, strict=True):
        assert other.begins == pytest.approx(word.begins, abs=0.03)
        assert other.ends == pytest.approx(word.ends, abs=0.03)


def test_streamed_sound_is_handed_out_before_the_rest_is_made(
    engine: KokoroEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    make = SplitModel._make

    def counting(
        model: SplitModel, reading: Reading, part: Stretch, statistics: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        made.append(part.end)
        return make(model, reading, part, statistics)

    monkeypatch.setattr(SplitModel, "_make", counting)
    heard = bytearray()

    def one_block(block: bytes) -> bool:
        heard.extend(block)
        return False

    engine.synthesize(Request(as_it_stands("so many words " * 10), "af_heart", "en-us"), one_block)
    assert len(made) == 1
    assert np.frombuffer(heard, "<i2").any()
