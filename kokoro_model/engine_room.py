"""The engines: which there are, and which one speaks a voice.

espeak-ng is always there. Kokoro speaks its own voices from the moment its files are in place, looked for anew at each
text; whatever it cannot speak, espeak-ng speaks for it.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kokoro_ipc.errors import BAD_REQUEST, ENGINE_FAILED, UNKNOWN_LANGUAGE, UNKNOWN_VOICE, FailureError
from kokoro_model.engines import EngineError
from kokoro_model.engines.espeak.engine import EspeakEngine
from kokoro_model.engines.kokoro.gpu import memory
from kokoro_model.engines.kokoro.session import CPU
from kokoro_model.engines.remembering import RememberingEngine
from kokoro_model.engines.understudied import UnderstudiedEngine
from kokoro_model.files import FilesError, installed
from kokoro_model.scheduler import STUCK_SECONDS
from kokoro_model.seat import Seat
from kokoro_model.text.normalize.languages import base_language
from kokoro_model.text.rules import place
from kokoro_model.voices import kokoro_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kokoro_model.engines.kokoro.engine import KokoroEngine
    from kokoro_model.engines.kokoro.gpu import GpuMemory
    from kokoro_model.engines.kokoro.spelling import SpokenWord
    from kokoro_model.phrase_cache import PhraseCache
    from kokoro_model.scheduler import Scheduler
    from kokoro_model.text.pieces import Phonemes, Spoken
    from kokoro_model.voices import Catalogue, Voice

log = logging.getLogger(__name__)
Result = TypeVar("Result")
LOAD_SECONDS = 60.0
ENGINES = ("auto", "espeak")
"""What speaks Kokoro's voices: Kokoro where it can, or always espeak-ng."""


@dataclass(frozen=True, slots=True)
class KokoroSettings:
    """Where Kokoro's files are, and how it runs. `model` and `voices` name files of one's own."""

    directory: Path
    model: Path | None = None
    voices: Path | None = None
    device: str = "auto"
    gpu_memory_fraction: float | None = None
    jobs: int = 12
    vocoder_streaming: bool = True
    english: str = "espeak"
    unload_after: float = 0.0

    def engine(self, model: Path, voices: Path) -> KokoroEngine:
        """The engine that speaks with these files."""
        from kokoro_model.engines.kokoro.engine import KokoroEngine

        return KokoroEngine(
            model,
            voices,
            cache=self.directory / "optimised",
            device=self.device,
            gpu_memory_fraction=self.gpu_memory_fraction,
            jobs=self.jobs,
            vocoder_streaming=self.vocoder_streaming,
            english=self.english,
            unload_after=self.unload_after,
        )


