"""Whatever an engine cannot speak, its understudy speaks, once and from the beginning."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from kokoro_model.engines import EngineError, Request
from kokoro_model.engines.understudied import UnderstudiedEngine
from kokoro_model.text.pieces import Phonemes
from tests.speaking import as_it_stands
from tests.tone import ToneEngine, text_of, tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_model.engines import Word

TEXT = "Hello!"


class Failing(ToneEngine):
    """Fails with `error` after so many blocks, while there is one."""

    name = "failing"
    real_time_factor = 0.7

    def __init__(self, error: Exception | None, blocks: int = 0) -> None:
        super().__init__(concurrency=4)
        self.error, self._blocks = error, blocks

    def streams(self, voice: str) -> bool:
        """One voice's sound comes early."""
        return voice == "af_heart"

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """A block of something else, and the error."""
        if self.error is None:
            return super().synthesize(request, emit)
        for _ in range(self._blocks):
            emit(tone("?"))
        raise self.error


def request(voice: str = "af_heart") -> Request:
    return Request(as_it_stands(TEXT), voice, "en-us")


class Ears:
    """Hear all there is."""

    def __init__(self) -> None:
        self.sound = bytearray()

    def __call__(self, block: bytes) -> bool:
        """More sound."""
        self.sound.extend(block)
        return True


def heard(engine: UnderstudiedEngine, asked: Request | None = None) -> str:
    ears = Ears()
    engine.synthesize(asked or request(), ears)
    return text_of(bytes(ears.sound))


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (EngineError("the model is gone: fetch it"), "the model is gone: fetch it"),
        (RuntimeError("bad alloc"), "the failing engine failed: bad alloc"),
    ],
)
def test_before_the_first_sound_the_understudy_speaks_all_of_it(
    error: Exception, problem: str, caplog: pytest.LogCaptureFixture
) -> None:
    understudy = ToneEngine()
    engine = UnderstudiedEngine(Failing(error), understudy)
    assert heard(engine) == TEXT
    assert understudy.requests == [request()]
    assert engine.problem("af_heart") == problem
    (entry,) = caplog.records
    assert entry.getMessage() == f"{problem}; tone speaks"
    assert entry.levelno == logging.ERROR
    assert bool(entry.exc_info) == isinstance(error, RuntimeError), "a fault of ours is told with its place"


@pytest.mark.parametrize("error", [EngineError("the model is gone"), RuntimeError("bad alloc")])
def test_after_its_first_sound_it_is_told_and_nothing_is_said_twice(error: Exception) -> None:
    understudy = ToneEngine()
    engine = UnderstudiedEngine(Failing(error, blocks=1), understudy)
    ears = Ears()
    with pytest.raises(type(error)):
        engine.synthesize(request(), ears)
    assert text_of(bytes(ears.sound)) == "?"
    assert understudy.requests == []
    assert engine.problem("af_heart")


def test_what_nobody_else_can_read_is_an_error_and_no_silence() -> None:
    understudy = ToneEngine()
    engine = UnderstudiedEngine(Failing(EngineError("the model is gone")), understudy)
    with pytest.raises(EngineError, match="the model is gone"):
        heard(engine, Request((Phonemes("həlˈoʊ", "", 0, 6),), "af_heart", "en-us"))
    assert understudy.requests == []
    assert heard(engine, Request((Phonemes("kˈuːb", "K8s", 0, 3),), "af_heart", "en-us")) == "K8s"


def test_the_problem_is_a_voices_own_and_ends_when_it_speaks() -> None:
    failing = Failing(EngineError("voice af_heart cannot be read"))
    engine = UnderstudiedEngine(failing, ToneEngine())
    heard(engine)
    assert engine.problem("af_sky") == ""
    failing.error = None
    assert heard(engine, request("af_sky")) == TEXT
    assert engine.problem("af_heart") == "voice af_heart cannot be read"
    assert heard(engine) == TEXT
    assert engine.problem("af_heart") == ""


def test_it_passes_for_the_engine() -> None:
    engine = UnderstudiedEngine(Failing(None), ToneEngine())
    assert (engine.name, engine.concurrency, engine.real_time_factor) == ("failing", 4, 0.7)
    assert [engine.streams(voice) for voice in ("af_heart", "bf_emma")] == [True, False]


class Interruptible(Failing):
    """An engine whose listener may keep it waiting between two blocks."""

    interruptible = True


def test_an_understudy_that_cannot_be_interrupted_has_spoken_before_anybody_waits() -> None:
    under_way: list[bool] = []

    class Understudy(ToneEngine):
        speaking = False

        def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
            self.speaking = True
            try:
                return super().synthesize(request, emit)
            finally:
                self.speaking = False

    understudy = Understudy()

    def emit(block: bytes) -> bool:
        under_way.append(understudy.speaking)
        return True

    engine = UnderstudiedEngine(Interruptible(EngineError("no model")), understudy)
    engine.synthesize(Request(as_it_stands(TEXT), "af_heart", "en-us"), emit)
    assert under_way
    assert not any(under_way)
