"""A voice's main thread in the hands of a test: lanes, what they report, and the models and devices around them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from kokoro_ipc import message
from kokoro_voice.device import Device
from kokoro_voice.mouth import Mouth
from kokoro_voice.player import Player
from kokoro_voice.scribe import Scribe
from kokoro_voice.utterance import Utterance
from tests.tone import SAMPLES, ToneEngine, text_of
from tests.unit.voice.model_side import ModelSide
from tests.unit.voice.sinks import HandSink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kokoro_ipc.message import Message
    from kokoro_voice.lane import Lane

SECONDS = 10.0
CHARACTER = SAMPLES * 2
"""Bytes of sound that a character makes."""
AT_ONCE = 100 * CHARACTER


class WatchedPlayer(Player):
    """A player whose sound can be waited for."""

    def feed(self, turn: int, sound: bytes) -> bool:
        """Take sound, and say so."""
        wanted = super().feed(turn, sound)
        with self._changed:
            self._changed.notify_all()
        return wanted

    def end(self, turn: int) -> None:
        """All sound is here, and it is said."""
        super().end(turn)
        with self._changed:
            self._changed.notify_all()

    def await_sound(self, size: int) -> int:
        """Wait for so much sound, or for the end of it; gives how much there is of it."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._held >= size or self._ended, SECONDS)
            return min(self._held, size)


class Desk:
    """Both lanes of one voice. Everything is done by the test's own thread, as by a voice's main thread."""

    def __init__(
        self,
        sink: HandSink | None = None,
        lives: Iterable[int] = (),
        hang_seconds: float = 60.0,
        engine: ToneEngine | None = None,
    ) -> None:
        self.sink = sink or HandSink()
        self.model = ModelSide(lives, engine)
        self.told: list[Message] = []
        self._wake = threading.Event()
        self.player = WatchedPlayer(self._wake.set)
        self.device = Device(
            self.sink,
            self.player,
            self._wake.set,
            linger_seconds=60.0,
            preroll_seconds=0.0,
            sleeps=lambda _: False,
            fade_seconds=0.0,
            hang_seconds=hang_seconds,
            stall_seconds=0.2,
        )
        self.mouth = Mouth(self.player, self.device, self.model.connect, self.told.append, self._wake.set)
        self.scribe = Scribe(self.model.connect, self.told.append, self._wake.set)

    def __enter__(self) -> Desk:
        self.device.start()
        return self

    def __exit__(self, *_: object) -> None:
        for lane in self.lanes:
            lane.stop("stopped")
        self.device.quit(SECONDS)
        with self.model:
            pass  # which ends it

    @property
    def lanes(self) -> tuple[Lane, Lane]:
        """Both."""
        return self.mouth, self.scribe

    def until(self, come_true: Callable[[], object]) -> None:
        """Do what a main thread does until that has come true."""
        while not come_true():
            assert self._wake.wait(SECONDS), "nothing happens"
            self._wake.clear()
            for lane in self.lanes:
                lane.advance()

    def outcome(self, identity: str) -> str:
        """How an utterance ends: its outcome, or the code of its failure."""
        ends: list[str] = []

        def over() -> bool:
            ends.extend(
                told.outcome if isinstance(told, message.Finished) else told.code
                for told in self.told
                if isinstance(told, message.Finished | message.Failed) and told.id == identity
            )
            return bool(ends)

        self.until(over)
        assert len(ends) == 1
        return ends[0]

    def hear(self, characters: int, *, behind: int = 0) -> str:
        """The device takes the sound of so many characters once it is there; the text that it heard.

        `behind` is how many bytes are there behind it by then: FADE, where it is cut off next.
        """
        size = characters * CHARACTER
        assert self.player.await_sound(size + behind) == size + behind, "there is less"
        return text_of(self.sink.ask(size))

    def hear_rest(self) -> str:
        """The device takes all the sound that comes of the text under way; the text that it heard."""
        heard, turn = b"", self.player.turn
        while self.player.turn == turn and (size := self.player.await_sound(AT_ONCE)):
            heard += self.sink.ask(size)
            self.mouth.advance()
        return text_of(heard)


def utterance(identity: str, text: str, **manner: Any) -> Utterance:
    """An utterance as it comes from the model."""
    return Utterance(message.Speak(voice="af_heart", lang="en-us", id=identity, payload=text.encode(), **manner))
