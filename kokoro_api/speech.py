"""What a request wants spoken, in our own terms, and the sound of it."""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_api.observe import request_id
from kokoro_api.tempo import Tempo, model_speed
from kokoro_ipc import message

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from kokoro_api.encode import Encoder
    from kokoro_api.metrics import Metrics
    from kokoro_ipc.bridge import Model, Synthesis

RATE = 24_000
BYTES_A_SECOND = 2 * RATE


@dataclass(frozen=True, slots=True)
class Speech:
    """A text and how it is said: `voice` is a name, number or recipe, `speed` 0.25 to 4, `volume` 0 to 2.

    `lang` empty is the voice's own; `form` is the protocol's: text, plain or phonemes. Pauses are seconds of silence
    behind sentences and paragraphs, negative for the model service's own.
    """

    text: str
    voice: str
    lang: str = ""
    speed: float = 1.0
    volume: float = 1.0
    form: str = "text"
    sentence_pause: float = -1.0
    paragraph_pause: float = -1.0

    def request(self, *, timings: bool = False, more: bool = False) -> message.Synthesize:
        """The model service's word for it; what it cannot do of the speed is the tempo's part."""
        return message.Synthesize(
            voice=self.voice,
            lang=self.lang,
            form=self.form,
            speed=model_speed(self.speed),
            volume=self.volume,
            sentence_pause=self.sentence_pause,
            paragraph_pause=self.paragraph_pause,
            timings=timings,
            more=more,
            id=request_id.get(),
            payload=self.text.encode(),
        )


class Pace:
    """How one stream goes: time to its first sound, its real-time factor, and where a listener has to wait.

    Only the time that we wait for the model counts: a client that takes its time does not wait.
    """

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._begun = self._waiting = time.monotonic()
        self._lead = self._seconds = 0.0

    def came(self, sound: bytes) -> None:
        """The model has sent something, and so much sound with it."""
        self._lead -= time.monotonic() - self._waiting
        if sound:
            self._hear(len(sound) / BYTES_A_SECOND)

    def taken(self) -> None:
        """The client has it, and waits for what comes next."""
        self._waiting = time.monotonic()

    def over(self) -> None:
        """All of it has come."""
        if self._seconds:
            self._metrics.real_time_factor.observe((time.monotonic() - self._begun) / self._seconds)
            self._metrics.sound_seconds.inc(self._seconds)

    def _hear(self, seconds: float) -> None:
        if not self._seconds:
            self._metrics.first_sound.observe(time.monotonic() - self._begun)
        elif self._lead < 0:
            self._metrics.underruns.inc()
        self._lead = max(0.0, self._lead) + seconds
        self._seconds += seconds


@dataclass(frozen=True, slots=True)
class Word:
    """When a word is heard: the text's bytes from `start` to before `end`, from second `begins` to `ends`."""

    start: int
    end: int
    begins: float
    ends: float

    def caption(self, text: bytes) -> dict[str, str | float]:
        """As captions have it."""
        word = text[self.start : self.end].decode(errors="replace")
        return {"word": word, "start_time": self.begins, "end_time": self.ends}


async def heard(synthesis: Synthesis, speech: Speech, metrics: Metrics) -> AsyncGenerator[bytes | list[Word], None]:
    """Sound as it is made, s16le at 24,000 Hz, and the times of words where they are asked for."""
    pace, tempo = Pace(metrics), Tempo.of(speech.speed)
    factor = 1.0 if tempo is None else tempo.factor
    async for received in synthesis:
        pace.came(received.payload if isinstance(received, message.Audio) else b"")
        if isinstance(received, message.Audio):
            yield received.payload if tempo is None else await tempo.feed(received.payload)
        elif isinstance(received, message.Timings):
            yield [
                Word(start, end, round(begins / factor, 3), round(ends / factor, 3))
                for start, end, begins, ends in json.loads(received.payload)
            ]
        pace.taken()
    pace.over()
    if tempo is not None:
        yield await tempo.end()


async def pcm(model: Model, speech: Speech, metrics: Metrics, *, prime: int = 0) -> AsyncGenerator[bytes, None]:
    """The sound of a text, behind `prime` bytes of silence that come once the model has taken it on.

    Raises FailureError, ModelUnreachableError.
    """
    async with model.synthesis(speech.request()) as synthesis:
        if prime:
            yield bytes(prime)
        async for sound in heard(synthesis, speech, metrics):
            if isinstance(sound, bytes):
                yield sound


def frames(sound: bytes, seconds: float) -> Iterator[bytes]:
    """A piece of sound in pieces of so many seconds, the last one perhaps shorter."""
    size = 2 * round(seconds * RATE)
    return (sound[at : at + size] for at in range(0, len(sound), size))


async def framed(sound: AsyncGenerator[bytes, None], seconds: float) -> AsyncGenerator[bytes, None]:
    """Sound in pieces of at most so many seconds."""
    async with contextlib.aclosing(sound):
        async for block in sound:
            for frame in frames(block, seconds):
                yield frame


async def encoded(sound: AsyncGenerator[bytes, None], encoder: Encoder) -> AsyncGenerator[bytes, None]:
    """The bytes of a file or stream in the encoder's format, never an empty piece."""
    async with contextlib.aclosing(sound):
        with contextlib.closing(encoder):
            async for block in sound:
                if data := await encoder.feed(block):
                    yield data
            if data := await encoder.end():
                yield data
