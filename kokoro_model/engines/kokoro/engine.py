"""The engine that speaks with Kokoro-82M.

To import it takes nothing heavy: numpy, onnxruntime and kokoro-onnx come in with `load`.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from kokoro_model.engines import SAMPLE_RATE, EngineError
from kokoro_model.engines.kokoro.idle import Idle
from kokoro_model.engines.kokoro.session import CPU, give_heap_back
from kokoro_model.recipes import RecipeError, UnknownVoiceError, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kokoro_model.engines import Request, Word
    from kokoro_model.engines.kokoro.background import Background
    from kokoro_model.engines.kokoro.calibration import Calibration
    from kokoro_model.engines.kokoro.loader import Loader
    from kokoro_model.engines.kokoro.loading import Loaded
    from kokoro_model.engines.kokoro.spelling import Spelling
    from kokoro_model.engines.kokoro.styles import Styles
    from kokoro_model.text.pieces import Phonemes, Spoken

log = logging.getLogger(__name__)
_FIRST_GUESS = 0.6
"""The real-time factor that is expected before any was measured."""
_LEAST_SOUND = 1.0
"""Seconds of sound below which a real-time factor tells more of the start than of the pace."""


class KokoroEngine:
    """Speaks with the model at `model` and the voices at `voices`, a file of packs or a folder of them.

    `cache` holds the model's optimised form; where it is missing, the model speaks as it came while that
    is made behind it. `deterministic` waits for it and takes the noise out: a text then always sounds the
    same. `english` is what reads English, one of phonemes.ENGLISH. A request's voice is a voice's name or a
    recipe of several. The memory that speaking took is given back when nothing was spoken for `rest_after`
    seconds, the model's after `unload_after` (0: never); it is loaded again when wanted, and when other files are
    in the place of those that it came from.
    """

    name = "kokoro"
    interruptible = True

    def __init__(
        self,
        model: Path,
        voices: Path,
        *,
        cache: Path,
        device: str = "auto",
        gpu_memory_fraction: float | None = None,
        jobs: int = 12,
        vocoder_streaming: bool = True,
        english: str = "espeak",
        deterministic: bool = False,
        threads: int = 0,
        rest_after: float = 10.0,
        unload_after: float = 0.0,
    ) -> None:
        self.real_time_factor = _FIRST_GUESS
        self._files, self._voices = (model, voices), voices
        self._identity = self._came_from = ""
        self._jobs = jobs
        self._english = english
        self._loading = threading.Lock()
        self._loader: Loader | None = None
        self._loaded: Loaded | None = None
        self._styles: Styles | None = None
        self._calibration: Calibration | None = None  # that of the model that was in memory last
        self._idle = Idle([(rest_after, self._rest), *([(unload_after, self._let_go)] if unload_after else [])])

        def loader() -> Loader:
            from kokoro_model.engines.kokoro.loader import Loader

            return Loader(
                model,
                voices,
                cache,
                device=device,
                gpu_memory_fraction=gpu_memory_fraction,
                vocoder_streaming=vocoder_streaming,
                deterministic=deterministic,
                threads=threads,
            )

        self._make_loader = loader

    @property
    def identity(self) -> str:
        """Tells what speaks from anything else: files by names, sizes and times of change, as they were if gone."""
        from kokoro_model.engines.kokoro.phonemize import english_reader

        with contextlib.suppress(OSError):
            self._identity = " ".join([english_reader(self._english), *(_identity(path) for path in self._files)])
        return self._identity

    @property
    def provider(self) -> str:
        """The onnxruntime provider that runs the model; empty while it is not loaded."""
        loaded = self._loaded  # another thread may let it go meanwhile
        return loaded.provider if loaded else ""

    @property
    def concurrency(self) -> int:
        """Passages at a time: one takes all cores of a CPU, and a part of a GPU."""
        return self._jobs if self.provider not in {"", CPU} else 1

    def voices(self) -> list[str]:
        """The names of the voices there are. Raises EngineError."""
        from kokoro_model.engines.kokoro.styles import Styles

        with self._loading:
            self._styles = self._styles or Styles(self._voices)
            return self._styles.names

    def check_language(self, lang: str) -> None:
        """Raises EngineError where something is missing that the language needs."""
        from kokoro_model.engines.kokoro.phonemize import check

        check(lang)

    def streams(self, voice: str) -> bool:
        """Whether a passage in that voice is heard while it is made; waits for the first load. See Engine."""
        if not self._came_from:  # it was never in memory
            with contextlib.suppress(EngineError):
                self.load()
        if (calibration := self._calibration) is None:
            return False
        try:
            return calibration.statistics(_weights(voice, calibration.styles)) is not None
        except EngineError:  # which is told when it is spoken
            return False

    def load(self) -> None:
        """Bring model, voices and phonemes into memory. Raises EngineError with the way out."""
        with self._idle:
            self._awake()

    def unload(self) -> None:
        """Give the memory back; what is being spoken is spoken to its end."""
        self._idle.forget()
        self._let_go()

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Speak one passage into `emit`; see Engine."""
        _bring_in()
        from kokoro_model.engines.kokoro.script import pronounce
        from kokoro_model.engines.kokoro.speech import Speech
        from kokoro_model.engines.kokoro.spelling import Spelling

        parts = pronounce(request.pieces, request.lang, english=self._english)  # while the model may still be loading
        with self._idle:
            loaded, styles = self._awake()
            recipe = _weights(request.voice, styles)
            statistics = loaded.calibration.statistics(recipe) if loaded.calibration else None
            spelling = Spelling(request.text, request.lang, parts, loaded.vocabulary, english=self._english)
            speech = Speech(
                loaded.model,
                loaded.vocabulary,
                lambda phonemes: styles.style(recipe, phonemes - 1),
                speed=request.speed,
                statistics=statistics,
            )
            for block in self._measured(speech.blocks(spelling.phonemes, request.volume), loaded.background):
                if not emit(block):
                    break
        return speech.words(spelling)

    def _measured(self, blocks: Iterator[bytes], background: Background) -> Iterator[bytes]:
        """The blocks, while the real-time factor is brought up to date; it follows slowly, for texts differ.

        What runs in the background stands still while a block is made, and goes on while one is taken.
        """
        seconds, length = 0.0, 0
        while True:
            with background:
                begun = time.monotonic()
                block = next(blocks, None)
                seconds += time.monotonic() - begun
            if block is None:
                break
            length += len(block)
            yield block
        sound = length / 2 / SAMPLE_RATE
        if sound >= _LEAST_SOUND:
            self.real_time_factor += 0.3 * (seconds / sound - self.real_time_factor)

    def _awake(self) -> tuple[Loaded, Styles]:
        """The model and the voices, loaded if they are not. Raises EngineError."""
        with self._loading:
            identity = self.identity
            if self._loaded is None or self._styles is None or self._came_from != identity:
                self._drop()
                self._load()
                self._came_from = identity
            assert self._loaded is not None
            assert self._styles is not None
            return self._loaded, self._styles

    def _load(self) -> None:
        _bring_in()
        from kokoro_model.engines.kokoro.phonemize import prepare
        from kokoro_model.engines.kokoro.styles import Styles

        self._loader = self._make_loader()
        self._styles = Styles(self._voices)
        with ThreadPoolExecutor(1) as beside:
            prepared = beside.submit(prepare, english=self._english)
            self._take(self._loader.load(self._change_to))
        prepared.result()

    def _take(self, loaded: Loaded) -> None:
        self._loaded, self._calibration = loaded, loaded.calibration

    def _change_to(self, better: Loaded) -> None:
        self._take(better)
        log.info("the optimised model speaks from now on")

    def _rest(self) -> None:
        if (loaded := self._loaded) is not None and loaded.provider == CPU:
            loaded.model.rest()
            give_heap_back()

    def _let_go(self) -> None:
        with self._loading:
            if self._loaded is not None:
                log.info("the model is out of memory until it is wanted")
            self._drop()
        give_heap_back()

    def _drop(self) -> None:
        if self._loader is not None:
            self._loader.stop()
        self._loader = self._loaded = self._styles = None


