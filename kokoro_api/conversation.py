"""One WebSocket's conversation: segments of text in, each in pieces, and their sound out in the same order.

- A piece belongs to the segment of its `segment_id`; a new id ends the segment before. `continue: false` ends it, too.
- One task reads and one speaks. Sound waits for a client that does not take it; reading goes on, so that a `cancel`
  is heard at once. After `cancelled` no frame of what was cancelled comes any more.
- What is wrong with one piece or segment is told and ends that segment alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from kokoro_api.encode import encoder
from kokoro_api.errors import FAILURES, RETRY_SECONDS, ApiError
from kokoro_api.fields import Wanted, complaint
from kokoro_api.speech import Speech, frames, heard
from kokoro_api.voices import VoiceName, resolve
from kokoro_ipc.errors import nothing_to_say

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from kokoro_api.context import Context
    from kokoro_ipc.bridge import Synthesis

WAITING = 16
"""Segments that may wait behind the one that is spoken."""


class Piece(Wanted):
    """A piece of a segment's text. How it is said counts from the segment's first piece."""

    type: Literal["text"] = "text"
    segment_id: str = Field("", max_length=200)
    input: str = ""
    more: bool = Field(True, alias="continue")
    voice: VoiceName = "female"
    format: Literal["pcm", "opus"] = "pcm"
    speed: float = Field(1.0, ge=0.25, le=4.0)
    lang_code: str = Field("", max_length=20)
    timestamps: bool = False


class _Segment:
    """A text that comes in pieces."""

    def __init__(self, first: Piece) -> None:
        self.id, self.manner = first.segment_id, first
        self.text = bytearray()
        self.pieces: asyncio.Queue[str | None] = asyncio.Queue()
        self.over = False
        self._characters = 0
        self._half = ""  # of a character that two pieces share, as JavaScript cuts them

    def add(self, text: str, limit: int) -> None:
        """More text; raises ApiError where it is too much."""
        self._characters += len(text)
        if self._characters > limit:
            self.end()
            raise ApiError(413, "too_long", f"a segment has at most {limit} characters")
        text, self._half = self._half + text, ""
        if text and "\ud800" <= text[-1] <= "\udbff":
            text, self._half = text[:-1], text[-1]
        if text:
            self.pieces.put_nowait(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def end(self) -> None:
        if not self.over:
            self.over = True
            self.pieces.put_nowait(None)


class Conversation:
    """With one client, until it leaves."""

    def __init__(self, socket: WebSocket, here: Context) -> None:
        self._socket, self._here = socket, here
        self._open: _Segment | None = None  # where the next piece goes
        self._waiting: deque[_Segment] = deque()
        self._came = asyncio.Event()
        self._speaker: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Read until the client leaves."""
        try:
            while True:
                await self._take(await self._socket.receive())
        except (WebSocketDisconnect, TimeoutError):
            pass  # it has left, or takes nothing
        finally:
            await self._silence()

    async def _take(self, received: Any) -> None:
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect
        try:
            wanted = json.loads(received.get("text") or "")
            if isinstance(wanted, dict) and wanted.get("type") == "cancel":
                await self._cancel()
            else:
                await self._piece(Piece.model_validate(wanted))
        except ValidationError as error:
            _, sentence = complaint(error.errors(), "a message")
            await self._error(ApiError(400, "bad_request", sentence))
        except (ValueError, RecursionError) as error:
            await self._error(ApiError(400, "bad_request", f"a message is JSON in a text frame: {error}"))

    async def _piece(self, piece: Piece) -> None:
        try:
            self._add(piece)
        except ApiError as error:
            await self._error(error, piece.segment_id)
        if not piece.more and self._open:
            self._open.end()
            self._open = None

    def _add(self, piece: Piece) -> None:
        segment = self._open
        if segment is None or segment.id != piece.segment_id:
            segment = self._begin(piece)
        if not segment.over:  # else it failed, and that was told; its other pieces were on their way
            self._here.note(piece.input)
            segment.add(piece.input, self._here.settings.limits.text)

    def _begin(self, piece: Piece) -> _Segment:
        if self._open:
            self._open.end()
        segment = self._open = _Segment(piece)
        if len(self._waiting) >= WAITING:
            segment.end()
            raise ApiError(429, "busy", f"{WAITING} segments wait already: send more when some have ended")
        self._waiting.append(segment)
        self._came.set()
        if self._speaker is None:
            self._speaker = asyncio.create_task(self._speak_all())
        return segment

    async def _cancel(self) -> None:
        await self._silence()
        await self._tell({"type": "cancelled"})

    async def _silence(self) -> None:
        """Say nothing more of what there is."""
        self._waiting.clear()
        self._open = None
        if self._speaker:
            self._speaker.cancel()
            await asyncio.gather(self._speaker, return_exceptions=True)
            self._speaker = None

    async def _speak_all(self) -> None:
        """The segments one after the other; ends the connection where the client takes nothing."""
        while True:
            while not self._waiting:
                self._came.clear()
                await self._came.wait()
            segment = self._waiting.popleft()
            try:
                await self._speak(segment)
            except FAILURES as error:
                segment.end()
                await self._error(ApiError.of(error), segment.id)
            except TimeoutError:
                await self._socket.close(1008, "nothing was taken for too long")
                return

    async def _speak(self, segment: _Segment) -> None:
        manner = segment.manner
        first = await segment.pieces.get()  # nothing is asked of the model before there is a text
        while first is not None and not first.strip():
            segment.text += first.encode()
            first = await segment.pieces.get()
        if first is None:
            raise nothing_to_say()
        segment.text += first.encode()
        said = Speech(segment.text.decode(), resolve(manner.voice), manner.lang_code, manner.speed)
        request = said.request(timings=manner.timestamps, more=True)
        async with self._here.model.synthesis(request) as synthesis:
            feeding = asyncio.create_task(_feed(synthesis, segment))
            try:
                await self._send_sound(synthesis, said, segment)
                await feeding
            finally:
                feeding.cancel()
                await asyncio.gather(feeding, return_exceptions=True)
        await self._tell({"type": "end", "segment_id": segment.id})

    async def _send_sound(self, synthesis: Synthesis, said: Speech, segment: _Segment) -> None:
        with contextlib.closing(encoder(segment.manner.format)) as form:
            async for came in heard(synthesis, said, self._here.metrics):
                if isinstance(came, list):
                    words = [word.caption(bytes(segment.text)) for word in came]
                    await self._tell({"type": "timestamps", "segment_id": segment.id, "timestamps": words})
                else:
                    await self._send(await form.feed(came))
            await self._send(await form.end())

    async def _send(self, sound: bytes) -> None:
        for frame in frames(sound, self._here.settings.streaming.chunk_seconds):
            await self._socket.send_bytes(frame)

    async def _error(self, error: ApiError, segment: str = "") -> None:
        kind = "busy" if error.status == 429 else "error"
        told: dict[str, Any] = {"type": kind, "code": error.code, "message": error.message, "segment_id": segment}
        await self._tell({**told, "retry_after": RETRY_SECONDS} if kind == "busy" else told)

    async def _tell(self, what: dict[str, Any]) -> None:
        if self._socket.application_state is WebSocketState.CONNECTED:
            await self._socket.send_text(json.dumps(what, ensure_ascii=False))


async def _feed(synthesis: Synthesis, segment: _Segment) -> None:
    """Pass on the pieces of a text as they come."""
    while (piece := await segment.pieces.get()) is not None:
        segment.text += piece.encode()
        await synthesis.feed(piece)
    await synthesis.end()
