"""Speech in chunks, through the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kokoro_model.engines import Request
from kokoro_model.engines.kokoro.engine import KokoroEngine
from kokoro_model.engines.kokoro.streaming import SIZES, SplitModel
from tests.speaking import as_it_stands, speak, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.streaming import Reading, Stretch


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("kokoro"))


@pytest.fixture(scope="module")
def streaming(files: Path) -> Iterator[tuple[KokoroEngine, KokoroEngine]]:
    """The model that is built like Kokoro, at once and in chunks."""
    engines = [
        KokoroEngine(
            files / "wired.onnx",
            files / "voices.bin",
            cache=files / "cache",
            deterministic=True,
            vocoder_streaming=streaming,
        )
        for streaming in (False, True)
    ]
    for engine in engines:
        engine.load()
    yield engines[0], engines[1]
    for engine in engines:
        engine.unload()


def test_streamed_words_come_when_they_would_without(streaming: tuple[KokoroEngine, KokoroEngine]) -> None:
    text = "all the words of this long sentence come at their own time and in their own order"
    (at_once, times), (in_chunks, streamed) = (speak(engine, text) for engine in streaming)
    assert abs(len(at_once) - len(in_chunks)) <= 1024
    assert len(times) == len(text.split())
    assert [(word.start, word.end) for word in streamed] == [(word.start, word.end) for word in times]
    for word, other in zip(times, streamed, strict=True):
        assert other.begins == pytest.approx(word.begins, abs=0.03)
        assert other.ends == pytest.approx(word.ends, abs=0.03)


def test_streamed_sound_is_handed_out_before_the_rest_is_made(
    streaming: tuple[KokoroEngine, KokoroEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    vocode = SplitModel._vocode

    def counting(model: SplitModel, reading: Reading, stretch: Stretch) -> NDArray[np.float32]:
        made.append(stretch.end)
        return vocode(model, reading, stretch)

    monkeypatch.setattr(SplitModel, "_vocode", counting)
    streaming[1].synthesize(Request(as_it_stands("so many words " * 10), "af_heart", "en-us"), lambda _: False)
    assert made == [SIZES[0] // 300]
