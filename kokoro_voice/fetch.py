"""Fetching an utterance's sound from the model service, over the model's death if need be.

A thread of its own on a connection of its own, so that a full buffer here never holds up a command. A model that dies
is found (or started) again, and asked for what is behind the last segment that is here whole.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Protocol

from kokoro_ipc import message
from kokoro_ipc.errors import ENGINE_FAILED, DisconnectedError, FailureError, ProtocolError
from kokoro_ipc.launch import LaunchError

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

    def rewind(self) -> bool:
        """The segment under way is lost and will come again."""

    def end(self) -> None:
        """All sound is here."""

    def failed(self, code: str, text: str) -> None:
        """No more sound comes."""


class Fetch:
    """One utterance's sound on its way. `poke` and `cancel` may be called from any thread."""

    def __init__(self, utterance: Utterance, receiver: Receiver, connect: Callable[[], Channel]) -> None:
        self._utterance = utterance
        self._receiver = receiver
        self._connect = connect
        self._sending = threading.Lock()
        self._channel: Channel | None = None
        self._told_end = False
        self._cancelled = threading.Event()

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, name=f"fetch {self._utterance.id}", daemon=True).start()

    def poke(self) -> None:
        """There is more text, or it has ended: let the model have it."""
        with self._sending:
            if self._channel is not None:
                self._send_text(self._channel)

    def cancel(self) -> None:
        """No more sound is wanted."""
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
        base, give_up, sentences = 0, time.monotonic() + GIVE_UP_SECONDS, 0
        while not self._cancelled.is_set():
            try:
                with self._connect() as channel:
                    if self._converse(channel, base, sentences):
                        return
            except (OSError, DisconnectedError, ProtocolError, LaunchError) as error:
                problem = error
            finally:
                with self._sending:
                    self._channel = None
            if self._cancelled.is_set() or not self._receiver.rewind():
                return
            moved = self._utterance.rewind()
            if moved > base:
                base, give_up = moved, time.monotonic() + GIVE_UP_SECONDS
            if time.monotonic() > give_up:
                raise FailureError(ENGINE_FAILED, f"the model service does not come back: {problem}")
            sentences += 1
            self._cancelled.wait(RETRY_SECONDS)

    def _converse(self, channel: Channel, base: int, sentences: int) -> bool:
        """Ask for the sound behind `base` and pass it on; True once nothing more is to come."""
        self._begin(channel)
        while True:
            received = channel.receive()
            if isinstance(received, message.AudioEnd):
                self._receiver.end()
                return True
            if not self._pass_on(received, base, sentences):
                return True
            if isinstance(received, message.Segment):
                self._utterance.covered(base + received.start)
                self.poke()

    def _pass_on(self, received: Message, base: int, sentences: int) -> bool:
        if isinstance(received, message.Audio):
            return self._receiver.audio(received.payload)
        if isinstance(received, message.Segment):
            return self._receiver.segment(base + received.start, sentences + received.sentence)
        if isinstance(received, message.Failed):
            raise FailureError(received.code, received.message)
        return True

    def _begin(self, channel: Channel) -> None:
        utterance = self._utterance
        with self._sending:
            piece, last = utterance.next_piece()
            wanted = message.Synthesize(
                voice=utterance.voice,
                lang=utterance.lang,
                speed=utterance.speed,
                volume=utterance.volume,
                background=bool(utterance.output),
                more=not last,
                payload=piece,
            )
            channel.send(wanted)
            self._channel, self._told_end = channel, last
            self._send_text(channel)

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
