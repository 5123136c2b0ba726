"""How much is let in at a time, and how long a client may take: what one does is no other's harm.

A request over a bound is answered at once with 429 or 503 and when to try again; it never waits in line here.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from kokoro_api.errors import ApiError
from kokoro_api.guard import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kokoro_api.limits import Limits

_REMEMBERED = 4096
_FREE = {"/healthz", "/readyz", "/metrics"}
"""What is answered however much there is to do."""


class Rates:
    """So many requests a minute for each client, saved up for a minute at most."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allow(self, client: str) -> bool:
        """Whether the client may ask once more now."""
        if not self._per_minute:
            return True
        now = self._clock()
        left, since = self._left.pop(client, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - since) * self._per_minute / 60)
        self._left[client] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1


class Traffic:
    """Bounds the requests on their way to `app`."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app, self._limits = app, limits
        self._rates = Rates(limits.rate)
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan" or scope["path"] in _FREE:
            await self._app(scope, receive, send)
            return
        try:
            self._check(scope)
        except ApiError as error:
            await refuse(error, scope, receive, send)
            return
        self._under_way += 1
        try:
            await self._pass(scope, receive, send)
        finally:
            self._under_way -= 1

    def _check(self, scope: Scope) -> None:
        if self._under_way >= self._limits.requests:
            raise ApiError(503, "busy", f"{self._limits.requests} requests are under way already: try again later")
        client = scope["client"][0] if scope.get("client") else ""
        if not self._rates.allow(client):
            raise ApiError(
                429, "rate_limit_exceeded", f"at most {self._limits.rate} requests a minute: try again later"
            )

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                receive = await self._whole_body(scope, receive)
            except ApiError as error:
                await refuse(error, scope, receive, send)
                return
        await self._app(scope, receive, self._patient(send))

    async def _whole_body(self, scope: Scope, receive: Receive) -> Receive:
        """Read the body, which may take neither more room nor more time than the limits."""
        length = dict(scope["headers"]).get(b"content-length", b"0")
        body = bytearray()
        message: Message = {"more_body": length.isdigit() and int(length) <= self._limits.body}
        if not message["more_body"]:
            raise self._too_large()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                while message.get("more_body"):
                    message = await receive()
                    body += message.get("body", b"")
                    if len(body) > self._limits.body:
                        raise self._too_large()
        except TimeoutError:
            seconds = self._limits.body_seconds
            raise ApiError(408, "too_slow", f"the request did not come whole within {seconds:g} s") from None
        first = [message if message["type"] == "http.disconnect" else {"type": "http.request", "body": bytes(body)}]

        async def again() -> Message:
            return first.pop() if first else await receive()

        return again

    def _too_large(self) -> ApiError:
        return ApiError(413, "too_long", f"a request's body has at most {self._limits.body} bytes")

    def _patient(self, send: Send) -> Send:
        async def in_time(message: Message) -> None:
            async with asyncio.timeout(self._limits.send_seconds):
                await send(message)

        return in_time
