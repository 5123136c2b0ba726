"""The desktop that the soak runs on: units with settings for it, servers that listen, speech-dispatcher."""

from __future__ import annotations

import os
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.end_to_end.ssip import Client, end_server
from tests.tiny_kokoro import write_model, write_voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VOICE_IDLE = 1.0
SERVERS = ("kokoro-api", "kokoro-wyoming")
SERVICES = ("kokoro-model.service", *(f"{server}.service" for server in SERVERS))


def systemctl(*words: str) -> str:
    """What it answers."""
    command = ["systemctl", "--user", *words]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def shown(unit: str, name: str) -> str:
    """A property of a unit."""
    return systemctl("show", "--value", f"--property={name}", unit)


@contextmanager
def prepared(program: str, folder: Path, voices: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Everything is stopped, and starts with our settings when it is asked for; gives the ports of HTTP and Wyoming."""
    settings = {
        "KOKORO_OUTPUT_DEVICE": "null",
        "KOKORO_VOICE_IDLE": f"{VOICE_IDLE:g}",
        "KOKORO_MODEL": str(write_model(folder / "tiny.onnx")),
        "KOKORO_VOICES": str(write_voices(folder / "voices.bin", dict.fromkeys(voices, 10))),
        "KOKORO_PHRASE_CACHE": "1",  # it grows up to its limit, which is to be reached a tenth of the way
        "KOKORO_CUSTOM_VOICES": str(folder / "blends.json"),
    }
    http, wyoming = _free_ports()
    sockets = [f"{server}.socket" for server in SERVERS]
    listened = [unit for unit in sockets if shown(unit, "ActiveState") == "active"]
    stop_all(program)
    with _drop_ins(settings, dict(zip(SERVERS, (http, wyoming), strict=True))):
        try:
            systemctl("start", *sockets)
            subprocess.run(["spd-say", "-O"], stdout=subprocess.DEVNULL, check=True)  # starts speech-dispatcher
            with Client("soak"):  # it would leave when nobody is connected
                yield http, wyoming
        finally:
            stop_all(program)
    for unit in listened:
        systemctl("start", unit)


def stop_all(program: str) -> None:
    """Only the model's socket is left."""
    end_server()
    systemctl("stop", *(f"{server}.{kind}" for server in SERVERS for kind in ("socket", "service")))
    subprocess.run([program, "--kill"], check=True)


def _free_ports() -> tuple[int, int]:
    """Two that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


@contextmanager
def _drop_ins(settings: Mapping[str, str], ports: Mapping[str, int]) -> Iterator[None]:
    """For all of our services settings, and a journal that keeps every line; for sockets ports of their own."""
    service = ["[Service]", "LogRateLimitIntervalSec=0", *(f"Environment={name}={settings[name]}" for name in settings)]
    texts = {"kokoro-.service": service}
    for server, port in ports.items():
        texts[f"{server}.socket"] = ["[Socket]", "ListenStream=", f"ListenStream=127.0.0.1:{port}"]
    units = Path(os.environ["XDG_RUNTIME_DIR"]) / "systemd/user"
    for unit, lines in texts.items():
        (units / f"{unit}.d").mkdir(parents=True, exist_ok=True)
        (units / f"{unit}.d/soak.conf").write_text("\n".join(lines) + "\n")
    systemctl("daemon-reload")
    try:
        yield
    finally:
        for unit in texts:
            (units / f"{unit}.d/soak.conf").unlink()
        systemctl("daemon-reload")
