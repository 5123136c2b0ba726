"""An HTTP server in this process, over real sockets, before a model service whose sound can be read."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from typing import TYPE_CHECKING

import httpx

from kokoro_api.app import create
from kokoro_api.limits import Settings
from kokoro_api.server import Server
from kokoro_ipc.activation import ServiceManager
from kokoro_ipc.bridge import Model

if TYPE_CHECKING:
    from tests.tone_model import ToneModel


class ApiServer:
    """A server on a port of its own, before a ToneModel unless `environ` names another model service."""

    def __init__(self, model: ToneModel, settings: Settings | None = None, *, idle_seconds: float = 0.0) -> None:
        self.model = model
        settings = settings or Settings()
        self.app = create(Model({"KOKORO_SOCKET": model.path}), settings)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._server = Server(self.app, settings.limits, ServiceManager({}), idle_seconds=idle_seconds)
        self._handed_in = socket.socket(fileno=os.dup(self.listener.fileno()))
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> ApiServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self.wait()
        self.listener.close()
        self.model.close()

    def wait(self) -> None:
        """Until it has left by itself."""
        self._thread.join(20.0)
        assert not self._thread.is_alive(), "the server does not leave"

    def client(self) -> httpx.Client:
        """A client of it."""
        return httpx.Client(base_url=self.url, timeout=20.0)

    def status(self) -> dict[str, object]:
        """The model service's counters."""
        return self.model.service.status()

    def _run(self) -> None:
        asyncio.run(self._server.serve([self._handed_in]))
