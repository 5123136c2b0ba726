"""Fetching an utterance's sound from the model service, over the model's death if need be.

Another fetch may follow a cancelled one and begin elsewhere in the text: who is cancelled moves nothing any more.

A thread of its own on a connection of its own, so that a full buffer here never holds up a command. A model that dies
is found (or started) again, and asked for what is behind the last segment that is here whole.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Protocol

from kokoro_ipc import message
from kokoro_ipc.errors import BUSY, ENGINE_FAILED, NOTHING_TO_SAY, DisconnectedError, FailureError, ProtocolError
from kokoro_ipc.launch import LaunchError
from kokoro_ipc.lean_json import loads

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.channel import Channel
    from kokoro_ipc.message import Message
    from kokoro_voice.utterance import Utterance

RETRY_SECONDS = 0.1
GIVE_UP_SECONDS = 30.0


class Receiver(Protocol):
    """Where the sound goes. Called from the fetching thread alone; False means that no more is wanted."""

    def segment(self, offset: int, sentence: int) -> bool:
        """The sound of the text behind `offset` follows; all before it is here whole."""

    def audio(self, pcm: bytes) -> bool:
        """Sound, s16le; may wait for room."""

    def words(self, begins: list[tuple[int, float]]) -> bool:
        """Where the words of the segment under way begin, in the text and in seconds of its sound."""

    def rewind(self) -> bool:
        """The segment under way is lost and will come again."""

    def end(self) -> None:
        """All sound is here."""

    def failed(self, code: str, text: str) -> None:
        """No more sound comes."""


class Fetch:
    """One utterance's sound on its way. `poke` and `cancel` may be called from any thread."""

    def __init__(
        self,
        utterance: Utterance,
        receiver: Receiver,
        connect: Callable[[], Channel],
        *,
        first_sentence: int = 0,
        retry_seconds: float = RETRY_SECONDS,
        give_up_seconds: float = GIVE_UP_SECONDS,
    ) -> None:
        self._utterance = utterance
        self._receiver = receiver
        self._connect = connect
        self._retry, self._give_up = retry_seconds, give_up_seconds
        self._sending = threading.Lock()
        self._channel: Channel | None = None
        self._told_end = False
        self._cancelled = threading.Event()
        self._base = utterance.rewind()  # where the text begins that the model is asked for, and its first sentence
        self._first_sentence = first_sentence
        self._sentence = first_sentence - 1  # of the last segment
        self._at = 0.0  # the second of all sound at which that begins
        self._passed = -1  # the last sentence that was skipped
        self._end = 0  # of the segment under way, which is whole once the text is covered up to there
        self._whole = True
        self._stale = False  # the segments that come are not as they are wanted now

    def start(self) -> None:
        """Begin; the receiver is told where that fails."""
        thread = threading.Thread(target=self._run, name=f"fetch {self._utterance.id}", daemon=True)
        try:
            thread.start()
        except (RuntimeError, MemoryError):
            self._receiver.failed(BUSY, "the system has no room for more threads: try again later")

    def poke(self) -> None:
        """There is more text, or it has ended: let the model have it."""
        with self._sending:
            if self._channel is not None and not self._cancelled.is_set():
                self._send_text(self._channel)

    def pass_over(self, sentence: int) -> None:
        """Nobody wants to hear sentences up to that one: the model need not make them."""
        with self._sending:
            self._passed = sentence
            if self._channel is not None:
                self._send_passed(self._channel)

    def renew(self) -> None:
        """The utterance is wanted in another manner, from its next segment on."""
        self._stale = True

    def cancel(self) -> None:
        """No more sound is wanted; behind this the utterance is left alone."""
        self._cancelled.set()
        with self._sending:
            if self._channel is not None:
                self._channel.hang_up()

    def _run(self) -> None:
        try:
            self._fetch()
        except FailureError as failure:
            self._receiver.failed(failure.code, failure.message)
        except Exception as error:
            self._receiver.failed(ENGINE_FAILED, f"the voice failed: {error!r}")
            raise

    def _fetch(self) -> None:
        give_up = time.monotonic() + self._give_up
        while not self._cancelled.is_set():
            try:
                with self._connect() as channel:
                    if self._converse(channel):
                        return
                problem: Exception | None = None
            except (OSError, DisconnectedError, ProtocolError, LaunchError) as error:
                problem = error
            finally:
                with self._sending:
                    self._channel = None
            base = self._base
            if not self._go_back():
                return
            if self._base > base:
                give_up = time.monotonic() + self._give_up
            if time.monotonic() > give_up:
                raise FailureError(ENGINE_FAILED, f"the model service does not come back: {problem}")
            if problem:
                self._cancelled.wait(self._retry)

    def _go_back(self) -> bool:
        """To the end of the last whole segment; False where no more is wanted."""
        if not (self._whole or self._receiver.rewind()):
            return False
        with self._sending:
            if self._cancelled.is_set():
                return False
            self._base = self._utterance.rewind()
        self._first_sentence = self._sentence + self._whole
        return True

    def _converse(self, channel: Channel) -> bool:
        """Ask for the sound behind the base and pass it on; True once nothing more is to come.

        False where the rest is to be asked for anew.
        """
        if not self._begin(channel):
            return True
        while True:
            received = channel.receive()
            if self._is_end(received):
                self._receiver.end()
                return True
            if self._stale and isinstance(received, message.Segment):
                return False
            if not self._pass_on(received):
                return True

    def _is_end(self, received: Message) -> bool:
        """Whether all sound has come; that the rest of a text says nothing is no failure of all of it."""
        if isinstance(received, message.Failed):
            return received.code == NOTHING_TO_SAY and self._utterance.sounded
        return isinstance(received, message.AudioEnd)

    def _pass_on(self, received: Message) -> bool:
        if isinstance(received, message.Audio):
            self._utterance.sounded = True
            return self._receiver.audio(received.payload)
        if isinstance(received, message.Segment):
            return self._begin_segment(received)
        if isinstance(received, message.Timings):
            words = loads(received.payload.decode())
            return self._receiver.words([(self._base + start, begins - self._at) for start, _, begins, _ in words])
        if isinstance(received, message.SegmentEnd):
            self._whole = True
            self._count_as_done()
        if isinstance(received, message.Failed):
            raise FailureError(received.code, received.message)
        return True

    def _begin_segment(self, segment: message.Segment) -> bool:
        start, sentence = self._base + segment.start, self._first_sentence + segment.sentence
        if sentence > self._sentence and segment.sentence:  # the first one may begin in the middle
            self._utterance.begin_sentence(start)
        self._whole, self._end, self._at = False, self._base + segment.end, segment.at
        self._sentence = sentence
        self._utterance.read(self._end)
        if segment.lang:
            self._utterance.spoken_in(segment.lang, start)
        return self._receiver.segment(start, sentence)

    def _count_as_done(self) -> None:
        with self._sending:
            if not self._cancelled.is_set():
                self._utterance.covered(self._end)
        self.poke()

    def _begin(self, channel: Channel) -> bool:
        """Ask; False where it has been cancelled meanwhile."""
        utterance = self._utterance
        with self._sending:
            if self._cancelled.is_set():
                return False
            self._stale = False
            piece, last = utterance.next_piece()
            wanted = message.Synthesize(
                voice=utterance.voice,
                lang=utterance.lang,
                auto=utterance.auto,
                begins_in=utterance.language_at(self._base),
                form=utterance.form,
                speed=utterance.speed,
                volume=utterance.volume,
                sentence_pause=utterance.sentence_pause,
                paragraph_pause=utterance.paragraph_pause,
                background=bool(utterance.output),
                timings=not utterance.output,
                more=not last,
                id=utterance.id,
                payload=piece,
            )
            channel.send(wanted)
            self._channel, self._told_end = channel, last
            self._send_text(channel)
            self._send_passed(channel)
        return True

    def _send_passed(self, channel: Channel) -> None:
        """Tell the model what was skipped, if it may be making it; under the lock, like all that is sent."""
        if self._passed >= self._first_sentence:
            try:
                channel.send(message.PassOver(sentence=self._passed - self._first_sentence))
            except OSError:
                pass  # the receiving side notices, too, and begins again

    def _send_text(self, channel: Channel) -> None:
        """Send what the model has room for; under the lock, so that text stays in order."""
        try:
            while not self._told_end:
                piece, last = self._utterance.next_piece()
                if piece:
                    channel.send(message.Text(payload=piece))
                if last:
                    channel.send(message.End())
                    self._told_end = True
                if not piece:
                    return
        except OSError:
            pass  # the receiving side notices, too, and begins again
