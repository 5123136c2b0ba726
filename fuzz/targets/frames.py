"""Frames and messages: the same however they are cut, and what is read can be sent again."""

from __future__ import annotations

from typing import Any

from fuzz import inputs
from kokoro_ipc import message
from kokoro_ipc.errors import ProtocolError
from kokoro_ipc.frame import MAX_HEADER, MAX_PAYLOAD, FrameDecoder

WORDS = (
    "\0\0\0\x0f", "\0\0\0\x02{}", '{"type":"', '"payload":', '"id":"', '"voice":"', *message.all_messages(), "\\ud800",
    "\\u0000", "1e999", "-1", "null", "true",
)  # fmt: skip


def check(data: bytes) -> None:
    """A few places to cut at, then what comes over the wire, or (after an odd byte) headers, one a line."""
    places, wire = inputs.split(data, 4)
    if places[0] % 2:
        wire = b"".join(len(line).to_bytes(4, "big") + line for line in wire.split(b"\n"))
    whole = _read([wire])
    assert whole == _read(inputs.cut(wire, places)), "it depends on the pieces"
    for received in whole[0]:
        if isinstance(received, message.Message):
            again, problem = _read([message.encode(received)])
            assert (again, problem) == ([received], ""), "it cannot be sent again"


def _read(pieces: list[bytes]) -> tuple[list[Any], str]:
    """All messages, or what is wrong with one, and the error that ended it."""
    decoder = FrameDecoder()
    found: list[Any] = []
    try:
        for piece in pieces:
            decoder.feed(piece)
            while (frame := decoder.next()) is not None:
                assert len(frame[1]) <= MAX_PAYLOAD
                found.append(_message(*frame))
            assert len(decoder._held) <= max(MAX_HEADER + 4, decoder._wanted)
        decoder.eof()
    except ProtocolError as error:
        return found, _told(error)
    return found, ""


def _message(header: dict[str, Any], payload: bytes) -> object:
    try:
        return message.decode(header, payload)
    except ProtocolError as error:
        return _told(error)


def _told(error: ProtocolError) -> str:
    """An error's message, which the peer can be told."""
    assert message.encode(message.Failed(code="bad_request", message=str(error)))
    return str(error)
