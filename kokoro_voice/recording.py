"""Sound into a file, which appears whole or not at all.

WAV by the standard library; other formats by soundfile, which is loaded (with numpy) only for them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from kokoro_ipc.errors import OUTPUT_FAILED, FailureError
from kokoro_voice.player import RATE, WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = {".wav": "WAV", ".flac": "FLAC", ".ogg": "OGG", ".mp3": "MP3"}


class Recording:
    """A file that grows beside its place under a passing name, and takes its place at the end."""

    def __init__(self, path: str, name: str) -> None:
        """`path` is the file's place, `name` is unique to this recording."""
        self._path = path
        self._format = FORMATS.get(os.path.splitext(path)[1].lower(), "")
        if not self._format:
            raise FailureError(OUTPUT_FAILED, f"{path}: the name ends in none of {', '.join(FORMATS)}")
        if os.path.exists(path) and not os.path.isfile(path):
            raise FailureError(OUTPUT_FAILED, f"{path} is there and not a file")
        directory, last = os.path.split(path)
        self._passing = os.path.join(directory, f".{last[:100]}.{name}.part")
        self._file: Any = None
        self._sound: Any = None
        self._guard(self._open)

    def write(self, pcm: bytes) -> None:
        """Add sound, s16le; raises FailureError(output_failed)."""
        self._guard(lambda: self._sound.writeframesraw(pcm) if self._format == "WAV" else self._encode(pcm))

    def keep(self) -> None:
        """The sound is whole: the file takes its place."""
        self._guard(self._finish)

    def discard(self) -> None:
        """Leave nothing behind."""
        if self._file is not None:
            self._file.close()
            self._file = None
            os.unlink(self._passing)

    def _open(self) -> None:
        descriptor = os.open(self._passing, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        self._file = os.fdopen(descriptor, "w+b")
        self._sound = self._open_wave() if self._format == "WAV" else self._open_soundfile()

    def _open_wave(self) -> Any:
        import wave

        sound = wave.open(self._file, "wb")  # noqa: SIM115
        sound.setnchannels(1)
        sound.setsampwidth(WIDTH)
        sound.setframerate(RATE)
        return sound

    def _open_soundfile(self) -> Any:
        import soundfile

        subtype = {"MP3": "MPEG_LAYER_III", "OGG": "VORBIS"}.get(self._format)
        return soundfile.SoundFile(self._file, "w", samplerate=RATE, channels=1, format=self._format, subtype=subtype)

    def _encode(self, pcm: bytes) -> None:
        self._sound.buffer_write(pcm, dtype="int16")

    def _finish(self) -> None:
        self._sound.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._file = None
        os.replace(self._passing, self._path)

    def _guard(self, action: Callable[[], Any]) -> Any:
        """Do it; on any failure leave nothing behind and say what went wrong."""
        try:
            return action()
        except (OSError, RuntimeError) as error:  # soundfile's errors are RuntimeErrors
            self.discard()
            reason = getattr(error, "strerror", None) or str(error)
            raise FailureError(OUTPUT_FAILED, f"{self._path} cannot be written: {reason}") from None
