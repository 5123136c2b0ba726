"""What a sound server answers: values, or one error."""

from __future__ import annotations

from kokoro_ipc.errors import ProtocolError
from kokoro_voice import tagstruct

WORDS = ("P", "N", "t", "L", "x", "\0\0\0\x01", "v", "m", "a", "1", "0", "T", "device.state\0", "\xff")


def check(data: bytes) -> None:
    """A message."""
    try:
        found = tagstruct.values(data)
    except ProtocolError:
        return
    assert len(found) <= len(data)
    for value in found:
        if isinstance(value, dict):
            assert tagstruct.values(tagstruct.properties(value)) == [value]
        elif isinstance(value, str):
            assert tagstruct.values(tagstruct.text(value)) == [value]
        elif isinstance(value, bytes):
            assert tagstruct.values(tagstruct.blob(value)) == [value]
