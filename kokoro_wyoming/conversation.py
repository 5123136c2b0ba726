"""One client's conversation: texts in, their sound out in the same order.

- One task reads and one speaks, so that a client's leaving is noticed at once: it ends the work behind the text.
- What goes wrong is told by an `error`, and ends the connection: a client that waits for sound and does not know the
  event learns of it all the same. The client hangs up first, or the error might be lost on its way.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from typing import TYPE_CHECKING

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import async_write_event
from wyoming.info import Describe
from wyoming.ping import Ping, Pong
from wyoming.tts import SynthesizeStopped

from kokoro_ipc import message
from kokoro_ipc.bridge import ModelUnreachableError
from kokoro_ipc.errors import BUSY, FailureError
from kokoro_wyoming import voices
from kokoro_wyoming.dialogue import Begin, Dialogue, Text
from kokoro_wyoming.reading import read_event

if TYPE_CHECKING:
    from wyoming.event import Eventable

    from kokoro_ipc.bridge import Model, Synthesis
    from kokoro_wyoming.dialogue import End, Wish
    from kokoro_wyoming.reading import BoundedReader

log = logging.getLogger(__name__)
RATE, WIDTH, CHANNELS = 24_000, 2, 1
_START = AudioStart(rate=RATE, width=WIDTH, channels=CHANNELS, timestamp=0)
CHUNK = 4800
"""Bytes of sound in an event, a tenth of a second."""
WAITING = 16
"""Texts that may wait behind the one that is spoken."""
LINGER_SECONDS = 5.0
"""How long a client may take to hang up on an error."""


class _Speech:
    """A text that comes in pieces; None is its end."""

    def __init__(self, begin: Begin) -> None:
        self.begin = begin
        self.pieces: asyncio.Queue[str | None] = asyncio.Queue()


class Conversation:
    """With one client; `voice` is the one of texts that name none."""

    def __init__(self, reader: BoundedReader, writer: asyncio.StreamWriter, model: Model, voice: str) -> None:
        self._reader, self._writer, self._model, self._voice = reader, writer, model, voice
        self._dialogue = Dialogue()
        self._speeches: asyncio.Queue[_Speech] = asyncio.Queue(WAITING)
        self._open: _Speech | None = None

    async def run(self) -> None:
        """Until the client leaves, or has been told what is wrong."""
        try:
            await self._converse()
        except FailureError as error:
            await self._refuse(error.code, error.message)
        except ModelUnreachableError as error:
            log.error("%s", error)
            await self._refuse("model_unreachable", str(error))
        except OSError as error:
            log.debug("a client is gone: %s", error)
        finally:
            self._writer.transport.abort()

    async def _converse(self) -> None:
        """Read and speak until one of the two comes to an end; raises what that one raises."""
        tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._speak_all())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            done.pop().result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    # --- what the client says

    async def _read(self) -> None:
        while (event := await read_event(self._reader)) is not None:
            for wish in self._dialogue.receive(event):
                await self._grant(wish)

    async def _grant(self, wish: Wish) -> None:
        if isinstance(wish, Describe):
            await self._tell(voices.info(await self._model.ask(message.Voices())))
        elif isinstance(wish, Ping):
            await self._tell(Pong(text=wish.text))
        else:
            self._take(wish)

    def _take(self, wish: Begin | Text | End) -> None:
        if isinstance(wish, Begin):
            self._open = _Speech(wish)
            try:
                self._speeches.put_nowait(self._open)
            except asyncio.QueueFull:
                raise FailureError(BUSY, f"{WAITING} texts wait already: send more when some have ended") from None
        else:
            assert self._open is not None
            self._open.pieces.put_nowait(wish.text if isinstance(wish, Text) else None)

    # --- what it hears

    async def _speak_all(self) -> None:
        while True:
            await self._speak(await self._speeches.get())

    async def _speak(self, speech: _Speech) -> None:
        wanted = message.Synthesize(voice=await self._speaker(speech.begin), lang="", more=True, id=os.urandom(4).hex())
        async with self._model.synthesis(wanted) as synthesis:
            feeding = asyncio.create_task(_feed(synthesis, speech))
            try:
                await self._send_sound(synthesis)
                await feeding
            finally:
                feeding.cancel()
                await asyncio.gather(feeding, return_exceptions=True)
        if speech.begin.streamed:
            await self._tell(SynthesizeStopped())

    async def _speaker(self, begin: Begin) -> str:
        if begin.voice or not begin.language:
            return begin.voice or self._voice
        return voices.speaker(await self._model.ask(message.Voices()), begin.language, self._voice)

    async def _send_sound(self, synthesis: Synthesis) -> None:
        sent = 0
        async for received in synthesis:
            if isinstance(received, message.Audio):
                if not sent:
                    await self._tell(_START)
                for at in range(0, len(received.payload), CHUNK):
                    sound = received.payload[at : at + CHUNK]
                    await self._tell(AudioChunk(RATE, WIDTH, CHANNELS, sound, timestamp=_milliseconds(sent)))
                    sent += len(sound)
        await self._tell(AudioStop(timestamp=_milliseconds(sent)))

    async def _tell(self, what: Eventable) -> None:
        await async_write_event(what.event(), self._writer)

    async def _refuse(self, code: str, text: str) -> None:
        """Tell what is wrong, and wait until the client has hung up."""
        with contextlib.suppress(OSError):  # it has left, or does not
            async with asyncio.timeout(LINGER_SECONDS):
                await self._tell(Error(text=text, code=code))
                self._writer.write_eof()
                while await self._reader.read(CHUNK):
                    pass


async def _feed(synthesis: Synthesis, speech: _Speech) -> None:
    while (piece := await speech.pieces.get()) is not None:
        await synthesis.feed(piece)
    await synthesis.end()


def _milliseconds(size: int) -> int:
    return size * 1000 // (RATE * WIDTH * CHANNELS)
