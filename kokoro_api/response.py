"""An answer of sound: it begins with the first sound, and making it ends where the client leaves."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from starlette.responses import Response

from kokoro_api.errors import FAILURES

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import Receive, Scope, Send

log = logging.getLogger(__name__)


class SoundResponse(Response):
    """Sends `pieces` as they come.

    Nothing is sent before the first piece is there, so that what fails until then has an answer of its own. What fails
    later breaks the answer off: the connection closes before its end, and no client takes it for whole.
    """

    def __init__(
        self, pieces: AsyncGenerator[bytes, None], media_type: str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(media_type=media_type, headers={"cache-control": "no-store", **(headers or {})})
        del self.headers["content-length"]
        self._pieces = pieces
        self._begun = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        sending = asyncio.create_task(self._send(send))
        leaving = asyncio.create_task(_gone(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                self._outcome(sending, scope)
        finally:
            sending.cancel()
            leaving.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
            await self._pieces.aclose()

    async def _send(self, send: Send) -> None:
        piece = await anext(self._pieces, b"")
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        self._begun = True
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        async for piece in self._pieces:
            await asyncio.sleep(0)  # a client's leaving is heard of between two pieces
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _outcome(self, sending: asyncio.Task[None], scope: Scope) -> None:
        try:
            sending.result()
        except TimeoutError:
            log.warning("%s: the client took nothing for too long", scope["state"]["request_id"])
        except FAILURES as error:
            if not self._begun:
                raise
            log.warning("%s: the answer breaks off: %s", scope["state"]["request_id"], error)


async def _gone(receive: Receive) -> None:
    """Wait until the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
