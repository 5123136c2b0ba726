"""The model's side of a voice's connections: real sessions, on socketpairs, whose lives may end."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from kokoro_ipc import message
from kokoro_ipc.channel import Channel
from kokoro_model.session import Session
from tests.tone import ToneEngine
from tests.tone_service import ToneService

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokoro_ipc.message import Message


class ModelSide:
    """Each `connect` is a connection to a new model. The first ones live for as many messages as `lives` says."""

    def __init__(self, lives: Iterable[int] = (), engine: ToneEngine | None = None) -> None:
        self._lengths = list(lives)
        self._service = ToneService(engine or ToneEngine())
        self.lives: list[Life] = []

    def __enter__(self) -> ModelSide:
        return self

    def __exit__(self, *_: object) -> None:
        for life in self.lives:
            life.end()
            life.join()
        self._service.close()

    def connect(self) -> Channel:
        """The voice's end of a new connection."""
        ours, theirs = socket.socketpair()
        life = Life(ours, self._lengths.pop(0) if self._lengths else 1_000_000, self._service)
        life.start()
        self.lives.append(life)
        return Channel(theirs)

    @property
    def asked(self) -> list[message.Synthesize]:
        """What each model was asked for."""
        return [asked for life in self.lives for asked in life.channel.asked]


class Life(threading.Thread):
    """One model process, as a voice sees it."""

    def __init__(self, sock: socket.socket, length: int, service: ToneService) -> None:
        super().__init__(daemon=True)
        self.channel = MortalChannel(sock, length)
        self._session = Session(self.channel, service)

    def run(self) -> None:
        """Answer until the end."""
        self._session.run()

    def end(self) -> None:
        """Die now, between two messages."""
        self.channel.hang_up()


class MortalChannel(Channel):
    """Ends after so many messages, in the middle of the next one, as that of a process that is killed does."""

    def __init__(self, sock: socket.socket, length: int) -> None:
        super().__init__(sock, "the voice")
        self._bare, self._left = sock, length
        self.asked: list[message.Synthesize] = []
        self.segments = threading.Semaphore(0)
        """Released as each segment has been sent whole."""

    def receive(self, seconds: float | None = None) -> Message:
        """The next message, which is kept if it asks for sound."""
        received = super().receive(seconds)
        if isinstance(received, message.Synthesize):
            self.asked.append(received)
        return received

    def send(self, sent: Message) -> None:
        """Send it, or die."""
        if self._left == 0:
            wire = message.encode(sent)
            with suppress(OSError):
                self._bare.sendall(wire[: len(wire) // 2])
            self.hang_up()
        self._left -= 1
        super().send(sent)
        if isinstance(sent, message.SegmentEnd):
            self.segments.release()
