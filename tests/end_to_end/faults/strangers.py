"""Clients that mean no good, or nothing, at each of the doors: what they have to say, and three ways not to listen.

What they ask for makes no sound at the speakers, and changes nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import threading
from typing import TYPE_CHECKING, Protocol

from kokoro_ipc import address, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LONG = "A text that nobody wants to hear, which goes on and on. " * 100
SECONDS = 10.0
_PATIENT_SIZE = 1024 * 1024
"""Bytes that one who never reads is sent answers for, at most."""
_VALUES: dict[str, object] = {
    "voice": "am_puck",
    "lang": "en-us",
    "volume": 0.0,
    "payload": LONG.encode(),
    "wait": True,
    "engine": "auto",
    "level": "info",
    "recipe": "af_bella+af_sky",
    "mode": "append",
}
_OF_TYPE: dict[str, object] = {"str": "nobody", "int": 1, "float": 1.0, "bool": False, "bytes": b"x"}
_BESIDES = {"form", "output", "device", "id", "background", "timings", "more"}
"""Fields that are left as they are by default."""


class Door(Protocol):
    """One way in."""

    def talks(self) -> Sequence[Sequence[bytes]]:
        """What a client says there, each a conversation of frames."""

    def connect(self) -> socket.socket:
        """A connection to it, as far as a client may speak."""


class ModelDoor:
    """The model service's own socket: every message there is, but the one that stops it."""

    def talks(self) -> list[list[bytes]]:
        """Each message alone, and the conversations of several."""
        kinds = {kind: _example(cls) for kind, cls in message.all_messages().items() if kind != "shutdown"}
        ends = [message.Text(payload=LONG.encode()), message.End()]
        more = [
            message.Speak(voice="am_puck", volume=0.0, mode="append", more=True, wait=True),
            message.Synthesize(voice="am_puck", lang="", more=True),
        ]
        conversations = [[kind] for kind in kinds.values()] + [[begin, *ends] for begin in more]
        return [[message.encode(sent) for sent in conversation] for conversation in conversations]

    def connect(self) -> socket.socket:
        """A connection."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(address.socket_path(os.environ))
        return connection


def _example(cls: type[message.Message]) -> message.Message:
    names = [name for name in cls.fields if name not in _BESIDES or not hasattr(cls, name)]
    return cls(**{name: _VALUES.get(name, _OF_TYPE[cls.fields[name]]) for name in names})


class HttpDoor:
    """The HTTP server."""

    def talks(self) -> list[list[bytes]]:
        """A text to be heard, and one that comes in parts."""
        head = b"Host: 127.0.0.1\r\nContent-Type: application/json\r\n"
        body = json.dumps({"input": LONG, "voice": "am_puck", "response_format": "wav"}).encode()
        post = b"POST /v1/audio/speech HTTP/1.1\r\n" + head + b"Content-Length: %d\r\n\r\n" % len(body)
        get = b"GET /tts?voice=am_puck&text=" + LONG[:4000].replace(" ", "%20").encode() + b" HTTP/1.1\r\n"
        return [[get, head, b"\r\n"], [post, body[:1000], body[1000:]], [b"GET /voices HTTP/1.1\r\n" + head + b"\r\n"]]

    def connect(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", 8000), SECONDS)


class WebSocketDoor(HttpDoor):
    """The HTTP server's WebSocket."""

    def talks(self) -> list[list[bytes]]:
        """A text in pieces, one that is cancelled, and nonsense."""
        first: dict[str, object] = {"segment_id": "1", "input": LONG, "voice": "am_puck", "continue": True}
        last = {**first, "continue": False}
        texts: list[list[dict[str, object]]] = [
            [first, last],
            [first, {"type": "cancel"}],
            [last],
            [{"nobody": "knows"}],
        ]
        return [[_masked(json.dumps(text).encode()) for text in talk] for talk in texts]

    def connect(self) -> socket.socket:
        """A connection that is a WebSocket."""
        connection = super().connect()
        connection.sendall(
            b"GET /v1/audio/speech/stream/ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bm9ib2R5IGlzIHRoZXJlLg==\r\n\r\n"
        )
        assert b" 101 " in connection.recv(4096)
        return connection


def _masked(text: bytes) -> bytes:
    """A text frame as a client sends it, with a mask that changes nothing."""
    return struct.pack("!BBH", 0x81, 0x80 | 126, len(text)) + bytes(4) + text


class WyomingDoor:
    """The Wyoming server."""

    def talks(self) -> list[list[bytes]]:
        """A question, a text, and a text in pieces."""
        voice: dict[str, object] = {"voice": {"name": "am_puck"}}
        talks: list[list[tuple[str, dict[str, object]]]] = [
            [("describe", {})],
            [("ping", {"text": "nobody"})],
            [("synthesize", {"text": LONG, **voice})],
            [("synthesize-start", voice), ("synthesize-chunk", {"text": LONG}), ("synthesize-stop", {})],
            [("nonsense", {})],
        ]
        return [[json.dumps({"type": kind, "data": data}).encode() + b"\n" for kind, data in talk] for talk in talks]

    def connect(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", 10200), SECONDS)


DOORS: dict[str, Door] = {
    "model": ModelDoor(),
    "http": HttpDoor(),
    "websocket": WebSocketDoor(),
    "wyoming": WyomingDoor(),
}


@contextlib.contextmanager
def _connections(door: Door, count: int) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(door.connect()) for _ in range(count)]


@contextlib.contextmanager
def never_reading(door: Door) -> Iterator[None]:
    """All there is to say, over and over, as long as it is taken; no answer is ever read."""
    talks = door.talks()
    with _connections(door, len(talks)) as connections:
        for connection, talk in zip(connections, talks, strict=True):
            connection.setblocking(False)
            with contextlib.suppress(OSError):  # full, or hung up on
                for _ in range(_PATIENT_SIZE // sum(map(len, talk))):
                    for frame in talk:
                        connection.sendall(frame)
        yield


@contextlib.contextmanager
def dribbling(door: Door) -> Iterator[None]:
    """A byte a second, whatever it is a part of."""
    talks = [b"".join(talk) for talk in door.talks()]
    over = threading.Event()
    with _connections(door, len(talks)) as connections:

        def dribble() -> None:
            at = 0
            while not over.is_set():
                for connection, talk in zip(connections, talks, strict=True):
                    with contextlib.suppress(OSError):
                        connection.send(talk[at : at + 1])
                at += 1
                over.wait(1.0)

        thread = threading.Thread(target=dribble)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@contextlib.contextmanager
def vanishing(door: Door) -> Iterator[None]:
    """One gone after each frame of each conversation, in peace and with a reset, many times."""
    for talk in door.talks():
        for count in range(len(talk) + 1):
            for reset in (False, True):
                with door.connect() as connection, contextlib.suppress(OSError):
                    connection.sendall(b"".join(talk[:count]))
                    if reset:
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    yield


MANNERS: dict[str, Callable[[Door], contextlib.AbstractContextManager[None]]] = {
    "never reads": never_reading,
    "a byte a second": dribbling,
    "vanishes": vanishing,
}
