"""The server's life: start up, serve, leave.

Nobody is lost on the way out. Connections are taken by the one thread that also decides to leave, so an idle server has
answered everybody whom it has taken; who comes later waits in the socket, which starts the next server.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from typing import TYPE_CHECKING

from kokoro_wyoming.conversation import Conversation
from kokoro_wyoming.reading import BoundedReader

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

    from kokoro_ipc.activation import ServiceManager
    from kokoro_ipc.bridge import Model

log = logging.getLogger(__name__)
MOST_CLIENTS = 100
FULL_SECONDS = 1.0
"""Without a file left for a connection, it is looked for one as often."""


class Server:
    """Serves on sockets that it is given; leaves after `idle_seconds` without a client, 0 for never."""

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        model: Model,
        manager: ServiceManager,
        *,
        voice: str,
        idle_seconds: float,
    ) -> None:
        self._listeners, self._model, self._manager = listeners, model, manager
        self._voice, self._idle_seconds = voice, idle_seconds
        self._clients: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self._last_used = time.monotonic()
        self._leaving = ""

    def leave(self, reason: str) -> None:
        """End the server; for its own thread."""
        self._leaving = self._leaving or reason
        self._changed.set()

    async def run(self) -> None:
        """Serve until told to leave, or idle for as long as was said."""
        loop = asyncio.get_running_loop()
        for listener in self._listeners:
            listener.setblocking(False)
            loop.add_reader(listener, self._accept_all, listener)
        self._last_used = time.monotonic()  # what came before was not idleness: nobody was let in yet
        self._manager.ready("Serving")
        while not self._leaving:
            await self._wait()
            self._keep_watch()
        log.info("leaving: %s", self._leaving)
        self._manager.stopping()
        for listener in self._listeners:
            loop.remove_reader(listener)
            listener.close()
        for client in self._clients:
            client.cancel()
        await asyncio.gather(*self._clients, return_exceptions=True)

    def leave_on_signals(self) -> None:
        """Have SIGTERM and SIGINT end it; in the main thread."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self.leave, number.name)

    async def _wait(self) -> None:
        """Sleep until there is something to look after."""
        try:
            async with asyncio.timeout(self._patience()):
                await self._changed.wait()
        except TimeoutError:
            pass
        self._changed.clear()

    def _patience(self) -> float | None:
        seconds = [self._manager.ping_seconds] if self._manager.ping_seconds else []
        if self._idle_seconds and not self._clients:
            seconds.append(max(0.0, self._last_used + self._idle_seconds - time.monotonic()))
        return min(seconds) if seconds else None

    def _keep_watch(self) -> None:
        self._manager.ping()
        clients = len(self._clients)
        self._manager.status(f"Serving {clients} {'client' if clients == 1 else 'clients'}" if clients else "Serving")
        idle = time.monotonic() - self._last_used
        if self._idle_seconds and not clients and idle >= self._idle_seconds:
            self.leave(f"idle for {self._idle_seconds:g} s")

    def _accept_all(self, listener: socket.socket) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except BlockingIOError:
                return
            except OSError as error:
                self._hold_door(listener, error)
                return
            if len(self._clients) >= MOST_CLIENTS:
                log.warning("a connection was refused: %d are open", MOST_CLIENTS)
                sock.close()
                continue
            client = asyncio.create_task(self._converse(sock))
            self._clients.add(client)
            client.add_done_callback(self._forget)
            self._changed.set()

    def _hold_door(self, listener: socket.socket, error: OSError) -> None:
        """There are as many open files as there may be: who comes waits in the socket for somebody to leave."""
        log.error("connections wait: %s", error)
        loop = asyncio.get_running_loop()
        loop.remove_reader(listener)
        loop.call_later(FULL_SECONDS, self._open_door, listener)

    def _open_door(self, listener: socket.socket) -> None:
        if not self._leaving:
            asyncio.get_running_loop().add_reader(listener, self._accept_all, listener)

    def _forget(self, client: asyncio.Task[None]) -> None:
        self._clients.discard(client)
        self._last_used = time.monotonic()
        self._changed.set()
        if not client.cancelled() and (error := client.exception()):
            log.error("a conversation broke", exc_info=error)

    async def _converse(self, sock: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        reader = BoundedReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        transport, _ = await loop.connect_accepted_socket(lambda: protocol, sock)
        writer = asyncio.StreamWriter(transport, protocol, reader, loop)
        await Conversation(reader, writer, self._model, self._voice).run()
