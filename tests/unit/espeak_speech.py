"""Speech to listen to: `python -m tests.unit.espeak_speech VOICE TEXT` writes it as PCM, s16le, 48 kHz.

It is a program of its own, because espeak-ng keeps one state for a whole process.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys

import espeakng_loader
import numpy as np
import soxr

from tests.listening import RATE, Samples, from_pcm

SYNCHRONOUS = 2  # all samples have gone to the callback when espeak_Synth returns
UTF8 = 1
Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def speech(voice: str, text: str) -> Samples:
    """The text as one of espeak-ng's voices speaks it, named like `en-us+f2`."""
    command = [sys.executable, "-m", "tests.unit.espeak_speech", voice, text]
    return from_pcm(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def synthesize(voice: str, text: str) -> bytes:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    pcm = bytearray()

    def keep(samples: ctypes._Pointer[ctypes.c_short], count: int, events: object) -> int:
        if samples:
            pcm.extend(ctypes.string_at(samples, 2 * count))
        return 0

    callback = Callback(keep)
    library.espeak_SetSynthCallback(callback)
    assert library.espeak_SetVoiceByName(voice.encode()) == 0, f"espeak-ng has no voice {voice}"
    encoded = text.encode() + b"\0"
    library.espeak_Synth(encoded, len(encoded), 0, 1, 0, UTF8, None, None)
    samples = np.frombuffer(bytes(pcm), "<i2").astype(np.float32)
    return bytes(soxr.resample(samples, rate, RATE).astype("<i2").tobytes())


if __name__ == "__main__":
    sys.stdout.buffer.write(synthesize(*sys.argv[1:]))
