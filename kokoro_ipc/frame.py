"""Frames, sans-IO: bytes in, (header, payload) out.

A frame is a 4-byte big-endian header length, a JSON object of at most 64 KiB, then as many payload bytes as the
header's `payload` says, at most 1 MiB. Both sizes are checked before anything is stored, so a peer cannot make us
hold more than one frame and one read.
"""

from __future__ import annotations

from kokoro_ipc import lean_json
from kokoro_ipc.errors import ProtocolError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_HEADER = 64 * 1024
MAX_PAYLOAD = 1024 * 1024


def encode(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """The bytes of one frame; raises ProtocolError where it would be too large."""
    if payload:
        header = {**header, "payload": len(payload)}
    text = lean_json.dumps(header).encode()
    if len(text) > MAX_HEADER or len(payload) > MAX_PAYLOAD:
        raise ProtocolError(f"a frame of {len(text)} + {len(payload)} bytes is too large to send")
    return len(text).to_bytes(4, "big") + text + payload


class FrameDecoder:
    """Takes bytes as they come and gives whole frames."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._header: dict[str, Any] | None = None
        self._wanted = 4

    @property
    def inside_frame(self) -> bool:
        """Whether a frame has begun and is not whole yet."""
        return bool(self._held) or self._header is not None

    def feed(self, data: bytes) -> None:
        """Take what was read from the peer."""
        self._held += data

    def next(self) -> tuple[dict[str, Any], bytes] | None:
        """The next whole frame, or None until more is fed; raises ProtocolError."""
        if self._header is None:
            self._header = self._take_header()
            if self._header is None:
                return None
            self._wanted = self._payload_size(self._header)
        if len(self._held) < self._wanted:
            return None
        header, payload = self._header, self._take(self._wanted)
        self._header, self._wanted = None, 4
        return header, payload

    def eof(self) -> None:
        """The peer has closed; raises ProtocolError inside a frame."""
        if self.inside_frame:
            raise ProtocolError("the peer closed in the middle of a frame")

    def _take(self, size: int) -> bytes:
        data = bytes(memoryview(self._held)[:size])
        del self._held[:size]
        return data

    def _take_header(self) -> dict[str, Any] | None:
        if len(self._held) < 4:
            return None
        size = int.from_bytes(self._held[:4], "big")
        if not 2 <= size <= MAX_HEADER:
            raise ProtocolError(f"a header of {size} bytes is no header")
        if len(self._held) < 4 + size:
            return None
        return _parse(self._take(4 + size)[4:])

    @staticmethod
    def _payload_size(header: dict[str, Any]) -> int:
        size = header.pop("payload", 0)
        if type(size) is not int or not 0 <= size <= MAX_PAYLOAD:
            raise ProtocolError("a payload's size is a whole number of at most 1 MiB")
        return size


def _parse(text: bytes) -> dict[str, Any]:
    try:
        header = lean_json.loads(text.decode())
    except ValueError as error:
        raise ProtocolError(f"a header is not JSON: {error}") from None
    if type(header) is not dict:
        raise ProtocolError("a header is not a JSON object")
    return header
