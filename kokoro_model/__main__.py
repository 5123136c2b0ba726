"""kokoro-model: the model service. Settings are flags, or environment variables of the same meaning."""

from __future__ import annotations

import argparse
import fcntl
import logging
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_ipc import address, directories, journal, launch, message
from kokoro_ipc.activation import NotActivatedError, ServiceManager, handed_in, turning_away
from kokoro_ipc.errors import SHUTTING_DOWN
from kokoro_model import media_player
from kokoro_model.engine_room import ENGINES, EngineRoom, KokoroSettings
from kokoro_model.engines.kokoro.phonemize import ENGLISH
from kokoro_model.kept_texts import KeptTexts
from kokoro_model.pauses import LONGEST, Pauses
from kokoro_model.phrase_cache import PhraseCache
from kokoro_model.phrase_store import PhraseStore
from kokoro_model.service import EngineHangsError, Segments, Service
from kokoro_model.switchboard import Switchboard
from kokoro_model.text.code_blocks import ANNOUNCE, WAYS
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.units import ChildUnits, SystemdUnits, VoiceUnits
from kokoro_model.voices import Catalogue

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

log = logging.getLogger(__name__)
REFUSAL = "the model service cannot start with its settings: say --doctor tells which"


def options(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    """The flags, with what the environment says as defaults."""
    parser = argparse.ArgumentParser("kokoro-model", description="The model service of say, started by its socket.")

    def setting(flag: str, variable: str, default: str, text: str, kind: type = str) -> None:
        value = environ.get(variable, default)
        parser.add_argument(flag, default=value, type=kind, help=f"{text} ({variable}, now {value})")

    setting("--idle", "KOKORO_MODEL_IDLE", "0", "leave after so many seconds without a connection; 0: stay", float)
    setting("--queue", "QUEUE_MAXSIZE", "256", "texts that may wait, for a voice and for the engine", int)
    setting("--first-words", "FIRST_SEGMENT_MAX_WORDS", "6", "words in the first segment, at most", int)
    setting("--normalise", "KOKORO_NORMALISE", "1", "0: speak texts as they stand", int)
    setting("--code-blocks", "KOKORO_CODE_BLOCKS", ANNOUNCE, f"what is done with fenced code: {', '.join(WAYS)}")
    setting("--pause", "KOKORO_PAUSE", "0.25,0.6", "seconds of silence behind a sentence, and a paragraph")
    setting("--boundaries", "FIRST_SEGMENT_BOUNDARIES", ".,?!;:", "where a segment may end inside a sentence")
    setting("--engine", "KOKORO_ENGINE", "auto", "auto: Kokoro where its files are in place; espeak: never")
    setting("--models", "KOKORO_MODELS", "", "folder of Kokoro's files, where fetch brings them; ~/.cache/kokoro")
    setting("--model", "KOKORO_MODEL", "", "a model file of one's own, together with --voices")
    setting("--voices", "KOKORO_VOICES", "", "a file of voices, or a folder with a file for each")
    setting("--device", "KOKORO_DEVICE", "auto", "where Kokoro computes: auto, cpu, or cuda:N")
    setting("--gpu-memory", "KOKORO_GPU_MEMORY_FRACTION", "0", "part of a GPU's memory it may take; 0: all", float)
    setting("--jobs", "MAX_CONCURRENT_JOBS", "12", "texts that a GPU speaks at a time", int)
    setting("--patience", "KOKORO_ENGINE_PATIENCE", "120", "seconds after which a segment is taken for a hang", float)
    setting("--idle-unload", "KOKORO_IDLE_UNLOAD", "0", "unload Kokoro after so many idle seconds; 0: never", float)
    setting("--vocoder-streaming", "KOKORO_VOCODER_STREAMING", "1", "0: make a sentence whole before it is heard", int)
    setting("--english", "KOKORO_ENGLISH", "auto", "what turns English into phonemes: misaki, espeak, or auto")
    setting("--phrases", "KOKORO_PHRASE_CACHE", "64", "MB of phrases that are remembered; 0: none", int)
    setting("--custom-voices", "KOKORO_CUSTOM_VOICES", "", "file of blends with names, in XDG's data directory")
    setting("--pronunciations", "KOKORO_PRONUNCIATIONS", "", "file of pronunciations, in XDG's config directory")
    setting("--log-level", "KOKORO_LOG_LEVEL", "info", f"one of {', '.join(journal.LEVELS)}")
    parser.add_argument("--voices-by", choices=("systemd", "child"), default="child", help="what starts the voices")
    return parser


def check(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Refuse, by the parser, values that make no sense."""
    one_of = (
        ("log level", chosen.log_level, journal.LEVELS),
        ("engine", chosen.engine, ENGINES),
        ("reader of English", chosen.english, ENGLISH),
        ("way with code blocks", chosen.code_blocks, WAYS),
    )
    for what, value, known in one_of:
        if value not in known:
            parser.error(f"the {what} is one of {', '.join(known)}, not {value}")
    if min(chosen.first_words, chosen.queue) < 1 or chosen.idle < 0:
        parser.error("the first segment has at least one word, the queue at least one place, and no time is negative")
    try:
        Pauses.parse(chosen.pause)
    except ValueError:
        parser.error(f"a pause is SENTENCE[,PARAGRAPH] in seconds, 0 to {LONGEST:g}, not {chosen.pause}")
    if chosen.patience < 1:
        parser.error("a segment may take a second at least")
    if min(chosen.idle_unload, chosen.phrases) < 0 or chosen.jobs < 1 or not 0 <= chosen.gpu_memory <= 1:
        parser.error("no time or size is negative, jobs are at least one, and a part of the memory is 0 to 1")


def main() -> None:
    """Start up, serve, leave; or `fetch`."""
    if sys.argv[1:2] == ["fetch"]:
        sys.exit(_fetch(sys.argv[2:], os.environ))
    with turning_away(message.encode(message.Failed(code=SHUTTING_DOWN, message=REFUSAL))):
        parser = options(os.environ)
        chosen = parser.parse_args()
        check(chosen, parser)
    try:
        listener, lock = handed_in()
    except NotActivatedError as error:
        parser.error(str(error))
    journal.set_up("kokoro-model", chosen.log_level, os.environ)
    path = listener.getsockname()
    try:
        launch.check_place(path, os.environ)
    except launch.LaunchError as error:
        parser.exit(1, f"kokoro-model: {error}\n")
    lock = _only_one(path, lock)
    units: VoiceUnits = SystemdUnits() if chosen.voices_by == "systemd" else ChildUnits()
    kept = KeptTexts(Path(path.removesuffix(".sock") + ".texts"))
    manager = ServiceManager(os.environ)
    service = Service(
        manager,
        _engines(chosen, os.environ),
        Switchboard(units, kept, chosen.queue, start_watcher=_media_player(path, os.environ)),
        lexicon=Lexicon(chosen.pronunciations or directories.ours("CONFIG", os.environ) + "/pronunciations.txt"),
        segments=Segments(first_words=chosen.first_words, boundaries=chosen.boundaries),
        normalise=bool(chosen.normalise),
        code_blocks=chosen.code_blocks,
        pauses=Pauses.parse(chosen.pause),
        idle_seconds=chosen.idle,
        runs_as=units.kind,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: service.stop(signal.Signals(number).name))
    try:
        idle = service.run(listener)
    except EngineHangsError as error:
        log.error("a new process has to speak: %s", error)
        os._exit(1)  # whoever holds texts brings them to the next
    _leave(listener, lock, alone=idle and chosen.voices_by == "child")
    sys.stdout.flush()
    os.close(lock)
    os._exit(0)  # what is left are threads that wait for peers or run the engine: nothing to wait for


def _leave(listener: socket.socket, lock: int, *, alone: bool) -> None:
    """Whoever comes too late waits in the socket: where systemd starts no other service for them, we do."""
    if alone:
        launch.leave(listener.getsockname(), listener, lock, os.environ)


def _engines(chosen: argparse.Namespace, environ: Mapping[str, str]) -> EngineRoom:
    directory = _models(chosen.models, environ)
    kokoro = KokoroSettings(
        directory=directory,
        model=Path(chosen.model) if chosen.model else None,
        voices=Path(chosen.voices) if chosen.voices else None,
        device=chosen.device,
        gpu_memory_fraction=chosen.gpu_memory or None,
        jobs=chosen.jobs,
        vocoder_streaming=bool(chosen.vocoder_streaming),
        english=chosen.english,
        unload_after=chosen.idle_unload,
    )
    limit = chosen.phrases << 20
    phrases = PhraseCache(limit, PhraseStore(directory / "phrases", limit) if limit else None)
    blends = Path(chosen.custom_voices or directories.ours("DATA", environ) + "/custom_voices.json")
    return EngineRoom(
        Catalogue(blends),
        kokoro,
        phrases,
        engine=chosen.engine,
        queue_size=chosen.queue,
        stuck_seconds=chosen.patience,
    )


def _fetch(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Bring Kokoro's files; gives the exit status."""
    from kokoro_model import fetch_command
    from kokoro_model.files import DEFAULT_MIRROR

    directory = _models(environ.get("KOKORO_MODELS", ""), environ)
    return fetch_command.main(arguments, directory=directory, mirror=environ.get("KOKORO_MIRROR", DEFAULT_MIRROR))


def _models(chosen: str, environ: Mapping[str, str]) -> Path:
    """Where Kokoro's files are kept."""
    return Path(chosen or directories.ours("CACHE", environ))


def _media_player(socket: str, environ: Mapping[str, str]) -> Callable[[], None]:
    """What shows media keys what is said: it looks at the user's one socket, so a second service has none."""
    usual = address.socket_path({name: value for name, value in environ.items() if name != "KOKORO_SOCKET"})
    return media_player.start if socket == usual else lambda: None


def _only_one(socket: str, lock: int | None) -> int:
    """Hold the lock that says a model runs; wait where the one before is still leaving."""
    if lock is None:
        lock = os.open(address.lock_path(socket), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)  # one that was handed in is held already
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


if __name__ == "__main__":
    main()
