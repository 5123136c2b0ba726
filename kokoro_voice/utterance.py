"""A text that a voice has been given: what of it is here, what the model has had, and what is done.

Offsets are bytes of the whole text in UTF-8. Text is let go once its sound is here, so a long reading does not grow;
what the model had but has not made sound of can be sent again.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_ipc import message

WINDOW = 64 * 1024
"""Bytes of text the model is sent ahead of what it has made sound of."""


class Utterance:
    """One text and the manner it is spoken in. Any thread may call any method."""

    def __init__(self, wanted: message.Speak) -> None:
        self.id = wanted.id
        self.voice, self.lang, self.form = wanted.voice, wanted.lang, wanted.form
        self.speed, self.volume = wanted.speed, wanted.volume
        self.device, self.output = wanted.device, wanted.output
        self.came = time.monotonic()
        self._lock = threading.Lock()
        self._text = bytearray(wanted.payload)
        self._base = 0  # the offset of the first byte of _text
        self._sent = 0
        self._complete = not wanted.more

    @property
    def total(self) -> int:
        """Bytes of text known so far."""
        return self._base + len(self._text)

    def add(self, text: bytes) -> None:
        """More text has come."""
        with self._lock:
            self._text += text

    def end(self) -> None:
        """No more text comes."""
        with self._lock:
            self._complete = True

    def next_piece(self) -> tuple[bytes, bool]:
        """The next text for the model (b"" where it has enough for now), and whether that is the last of it."""
        with self._lock:
            begin = self._sent - self._base
            size = max(0, min(len(self._text) - begin, WINDOW - self._waiting(begin)))
            size = self._whole_characters(begin, size)
            piece = bytes(self._text[begin : begin + size])
            self._sent += size
            return piece, self._complete and self._sent == self._base + len(self._text)

    def covered(self, offset: int) -> None:
        """All sound up to that offset is here."""
        with self._lock:
            del self._text[: offset - self._base]
            self._base = offset

    def rewind(self) -> int:
        """Begin again behind the last covered text, with a model that knows nothing; gives that offset."""
        with self._lock:
            self._sent = self._base
            return self._base

    def _waiting(self, size: int) -> int:
        """Bytes that the model has and has not made sound of; it makes none of the white space at their end."""
        return size if size < WINDOW else len(self._text[:size].decode(errors="replace").strip().encode())

    def _whole_characters(self, begin: int, size: int) -> int:
        """The largest size up to `size` that cuts no UTF-8 character."""
        end = begin + size
        for cut in range(end, max(begin, end - 3) - 1, -1):
            if cut == len(self._text) or self._text[cut] & 0xC0 != 0x80:
                return cut - begin
        return size  # it is no UTF-8: that is for the model to say
