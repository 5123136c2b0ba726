"""The HTTP server's app without sockets, before a model service that keeps what it is given to say."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import TYPE_CHECKING, Any

from kokoro_api.app import create
from kokoro_api.limits import Settings
from kokoro_ipc import message
from kokoro_ipc.bridge import Model
from kokoro_ipc.errors import UNKNOWN_VOICE, FailureError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import FastAPI

    from kokoro_ipc.message import Message

_STATUS = {"engine_wanted": "auto", "engine_state": "ready", "loading": False}


class Said:
    """One synthesis: every text makes a moment of sound."""

    def __init__(self, wanted: message.Synthesize, texts: list[str]) -> None:
        self._texts, self._at = texts, len(texts)
        self._texts.append(wanted.payload.decode())

    async def feed(self, text: str) -> None:
        """More of the text, in whole characters."""
        self._texts[self._at] += text.encode().decode()

    async def end(self) -> None:
        """The text is complete."""

    async def __aiter__(self) -> AsyncIterator[Message]:
        """One segment."""
        yield message.Segment(start=0, end=1, sentence=0, at=0.0)
        yield message.Audio(payload=bytes(480))
        yield message.SegmentEnd()


class Spoken:
    """A connection on which a text is accepted."""

    async def send(self, sent: Message) -> None:
        """Take what goes over the wire."""
        message.encode(sent)

    async def receive(self) -> Message:
        """The answer."""
        return message.Accepted(id="1", voice="af_heart", lang="en-us")


class KnownModel(Model):
    """Knows voices that begin with a letter, and says nothing else than that it has been asked."""

    def __init__(self) -> None:
        super().__init__({"KOKORO_SOCKET": "/no such socket"})
        self.texts: list[str] = []

    async def ask(self, question: Message) -> Any:
        """The answer, once the question has been sent and read."""
        message.encode(question)
        if isinstance(question, message.Status):
            return _STATUS
        if isinstance(question, message.Voices):
            return []
        if isinstance(question, message.Blend):
            return {"name": question.name, "recipe": question.recipe}
        return {"phonemes": "", "voices": 0}

    @contextlib.asynccontextmanager
    async def link(self) -> AsyncIterator[Any]:
        """A connection for one text to be spoken."""
        yield Spoken()

    @contextlib.asynccontextmanager
    async def synthesis(self, wanted: message.Synthesize) -> AsyncIterator[Any]:
        """A synthesis; raises FailureError for other voices."""
        message.encode(wanted)
        if not wanted.voice[:1].isalnum():
            raise FailureError(UNKNOWN_VOICE, f"there is no voice “{wanted.voice}”")
        yield Said(wanted, self.texts)


@cache
def served() -> tuple[FastAPI, KnownModel]:
    """The app, and its model."""
    model = KnownModel()
    return create(model, Settings()), model


def scope(kind: str, path: str, query: bytes, **more: object) -> dict[str, object]:
    """That of a request from this machine."""
    headers = [(b"host", b"127.0.0.1:8000"), (b"content-type", b"application/json")]
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": headers,
        "client": ("127.0.0.1", 9),
        "server": ("127.0.0.1", 8000),
        **more,
    }
