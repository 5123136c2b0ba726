"""espeak-ng's C library (speak_lib.h), as far as the engine needs it.

The library keeps all its state in globals: one thread at a time, and two users share nothing only where one of them
loads a copy of the file.
"""

from __future__ import annotations

import ctypes
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import espeakng_loader

from kokoro_model.engines import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_UTF8 = 1
_END_PAUSE = 0x1000
_RATE, _PITCH = 1, 3
_POSITION_CHARACTER = 1
_PHONEMES_IPA = 0x02
_CONTROLS = dict.fromkeys(range(32), " ")
"""What espeak-ng takes for the end of the text or for commands."""

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class _VoiceStruct(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


@dataclass(frozen=True, slots=True)
class ListedVoice:
    """One of espeak-ng's own voices; `file` is the name it is chosen by, `gender` 1 is male, 2 female, 0 unknown."""

    title: str
    lang: str
    gender: int
    file: str


class Library:
    """The loaded library; `private` loads a copy of it, which shares no state with others in the process."""

    def __init__(self, *, private: bool = False) -> None:
        self._data = data = Path(espeakng_loader.get_data_path())
        try:
            self._lib = _private_copy() if private else ctypes.CDLL(espeakng_loader.get_library_path())
        except OSError as error:
            raise EngineError(f"espeak-ng's library does not load: {error}") from None
        self.rate: int = self._lib.espeak_Initialize(_SYNCHRONOUS, 0, str(data.parent).encode(), _DONT_EXIT)
        """Samples a second of the sound that `speak` gives."""
        if self.rate <= 0:
            raise EngineError(f"espeak-ng does not start: is its data in {data}?")
        self._take: Callable[[bytes], bool] = lambda _: True
        self._callback = _Callback(self._on_sound)  # kept: the library holds only its address
        self._lib.espeak_SetSynthCallback(self._callback)
        self._lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._lib.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]

    def voices(self) -> list[ListedVoice]:
        """espeak-ng's own voices, one for each language, but for those whose dictionary was not shipped."""
        self._lib.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceStruct))
        listed = self._lib.espeak_ListVoices(None)
        voices = []
        for pointer in listed:
            if not pointer:
                break
            voice = pointer.contents
            # the list of languages is (priority byte, name, NUL)…: the first is the voice's own
            lang = ctypes.string_at(voice.languages + 1).decode()
            file = voice.identifier.decode().rpartition("/")[2]
            if self._has_dictionary(file):
                voices.append(ListedVoice(voice.name.decode(), lang, voice.gender, file))
        return voices

    def _has_dictionary(self, file: str) -> bool:
        names = {file, file.lower(), file.partition("-")[0]}
        return any((self._data / f"{name}_dict").exists() for name in names)

    def select(self, name: str, pitch: int) -> None:
        """Speak with the voice of that file (perhaps with +variant); `pitch` is 0 to 100, 50 its own."""
        if self._lib.espeak_SetVoiceByName(name.encode()) != 0:
            raise EngineError(f"espeak-ng has no voice {name}")
        self._lib.espeak_SetParameter(_PITCH, pitch, 0)

    def phonemes(self, text: str) -> str:
        """The text in IPA as the selected voice reads it, without punctuation; clauses are parted by a space."""
        rest = ctypes.pointer(ctypes.c_char_p(_encoded(text)))
        clauses = []
        while rest.contents.value is not None:  # each call reads one clause
            clauses.append((self._lib.espeak_TextToPhonemes(rest, _UTF8, _PHONEMES_IPA) or b"").decode())
        return " ".join(" ".join(clauses).split())

    def speak(self, text: str, words_per_minute: int, take: Callable[[bytes], bool]) -> None:
        """Give the text's sound (s16, native order) to `take`, piece by piece, until it returns False."""
        data = _encoded(text)
        self._take = take
        self._lib.espeak_SetParameter(_RATE, words_per_minute, 0)
        failed = self._lib.espeak_Synth(
            data, ctypes.c_size_t(len(data) + 1), 0, _POSITION_CHARACTER, 0, _UTF8 | _END_PAUSE, None, None
        )
        if failed:
            raise EngineError("espeak-ng could not speak a part of the text")

    def _on_sound(self, samples: int | None, count: int, _events: int | None) -> int:
        if not samples or not count:
            return 0
        return 0 if self._take(ctypes.string_at(samples, count * 2)) else 1


def _encoded(text: str) -> bytes:
    return text.translate(_CONTROLS).encode(errors="replace")


def _private_copy() -> ctypes.CDLL:
    """Load the library from a copy: the loader tells libraries apart by their files, which must differ."""
    with tempfile.TemporaryDirectory(prefix="espeak-ng-") as folder:
        return ctypes.CDLL(shutil.copy(espeakng_loader.get_library_path(), folder))
