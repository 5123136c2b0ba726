"""kokoro-model: the model service. Settings are flags, or environment variables of the same meaning."""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_ipc import address, journal
from kokoro_ipc.activation import NotActivatedError, ServiceManager, listening_socket
from kokoro_model.engine_room import EngineRoom
from kokoro_model.service import Segments, Service
from kokoro_model.switchboard import Switchboard
from kokoro_model.units import ChildUnits, SystemdUnits, VoiceUnits

if TYPE_CHECKING:
    from collections.abc import Mapping


def options(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    """The flags, with what the environment says as defaults."""
    parser = argparse.ArgumentParser("kokoro-model", description="The model service of say, started by its socket.")

    def setting(flag: str, variable: str, default: str, text: str, kind: type = str) -> None:
        value = environ.get(variable, default)
        parser.add_argument(flag, default=value, type=kind, help=f"{text} ({variable}, now {value})")

    setting("--idle", "KOKORO_MODEL_IDLE", "0", "leave after so many seconds without a connection; 0: stay", float)
    setting("--queue", "QUEUE_MAXSIZE", "256", "texts that may wait, for a voice and for the engine", int)
    setting("--first-words", "FIRST_SEGMENT_MAX_WORDS", "6", "words in the first segment, at most", int)
    setting("--boundaries", "FIRST_SEGMENT_BOUNDARIES", ".,?!;:", "where a segment may end inside a sentence")
    setting("--models", "KOKORO_MODELS", "", "folder of Kokoro's files, where fetch brings them; ~/.cache/kokoro")
    setting("--log-level", "KOKORO_LOG_LEVEL", "info", f"one of {', '.join(journal.LEVELS)}")
    parser.add_argument("--voices-by", choices=("systemd", "child"), default="child", help="what starts the voices")
    return parser


def main() -> None:
    """Start up, serve, leave; or `fetch`."""
    if sys.argv[1:2] == ["fetch"]:
        sys.exit(_fetch(sys.argv[2:], os.environ))
    parser = options(os.environ)
    chosen = parser.parse_args()
    if chosen.log_level not in journal.LEVELS:
        parser.error(f"the log level is one of {', '.join(journal.LEVELS)}, not {chosen.log_level}")
    if min(chosen.first_words, chosen.queue) < 1 or chosen.idle < 0:
        parser.error("the first segment has at least one word, the queue at least one place, and no time is negative")
    try:
        listener = listening_socket()
    except NotActivatedError as error:
        parser.error(str(error))
    journal.set_up("kokoro-model", chosen.log_level, os.environ)
    lock = _only_one(listener.getsockname())
    units: VoiceUnits = SystemdUnits() if chosen.voices_by == "systemd" else ChildUnits()
    manager = ServiceManager(os.environ)
    engines = EngineRoom(chosen.queue, _models(chosen.models, os.environ))
    board = Switchboard(units, chosen.queue)
    segments = Segments(first_words=chosen.first_words, boundaries=chosen.boundaries)
    service = Service(manager, engines, board, segments=segments, idle_seconds=chosen.idle, runs_as=units.kind)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: service.stop(signal.Signals(number).name))
    service.run(listener)
    sys.stdout.flush()
    os.close(lock)
    os._exit(0)  # what is left are threads that wait for peers or run the engine: nothing to wait for


def _fetch(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Bring Kokoro's files; gives the exit status."""
    from kokoro_model import fetch_command
    from kokoro_model.files import DEFAULT_MIRROR

    directory = _models(environ.get("KOKORO_MODELS", ""), environ)
    return fetch_command.main(arguments, directory=directory, mirror=environ.get("KOKORO_MIRROR", DEFAULT_MIRROR))


def _models(chosen: str, environ: Mapping[str, str]) -> Path:
    """Where Kokoro's files are kept."""
    cache = environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(chosen or cache + "/kokoro")


def _only_one(socket: str) -> int:
    """Hold the lock that says a model runs; wait where the one before is still leaving."""
    lock = os.open(address.lock_path(socket), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


if __name__ == "__main__":
    main()
