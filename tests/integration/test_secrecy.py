"""What is said, and the keys to it, at the level that logs most: in no log, no command line and no status."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import threading
from typing import TYPE_CHECKING

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from wyoming.tts import Synthesize

from tests.integration.activated import activated
from tests.integration.kokoro_system import SAY
from tests.wyoming_server import SECONDS, Client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.integration.kokoro_system import System

TEXT = "The password is xylophone seventeen."
SECRETS = ("xylophone", "xylofon", "zaɪləfoʊn", "sesame", "Xylophone")
"""What is said, as it is spelt and as it is spoken, and the key."""
KEY = "open-sesame-4711"


class Statuses:
    """Hears what all daemons tell the service manager."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self.heard: list[str] = []
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def close(self) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as last:
            last.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()

    def _listen(self) -> None:
        while told := self._socket.recv(65536):
            self.heard.append(told.decode())


@pytest.fixture
def watched(system: System) -> Iterator[tuple[System, Statuses]]:
    """A system that logs all it can, with what it tells the service manager."""
    statuses = Statuses(system.folder / "notify")
    system.environ |= {"KOKORO_LOG_LEVEL": "debug", "NOTIFY_SOCKET": str(system.folder / "notify")}
    try:
        yield system, statuses
    finally:
        system.say("--kill")
        statuses.close()


def log_of(system: System) -> str:
    return (system.folder / "state" / "kokoro" / "kokoro.log").read_text()


def told(text: str) -> list[str]:
    """The secrets in it."""
    return [secret for secret in SECRETS if secret in text]


def command_lines() -> str:
    """Of all processes, with their titles."""
    found = []
    for process in filter(str.isdigit, os.listdir("/proc")):
        for name in ("cmdline", "comm"):
            try:
                with open(f"/proc/{process}/{name}", encoding="utf-8", errors="replace") as file:
                    found.append(file.read())
            except OSError:  # it has ended
                pass
    return "\n".join(found)


def test_what_is_said_is_nowhere_but_in_the_sound(watched: tuple[System, Statuses]) -> None:
    system, statuses = watched
    for ways in ([], ["--plain"], ["-v", "af_heart(2)+am_michael"], ["-l", "de"]):
        system.sound(*ways, stdin=TEXT)
    system.sound("--phonemes", stdin="zaɪləfoʊn")
    system.say("--teach", "password=xylophone")
    system.say("-w", "-s", "2", stdin=TEXT)
    system.say("--again")
    system.say("-v", "xylophone", stdin=TEXT, status=2)
    system.say("-w", "-o", str(system.folder / "none" / "said.wav"), stdin=TEXT, status=2)
    with subprocess.Popen([*SAY, "-w"], env=system.environ, stdin=subprocess.PIPE) as speaking:
        assert speaking.stdin
        speaking.stdin.write((TEXT + " ").encode() * 40)
        speaking.stdin.close()
        system.say("--status")
        assert told(command_lines()) == []
        speaking.send_signal(signal.SIGINT)
        assert speaking.wait(20) == 130
    assert "kokoro-voice" in log_of(system)
    assert told(log_of(system)) == []
    assert statuses.heard
    assert told("\n".join(statuses.heard)) == []


def test_what_breaks_is_told_without_the_text(watched: tuple[System, Statuses]) -> None:
    """A model whose files are spoilt, and a client that is killed in mid-text."""
    system, _ = watched
    with subprocess.Popen([*SAY, "-w"], env=system.environ, stdin=subprocess.PIPE) as speaking:
        assert speaking.stdin
        speaking.stdin.write(TEXT.encode() * 3)
        speaking.stdin.flush()
        system.sound("-v", "am_michael", stdin="Hello.")
        speaking.kill()
        speaking.stdin.close()
    system.say("--kill")
    system.voices.write_bytes(b"no voices")
    system.sound(stdin=TEXT)  # espeak-ng speaks in its place
    assert told(log_of(system)) == []


@pytest.fixture
def keys(tmp_path: Path) -> str:
    path = tmp_path / "keys"
    path.write_text(f"{KEY}\n")
    path.chmod(0o644)
    return str(path)


def test_keys_and_texts_of_requests_are_not_logged(
    watched: tuple[System, Statuses], listener: socket.socket, keys: str, capfd: pytest.CaptureFixture[str]
) -> None:
    system, statuses = watched
    place = f"127.0.0.1:{listener.getsockname()[1]}"
    url = f"http://{place}"
    shown = {"authorization": f"Bearer {KEY}"}
    route = f"ws://{place}/v1/audio/speech/stream/ws"
    with activated("kokoro_api", listener, system.environ, "--key-file", keys):
        by_address = httpx.get(f"{url}/tts", params={"text": TEXT, "api_key": KEY}, timeout=60)
        by_header = httpx.get(f"{url}/tts", params={"text": TEXT}, headers=shown, timeout=60)
        assert by_address.status_code == by_header.status_code == 200
        wrong = {"authorization": f"Bearer {KEY}x"}
        assert httpx.get(f"{url}/tts", params={"text": TEXT}, headers=wrong, timeout=20).status_code == 401
        spoilt = {"input": TEXT, "voice": "xylophone", "speed": "sesame"}
        refused = httpx.post(f"{url}/v1/audio/speech", json=spoilt, headers=shown, timeout=20)
        assert refused.status_code == 400
        broken = b'{"input": "' + TEXT.encode() + b"\xff"
        kind = {"content-type": "application/json"}
        assert httpx.post(f"{url}/v1/audio/speech", content=broken, headers={**shown, **kind}, timeout=20).is_error
        with connect(f"{route}?api_key={KEY}", open_timeout=20) as talk:
            talk.send(TEXT)  # not what it understands
            talk.recv(timeout=20)
        with pytest.raises(InvalidStatus), connect(f"{route}?api_key={KEY}x", open_timeout=20):
            pass
    logged = capfd.readouterr().err
    assert "/v1/audio/speech" in logged
    assert f"other users may read the keys: chmod 600 {keys}" in logged
    assert told(logged + log_of(system) + "\n".join(statuses.heard)) == []


def test_texts_of_wyoming_are_not_logged(
    watched: tuple[System, Statuses], listener: socket.socket, capfd: pytest.CaptureFixture[str]
) -> None:
    async def ask() -> int:
        host, port = listener.getsockname()
        async with Client(host, port, connect_timeout=SECONDS, read_timeout=SECONDS) as asking:
            await asking.say(Synthesize(TEXT))
            return len(await asking.hear_sound())

    system, statuses = watched
    with activated("kokoro_wyoming", listener, system.environ):
        assert asyncio.run(ask())
        with socket.create_connection(listener.getsockname(), timeout=20) as nonsense:
            nonsense.sendall(TEXT.encode() + b"\n")
            assert nonsense.recv(65536) is not None
    logged = capfd.readouterr().err
    assert "leaving" in logged
    assert told(logged + log_of(system) + "\n".join(statuses.heard)) == []