def phonemes(pieces: Sequence[Spoken | Phonemes], lang: str, *, english: str = "espeak") -> str:
    """What the model would be given for a passage. Raises EngineError."""
    _bring_in()
    from kokoro_model.engines.kokoro.script import pronounce

    return "".join(part.phonemes for part in pronounce(pieces, lang, english=english))


def spelling(pieces: Sequence[Spoken | Phonemes], lang: str, *, english: str = "espeak") -> Spelling:
    """The same phonemes with the words that they speak. Raises EngineError."""
    _bring_in()
    from kokoro_model.engines.kokoro.script import pronounce
    from kokoro_model.engines.kokoro.spelling import Spelling

    parts = pronounce(pieces, lang, english=english)
    text = "".join(piece.text for piece in pieces)
    return Spelling(text, lang, parts, set("".join(part.phonemes for part in parts)), english=english)


_importing = threading.Lock()


def _bring_in() -> None:
    """Import what is heavy, one thread at a time: kokoro-onnx's modules import each other, and two would meet."""
    with _importing:
        for module in ("loader", "script", "speech"):
            importlib.import_module(f"{__package__}.{module}")


def _weights(voice: str, styles: Styles) -> dict[str, float]:
    try:
        return parse(voice, styles.names).weights
    except UnknownVoiceError as error:
        raise EngineError(f"there is no voice {error.voice!r} among the Kokoro voices") from None
    except RecipeError as error:
        raise EngineError(str(error)) from None


def _identity(path: Path) -> str:
    """Of a file, or of all in a folder. Raises OSError."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    states = [(file, file.stat()) for file in files]
    return " ".join(f"{file} {state.st_size} {state.st_mtime_ns}" for file, state in states)
