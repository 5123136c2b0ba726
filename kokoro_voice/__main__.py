"""kokoro-voice: the process of one voice. Settings are flags, or environment variables of the same meaning."""

from __future__ import annotations

import argparse
import functools
import gc
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

from kokoro_ipc import address, instance, journal, launch
from kokoro_ipc.activation import ServiceManager
from kokoro_voice import label
from kokoro_voice.device import Device, DeviceHangsError
from kokoro_voice.label import ROLES
from kokoro_voice.mouth import Mouth
from kokoro_voice.player import Player
from kokoro_voice.scribe import Scribe
from kokoro_voice.session import Session, Wake
from kokoro_voice.sink import NullSink, PortAudioSink, Sink
from kokoro_voice.sound_server import SoundServer

if TYPE_CHECKING:
    from collections.abc import Mapping


log = logging.getLogger(__name__)


def options(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    """The flags, with what the environment says as defaults."""
    parser = argparse.ArgumentParser("kokoro-voice", description="The process of one voice of say.")

    def setting(flag: str, variable: str, default: str, text: str, kind: type = str) -> None:
        value = environ.get(variable, default)
        parser.add_argument(flag, default=value, type=kind, help=f"{text} ({variable}, now {value!r})")

    parser.add_argument("instance", help="VOICE_LANG, as in af_heart_en-us")
    setting("--idle", "KOKORO_VOICE_IDLE", "300", "leave after so many silent seconds", float)
    setting("--device", "KOKORO_OUTPUT_DEVICE", "", "the sound device's name or number; `null` makes no sound")
    setting("--latency", "KOKORO_LATENCY", "0.02", "seconds of sound that the device is ahead", float)
    setting("--linger", "KOKORO_DEVICE_LINGER", "5", "let the device go after so many silent seconds", float)
    setting(
        "--preroll", "KOKORO_PREROLL", "0.25", "seconds of silence before the first sound on a device that slept", float
    )
    setting("--role", "KOKORO_MEDIA_ROLE", "accessibility", f"what the sound counts as: one of {', '.join(ROLES)}")
    setting("--log-level", "KOKORO_LOG_LEVEL", "info", f"one of {', '.join(journal.LEVELS)}")
    return parser


def check(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Refuse, by the parser, values that make no sense."""
    if chosen.log_level not in journal.LEVELS:
        parser.error(f"the log level is one of {', '.join(journal.LEVELS)}, not {chosen.log_level}")
    if chosen.role not in ROLES:
        parser.error(f"the role is one of {', '.join(ROLES)}, not {chosen.role}")


def main() -> None:
    """Start up, serve, leave."""
    parser = options(os.environ)
    chosen = parser.parse_args()
    check(chosen, parser)
    try:
        voice, lang = instance.unescape(chosen.instance)
    except ValueError as error:
        parser.error(str(error))
    _mute_libraries()
    journal.set_up("kokoro-voice", chosen.log_level, os.environ)
    sys.setswitchinterval(0.0005)  # the device's thread never waits long for Python, whatever another thread does
    gc.freeze()
    wake = Wake()
    wake.by_signals()
    player = Player(wake)
    for name, value in label.properties(voice, chosen.role).items():
        os.environ.setdefault(name, value)
    device = _device(chosen, player, wake)
    signal.signal(signal.SIGXCPU, lambda *_: device.hogs())
    device.start()
    connect = functools.partial(launch.connect, os.environ)
    session = Session(
        voice,
        lang,
        find=functools.partial(launch.reach, address.socket_path(os.environ), os.environ),
        connect=connect,
        wake=wake,
        manager=ServiceManager(os.environ),
        idle_seconds=chosen.idle,
    )
    session.mouth = Mouth(player, device, connect, session.report, wake)
    session.scribe = Scribe(connect, session.report, wake)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: session.leave(signal.Signals(number).name))
    os._exit(_serve(session, device))  # a fetching thread may still wait for the model: nothing to wait for


def _mute_libraries() -> None:
    """Keep standard error for ourselves: where a device goes, PortAudio writes 60,000 lines a second to it."""
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)


def _device(chosen: argparse.Namespace, player: Player, wake: Wake) -> Device:
    """The sound device, with what knows whether it sleeps."""
    silent = chosen.device == "null"
    sink: Sink = NullSink() if silent else PortAudioSink(chosen.latency, chosen.device)
    server = SoundServer(os.environ)

    def sleeps(name: str) -> bool:
        return not silent and server.sleeps(name or chosen.device)

    return Device(sink, player, wake, linger_seconds=chosen.linger, preroll_seconds=chosen.preroll, sleeps=sleeps)


def _serve(session: Session, device: Device) -> int:
    """Run the session to its end; gives the exit status."""
    try:
        session.run()
    except (OSError, launch.LaunchError) as error:
        log.error("the model service cannot be reached: %s", error)
        return 1
    except DeviceHangsError as error:
        log.error("a new process has to speak: %s", error)
        return 1  # at once: the device cannot be closed, and the next text must not be given to this process
    device.quit(seconds=1.0)
    return 0


if __name__ == "__main__":
    main()
