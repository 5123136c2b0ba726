"""A text that a voice has been given: what of it is here, what the model has had, and what is done.

Offsets are bytes of the whole text in UTF-8. Text whose sound is here is kept for as far as one may go back, and no
further, so a long reading does not grow; what the model had but has not made sound of can be sent again.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_ipc import message

WINDOW = 64 * 1024
"""Bytes of text the model is sent ahead of what it has made sound of."""


KEPT = 1024 * 1024
"""Bytes of text that one can go back by."""
LONGEST = 1000
"""Characters of a sentence that are told."""


class Utterance:
    """One text and the manner it is spoken in. Any thread may call any method."""

    def __init__(self, wanted: message.Speak) -> None:
        self.id = wanted.id
        self.voice, self.lang, self.form = wanted.voice, wanted.lang, wanted.form
        self.auto = wanted.auto
        self.speed, self.volume = wanted.speed, wanted.volume
        self.sentence_pause, self.paragraph_pause = wanted.sentence_pause, wanted.paragraph_pause
        self.device, self.output = wanted.device, wanted.output
        self.urgent = wanted.mode == "urgent"
        self.came = time.monotonic()
        self.started = self.paused = False
        self.sounded = False
        """Whether any sound of it has come."""
        self.seconds = 0.0
        """Of its sound, heard before it was interrupted."""
        self._lock = threading.Lock()
        self._text = bytearray(wanted.payload)
        self._base = 0  # the offset of the first byte of _text
        self._covered = self._sent = self._read = 0
        self._sentences = [0]  # where those begin that can be gone back to
        self._languages: list[tuple[int, str]] = []  # where each begins, as far as one can go back
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
            size = max(0, min(len(self._text) - begin, WINDOW - self._waiting()))
            size = self._whole_characters(begin, size)
            piece = bytes(self._text[begin : begin + size])
            self._sent += size
            return piece, self._complete and self._sent == self._base + len(self._text)

    def covered(self, offset: int) -> None:
        """All sound up to that offset is here."""
        with self._lock:
            self._covered = offset
            gone = offset - KEPT - self._base
            if gone > 0:
                del self._text[:gone]
                self._base += gone
                del self._sentences[: bisect_left(self._sentences, self._base)]
                del self._languages[: bisect_right(self._languages, self._base, key=itemgetter(0)) - 1]

    def rewind(self) -> int:
        """Begin again behind the last covered text, with a model that knows nothing; gives that offset."""
        with self._lock:
            self._sent = self._covered
            return self._covered

    # --- sentences

    def begin_sentence(self, offset: int) -> None:
        """A sentence begins there."""
        with self._lock:
            at = bisect_left(self._sentences, offset)
            if self._sentences[at : at + 1] != [offset]:
                self._sentences.insert(at, offset)

    def sentence_at(self, offset: int, *, back: int = 0) -> int:
        """Where the sentence begins that is around that offset, or one so many before it, as far as they are kept."""
        with self._lock:
            at = bisect_right(self._sentences, offset) - 1 - back
            return self._sentences[max(0, at)] if self._sentences else self._base

    def spoken_in(self, lang: str, offset: int) -> None:
        """From there on it is spoken in that language; what was known of the text behind is found out again."""
        with self._lock:
            del self._languages[bisect_left(self._languages, offset, key=itemgetter(0)) :]
            if not self._languages or self._languages[-1][1] != lang:
                self._languages.append((offset, lang))

    def language_at(self, offset: int) -> str:
        """The language that the text around that offset is spoken in, empty where nobody has told."""
        with self._lock:
            at = bisect_right(self._languages, offset, key=itemgetter(0)) - 1
            return self._languages[at][1] if at >= 0 else ""

    def read(self, end: int) -> None:
        """Segments up to there have come: the text before belongs to sentences that are known."""
        with self._lock:
            self._read = max(self._read, end)

    def sentence_text(self, offset: int) -> str:
        """The sentence around that offset as one line, as far as it is known."""
        begin = self.sentence_at(offset)
        with self._lock:
            end = next(iter(self._sentences[bisect_right(self._sentences, begin) :]), self._read)
            text = self._text[begin - self._base : min(end - self._base, begin - self._base + 4 * LONGEST)]
        return " ".join(text.decode(errors="ignore").split())[:LONGEST]

    def go_to(self, offset: int) -> None:
        """Its sound is wanted from there on."""
        with self._lock:
            self._covered = self._sent = max(offset, self._base)

    def _waiting(self) -> int:
        """Bytes that the model has and has not made sound of; it makes none of the white space at their end."""
        size = self._sent - self._covered
        if size < WINDOW:
            return size
        held = self._text[self._covered - self._base : self._sent - self._base]
        return len(held.decode(errors="replace").strip().encode())

    def _whole_characters(self, begin: int, size: int) -> int:
        """The largest size up to `size` that cuts no UTF-8 character."""
        end = begin + size
        for cut in range(end, max(begin, end - 3) - 1, -1):
            if cut == len(self._text) or self._text[cut] & 0xC0 != 0x80:
                return cut - begin
        return size  # it is no UTF-8: that is for the model to say