class EngineRoom:
    """The engines and the catalogue of what they speak. Any thread may call any method after `start`."""

    def __init__(
        self,
        catalogue: Catalogue,
        kokoro: KokoroSettings,
        phrases: PhraseCache,
        *,
        engine: str,
        queue_size: int,
        stuck_seconds: float = STUCK_SECONDS,
    ) -> None:
        self.catalogue = catalogue
        self._settings, self._phrases, self._queue_size = kokoro, phrases, queue_size
        self._wanted = engine
        self._lock = threading.Lock()
        self._espeak = EspeakEngine()
        self._stuck_seconds = stuck_seconds
        self._espeak_seat = Seat(self._espeak, queue_size, stuck_seconds)
        self._kokoro: _KokoroSeat | None = None
        self._problem = ""
        self._tried: list[tuple[str, int, int]] = []  # the files that the seat was taken with
        self._changed: Callable[[], None] = lambda: None

    def start(self, changed: Callable[[], None]) -> None:
        """Load on threads of their own; `changed` is called when something is different."""
        self._changed = changed
        self._espeak_seat.load(self._complete_espeak, changed)
        self._find_kokoro()

    @property
    def state(self) -> str:
        """Of each engine, for people."""
        seats = [f"espeak {self._espeak_seat.error or _loaded(self._espeak_seat)}"]
        return ", ".join([*seats, *([f"kokoro {self._kokoro.state}"] if self._kokoro else [])])

    @property
    def names(self) -> list[str]:
        """The engines that can speak."""
        return ["espeak", "kokoro"] if self._kokoro and not self._kokoro.error else ["espeak"]

    @property
    def provider(self) -> str:
        """What runs Kokoro's model, by onnxruntime's name; empty while it is not in memory."""
        return self._kokoro.kokoro.provider if self._kokoro else ""

    @property
    def gpu_memory(self) -> GpuMemory | None:
        """Of the GPU that runs Kokoro's model; None where none does, or nobody tells."""
        return memory() if self.provider not in {"", CPU} else None

    @property
    def wanted(self) -> str:
        """What was chosen to speak Kokoro's voices."""
        return self._wanted

    @property
    def queued(self) -> int:
        """Texts that are being turned into sound or wait for it."""
        return sum(seat.scheduler.queued for seat in self._seats)

    @property
    def loading(self) -> bool:
        """Whether a text might wait for an engine to load."""
        return not all(seat.loaded.is_set() for seat in self._seats)

    @property
    def made(self) -> dict[str, float]:
        """What the engines have done so far: segments, seconds of sound and of work, phrases found and made anew."""
        schedulers = [seat.scheduler for seat in self._seats]
        return {
            "segments": sum(scheduler.segments for scheduler in schedulers),
            "sound_seconds": round(sum(scheduler.sound_seconds for scheduler in schedulers), 3),
            "work_seconds": round(sum(scheduler.work_seconds for scheduler in schedulers), 3),
            "phrases_found": self._phrases.found,
            "phrases_missed": self._phrases.missed,
        }

    @property
    def stuck(self) -> bool:
        """Whether an engine hangs."""
        return any(seat.stuck for seat in self._seats)

    def use(self, engine: str) -> None:
        """Choose what speaks Kokoro's voices from now on, one of ENGINES; raises FailureError."""
        if engine not in ENGINES:
            raise FailureError(BAD_REQUEST, f"the engine is one of {', '.join(ENGINES)}, not {engine[:20]}")
        self._wanted = engine
        self._changed()

    def find(self, wanted: str) -> Voice:
        """The voice of that name, number or recipe, once it can be known; raises FailureError."""
        try:
            return self.catalogue.find(wanted)
        except FailureError as failure:
            if failure.code != UNKNOWN_VOICE:
                raise
        self.wait()  # espeak-ng's own voices are known once it is loaded, those of a model of one's own, too
        if (kokoro := self._find_kokoro()) is not None:
            kokoro.loaded.wait(LOAD_SECONDS)
        return self.catalogue.find(wanted)

    def wait(self) -> None:
        """Return once the catalogue has espeak-ng's voices; raises FailureError where it does not load."""
        if not self._espeak_seat.loaded.wait(LOAD_SECONDS):
            raise FailureError(ENGINE_FAILED, "the engine does not load")
        if self._espeak_seat.error:
            raise FailureError(ENGINE_FAILED, self._espeak_seat.error)

    def language(self, wanted: str) -> str:
        """The language of that name as voices have it; raises FailureError where no engine speaks it."""
        lang = self.catalogue.language(wanted)
        if lang is None:
            self.wait()  # espeak-ng's own languages are known once it is loaded
            lang = self.catalogue.language(wanted)
        if lang is None:
            raise FailureError(UNKNOWN_LANGUAGE, f"no voice speaks “{wanted[:40]}”: `say --list` shows the languages")
        return lang

    def check(self, voice: Voice, lang: str, form: str) -> None:
        """Raises FailureError where the engine that speaks the voice cannot speak so."""
        seat = self._kokoro_for(voice)
        if seat is None and form == "phonemes":
            raise FailureError(BAD_REQUEST, f"Kokoro alone speaks phonemes, and it does not: {self._why_not(voice)}")
        if seat is not None:
            try:
                seat.kokoro.check_language(lang)
            except EngineError as error:
                raise FailureError(UNKNOWN_LANGUAGE, str(error)) from None

    def speakers(self, voice: Voice, lang: str) -> dict[str, str]:
        """Who speaks for a voice in each other language that can be told from its own, `lang`, as engines are asked.

        It is a voice of that language, or where the engine has none (of German, in Kokoro's case) the voice itself.
        """
        from kokoro_model.text.identification import SPOKEN

        others = [other for other in SPOKEN.values() if base_language(other) != base_language(lang)]
        return {other: self._speaker(voice, other).sound for other in others if self._can_speak(voice, other)}

    def _speaker(self, voice: Voice, lang: str) -> Voice:
        ours = self.speaks(voice)
        return next((v for v in self.catalogue.speakers(lang, voice) if self.speaks(v) is ours), voice)

    def _can_speak(self, voice: Voice, lang: str) -> bool:
        """Whether the voice's engine has what the language needs."""
        try:
            self.check(voice, lang, "text")
        except FailureError:
            return False
        return True

    def phonemes(self, pieces: Sequence[Spoken | Phonemes], lang: str) -> str:
        """What Kokoro would be given for a passage; raises FailureError."""
        from kokoro_model.engines.kokoro.engine import phonemes

        return _pronounced(lambda: phonemes(pieces, lang, english=self._settings.english))

    def spelling(self, pieces: Sequence[Spoken | Phonemes], lang: str) -> tuple[str, list[SpokenWord]]:
        """The same phonemes, and which of them speak which word of the passage; raises FailureError."""
        from kokoro_model.engines.kokoro.engine import spelling

        def spelled() -> tuple[str, list[SpokenWord]]:
            made = spelling(pieces, lang, english=self._settings.english)
            return made.phonemes, list(made.words())

        return _pronounced(spelled)

    def speaks(self, voice: Voice) -> Scheduler:
        """The scheduler of the engine that speaks for a voice."""
        seat = self._kokoro_for(voice)
        return self._espeak_seat.scheduler if seat is None else seat.scheduler

    def notice(self, voice: Voice) -> str:
        """A line for the person who asked for the voice, or nothing."""
        if voice.engine != "kokoro" or self._wanted == "espeak":
            return ""
        seat = self._kokoro_for(voice)
        reason = self._why_not(voice) if seat is None else seat.problem(voice)
        return reason and f"espeak-ng speaks for {voice.name}: {reason}"

    @property
    def _seats(self) -> list[Seat]:
        return [self._espeak_seat, *([self._kokoro] if self._kokoro else [])]

    def _complete_espeak(self) -> None:
        self.catalogue.add(self._espeak.voices())
        self._espeak_seat.scheduler.start()

    def _kokoro_for(self, voice: Voice) -> _KokoroSeat | None:
        """Kokoro's seat, where it speaks this voice."""
        seat = self._find_kokoro() if voice.engine == "kokoro" and self._wanted != "espeak" else None
        return seat if seat is not None and seat.has(voice) else None

    def _why_not(self, voice: Voice) -> str:
        return self._why_not_kokoro() or f"its voices file has no {voice.name}; `say --list` shows the voices there are"

    def _why_not_kokoro(self) -> str:
        if self._find_kokoro() is not None:
            return ""
        failed = self._kokoro.error if self._kokoro else ""
        return self._problem or failed or "Kokoro's files are missing; fetch them with say --setup"

    def _find_kokoro(self) -> _KokoroSeat | None:
        """Kokoro's seat, where its files are in place and it has not failed; it may be loading still."""
        with self._lock:
            if self._wanted != "espeak" and (self._kokoro is None or self._kokoro.error):
                self._take_seat()
            return self._kokoro if self._kokoro is not None and not self._kokoro.error else None

    def _take_seat(self) -> None:
        """Seat Kokoro with the files there are, unless it has failed with these very files."""
        files = self._files()
        seen = _look_at(files)
        if files is None or seen == self._tried:
            return
        engine = self._settings.engine(*files)
        seat = _KokoroSeat(engine, self._espeak, self._phrases, self._queue_size, self._stuck_seconds)
        try:
            seat.scheduler.start()
            seat.load(lambda: self._complete_kokoro(seat), self._changed)
        except FailureError as failure:  # the next text tries again
            seat.scheduler.stop()
            self._problem = failure.message
            return
        self._tried, self._kokoro = seen, seat

    def _files(self) -> tuple[Path, Path] | None:
        """Model and voices, or None; `_problem` tells where it is more than that they are missing."""
        if self._settings.model or self._settings.voices:
            return self._files_of_ones_own(self._settings.model, self._settings.voices)
        try:
            found = installed(self._settings.directory)
        except FilesError as error:
            self._problem = str(error)
            return None
        self._problem = ""
        return None if found is None else (found.model, found.voices)

    def _files_of_ones_own(self, model: Path | None, voices: Path | None) -> tuple[Path, Path] | None:
        if model is None or voices is None:
            self._problem = "a model of one's own takes its own voices: set KOKORO_MODEL and KOKORO_VOICES, or neither"
            return None
        missing = [str(file) for file in (model, voices) if not file.exists()]
        self._problem = f"there is no {missing[0]}, which the settings name" if missing else ""
        return None if missing else (model, voices)

    def _complete_kokoro(self, seat: _KokoroSeat) -> None:
        seat.voices = frozenset(seat.kokoro.voices())
        self.catalogue.add(kokoro_voice(name) for name in seat.voices if not self.catalogue.knows(name))
        seat.scheduler.start()  # with more threads where a GPU takes more texts at a time


