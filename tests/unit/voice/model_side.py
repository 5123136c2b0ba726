"""The model's side of a voice's connections: the real making of segments, on socketpairs, with lives that may end."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from kokoro_ipc import message
from kokoro_ipc.channel import Channel
from kokoro_ipc.errors import DisconnectedError, ProtocolError
from kokoro_model.scheduler import Scheduler
from kokoro_model.stream import Stream
from kokoro_model.text.segmenter import Segmenter
from tests.tone import ToneEngine

if TYPE_CHECKING:
    from collections.abc import Iterable


class ModelSide:
    """Each `connect` is a connection to a new model. The first ones live for as many messages as `lives` says."""

    def __init__(self, lives: Iterable[int] = ()) -> None:
        self._lengths = list(lives)
        self._scheduler = Scheduler(ToneEngine(), queue_size=10)
        self._scheduler.start()
        self.lives: list[Life] = []

    def __enter__(self) -> ModelSide:
        return self

    def __exit__(self, *_: object) -> None:
        for life in self.lives:
            life.end()
            life.join()
        self._scheduler.stop()

    def connect(self) -> Channel:
        """The voice's end of a new connection."""
        ours, theirs = socket.socketpair()
        life = Life(ours, self._scheduler, self._lengths.pop(0) if self._lengths else 1_000_000)
        self.lives.append(life)
        life.start()
        return Channel(theirs)

    @property
    def asked(self) -> list[message.Synthesize]:
        """What each model was asked for."""
        return [life.asked for life in self.lives if life.asked]


class Life(threading.Thread):
    """One model process, as a voice sees it. It ends in the middle of a message, as one that is killed does."""

    def __init__(self, sock: socket.socket, scheduler: Scheduler, length: int) -> None:
        super().__init__(daemon=True)
        self._sock, self._scheduler, self._left = sock, scheduler, length
        self.asked: message.Synthesize | None = None
        self.segments = threading.Semaphore(0)
        """Released as each segment has been sent whole."""

    def run(self) -> None:
        """Answer until the end."""
        with Channel(self._sock, "the voice") as channel, suppress(DisconnectedError, ProtocolError, OSError):
            wanted = channel.receive()
            assert isinstance(wanted, message.Synthesize)
            self.asked = wanted
            stream = Stream(wanted, Segmenter(lang=wanted.lang), self._scheduler.changed)
            writer = threading.Thread(target=self._write, args=(stream,))
            writer.start()
            try:
                self._read(channel, stream)
            finally:
                stream.cancel()
                writer.join()

    def end(self) -> None:
        """Die now, between two messages."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def _read(self, channel: Channel, stream: Stream) -> None:
        """Hear the text, and then the end of the conversation."""
        assert self.asked is not None
        self._scheduler.add(stream)
        stream.feed(self.asked.payload)
        if not self.asked.more:
            stream.end()
        while True:
            received = channel.receive()
            if isinstance(received, message.Text):
                stream.feed(received.payload)
            else:
                stream.end()

    def _write(self, stream: Stream) -> None:
        with suppress(OSError):
            while sent := stream.take():
                wire = message.encode(sent)
                if self._left == 0:
                    self._sock.sendall(wire[: len(wire) // 2])
                    self.end()
                    return
                self._left -= 1
                self._sock.sendall(wire)
                if isinstance(sent, message.SegmentEnd):
                    self.segments.release()
