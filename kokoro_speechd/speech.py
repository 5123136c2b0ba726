"""One message being spoken, sans-IO: the model's answers in, events for the server out.

Rules:

- Sound goes out in blocks that end where a mark is, and a mark once the sound before it has gone out.
- A mark between segments is exact. One inside a segment is where the model says that its word is heard or, where the
  model does not tell, where it would be if the text were read at one pace. Such a segment waits until it is whole.
- When the model dies, what came of the segment under way is forgotten, as far as it has not gone out, and the text is
  asked for again from where it began. What has been heard of it fades out.
"""

from __future__ import annotations

from kokoro_ipc import lean_json, message
from kokoro_ipc.errors import NOTHING_TO_SAY
from kokoro_speechd import protocol
from kokoro_speechd.fade import FADE, fading
from kokoro_speechd.settings import SAMPLE_RATE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kokoro_ipc.message import Message
    from kokoro_speechd.script import Script

BLOCK = 1920
"""Bytes of sound in one event, 40 ms: what is on its way can not be taken back by a stop."""
ENOUGH = 4 * 2 * SAMPLE_RATE
"""Bytes of sound that are held; more is left with the model."""
PIECE = 100_000
"""Characters of text in one message."""


class Speech:
    """`wanted` is what the model is asked for, but for the text; `rate` the samples a second of what is heard."""

    def __init__(self, script: Script, wanted: message.Synthesize, rate: int) -> None:
        self._text = script.text.encode()
        self._marks = list(script.marks)  # those whose place in the sound is not known, by place in the text
        self._wanted = wanted
        self._rate = rate
        self._sound = bytearray()
        self._placed: list[tuple[int, str]] = []  # marks by their place in all the sound, in bytes
        self._gone = 0  # bytes of sound that went out
        self._base = self._origin = 0  # of what the model was asked for: where it begins in the text and in the sound
        self._whole = 0  # the text before it has been made whole
        self._segment: tuple[int, int, int] | None = None  # under way: its bytes of text, and where its sound begins
        self._words: list[tuple[int, int]] = []  # of the segment: their place in the text and in all the sound
        self._complete = False
        self.place = protocol.FIRST_PLACE
        """The last of the server's marks that went out."""
        self.failure = ""
        """Why there is no more sound, if it is not that all of the text has been said."""

    @property
    def hungry(self) -> bool:
        """Whether more of the model's messages are wanted."""
        return not self._complete and (len(self._sound) < ENOUGH or self._free < self._made)

    @property
    def over(self) -> bool:
        """Whether all has gone out."""
        return self._complete and not (self._sound or self._placed)

    @property
    def ready(self) -> bool:
        """Whether there is something to go out."""
        return self._gone < self._free or bool(self._placed and self._placed[0][0] <= self._gone)

    def ping(self, sound: bytes) -> None:
        """Have something heard before the rest."""
        self._sound += sound
        self._origin += len(sound)

    def requests(self) -> list[Message]:
        """What asks the model for all that is not made."""
        text = self._text[self._base :].decode()
        pieces = [text[at : at + PIECE].encode() for at in range(0, len(text), PIECE)] or [b""]
        if not text.strip():
            self._finish()
            return []
        values = {**self._wanted.values(), "more": len(pieces) > 1, "payload": pieces[0]}
        first = message.Synthesize(**values)
        more: list[Message] = [message.Text(payload=piece) for piece in pieces[1:]]
        return [first, *more, *([message.End()] if more else [])]

    def take(self, received: Message) -> None:
        """Take one of the model's messages."""
        if isinstance(received, message.Audio):
            self._sound += received.payload
        elif isinstance(received, message.Segment):
            self._begin(self._base + received.start, self._base + received.end)
        elif isinstance(received, message.Timings):
            self._words = [
                (self._base + start, self._origin + 2 * round(begins * SAMPLE_RATE))
                for start, _, begins, _ in lean_json.loads(received.payload.decode())
            ]
        elif isinstance(received, message.SegmentEnd):
            self._end_segment()
        elif isinstance(received, message.AudioEnd):
            self._finish()
        elif isinstance(received, message.Failed):
            self._fail(received)

    def fail(self, why: str) -> None:
        """No more sound comes."""
        self._complete, self.failure = True, why
        self._marks.clear()

    def _finish(self) -> None:
        self._complete = True
        self._place_all(len(self._text))

    def _fail(self, failed: message.Failed) -> None:
        """A screen reader sends texts that say nothing as well, and has them end like any other."""
        if failed.code == NOTHING_TO_SAY:
            self._finish()
        else:
            self.fail(failed.message)

    def lose(self) -> None:
        """The model is gone, and with it the segment under way: `requests` are for what comes behind the last one."""
        if self._segment:
            _, _, begins = self._segment
            tail = fading(self._sound[:FADE]) if begins < self._gone else b""
            del self._sound[max(0, begins - self._gone) :]
            self._sound += tail
        self._segment, self._words = None, []
        self._base, self._origin = self._whole, self._made

    def next(self) -> bytes:
        """The next event; there is one where it is `ready`."""
        if self._placed and self._placed[0][0] <= self._gone:
            return self._mark(self._placed.pop(0)[1])
        end = self._placed[0][0] if self._placed else self._free
        size = min(BLOCK, end - self._gone)
        block = bytes(self._sound[:size])
        del self._sound[:size]
        self._gone += len(block)
        return protocol.audio(block, self._rate)

    def _mark(self, name: str) -> bytes:
        if protocol.is_servers(name):
            self.place = name
        return protocol.index_mark(name)

    @property
    def _made(self) -> int:
        return self._gone + len(self._sound)

    @property
    def _free(self) -> int:
        """Bytes of sound that may go out: not those of a segment with marks whose places are not known yet."""
        if self._segment and self._marks and self._marks[0][0] < self._segment[1]:
            return self._segment[2]
        return self._made

    def _begin(self, start: int, end: int) -> None:
        self._segment, self._words = (start, end, self._made), []
        blank = end - start - len(self._text[start:end].lstrip())
        while self._marks and self._marks[0][0] <= start + blank:
            self._placed.append((self._made, self._marks.pop(0)[1]))

    def _end_segment(self) -> None:
        assert self._segment is not None
        self._whole = self._segment[1]
        self._place_all(self._whole)
        self._segment = None

    def _place_all(self, end: int) -> None:
        """Find the place in the sound of each mark up to `end` in the text."""
        while self._marks and self._marks[0][0] <= end:
            offset, name = self._marks.pop(0)
            last = self._placed[-1][0] if self._placed else 0
            self._placed.append((max(last, min(self._made, self._place(offset))), name))

    def _place(self, offset: int) -> int:
        if self._segment is None or offset >= self._segment[1]:
            return self._made
        for start, begins in self._words:
            if start >= offset:
                return begins
        if self._words:
            return self._made
        start, end, begins = self._segment
        return begins + 2 * ((self._made - begins) * (offset - start) // (end - start) // 2)
