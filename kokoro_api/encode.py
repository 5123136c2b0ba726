"""Formats of sound: PCM in, the bytes of a file that plays while it grows out.

One header at the beginning and one end, however many pieces the sound comes in. WAV says that its length is not known,
as a stream has to, and has nothing behind the sound.
"""

from __future__ import annotations

import asyncio
import struct
import threading
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    import av.container

RATE = 24_000
UNKNOWN_SIZE = 0xFFFF_FFFF


class Encoder(Protocol):
    """Takes sound piece by piece (s16le, mono, 24,000 Hz, whole samples)."""

    async def feed(self, pcm: bytes) -> bytes:
        """More sound; what is ready of the format, perhaps nothing yet."""

    async def end(self) -> bytes:
        """No more sound: the rest."""

    def close(self) -> None:
        """Give back what it holds, also in the middle."""


class Pcm:
    """The sound as it is."""

    async def feed(self, pcm: bytes) -> bytes:
        """The same."""
        return pcm

    async def end(self) -> bytes:
        """Nothing is left."""
        return b""

    def close(self) -> None:
        """It holds nothing."""


class Wav(Pcm):
    """A header, and the sound as it is; `size` in bytes of the sound where it is known."""

    def __init__(self, size: int | None = None) -> None:
        self._header = wav_header(size)

    async def feed(self, pcm: bytes) -> bytes:
        """The sound, behind the header at first."""
        header, self._header = self._header, b""
        return header + pcm

    async def end(self) -> bytes:
        """The header, where there was no sound."""
        return self._header


def wav_header(size: int | None = None) -> bytes:
    """The 44 bytes before `size` bytes of sound, or before a stream of it."""
    riff = UNKNOWN_SIZE if size is None else size + 36
    data = UNKNOWN_SIZE if size is None else size
    form = struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16)
    return (
        b"RIFF"
        + struct.pack("<I", riff)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + form
        + b"data"
        + struct.pack("<I", data)
    )


class Av:
    """A format of FFmpeg's, by PyAV, on worker threads: encoding takes long enough to hold up others."""

    def __init__(self, container: str, codec: str, options: dict[str, str], bit_rate: int | None) -> None:
        import av

        self._file = _Growing()
        self._container: av.container.OutputContainer = av.open(self._file, "w", format=container, options=options)
        stream = self._container.add_stream(codec, rate=RATE, layout="mono")
        assert isinstance(stream, av.AudioStream)
        self._stream = stream
        if bit_rate:
            self._stream.bit_rate = bit_rate
        self._samples = 0
        self._closed = False
        self._lock = threading.Lock()  # a client that leaves closes it while a thread may still encode

    async def feed(self, pcm: bytes) -> bytes:
        """What the codec has whole frames for."""
        return await asyncio.to_thread(self._do, lambda: self._feed(pcm)) if pcm else b""

    async def end(self) -> bytes:
        """The last frames, and what the container has at its end."""
        return await asyncio.to_thread(self._do, self._end)

    def close(self) -> None:
        """Leave it as it is, once the piece that is being encoded is done."""
        with self._lock:
            self._shut()

    def _do(self, work: Callable[[], bytes]) -> bytes:
        """Have work done on the container, unless it has been left."""
        with self._lock:
            return b"" if self._closed else work()

    def _shut(self) -> None:
        if not self._closed:
            self._closed = True
            self._container.close()

    def _feed(self, pcm: bytes) -> bytes:
        import av

        frame = av.AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
        frame.planes[0].update(pcm)
        frame.sample_rate = RATE
        frame.pts, frame.time_base = self._samples, Fraction(1, RATE)
        self._samples += frame.samples
        self._container.mux(self._stream.encode(frame))
        return self._file.take()

    def _end(self) -> bytes:
        self._container.mux(self._stream.encode(None))
        self._shut()
        return self._file.take()


class _Growing:
    """A file that is written from front to back, and read as it grows."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Take bytes in."""
        self._held += data
        return len(data)

    def take(self) -> bytes:
        """What was written since it was last asked."""
        data = bytes(self._held)
        self._held.clear()
        return data


MEDIA_TYPES = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg; codecs=opus",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": f"audio/pcm; rate={RATE}; channels=1; bits=16",
}
_FLUSH = {"flush_packets": "1"}
_AV = {
    "mp3": ("mp3", "libmp3lame", {**_FLUSH, "write_xing": "0", "id3v2_version": "0"}, 64_000),
    "opus": ("ogg", "libopus", {**_FLUSH, "page_duration": "100000"}, 48_000),
    "aac": ("adts", "aac", _FLUSH, 64_000),
    "flac": ("flac", "flac", _FLUSH, None),
}


def encoder(name: str) -> Encoder:
    """A new encoder for a format of MEDIA_TYPES."""
    if name == "pcm":
        return Pcm()
    if name == "wav":
        return Wav()
    return Av(*_AV[name])
