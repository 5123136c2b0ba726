"""The model service, seen from asyncio: its socket, and the one decoder of frames that all processes share.

A connection holds one question or one synthesis. Closing it is how a synthesis is cancelled, so whoever leaves a
`synthesis` block in any way ends the work behind it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any

from kokoro_ipc import address, channel, launch, message
from kokoro_ipc.errors import DisconnectedError, FailureError, ProtocolError
from kokoro_ipc.frame import FrameDecoder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from kokoro_ipc.message import Message

READ_SIZE = 64 * 1024


class ModelUnreachableError(Exception):
    """The model service does not answer; the message says why."""


class Link:
    """One connection to the model service, for one task at a time to read from."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._decoder = FrameDecoder()

    async def send(self, sent: Message) -> None:
        """Send a message; waits while the service takes nothing. Raises ModelUnreachableError."""
        try:
            self._writer.write(message.encode(sent))
            await self._writer.drain()
        except OSError as error:
            raise ModelUnreachableError(f"the model service went away: {error}") from None

    async def receive(self) -> Message:
        """The next message; raises FailureError for a `failed`, ModelUnreachableError where there is none."""
        try:
            while (frame := self._decoder.next()) is None:
                await self._read()
            received = message.decode(*frame)
        except (OSError, DisconnectedError, ProtocolError) as error:
            raise ModelUnreachableError(f"the model service went away: {error}") from None
        if isinstance(received, message.Failed):
            raise FailureError(received.code, received.message)
        return received

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    async def _read(self) -> None:
        data = await self._reader.read(READ_SIZE)
        if not data:
            self._decoder.eof()
            raise DisconnectedError("it closed the connection")
        self._decoder.feed(data)


class Model:
    """The model service; `environ` tells where it is, and how to start it where nothing listens."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._path = address.socket_path(environ)

    @contextlib.asynccontextmanager
    async def link(self) -> AsyncIterator[Link]:
        """A connection of one's own; raises ModelUnreachableError."""
        link = Link(*await self._connect())
        try:
            yield link
        finally:
            link.close()

    async def ask(self, question: Message) -> Any:
        """The JSON that is answered, None where there is none; raises FailureError, ModelUnreachableError."""
        async with self.link() as link:
            await link.send(question)
            answer = await link.receive()
        payload = getattr(answer, "payload", b"")
        return json.loads(payload) if payload else None

    @contextlib.asynccontextmanager
    async def synthesis(self, wanted: message.Synthesize) -> AsyncIterator[Synthesis]:
        """A synthesis that the service has taken on; raises FailureError, ModelUnreachableError."""
        async with self.link() as link:
            await link.send(wanted)
            start = await link.receive()
            if not isinstance(start, message.AudioStart):
                raise ModelUnreachableError(f"the model service answers {start.kind}: it is of another version")
            yield Synthesis(link)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            return await _open(self._path)
        except (FileNotFoundError, ConnectionRefusedError):
            pass
        except OSError as error:
            raise ModelUnreachableError(str(launch.unreachable(self._path, error, self._environ))) from None
        try:
            await asyncio.to_thread(launch.bring_up, self._path, self._environ)
            return await _open(self._path)
        except (launch.LaunchError, OSError) as error:
            raise ModelUnreachableError(f"the model service cannot be started: {error}") from None


async def _open(path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to our own user's service at `path`; raises OSError."""
    reader, writer = await asyncio.open_unix_connection(path)
    try:
        channel.check_listener(writer.get_extra_info("socket"))
    except OSError:
        writer.close()
        raise
    return reader, writer


class Synthesis:
    """A text becoming sound. One task may feed it while another iterates over what comes."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def feed(self, text: str) -> None:
        """More of the text."""
        await self._link.send(message.Text(payload=text.encode()))

    async def end(self) -> None:
        """The text is complete."""
        await self._link.send(message.End())

    async def __aiter__(self) -> AsyncIterator[Message]:
        """Segments, sound and word times as they come, up to the end of the text."""
        while not isinstance(received := await self._link.receive(), message.AudioEnd):
            yield received
