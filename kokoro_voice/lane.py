"""A lane: texts one after the other, the first of them under way.

The main thread calls every method. Sound comes on a fetching thread, which reaches the main thread by `wake`; the main
thread then calls `advance`, which looks at what has happened and tells the model by `report`.
"""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from collections import deque
from typing import TYPE_CHECKING

from kokoro_ipc import message
from kokoro_voice.fetch import Fetch, Receiver

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.channel import Channel
    from kokoro_ipc.errors import FailureError
    from kokoro_ipc.message import Message
    from kokoro_voice.utterance import Utterance

log = logging.getLogger(__name__)
PROGRESS_STEPS = 500
"""How often, at most, it is told how far a text is: who sends a long one does not listen meanwhile."""


class Lane(ABC):
    """What the lanes for sound and for files have in common."""

    def __init__(
        self, connect: Callable[[], Channel], report: Callable[[Message], None], wake: Callable[[], None]
    ) -> None:
        self._connect, self._report, self._wake = connect, report, wake
        self._fetch: Fetch | None = None
        self._offset = 0  # how far the model was told we are
        self.utterances: deque[Utterance] = deque()

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self.utterances)

    def add(self, utterance: Utterance) -> None:
        """One more, behind all others."""
        self.utterances.append(utterance)
        if len(self.utterances) == 1:
            self._begin(utterance)
        else:
            self._note(utterance, f"waits behind {len(self.utterances) - 1} of this voice's texts")

    def find(self, identity: str) -> Utterance | None:
        """The utterance of that id, if it is here."""
        return next((utterance for utterance in self.utterances if utterance.id == identity), None)

    def more(self, utterance: Utterance) -> None:
        """It has got more text, or its end."""
        if self._fetch is not None and utterance is self.utterances[0]:
            self._fetch.poke()

    def stop(self, outcome: str | FailureError, identity: str = "") -> None:
        """End all utterances, or only the one of that id."""
        for utterance in [u for u in self.utterances if identity in {"", u.id}][::-1]:
            seconds = self._leave() if utterance is self.utterances[0] else 0.0
            self.utterances.remove(utterance)
            self._tell(utterance, outcome, seconds)
        if self.utterances and self._fetch is None:
            self._begin(self.utterances[0])

    @abstractmethod
    def advance(self) -> None:
        """Look at what has happened since the last time."""

    @abstractmethod
    def _prepare(self, utterance: Utterance) -> Receiver | None:
        """Make ready for its sound; None where that failed, which `_end` has been told."""

    @abstractmethod
    def _break_off(self) -> float:
        """Let go of what is under way; gives its seconds of sound."""

    def _begin(self, utterance: Utterance) -> None:
        self._offset = utterance.rewind()
        receiver = self._prepare(utterance)
        if receiver is not None:
            self._fetch = Fetch(utterance, receiver, self._connect)
            self._fetch.start()

    def _leave(self) -> float:
        if self._fetch is not None:
            self._fetch.cancel()
            self._fetch = None
        return self._break_off()

    def _note(self, utterance: Utterance, what: str, *, level: int = logging.INFO, **fields: str) -> None:
        """Put something about a text into the journal."""
        named = {"VOICE": utterance.voice, "UTTERANCE": utterance.id, **fields}
        log.log(level, "%s: %s", utterance.id, what, extra=named)

    def _progress(self, offset: int) -> None:
        utterance = self.utterances[0]
        if offset - self._offset > utterance.total // PROGRESS_STEPS:
            self._offset = offset
            self._report(message.Progress(id=utterance.id, done=offset, total=utterance.total))

    def _end(self, outcome: str | FailureError) -> None:
        """The utterance under way is over; the next one begins."""
        seconds = self._leave()
        self._tell(self.utterances.popleft(), outcome, seconds)
        if self.utterances:
            self._begin(self.utterances[0])

    def _tell(self, utterance: Utterance, outcome: str | FailureError, seconds: float) -> None:
        seconds += utterance.seconds
        lasted = time.monotonic() - utterance.came
        sound, time_taken = f"{seconds:.3f}", f"{lasted * 1e3:.1f}"
        if isinstance(outcome, str):
            told = f"{outcome}, {seconds:.1f} s of sound in {lasted:.1f} s"
            self._note(utterance, told, OUTCOME=outcome, SECONDS=sound, LASTED_MS=time_taken)
            self._report(message.Finished(id=utterance.id, outcome=outcome, seconds=seconds))
        else:
            self._note(
                utterance,
                outcome.message,
                level=logging.ERROR,
                OUTCOME=outcome.code,
                SECONDS=sound,
                LASTED_MS=time_taken,
            )
            self._report(message.Failed(id=utterance.id, code=outcome.code, message=outcome.message))
