"""Sound into a file, which appears whole or not at all.

- It is always a new file: what a link of its name points to is left alone, whoever has laid the link.
- One that is there is replaced where it may be written, and its permissions stay.

WAV by the standard library; other formats by soundfile, which is loaded (with numpy) only for them.
"""

from __future__ import annotations

import io
import os
import stat
from typing import TYPE_CHECKING, Any

from kokoro_ipc.errors import OUTPUT_FAILED, FailureError
from kokoro_voice.player import RATE, WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = {".wav": "WAV", ".flac": "FLAC", ".ogg": "OGG", ".mp3": "MP3"}
_ERRORS = (OSError, ValueError, RuntimeError, AssertionError)
"""The last two are soundfile's; a path may be a ValueError."""


class Recording:
    """A file that grows beside its place, and takes it at the end."""

    most_in_wave = 2**32 - 1024
    """Bytes of sound that a WAV file's header can tell of."""

    def __init__(self, path: str, name: str) -> None:
        """`path` is the file's place, `name` is unique to this recording."""
        self._path = path
        self._format = FORMATS.get(os.path.splitext(path)[1].lower(), "")
        if not self._format:
            raise FailureError(OUTPUT_FAILED, f"{path}: the name ends in none of {', '.join(FORMATS)}")
        self._mode = _mode_of(path)
        directory, last = os.path.split(path)
        self._passing = os.path.join(directory, f".{last[:40]}.{name}.part")
        self._file: _File | None = None
        self._sound: Any = None
        self._size = 0
        self._guard(self._open)

    def write(self, pcm: bytes) -> None:
        """Add sound, s16le; raises FailureError(output_failed)."""
        self._guard(lambda: self._add_to_wave(pcm) if self._format == "WAV" else self._encode(pcm))

    def keep(self) -> None:
        """The sound is whole: the file takes its place."""
        self._guard(self._finish)

    def discard(self) -> None:
        """Leave nothing behind."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            if self._sound is not None:
                self._sound.close()  # while there is a file: it would try again when it is collected
        except _ERRORS:
            pass
        file.close()
        try:
            os.unlink(self._passing)
        except _ERRORS:
            pass  # it never had that name, or somebody took it away

    def _open(self) -> None:
        self._file = _File(self._passing)
        if self._mode is not None and self._mode != os.fstat(self._file.fileno()).st_mode & 0o777:
            os.fchmod(self._file.fileno(), self._mode)  # a private file stays private; some disks know no chmod
        self._sound = self._open_wave() if self._format == "WAV" else self._open_soundfile()

    def _open_wave(self) -> Any:
        import wave

        file: Any = self._file
        sound = wave.Wave_write(file)
        sound.setnchannels(1)
        sound.setsampwidth(WIDTH)
        sound.setframerate(RATE)
        return sound

    def _open_soundfile(self) -> Any:
        import soundfile

        subtype = {"MP3": "MPEG_LAYER_III", "OGG": "VORBIS"}.get(self._format)
        return soundfile.SoundFile(self._file, "w", samplerate=RATE, channels=1, format=self._format, subtype=subtype)

    def _add_to_wave(self, pcm: bytes) -> None:
        self._size += len(pcm)
        if self._size > self.most_in_wave:
            raise ValueError("a .wav file holds 24 hours of sound, a .flac file more")
        self._sound.writeframesraw(pcm)

    def _encode(self, pcm: bytes) -> None:
        self._sound.buffer_write(pcm, dtype="int16")

    def _finish(self) -> None:
        assert self._file is not None
        self._sound.close()
        self._file.check()
        os.fsync(self._file.fileno())
        self._file.take_name()
        os.replace(self._passing, self._path)
        self._file.close()
        self._file = None

    def _guard(self, action: Callable[[], None]) -> None:
        """Do it; on any failure leave nothing behind and say what went wrong."""
        try:
            action()
            if self._file is not None:
                self._file.check()
        except _ERRORS as error:
            problem = (self._file and self._file.failure) or error
            self.discard()
            reason = getattr(problem, "strerror", None) or str(problem)
            raise FailureError(OUTPUT_FAILED, f"{self._path} cannot be written: {reason}") from None


def _mode_of(path: str) -> int | None:
    """The permissions of the file that is there, None where there is none; raises FailureError for what may not go."""
    try:
        there = os.stat(path)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise FailureError(OUTPUT_FAILED, f"{path} cannot be written: {getattr(error, 'strerror', error)}") from None
    if not stat.S_ISREG(there.st_mode):
        raise FailureError(OUTPUT_FAILED, f"{path} is there and not a file")
    if not os.access(path, os.W_OK):
        raise FailureError(OUTPUT_FAILED, f"{path} is there and may not be written")
    return there.st_mode & 0o777


class _File(io.FileIO):
    """A new file that keeps its first failure, because an encoder between it and us passes none on.

    Where the file system can, it has no name before it takes one: whoever is killed leaves nothing behind.
    """

    def __init__(self, path: str) -> None:
        self._path: str | None = path
        try:
            nameless = os.open(os.path.dirname(path), os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o666)
        except OSError:
            super().__init__(path, "x+")
            self._path = None
        else:
            super().__init__(nameless, "r+")
        self.failure: OSError | None = None

    def take_name(self) -> None:
        """Be there for others; raises OSError."""
        if self._path is not None:  # a directory's descriptor is asked for, or else the link is not followed
            os.link(f"/proc/self/fd/{self.fileno()}", self._path, src_dir_fd=self.fileno())

    def write(self, data: Any) -> int:
        """Write all of it, or keep the reason why not."""
        rest = memoryview(data)
        try:
            while rest and self.failure is None:
                rest = rest[super().write(rest) :]
        except OSError as error:
            self.failure = error
        return len(data)

    def check(self) -> None:
        """Raise the failure, if there was one."""
        if self.failure is not None:
            raise self.failure
