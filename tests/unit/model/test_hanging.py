"""An engine that never comes back: in loading it counts as hung as well, once somebody waits for it.

However its loading ends, nobody waits for it behind that.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_ipc.errors import FailureError
from kokoro_model.engine_room import EngineRoom, KokoroSettings
from kokoro_model.engines.kokoro.engine import KokoroEngine
from kokoro_model.engines.kokoro.loading import Loaded
from kokoro_model.phrase_cache import PhraseCache
from kokoro_model.scheduler import Scheduler
from kokoro_model.seat import Seat
from kokoro_model.stream import Stream
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.reading import Reader
from kokoro_model.text.segmenter import Segmenter
from kokoro_model.voices import Catalogue
from tests.tone import ToneEngine
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from pathlib import Path


class Loading(ToneEngine):
    """It loads until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def load(self) -> None:
        """Wait."""
        self.gate.wait()


def test_an_engine_that_does_not_load_hangs_once_a_text_waits() -> None:
    engine = Loading()
    seat = Seat(engine, 10, stuck_seconds=0.02)
    seat.load(seat.scheduler.start, lambda: None)
    try:
        limit = time.monotonic() + 0.05
        while time.monotonic() < limit:
            assert not seat.stuck, "nobody waits for it"
        wanted = message.Synthesize(voice="af_heart", lang="en-us", payload=b"Hello.")
        reader = Reader("en-us", form="plain", lexicon=Lexicon("/dev/null"))
        stream = Stream(wanted, Segmenter(first_words=6, boundaries=".", lang="en-us"), reader, lambda: None)
        stream.feed(b"Hello.")
        seat.scheduler.add(stream)
        assert seat.stuck
        stream.cancel()
        assert not seat.stuck
    finally:
        engine.gate.set()
        assert seat.loaded.wait(10)
        seat.scheduler.stop()


def test_what_fails_behind_the_loading_is_told_and_nobody_waits() -> None:
    told: list[str] = []

    def fail() -> None:
        raise RuntimeError("the catalogue is on fire")

    seat = Seat(ToneEngine(), 10)
    seat.load(fail, lambda: told.append(f"{seat.loaded.is_set()}, {seat.error}"))
    assert seat.loaded.wait(10)
    assert seat.error == "the tone engine does not load: the catalogue is on fire"
    until(lambda: told)
    assert told == [f"True, {seat.error}"]


def test_a_kokoro_that_finds_no_room_for_a_thread_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    (tmp_path / "model").touch()
    settings = KokoroSettings(tmp_path, model=tmp_path / "model", voices=tmp_path / "model")
    room = EngineRoom(Catalogue(tmp_path / "blends"), settings, PhraseCache(0), engine="auto", queue_size=10)
    voice = room.catalogue.find("af_heart")
    monkeypatch.setattr("threading.Thread.start", refuse)
    assert "no room for more threads" in room.notice(voice)
    monkeypatch.undo()
    assert "no room for more threads" not in room.notice(voice)
    assert "kokoro" in room.state, "it has been taken on"
    for seat in room._seats:
        seat.scheduler.stop()


def test_an_engine_begins_with_the_threads_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = threading.Thread.start
    rooms = [None]

    def start(self: threading.Thread) -> None:
        if not rooms:
            raise RuntimeError("can't start new thread")
        rooms.pop()
        begin(self)

    monkeypatch.setattr("threading.Thread.start", start)
    scheduler = Scheduler(ToneEngine(concurrency=3), 10)
    scheduler.start()
    rooms += [None, None, None]
    scheduler.start()
    scheduler.stop()
    assert len(rooms) == 1, "the threads that were lacking have come"
    rooms.clear()
    with pytest.raises(FailureError, match="no room for more threads"):
        Scheduler(ToneEngine(concurrency=3), 10).start()


def test_a_provider_is_told_while_the_model_is_let_go(tmp_path: Path) -> None:
    class LettingGo(KokoroEngine):
        _states = iter([Loaded(None, {}, "CPUExecutionProvider")])  # type: ignore[arg-type]

        @property
        def _loaded(self) -> Loaded | None:
            return next(self._states, None)

        @_loaded.setter
        def _loaded(self, loaded: Loaded | None) -> None:
            """It is what the states say."""

    engine = LettingGo(tmp_path, tmp_path, cache=tmp_path)
    assert [engine.provider, engine.provider] == ["CPUExecutionProvider", ""]
