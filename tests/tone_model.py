"""A model service in this process, behind a real socket; the engine's sound can be read."""

from __future__ import annotations

import socket
import threading
from functools import partial
from typing import TYPE_CHECKING

from kokoro_ipc.channel import Channel
from kokoro_model.session import Session
from tests.tone import ToneEngine
from tests.tone_service import ToneService
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from pathlib import Path


class ToneModel:
    """A model service behind a socket in `directory`."""

    def __init__(self, directory: Path, engine: ToneEngine | None = None, *, queue_size: int = 256) -> None:
        self.engine = engine or ToneEngine()
        self.service = ToneService(self.engine, queue_size=queue_size, blends=directory / "blends.json")
        self.path = str(directory / "model.sock")
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(self.path)
        self._listener.listen(4096)
        self._sessions: list[tuple[Channel, threading.Thread]] = []
        self._served: list[Session] = []
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    def hang_up(self) -> None:
        """End all conversations; new ones may begin."""
        for channel, _ in self._sessions:
            channel.hang_up()

    def send_all(self) -> None:
        """Wait until what has been made is with who asked for it, but for the last message."""
        for session in self._served:
            until(partial(_has_sent_all, session))

    def close(self) -> None:
        """Hang up on everybody."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listener.close()
        self.hang_up()
        for _, session in self._sessions:
            session.join()
        self.service.close()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            channel = Channel(sock, "a client")
            self._served.append(Session(channel, self.service))
            session = threading.Thread(target=self._served[-1].run)
            session.start()
            self._sessions.append((channel, session))


def _has_sent_all(session: Session) -> bool:
    return session._stream is None or not session._stream._out
