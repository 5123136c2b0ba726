"""HTTP with bounds on connections, on the head of a request, and on the time that it may take."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kokoro_api.errors import ApiError

if TYPE_CHECKING:
    from kokoro_api.limits import Limits

log = logging.getLogger(__name__)


def _answer(error: ApiError) -> bytes:
    """An error's answer, where there is no request yet that an app could answer."""
    response = error.response
    head = [f"HTTP/1.1 {error.status} {HTTPStatus(error.status).phrase}".encode()]
    head += [name + b": " + value for name, value in response.raw_headers]
    return b"\r\n".join([*head, b"connection: close", b"", bytes(response.body)])


_FULL = _answer(ApiError(503, "busy", "too many connections are open: try again later"))
_LONG_HEAD = _answer(ApiError(431, "too_long", "the request's head is too long: send the text in a body, by POST"))
_NO_HTTP = _answer(
    ApiError(400, "bad_request", "this is no request of HTTP/1.1: the server speaks neither TLS nor HTTP/2")
)


class BoundedProtocol(HttpToolsProtocol):
    """Of a server that takes as much as `limits`, which a subclass sets."""

    limits: ClassVar[Limits]
    _head = 0  # bytes of a head that is not complete yet
    _in_head = False

    def connection_made(self, transport: Any) -> None:
        """Take it, or say that there are too many."""
        super().connection_made(transport)
        self._patience = self.loop.call_later(self.limits.body_seconds, transport.close)
        if len(self.connections) > self.limits.connections:
            log.warning("a connection was refused: %d are open", self.limits.connections)
            transport.write(_FULL)
            transport.close()

    def data_received(self, data: bytes) -> None:
        """A part of a request."""
        self._head += len(data)
        super().data_received(data)
        if not self._in_head:
            self._head = 0
        if self._head > self.limits.head and not self.transport.is_closing():
            self.transport.write(_LONG_HEAD)
            self.transport.close()

    def on_message_begin(self) -> None:
        """A head begins, and has to end in time."""
        self._in_head = True
        self._patience.cancel()
        self._patience = self.loop.call_later(self.limits.body_seconds, self.transport.close)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A head is whole."""
        self._patience.cancel()
        self._in_head = False
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Answer what cannot be understood; what uvicorn says of it stays out of the answer."""
        self.transport.write(_NO_HTTP)
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._patience.cancel()
        super().connection_lost(exc)
