"""The desktop that the soak runs on: units with settings for it, servers that listen, speech-dispatcher."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.end_to_end.ssip import end_server
from tests.tiny_kokoro import write_model, write_voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VOICE_IDLE = 1.0
SOCKETS = ("kokoro-api.socket", "kokoro-wyoming.socket")
SERVICES = ("kokoro-model.service", "kokoro-api.service", "kokoro-wyoming.service")


def systemctl(*words: str) -> str:
    """What it answers."""
    command = ["systemctl", "--user", *words]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def shown(unit: str, name: str) -> str:
    """A property of a unit."""
    return systemctl("show", "--value", f"--property={name}", unit)


@contextmanager
def prepared(program: str, folder: Path, voices: Sequence[str]) -> Iterator[None]:
    """Everything is stopped, and starts with our settings when it is asked for; behind it all is as it was."""
    settings = {
        "KOKORO_OUTPUT_DEVICE": "null",
        "KOKORO_VOICE_IDLE": f"{VOICE_IDLE:g}",
        "KOKORO_MODEL": str(write_model(folder / "tiny.onnx")),
        "KOKORO_VOICES": str(write_voices(folder / "voices.bin", dict.fromkeys(voices, 10))),
        "KOKORO_CUSTOM_VOICES": str(folder / "blends.json"),
    }
    subprocess.run([program, "--kill"], check=True)
    with _drop_in(settings):
        try:
            systemctl("start", *SOCKETS)
            end_server()
            subprocess.run(["spd-say", "-O"], stdout=subprocess.DEVNULL, check=True)  # starts it
            yield
        finally:
            end_server()
            systemctl("stop", *SOCKETS, "kokoro-api.service", "kokoro-wyoming.service")
            subprocess.run([program, "--kill"], check=True)


@contextmanager
def _drop_in(settings: Mapping[str, str]) -> Iterator[None]:
    """For all of our services: settings, and a journal that keeps every line."""
    directory = Path(os.environ["XDG_RUNTIME_DIR"]) / "systemd/user/kokoro-.service.d"
    directory.mkdir(parents=True, exist_ok=True)
    lines = ["[Service]", "LogRateLimitIntervalSec=0", *(f"Environment={name}={settings[name]}" for name in settings)]
    (directory / "soak.conf").write_text("\n".join(lines) + "\n")
    systemctl("daemon-reload")
    try:
        yield
    finally:
        shutil.rmtree(directory)
        systemctl("daemon-reload")
