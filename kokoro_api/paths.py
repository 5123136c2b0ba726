"""Paths as clients put them together from a base and a route: `//v1/models` and `/v1/models/` are `/v1/models`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class PlainPaths:
    """Takes slashes that mean nothing out of a request's path, before anything else looks at it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "lifespan":
            scope = {**scope, "path": "/" + "/".join(part for part in scope["path"].split("/") if part)}
        await self._app(scope, receive, send)
