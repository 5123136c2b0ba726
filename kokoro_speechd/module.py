"""The module: what it is set to, and the one message that it speaks.

One thread does everything. It waits for whichever comes first: a line from the server, sound from the model, or room
for the next block of sound. The server plays a block before it reads the next, and the pipe to it holds one: so what
has been sent is what is heard, but for two blocks, and a stop is heard as soon.
"""

from __future__ import annotations

import os
import time

from kokoro_ipc import message
from kokoro_ipc.errors import DisconnectedError, ProtocolError
from kokoro_ipc.launch import LaunchError
from kokoro_speechd import protocol
from kokoro_speechd.ping import ping
from kokoro_speechd.script import Reader
from kokoro_speechd.settings import Settings
from kokoro_speechd.speech import Speech

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.channel import Channel
    from kokoro_speechd.punctuation import Symbols
    from kokoro_speechd.voices import Voices

RETRY_SECONDS = 0.1
GIVE_UP_SECONDS = 30.0
_GONE = (OSError, DisconnectedError, ProtocolError, LaunchError)


class Module:
    """`write` sends bytes to the server, `connect` gives a channel to the model service, `complain` takes a line."""

    def __init__(
        self,
        write: Callable[[bytes], None],
        connect: Callable[[], Channel],
        voices: Voices,
        symbols: Symbols,
        complain: Callable[[str], None],
    ) -> None:
        self.settings = Settings()
        self.voices = voices
        self._write, self._connect, self._symbols, self._complain = write, connect, symbols, complain
        self._speech: Speech | None = None
        self._channel: Channel | None = None
        self._retry_at = self._give_up_at = 0.0  # while there is speech and no channel

    @property
    def listens_to(self) -> int | None:
        """The descriptor of the model's connection where more is wanted from it."""
        wanted = self._channel is not None and self._speech is not None and self._speech.hungry
        return self._channel.fileno() if wanted and self._channel else None

    @property
    def has_sound(self) -> bool:
        """Whether something waits for room in the pipe to the server."""
        return self._speech is not None and self._speech.ready

    @property
    def rest_seconds(self) -> float | None:
        """After how long `retry` is to be called, None for never."""
        if self._speech is None or self._channel or not self._speech.hungry:
            return None
        return max(0.0, self._retry_at - time.monotonic())

    def prepare(self, command: str, body: str) -> Speech | None:
        """The speech of a message, already asked for; None where it cannot be spoken."""
        if self._speech is not None:
            return None
        settings = self.settings
        voice = self.voices.choose(settings)
        script = Reader(settings, self._symbols, voice.lang).read(command, body)
        wanted = message.Synthesize(
            voice=voice.name,
            lang=voice.lang,
            form=script.form,
            speed=settings.speed,
            volume=settings.loudness,
            timings=True,
            id=os.urandom(4).hex(),
        )
        speech = Speech(script, wanted, settings.sample_rate)
        if script.ping:
            speech.ping(ping(settings.loudness))
        return speech if self._ask(speech) else None

    def begin(self, speech: Speech) -> None:
        """Speak it; the server knows."""
        self._speech = speech
        self._give_up_at = time.monotonic() + GIVE_UP_SECONDS
        self._write(protocol.BEGIN)
        self._end_if_over()

    def stop(self) -> None:
        """Fall silent, and tell so; nothing where nothing is spoken."""
        if self._speech is not None:
            self._fall_silent(protocol.STOP)

    def pause(self) -> None:
        """Fall silent, and tell from which mark to go on: the server has all that follows it spoken again later.

        It halts at a mark that comes after its wish to pause, so the last one is told once more.
        """
        if self._speech is not None:
            self._fall_silent(protocol.index_mark(self._speech.place) + protocol.PAUSE)

    def receive(self) -> None:
        """Take what has come from the model; to be called when something has."""
        assert self._channel is not None
        assert self._speech is not None
        try:
            self._channel.read()
            while received := self._channel.pending():
                self._speech.take(received)
                if isinstance(received, message.SegmentEnd):
                    self._give_up_at = time.monotonic() + GIVE_UP_SECONDS
        except _GONE:
            self._lost()
        self._end_if_over()

    def send(self) -> None:
        """Send the server one event; to be called when the pipe has room and there is sound."""
        assert self._speech is not None
        self._write(self._speech.next())
        self._end_if_over()

    def retry(self) -> None:
        """Look for the model again, once `rest_seconds` have passed."""
        if self.rest_seconds != 0.0 or self._speech is None:
            return
        if not self._ask(self._speech):
            self._lost()
        self._end_if_over()

    def close(self) -> None:
        """Give the connection back."""
        self._hang_up()

    def _ask(self, speech: Speech) -> bool:
        """Ask the model for what is missing of the speech; False where there is no model."""
        requests = speech.requests()
        if not requests:
            return True
        try:
            self._channel = self._connect()
            for request in requests:
                self._channel.send(request)
        except _GONE as error:
            self._hang_up()
            self._complain(f"the model service cannot be reached: {error}")
            return False
        return True

    def _lost(self) -> None:
        """The model is gone: have the rest made by the one that comes after it."""
        assert self._speech is not None
        self._hang_up()
        self._speech.lose()
        self._retry_at = time.monotonic() + RETRY_SECONDS
        if time.monotonic() > self._give_up_at:
            self._speech.fail("the model service does not come back")

    def _end_if_over(self) -> None:
        if self._speech is not None and self._speech.over:
            if self._speech.failure:
                self._complain(self._speech.failure)
            self._fall_silent(protocol.END)

    def _fall_silent(self, event: bytes) -> None:
        self._hang_up()
        self._speech = None
        self._write(event)

    def _hang_up(self) -> None:
        """Closing the connection is how a synthesis is cancelled."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
