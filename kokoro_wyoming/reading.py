"""Reading events, within bounds: a client gets no more memory for its claiming to send much."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from wyoming.event import async_read_event

from kokoro_ipc.errors import BAD_REQUEST, FailureError

if TYPE_CHECKING:
    from wyoming.event import Event

LARGEST = 1024 * 1024
"""Bytes of an event's line, of its data, or of its payload."""


class BoundedReader(asyncio.StreamReader):
    """Reads no piece larger than LARGEST."""

    def __init__(self) -> None:
        super().__init__(LARGEST)

    async def readexactly(self, n: int) -> bytes:
        """So many bytes; raises ValueError where they are too many."""
        if n > LARGEST:
            raise ValueError(f"{n} bytes are too many")
        return await super().readexactly(n)


async def read_event(reader: BoundedReader) -> Event | None:
    """The next event, None once the client has left; raises FailureError for what is none."""
    try:
        event = await async_read_event(reader)
    except asyncio.IncompleteReadError:
        return None
    except (KeyError, TypeError, AttributeError, RecursionError):
        event = None
    if event is None and not reader.at_eof():
        raise FailureError(BAD_REQUEST, f"that is no event, or one of more than {LARGEST} bytes")
    return event
