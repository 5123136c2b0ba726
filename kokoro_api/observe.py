"""Every request gets an id, a line in the journal and its place in the counters; what it says is not logged."""

from __future__ import annotations

import logging
import os
import re
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kokoro_api.metrics import Metrics

log = logging.getLogger(__name__)
request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; its sound has the same name in the journal."""
_ID = re.compile(rb"[A-Za-z0-9_-]{1,64}")


class Observe:
    """Looks on while `app` answers. A client's own `X-Request-Id` is kept."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        identity = given if _ID.fullmatch(given) else os.urandom(8).hex().encode()
        scope.setdefault("state", {})["request_id"] = identity.decode()
        request_id.set(identity.decode())
        seen = _Seen(send, identity)
        begun = time.monotonic()
        with self._metrics.under_way.track_inprogress():
            try:
                await self._app(scope, receive, seen)
            finally:
                self._tell(scope, seen.status, time.monotonic() - begun, identity.decode())

    def _tell(self, scope: Scope, status: int, seconds: float, identity: str) -> None:
        route = getattr(scope.get("route"), "path", "none")
        self._metrics.requests.labels(route, str(status)).inc()
        level = logging.DEBUG if route in {"/healthz", "/metrics"} else logging.INFO
        fields = {"REQUEST": identity, "UTTERANCE": identity, "ROUTE": route, "STATUS": status}
        method = scope.get("method", "WebSocket")
        log.log(level, "%s: %s %s: %d in %.3f s", identity, method, route, status, seconds, extra=fields)


class _Seen:
    """Passes messages on, and remembers the status; 499 is a client's that left before there was one."""

    def __init__(self, send: Send, identity: bytes) -> None:
        self._send, self._identity = send, identity
        self.status = 499

    async def __call__(self, message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), (b"x-request-id", self._identity)]
        elif message["type"] == "websocket.accept":
            self.status = 101
        await self._send(message)
