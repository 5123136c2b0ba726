"""Who is let in, by the head of a request alone.

- The Host is this machine by number or as localhost, or a name that was allowed: a name that someone else's DNS
  points here (rebinding) is refused.
- A page of another site may neither fetch nor embed anything: its Origin, or what the browser says in Sec-Fetch-Site,
  gives it away. Following a link to the page itself is no harm.
- With keys, a request shows one: `Authorization: Bearer KEY`, or `?api_key=KEY` where a browser sets no headers.
"""

from __future__ import annotations

import hmac
import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse

from kokoro_api.errors import ApiError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from kokoro_api.limits import Access

_OPEN = {"/", "/healthz", "/health"}
"""What needs no key."""


class Guard:
    """Lets a request in to `app`, or answers for it."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access
        self._keys = [key.encode() for key in access.keys]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "lifespan":
            try:
                self._check(HTTPConnection(scope))
            except ApiError as error:
                await refuse(error, scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self, asked: HTTPConnection) -> None:
        host = asked.headers.get("host", "")
        if not self._is_ours(host):
            raise ApiError(421, "unknown_host", f"this server is not called “{host[:80]}”: --allow-host can allow it")
        self._check_site(asked, host)
        if self._keys and not _is_open(asked) and not self._shows_key(asked):
            raise ApiError(401, "invalid_api_key", "a key is needed: Authorization: Bearer KEY")

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name == "localhost" or name in self._access.hosts or _is_address(name)

    def _check_site(self, asked: HTTPConnection, host: str) -> None:
        origin = asked.headers.get("origin")
        if origin is None:
            strange = asked.headers.get("sec-fetch-site") in {"cross-site", "same-site"}
            visit = asked.headers.get("sec-fetch-mode") == "navigate" and asked.scope["path"] == "/"
            if strange and not visit:
                raise ApiError(403, "cross_site", "pages of other sites may not use this server")
        elif origin not in self._access.origins and origin not in {f"http://{host}", f"https://{host}"}:
            raise ApiError(403, "cross_site", f"{origin[:80]} may not use this server: --allow-origin can allow it")

    def _shows_key(self, asked: HTTPConnection) -> bool:
        """Compare with all keys in the same time, whichever is right."""
        kind, _, shown = asked.headers.get("authorization", "").partition(" ")
        given = (shown.strip() if kind.lower() == "bearer" else asked.query_params.get("api_key", "")).encode()
        return sum(hmac.compare_digest(key, given) for key in self._keys) > 0


def _is_open(asked: HTTPConnection) -> bool:
    path = asked.scope["path"]
    asks_leave = asked.scope.get("method") == "OPTIONS"  # a browser shows no key there, and gets nothing
    return asks_leave or path in _OPEN or path.startswith("/static/")


def _is_address(name: str) -> bool:
    """Whether it is an IP address, which no DNS can point elsewhere."""
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


async def refuse(error: ApiError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer in place of the app; a WebSocket is denied with the same answer as a request."""
    response: ASGIApp = error.response
    if scope["type"] == "websocket":
        await receive()
        assert isinstance(response, JSONResponse)
        headers = [(name, value) for name, value in response.raw_headers]
        await send({"type": "websocket.http.response.start", "status": error.status, "headers": headers})
        await send({"type": "websocket.http.response.body", "body": response.body})
    else:
        await response(scope, receive, send)
