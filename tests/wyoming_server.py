"""A Wyoming server in this process, over real sockets, before a model service whose sound can be read."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from typing import TYPE_CHECKING

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient

from kokoro_ipc.activation import ServiceManager
from kokoro_ipc.bridge import Model
from kokoro_wyoming.server import Server

if TYPE_CHECKING:
    from wyoming.event import Event, Eventable

    from tests.tone_model import ToneModel

SECONDS = 20.0
FORM = (24_000, 2, 1)


class WyomingServer:
    """A server on a port of its own, before a ToneModel unless `socket_path` names another model service."""

    def __init__(self, model: ToneModel, *, socket_path: str = "", idle_seconds: float = 0.0) -> None:
        self.model = model
        self._socket_path = socket_path or model.path
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.port = self.listener.getsockname()[1]
        self._idle_seconds = idle_seconds
        self._handed_in = socket.socket(fileno=os.dup(self.listener.fileno()))
        self._begun = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> WyomingServer:
        self._thread.start()
        assert self._begun.wait(SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._server.leave, "the test is over")
        self.wait()
        self.listener.close()
        self.model.close()

    def wait(self) -> None:
        """Until it has left by itself."""
        self._thread.join(SECONDS)
        assert not self._thread.is_alive(), "the server does not leave"

    def client(self) -> Client:
        """Wyoming's own client, for an `async with`."""
        return Client("127.0.0.1", self.port, connect_timeout=SECONDS, read_timeout=SECONDS)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._server = Server(
            [self._handed_in],
            Model({"KOKORO_SOCKET": self._socket_path}),
            ServiceManager({}),
            voice="af_heart",
            idle_seconds=self._idle_seconds,
        )
        self._begun.set()
        await self._server.run()


class Client(AsyncTcpClient):
    """The library's client, with what tests want of it."""

    async def say(self, *events: Eventable) -> None:
        """Send events."""
        for event in events:
            await self.write_event(event.event())

    async def hear(self) -> Event:
        """The next event."""
        event = await self.read_event()
        assert event is not None, "the server has hung up"
        return event

    async def hear_sound(self) -> bytes:
        """The sound from an audio-start to its audio-stop, with nothing else between."""
        start = await self.hear()
        assert AudioStart.is_type(start.type), start
        assert AudioStart.from_event(start) == AudioStart(*FORM, timestamp=0)
        sound = b""
        while not AudioStop.is_type((event := await self.hear()).type):
            chunk = AudioChunk.from_event(event)
            assert (chunk.rate, chunk.width, chunk.channels) == FORM
            assert chunk.timestamp == len(sound) // 48, "a chunk is not where it says"
            sound += chunk.audio
        assert AudioStop.from_event(event).timestamp == len(sound) // 48
        return sound

    async def hear_end(self) -> None:
        """That the server has hung up."""
        assert await self.read_event() is None
