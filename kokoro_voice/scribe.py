"""The lane of what is written to files, beside what is said aloud and without a sound."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kokoro_ipc.errors import FailureError
from kokoro_voice.lane import Lane
from kokoro_voice.player import BYTES_A_SECOND
from kokoro_voice.recording import Recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_voice.utterance import Utterance


class Scribe(Lane):
    """One voice's files, one at a time."""

    _sheet: _Sheet | None = None

    def advance(self) -> None:
        """Look at how far the file is, and tell."""
        while self.utterances and self._sheet is not None:
            self._progress(self._sheet.offset)
            if self._sheet.outcome is None:
                return
            self._end(self._sheet.outcome)

    def _prepare(self, utterance: Utterance) -> _Sheet | None:
        self._sheet = _Sheet(self._wake)
        return self._sheet if self._sheet.open(utterance) else None

    def _break_off(self) -> float:
        assert self._sheet is not None
        seconds, self._sheet = self._sheet.close(), None
        return seconds


class _Sheet:
    """Takes an utterance's sound to its file. A segment is written once it is whole, so that it can come again."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._recording: Recording | None = None
        self._segment = bytearray()
        self._size = 0
        self.offset = 0
        self.outcome: str | FailureError | None = None

    def open(self, utterance: Utterance) -> bool:
        """Begin the file; False where that failed."""
        try:
            self._recording = Recording(utterance.output, utterance.id)
        except FailureError as failure:
            self.outcome = failure
            self._wake()
        return self._recording is not None

    def close(self) -> float:
        """Nothing more comes: what is not whole is thrown away; gives the seconds of sound written."""
        with self._lock:
            if self._recording is not None:
                self._recording.discard()
                self._recording = None
            return self._size / BYTES_A_SECOND

    def segment(self, offset: int, sentence: int) -> bool:
        del sentence
        going = self._write()
        self.offset = offset
        self._wake()
        return going

    def audio(self, pcm: bytes) -> bool:
        self._segment += pcm
        return self._recording is not None

    def words(self, begins: list[tuple[int, float]]) -> bool:
        del begins
        return self._recording is not None

    def rewind(self) -> bool:
        self._segment.clear()
        return self._recording is not None

    def end(self) -> None:
        if self._write():
            self._do(lambda recording: recording.keep())
        self.outcome = self.outcome or "written"
        self._wake()

    def failed(self, code: str, text: str) -> None:
        self.outcome = self.outcome or FailureError(code, text)
        self._wake()

    def _write(self) -> bool:
        sound = bytes(self._segment)
        self._segment.clear()
        self._size += len(sound)
        return self._do(lambda recording: recording.write(sound))

    def _do(self, action: Callable[[Recording], None]) -> bool:
        """Have the recording do it; False where that failed or there is no recording any more."""
        with self._lock:
            if self._recording is None:
                return False
            try:
                action(self._recording)
            except FailureError as failure:
                self.outcome, self._recording = failure, None
                self._wake()
                return False
            return True