class _KokoroSeat(Seat):
    """Kokoro's: what it has said is remembered, and what it cannot say espeak-ng says."""

    def __init__(
        self,
        kokoro: KokoroEngine,
        espeak: EspeakEngine,
        phrases: PhraseCache,
        queue_size: int,
        stuck_seconds: float,
    ) -> None:
        self.kokoro = kokoro
        self.voices: frozenset[str] = frozenset()
        """The names of its voices, once it is loaded."""
        self._understudied = UnderstudiedEngine(RememberingEngine(kokoro, phrases), espeak)
        super().__init__(self._understudied, queue_size, stuck_seconds)

    def problem(self, voice: Voice) -> str:
        """Why it did not speak the voice's last passage; empty where it did."""
        return self._understudied.problem(voice.sound)

    @property
    def state(self) -> str:
        """In a word or a sentence."""
        if self.error or not self.loaded.is_set():
            return self.error or "loading"
        return f"ready ({self.kokoro.provider})" if self.kokoro.provider else "asleep"

    def has(self, voice: Voice) -> bool:
        """Whether it can speak that voice, or mix it; as long as nobody knows it is taken for granted."""
        return not self.voices or all(part in self.voices for part in voice.parts)


def _loaded(seat: Seat) -> str:
    return "ready" if seat.loaded.is_set() else "loading"


def _look_at(files: tuple[Path, Path] | None) -> list[tuple[str, int, int]]:
    """What tells whether files are other ones: name, size and time of change (ns)."""
    return [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files or () if f.exists()]


def _pronounced(work: Callable[[], Result]) -> Result:
    """What the work with phonemes gives; raises FailureError."""
    try:
        return work()
    except EngineError as error:
        raise FailureError(UNKNOWN_LANGUAGE, str(error)) from None
    except Exception as error:  # noqa: BLE001 - whatever a library raises, and without its words
        log.error("the phonemes of a text could not be made: %s", place(error))
        raise FailureError(ENGINE_FAILED, "the phonemes could not be made: the journal has the details") from None
