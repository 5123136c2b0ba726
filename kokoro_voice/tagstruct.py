"""The values of PulseAudio's native protocol, which PipeWire speaks as well: bytes to values and back, sans-IO.

Every value is a letter for its type and its bytes, all big-endian. What is read is a list of plain values.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, TypeAlias

from kokoro_ipc.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable

Properties: TypeAlias = dict[str, bytes]
Value: TypeAlias = int | str | bytes | bool | Properties | tuple[int, ...] | None

PREAMBLE = struct.Struct("!IIIII")
"""Before each message: its length, a channel, an offset in two halves, flags."""
CONTROL = 0xFFFFFFFF
"""The channel of what is no sound."""


def number(value: int) -> bytes:
    """A number of 32 bits."""
    return b"L" + value.to_bytes(4, "big")


def text(value: str) -> bytes:
    """A string; it has no NUL."""
    return b"t" + value.encode() + b"\0"


def blob(value: bytes) -> bytes:
    """Bytes."""
    return b"x" + len(value).to_bytes(4, "big") + value


def properties(values: Properties) -> bytes:
    """A list of properties."""
    return b"P" + b"".join(text(name) + number(len(value)) + blob(value) for name, value in values.items()) + b"N"


def framed(payload: bytes) -> bytes:
    """A message as it goes over the wire."""
    return PREAMBLE.pack(len(payload), CONTROL, 0, 0, 0) + payload


def values(payload: bytes) -> list[Value]:
    """All values of a message; raises ProtocolError for one that is cut off, or of an unknown type."""
    reader = _Reader(payload)
    found = []
    while not reader.done:
        found.append(reader.value())
    return found


class _Reader:
    def __init__(self, payload: bytes) -> None:
        self._payload, self._at = payload, 0

    @property
    def done(self) -> bool:
        return self._at == len(self._payload)

    def value(self) -> Value:
        letter = self._take(1)
        read = _TYPES.get(letter)
        if read is None:
            raise ProtocolError(f"the sound server sent a value of type {letter!r}")
        return read(self)

    def number(self, size: int = 4) -> int:
        return int.from_bytes(self._take(size), "big")

    def string(self) -> str:
        end = self._payload.find(b"\0", self._at)
        if end < 0:
            raise ProtocolError("the sound server sent half a string")
        found, self._at = self._payload[self._at : end], end + 1
        return found.decode(errors="replace")

    def blob(self) -> bytes:
        return self._take(self.number())

    def channels(self, size: int) -> tuple[int, ...]:
        """A number for each channel of a sound."""
        return tuple(self.number(size) for _ in range(self.number(1)))

    def sample_form(self) -> tuple[int, ...]:
        """Coding, channels, samples a second."""
        return self.number(1), self.number(1), self.number()

    def properties(self) -> Properties:
        found = {}
        while (letter := self._take(1)) == b"t":
            name = self.string()
            self._expect(b"L")
            self.number()  # the length, which the value repeats
            self._expect(b"x")
            found[name] = self.blob()
        if letter != b"N":
            raise ProtocolError(f"the sound server sent a property whose name is of type {letter!r}")
        return found

    def _expect(self, letter: bytes) -> None:
        if self._take(1) != letter:
            raise ProtocolError("the sound server sent a property that is none")

    def _take(self, size: int) -> bytes:
        if self._at + size > len(self._payload):
            raise ProtocolError("the sound server sent half a value")
        self._at += size
        return self._payload[self._at - size : self._at]


_TYPES: dict[bytes, Callable[[_Reader], Value]] = {
    b"t": _Reader.string,
    b"N": lambda _: None,
    b"L": _Reader.number,
    b"V": _Reader.number,
    b"B": lambda reader: reader.number(1),
    b"R": lambda reader: reader.number(8),
    b"r": lambda reader: reader.number(8),
    b"U": lambda reader: reader.number(8),
    b"T": lambda reader: reader.number(8),
    b"x": _Reader.blob,
    b"1": lambda _: True,
    b"0": lambda _: False,
    b"a": _Reader.sample_form,
    b"m": lambda reader: reader.channels(1),
    b"v": lambda reader: reader.channels(4),
    b"P": _Reader.properties,
}
