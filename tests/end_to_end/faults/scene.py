"""The system at each stage of its work, with a text under way, for something to happen to it there."""

from __future__ import annotations

import re
import time
import wave
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tests.end_to_end.journal import logged_at
from tests.end_to_end.test_session import ANY_NUMBER, MODEL, unit
from tests.end_to_end.units import drop_in

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.journal import Entry, Journal
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

VOICES = "kokoro-voice@.service"
BELLA = unit("af_bella")
SENTENCE = "This is a rather long text, which goes on and on. "
SENTENCES = 2000
ANYTHING = re.compile(".")


def sentences(count: int) -> str:
    """That many, no two alike: a voice tells of a sentence once."""
    return "".join(f"This is sentence {number}, which goes on and on. " for number in range(count))


@dataclass
class Scene:
    """What tests act and look with. Its stages are methods that leave a text under way and give its id."""

    say: Say
    units: Units
    journal: Journal
    recorder: Recorder
    folder: Path
    props: ExitStack = field(default_factory=ExitStack)
    told: subprocess.Popen[bytes] | None = None
    """A say that waits."""

    # --- stages of a text

    def accepting(self) -> str:
        """The model holds a text for a voice that takes long to start."""
        self.say("-w", "-v", "am_michael", "Ready.")
        self.props.enter_context(drop_in(VOICES, "ExecStartPre=/bin/sleep 1"))
        return self._give(SENTENCE)

    def loading(self) -> str:
        """The model has just started, and its engines load; the text is not accepted yet."""
        self.say("--kill")
        self.units.wait_for(MODEL, ActiveState="inactive")
        self.told = self.props.enter_context(self.say.start("-w", "-v", "bella", SENTENCE))
        self.units.wait_for(MODEL, ActiveState="active", SubState="running")
        return ""

    def starting(self) -> str:
        """The voice's process has just been made, and the model holds the text for it."""
        self.say("-w", "-v", "am_michael", "Ready.")
        self.props.enter_context(drop_in(VOICES, "ExecStartPre=/bin/sleep 0.5"))
        given = self._give(SENTENCE)
        self.units.wait_for(BELLA, ActiveState="activating", SubState="start")
        return given

    def playing(self) -> str:
        """A long text is heard."""
        began = time.monotonic()
        given = self._give(sentences(60))
        self.recorder.wait_for_sound(began)
        return given

    def playing_well_ahead(self) -> str:
        """A long text is heard, and so much of it is made that the engine is not waited for."""
        began = time.monotonic()
        given = self.playing()
        self.recorder.wait_for_sounding(4, began)
        return given

    def writing(self) -> str:
        """A long text is becoming a file."""
        self.say("-w", "-v", "bella", "Ready.")
        return self._give(SENTENCE * SENTENCES, "-o", self.file)

    @property
    def file(self) -> str:
        """What is written."""
        return str(self.folder / "book.wav")

    def whole(self) -> bool:
        """Whether the file has each of its sentences once. The first is cut in two, and so has a sound of its own."""
        ten, twenty = self._sounding(10), self._sounding(20)
        return abs((_sounding(self.file) - ten) / (twenty - ten) * 10 + 10 - SENTENCES) < 0.5

    def _sounding(self, sentences: int) -> int:
        file = str(self.folder / "some.wav")
        self.say("-w", "-v", "bella", "-o", file, SENTENCE * sentences)
        return _sounding(file)

    # --- afterwards

    def pid(self, name: str) -> int:
        """The main process of a unit."""
        pid: int = self.units.properties(name)["MainPID"]
        return pid

    def ended(self, given: str, timeout: float = 40) -> str:
        """How the text ended, as the journal tells; it tells it once."""
        self.journal.wait_for(UTTERANCE=given, OUTCOME=ANYTHING, timeout=timeout)
        (entry,) = self.journal.entries(UTTERANCE=given, OUTCOME=ANYTHING)
        return entry["OUTCOME"]

    @staticmethod
    def has(pattern: str) -> re.Pattern[str]:
        """For a field of the journal that has it."""
        return re.compile(pattern)

    def first_sound(self, given: str) -> float:
        """When a text was first heard."""
        return logged_at(self.journal.wait_for(UTTERANCE=given, FIRST_SOUND_MS=ANY_NUMBER))

    def heard_again(self, struck: float) -> float:
        """When the next text is heard that somebody says who tries until it is."""
        while (again := self.say("-w", "-v", "bella", "Here I am.", status=None)).status:
            assert time.monotonic() < struck + 40, again
            assert again.stderr, "it failed without a word"
        entry = self.journal.wait_for(again.began, _SYSTEMD_USER_UNIT=BELLA, FIRST_SOUND_MS=ANY_NUMBER)
        self.recorder.wait_for_sound(again.began)
        return logged_at(entry)

    def _give(self, text: str, *options: str) -> str:
        said = self.say("-v", "bella", *options, stdin=text)
        return self._given(said.began)["UTTERANCE"]

    def _given(self, began: float) -> Entry:
        return self.journal.wait_for(began, _SYSTEMD_USER_UNIT=MODEL, VOICE="af_bella", LANGUAGE=ANYTHING)


def _sounding(path: str) -> int:
    """How many samples of a file there are that are no silence."""
    with wave.open(path) as file:
        return int(np.count_nonzero(np.frombuffer(file.readframes(file.getnframes()), "<i2")))
