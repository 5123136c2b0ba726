"""Peers of the model service: connections to real sessions, and voices that do what a test says."""

from __future__ import annotations

import os
import queue
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kokoro_ipc import message
from kokoro_ipc.channel import Channel
from kokoro_model.session import Session
from tests.aside import Aside
from tests.tone import ToneEngine
from tests.tone_service import ToneService

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.message import Message

SECONDS = 10.0
Kind = TypeVar("Kind", bound="Message")


def until(come_true: Callable[[], object]) -> None:
    """Wait for what is not told on a connection."""
    limit = time.monotonic() + SECONDS
    while not come_true():
        assert time.monotonic() < limit, "it does not come true"
        os.sched_yield()


class Peer(Channel):
    """A peer's end of a connection; `session` is the service's, which has the end `theirs`."""

    def __init__(self, sock: socket.socket, theirs: Channel, session: Aside[None]) -> None:
        super().__init__(sock, "the model service")
        self.theirs, self.session = theirs, session

    def ask(self, question: Message) -> Message:
        """What is answered."""
        self.send(question)
        return self.receive(SECONDS)

    def expect(self, kind: type[Kind]) -> Kind:
        """The next message, which is of that kind."""
        received = self.receive(SECONDS)
        assert isinstance(received, kind), received
        return received

    def quiet(self, seconds: float = 0.05) -> bool:
        """Whether nothing comes for a moment."""
        try:
            self.receive(seconds)
        except TimeoutError:
            return True
        return False

    def leave(self) -> None:
        """Hang up, and wait until the service is done with it."""
        self.close()
        self.session.outcome()


class House:
    """A service, and the peers that are connected to it."""

    def __init__(
        self,
        engine: ToneEngine | None = None,
        *,
        queue_size: int = 256,
        first_message_seconds: float = SECONDS,
        send_seconds: float = SECONDS,
        start_seconds: float = SECONDS,
        start_again_seconds: float = SECONDS,
        start_watcher: Callable[[], None] = lambda: None,
        kept: Path = Path("/dev/null"),
        normalise: bool = False,
    ) -> None:
        self.engine = engine or ToneEngine()
        self.units = ScriptedUnits(self)
        self.service = ToneService(
            self.engine,
            self.units,
            queue_size,
            start_seconds=start_seconds,
            start_again_seconds=start_again_seconds,
            start_watcher=start_watcher,
            kept=kept,
            normalise=normalise,
        )
        self._first_message_seconds, self._send_seconds = first_message_seconds, send_seconds
        self._peers: list[Peer] = []

    def __enter__(self) -> House:
        return self

    def __exit__(self, *_: object) -> None:
        for peer in self._peers:
            peer.leave()
        self.service.close()

    def connect(self) -> Peer:
        """A new connection."""
        ours, socket_of_service = socket.socketpair()
        theirs = Channel(socket_of_service, "a client")
        session = Session(
            theirs,
            self.service,
            first_message_seconds=self._first_message_seconds,
            send_seconds=self._send_seconds,
        )
        peer = Peer(ours, theirs, Aside(session.run))
        self._peers.append(peer)
        return peer

    def voice(self, voice: str = "af_heart", lang: str = "en-us") -> Peer:
        """A voice that has registered."""
        peer = self.connect()
        peer.send(message.Register(voice=voice, lang=lang))
        until(lambda: any(line.channel is peer.theirs for line in self.service.board.lines()))
        return peer


class ScriptedUnits:
    """Voice units that the test starts, by hand, when they have been asked for."""

    kind = "scripted"

    def __init__(self, house: House) -> None:
        self._house = house
        self._asked: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self.problem: Exception | None = None

    def start(self, voice: str, lang: str) -> None:
        """It is asked for, or cannot be started."""
        if self.problem is not None:
            raise self.problem
        self._asked.put((voice, lang))

    def next(self) -> Peer:
        """The next voice that is asked for, once it has registered."""
        return self._house.voice(*self.asked())

    def asked(self, seconds: float | None = SECONDS) -> tuple[str, str]:
        """Which voice and language is asked for next."""
        return self._asked.get(timeout=seconds)

    @property
    def none_asked(self) -> bool:
        """Whether no voice is asked for just now."""
        return self._asked.empty()
