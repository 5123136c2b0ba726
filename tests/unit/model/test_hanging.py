"""An engine that never comes back: in loading it counts as hung as well, once somebody waits for it."""

from __future__ import annotations

import threading
import time

from kokoro_ipc import message
from kokoro_model.seat import Seat
from kokoro_model.stream import Stream
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.reading import Reader
from kokoro_model.text.segmenter import Segmenter
from tests.tone import ToneEngine


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
    seat.load(seat.scheduler.start)
    try:
        until = time.monotonic() + 0.05
        while time.monotonic() < until:
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
