"""Kokoro in the user session: one that tells voices by pitch and phonemes by tone, or the real one."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tests.end_to_end.units import environment
from tests.tiny_kokoro import Heard, hear, write_model, write_voices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.journal import Journal
    from tests.listening import Recorder

MEASURED = ("af_heart", "af_bella", "af_aoede", "am_adam")
"""The voices of the recorded session."""
MAKING_SECONDS = 600.0
"""An optimised model and a measured voice take a minute on two cores."""
PITCHES = {"af_bella": 12, "af_aoede": 22, "am_michael": 38}


@contextmanager
def speaking(folder: Path, say: str) -> Iterator[None]:
    """Units that start from now on speak with it."""
    settings = {
        "KOKORO_MODEL": str(write_model(folder / "tiny.onnx")),
        "KOKORO_VOICES": str(write_voices(folder / "voices.bin", PITCHES)),
        "KOKORO_ENGLISH": "espeak",
    }
    subprocess.run([say, "--kill"], check=True)
    with environment(**settings):
        yield


@contextmanager
def speaking_for_real(folder: Path, say: Say, journal: Journal) -> Iterator[None]:
    """Units that start from now on speak with the model and the voices in the folder, optimised and measured."""
    with environment(KOKORO_MODEL=f"{folder}/kokoro-v1.0.onnx", KOKORO_VOICES=f"{folder}/voices-v1.0.bin"):
        began = say("--kill").began
        for voice in MEASURED:
            said = say("-w", "-v", voice, "-o", "/dev/null", "Hello.", timeout=MAKING_SECONDS)
            if voice == MEASURED[0]:
                optimised = "the optimised model speaks from now on"
                journal.wait_for(began, MAKING_SECONDS, MESSAGE=optimised)
                said = say("-w", "-v", voice, "-o", "/dev/null", "Hello.")
            measured = f"{voice} is heard while it is made from now on"
            journal.wait_for(said.began, MAKING_SECONDS, MESSAGE=measured)
        yield


def heard(recorder: Recorder, begin: float, end: float) -> Heard:
    """Who speaks at the speakers between these times."""
    samples = recorder.samples(begin, end)
    return hear(samples[: len(samples) // 2 * 2].reshape(-1, 2).mean(axis=1))


def heard_after(recorder: Recorder, began: float) -> Heard:
    """Who speaks there from the first sound after that on, up to the next silence of half a second."""
    begun = recorder.wait_for_sound(began)
    return heard(recorder, begun - 0.05, recorder.wait_for_silence(0.5, begun) + 0.05)


def alike(heard: str, spoken: str) -> bool:
    """Whether these are the same phonemes, but for one or two that a busy machine has spoilt: never a word."""
    same = SequenceMatcher(None, heard, spoken, autojunk=False).get_matching_blocks()
    return len(heard) + len(spoken) - 2 * sum(block.size for block in same) <= max(1, len(spoken) // 25)
