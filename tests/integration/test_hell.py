"""Texts from hell through every door of a real system that speaks by espeak-ng.

Each comes to an end, spoken or with one clear error, in bounded memory; a normal text is heard beside it.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from kokoro_ipc import channel, message
from tests.aside import Aside
from tests.hell import MARKS, texts
from tests.integration.activated import activated

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

SAY = [sys.executable, "-I", "-m", "say"]
SIZE = 300
LARGE = 10_000_000
SECONDS = 60.0
"""For any one text, on a machine that does other things as well."""
BESIDE_SECONDS = 5.0
"""For a greeting while a text from hell is being spoken, the same: it is 0.1 s on a quiet one."""
GROWTH = 64 * 1024
"""KiB that a process may need for all of it, beyond what a greeting takes."""
TEXTS = texts(SIZE)
SILENT = frozenset({"full stops", "control", "brackets", "quotes", "markdown"})
"""Those of which nothing can be heard."""


class House:
    """What runs: `url` is the HTTP server's."""

    def __init__(self, environ: dict[str, str], url: str, server: int) -> None:
        self.environ, self.url = environ, url
        self._greet()
        with channel.connect(environ["KOKORO_SOCKET"]) as model:
            model.send(message.Status())
            answer = model.receive(SECONDS)
        assert isinstance(answer, message.Ok)
        self.pids = {"model": json.loads(answer.payload)["pid"], "server": server}
        self.before = {name: peak(pid) for name, pid in self.pids.items()}

    def say(self, *arguments: str | bytes, text: str = "") -> subprocess.CompletedProcess[bytes]:
        """Run it to its end."""
        data = text.encode()
        return subprocess.run(
            [*SAY, *arguments], env=self.environ, input=data, capture_output=True, check=False, timeout=SECONDS
        )

    def post(self, **body: object) -> httpx.Response:
        """Ask for speech over HTTP."""
        wanted = json.dumps({"voice": "af_heart", "response_format": "pcm", **body})
        kind = {"content-type": "application/json"}
        return httpx.post(f"{self.url}/v1/audio/speech", content=wanted, headers=kind, timeout=SECONDS)

    @contextlib.contextmanager
    def talk(self) -> Iterator[Any]:
        """A WebSocket."""
        with connect(f"ws{self.url[4:]}/v1/audio/speech/stream/ws", open_timeout=SECONDS) as talking:
            yield talking

    def check(self) -> None:
        """A greeting is heard, and nothing has grown."""
        begun = time.monotonic()
        self._greet()
        assert time.monotonic() - begun < BESIDE_SECONDS, "a normal text waits"
        grown = {name: peak(pid) - self.before[name] for name, pid in self.pids.items()}
        assert max(grown.values()) < GROWTH, f"KiB grown: {grown}"

    def _greet(self) -> None:
        done = self.say("-w", "-v", "bf_emma", "Hello.")
        assert done.returncode == 0, done.stderr
        assert len(self.post(input="Hello.").content) > 10_000


def peak(pid: int) -> int:
    """The most memory that a process has had in RAM, in KiB."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


@pytest.fixture
def house(listener: socket.socket, environ: dict[str, str]) -> Iterator[House]:
    """A system that runs, and does so to the end."""
    environ = {**environ, "KOKORO_OUTPUT_DEVICE": "null"}
    with activated("kokoro_api", listener, environ) as server:
        made = House(environ, f"http://127.0.0.1:{listener.getsockname()[1]}", server.pid)
        yield made
        made.check()
        assert server.poll() is None


def test_say_comes_to_an_end(house: House, tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        done = house.say("-w", "-o", str(tmp_path / "hell.wav"), text=text)
        refused = b"is not UTF-8 text" if "\0" in text else b"nothing to say" if name in SILENT else b""
        assert done.returncode == (2 if refused else 0), (name, done.stderr)
        assert refused in done.stderr
        assert done.stderr.count(b"\n") <= 1, done.stderr


def test_http_comes_to_an_end(house: House) -> None:
    for name, text in TEXTS.items():
        answer = house.post(input=text)
        assert answer.status_code == (400 if name in SILENT else 200), (name, answer.text)
    assert house.post(input="e" + "\u0301" * (MARKS - 1)).status_code == 200
    for refused, status in (("\ud800", 400), ("a" * LARGE, 413)):
        answer = house.post(input=refused)
        assert (answer.status_code, bool(answer.json()["error"]["message"])) == (status, True)


def test_a_websocket_comes_to_an_end(house: House) -> None:
    with house.talk() as talking:
        for name, text in [*TEXTS.items(), ("half a character", "a \ud800 b \udc00")]:
            talking.send(json.dumps({"input": text, "segment_id": name, "continue": False}))
            while isinstance(told := talking.recv(SECONDS), bytes):
                pass
            answer = json.loads(told)
            assert (answer["segment_id"], answer.get("code")) == (name, "nothing_to_say" if name in SILENT else None)
            assert answer["type"] == ("error" if name in SILENT else "end")
    with house.talk() as talking, pytest.raises(ConnectionClosedError):
        _converse(talking, "a" * LARGE)


def test_words_on_the_command_line_may_be_no_text(house: House) -> None:
    for word in (b"\xff\xfe", b"caf\xe9", b"\xed\xa0\x80", "\u0301".encode() * 10_000, b"\x1b[31m"):
        done = house.say("-w", "Hello", word)
        assert done.returncode == 0, done.stderr


def test_ten_megabytes_hold_nobody_up(house: House) -> None:
    """They would be heard for days: a voice holds what it may, others are heard beside it, and a stop ends it."""
    for name in ("no space", "digits", "emoji", "marks", "right to left"):
        short = TEXTS[name]
        text = (short[0] if name == "marks" else "") + short[1:] * (LARGE // len(short[1:].encode()))
        with channel.connect(house.environ["KOKORO_SOCKET"]) as watcher:
            watcher.send(message.Watch())
            speaking = Aside(partial(house.say, "-v", "am_michael", text=text))
            assert isinstance(watcher.receive(SECONDS), message.Ok)
            assert isinstance(watcher.receive(SECONDS), message.Saying)
            house.check()
            assert house.say("--stop", "-v", "am_michael").returncode == 0
            assert speaking.outcome().returncode == 3, "it did not wait until there was room for its text"


def test_one_request_of_a_thousand_sentences_leaves_the_server_answering(house: House) -> None:
    for text in ("a" * MARKS, "e" + "\u0301" * (MARKS - 1), "1" * MARKS, "漢字。" * (MARKS // 3)):
        with httpx.stream("POST", f"{house.url}/v1/audio/speech", json={"input": text, "voice": "am_adam"}) as answer:
            assert answer.status_code == 200
            begun = time.monotonic()
            assert httpx.get(f"{house.url}/healthz", timeout=SECONDS).status_code == 200
            assert time.monotonic() - begun < BESIDE_SECONDS
            house.check()


def _converse(talking: Any, text: str) -> None:
    """Send a text and hear something."""
    talking.send(json.dumps({"input": text}))
    talking.recv(SECONDS)
