"""What a voice needs to be heard, looked at for `say --doctor`: its settings, the sound server, PortAudio.

`python -I -m kokoro_voice.checkup [FILE]`: FILE is voice.conf where voices read it.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from kokoro_ipc import settings_file
from kokoro_ipc.checkup import Check, Finding, describe, main, note, problem, well
from kokoro_ipc.errors import ProtocolError
from kokoro_voice.sound_server import DefaultSink, SoundServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE_SECONDS = 3.0
"""Nobody waits to hear anything meanwhile."""
FAINT = 0.05
PIPEWIRE = ("pipewire.socket", "pipewire-pulse.socket", "wireplumber.service")
PORTAUDIO = {"apt-get": "libportaudio2", "dnf": "portaudio", "pacman": "portaudio"}
ALSA_PLUGIN = {"apt-get": "pipewire-alsa", "dnf": "pipewire-alsa", "pacman": "pipewire-alsa"}
_INSTALL = {"apt-get": "apt-get install", "dnf": "dnf install", "pacman": "pacman --sync"}


def checks(conf: str, environ: Mapping[str, str]) -> list[Check]:
    """All of them, for voices with those settings."""
    settings = {**environ, **settings_file.read(conf)} if conf else dict(environ)
    return [
        *([("Settings", functools.partial(_settings, conf))] if conf else []),
        ("Sound server", functools.partial(sound_server, settings)),
        ("Sound device", functools.partial(device, settings, conf)),
    ]


def _settings(conf: str) -> Iterator[Finding]:
    from kokoro_voice.__main__ import check, options

    yield from settings_file.check(conf, options, check, ["af_heart_en-us"])


def sound_server(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Whether it answers, and sends sound where it is heard."""
    try:
        sink = _default_sink(environ)
    except (OSError, ProtocolError) as error:
        yield _no_server(describe(error))
        return
    if sink.name == "auto_null":
        yield problem(f"the sound server has no device: “{sink.title}” takes the sound, and nobody hears it")
        return
    if sink.muted:
        yield problem(f"“{sink.title}”, the default output, is muted", _control("mute"))
    if sink.volume == 0:
        yield problem(f"“{sink.title}”, the default output, has volume 0", _control("volume"))
    elif sink.volume < FAINT:
        yield note(f"“{sink.title}”, the default output, has volume {sink.volume:.0%}", _control("volume"))
    if not sink.muted and sink.volume >= FAINT:
        yield well(f"sound goes to “{sink.title}” at volume {sink.volume:.0%}")


def _default_sink(environ: Mapping[str, str]) -> DefaultSink:
    """Where sound goes; a server that is only starting has no device for a moment. Raises OSError, ProtocolError."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return SoundServer(environ, patience_seconds=PATIENCE_SECONDS).default_sink()
        except ProtocolError:
            if time.monotonic() > limit:
                raise
        time.sleep(0.1)


def _no_server(reason: str) -> Finding:
    """It does not answer: a problem only where there should be one."""
    units = [unit for unit in PIPEWIRE if _knows_unit(unit)]
    if units:
        return problem(f"the sound server does not answer ({reason})", f"systemctl --user start {' '.join(units)}")
    if shutil.which("pulseaudio"):
        return problem(f"the sound server does not answer ({reason})", "pulseaudio --start")
    return note("there is neither PipeWire nor PulseAudio: sound goes to ALSA's own devices, if there are any")


def _knows_unit(unit: str) -> bool:
    try:
        command = ["systemctl", "--user", "cat", unit]
        return subprocess.run(command, capture_output=True, check=False, timeout=5).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _control(what: str) -> str:
    """The command that unmutes the default output, or makes it half as loud as it can be."""
    if shutil.which("pactl"):
        return f"pactl set-sink-{what} @DEFAULT_SINK@ {'0' if what == 'mute' else '50%'}"
    return f"wpctl set-{what} @DEFAULT_AUDIO_SINK@ {'0' if what == 'mute' else '0.5'}"


def device(settings: Mapping[str, str], conf: str) -> Iterator[Finding]:
    """Whether PortAudio loads and has the device that is to be used."""
    wanted = settings.get("KOKORO_OUTPUT_DEVICE", "")
    unset = settings_file.remove(conf, f"KOKORO_OUTPUT_DEVICE={wanted}") if conf else "unset KOKORO_OUTPUT_DEVICE"
    if wanted == "null":
        yield note("KOKORO_OUTPUT_DEVICE=null: no voice is heard, by your own settings", unset)
        return
    try:
        import sounddevice
    except OSError as error:
        yield problem(f"PortAudio does not load ({error})", install(PORTAUDIO))
        return
    try:
        found = sounddevice.query_devices(int(wanted) if wanted.isdigit() else wanted or None, "output")
    except (sounddevice.PortAudioError, ValueError) as error:
        if wanted:
            yield problem(f"there is no sound device {wanted}, which KOKORO_OUTPUT_DEVICE names", unset)
        else:
            yield _no_device(settings, describe(error))
        return
    yield well(f"PortAudio plays to the device “{found['name']}”")


def _no_device(environ: Mapping[str, str], reason: str) -> Finding:
    """PortAudio sees nothing: where there is a sound server, it lacks the way to it."""
    try:
        _default_sink(environ)
    except (OSError, ProtocolError):
        return problem(f"PortAudio sees no sound device ({reason}), and there is no sound server: say -o writes files")
    return problem(f"PortAudio does not see the sound server ({reason})", install(ALSA_PLUGIN))


def install(packages: Mapping[str, str]) -> str:
    """The command that installs that package here, empty where nobody knows how."""
    manager = next((name for name in packages if shutil.which(name)), "")
    return f"sudo {_INSTALL[manager]} {packages[manager]}" if manager else ""


if __name__ == "__main__":
    main(checks("".join(sys.argv[1:]), os.environ))
