"""The server's life: start up, serve, leave; uvicorn does the HTTP.

Nobody is lost on the way in: who waits in the socket as the server starts is served, however small the idle time. Nor
on the way out: an idle server stops accepting first, serves what it has accepted, and leaves once nobody is connected.
Who connects meanwhile waits in the socket, which starts the next server.
"""

from __future__ import annotations

import asyncio
import logging
import select
import time
from typing import TYPE_CHECKING

import uvicorn

from kokoro_api.protocol import BoundedProtocol

if TYPE_CHECKING:
    import socket

    from fastapi import FastAPI

    from kokoro_api.limits import Limits
    from kokoro_ipc.activation import ServiceManager

log = logging.getLogger(__name__)
_SETTLE_SECONDS = 0.1
"""Within that, what has been accepted has become a connection."""
KEEP_ALIVE_SECONDS = 30
"""Longer than clients keep an idle connection (5 s is usual): who closes it must not meet who uses it again."""


class Server(uvicorn.Server):
    """Serves `app` on sockets that it is given; leaves after `idle_seconds` without a connection, 0 for never."""

    def __init__(self, app: FastAPI, limits: Limits, manager: ServiceManager, *, idle_seconds: float = 0.0) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=type("Protocol", (BoundedProtocol,), {"limits": limits}),
                ws="websockets-sansio",
                ws_max_size=limits.body,
                ws_per_message_deflate=False,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=3,
                backlog=4096,
            )
        )
        self._manager, self._idle_seconds = manager, idle_seconds
        self._last_used = time.monotonic()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, and say so."""
        await super().startup(sockets)
        self._last_used = time.monotonic()  # what came before was not idleness: nobody was let in yet
        self._manager.ready("Serving")

    async def on_tick(self, counter: int) -> bool:
        """Called ten times a second; says whether to leave."""
        self._manager.ping()
        if self.server_state.connections:
            self._last_used = time.monotonic()
        elif self._idle and not self._awaited:
            log.info("leaving: idle for %g s", self._idle_seconds)
            await self._close_door()
            return True
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Leave."""
        self._manager.stopping()
        await super().shutdown(sockets)

    @property
    def _idle(self) -> bool:
        return bool(self._idle_seconds) and time.monotonic() - self._last_used >= self._idle_seconds

    @property
    def _awaited(self) -> bool:
        """Whether somebody waits in a socket, who is let in before the next tick."""
        poll = select.poll()
        for server in self.servers:
            for listener in server.sockets:
                poll.register(listener.fileno(), select.POLLIN)
        return bool(poll.poll(0))

    async def _close_door(self) -> None:
        """Accept nobody more, and wait for those who have been accepted in this moment."""
        for server in self.servers:
            server.close()
        await asyncio.sleep(_SETTLE_SECONDS)
        while self.server_state.connections and not self.should_exit:
            await asyncio.sleep(_SETTLE_SECONDS)
