"""`kokoro-model fetch` as a process: what it prints, how it ends, what an interrupted one leaves."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import termios
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.integration.file_server import FileServer, Halfway

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = random.Random(3).randbytes(2_000_000)
VOICES = b"voices"

PROGRAM = f"""
import sys
from pathlib import Path
from kokoro_model.fetch_command import main
from kokoro_model.files import ModelFile, Release
model = ModelFile("model.onnx", {len(MODEL)}, "{hashlib.sha256(MODEL).hexdigest()}")
voices = ModelFile("voices.bin", {len(VOICES)}, "{hashlib.sha256(VOICES).hexdigest()}")
release = Release({{"fp32": model, "int8": voices}}, voices)
sys.exit(main(sys.argv[1:], directory=Path("default"), release=release, prepare=lambda *_: None))
"""


@pytest.fixture
def server() -> FileServer:
    return FileServer({"model.onnx": MODEL, "voices.bin": VOICES})


@pytest.fixture
def url(server: FileServer) -> Iterator[str]:
    with server.running() as address:
        yield address


def start(home: Path, *arguments: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, "PYTHONPATH": os.fspath(Path.cwd())},
        text=True,
    )


def test_without_a_terminal_it_prints_lines_and_the_place(tmp_path: Path, url: str) -> None:
    with start(tmp_path, "--mirror", url) as fetching:
        out, err = fetching.communicate(timeout=60)
    assert (fetching.returncode, out) == (0, "Kokoro (fp32) is in default\n")
    assert err.splitlines()[0] == "model.onnx: 0 % of 2 MB"
    assert "model.onnx: 100 % of 2 MB" in err.splitlines()
    assert len(err.splitlines()) <= 13
    assert (tmp_path / "default/model.onnx").read_bytes() == MODEL


def test_the_flags_choose_precision_and_directory(tmp_path: Path, url: str) -> None:
    with start(tmp_path, "--mirror", url, "--precision", "int8", "--directory", "other") as fetching:
        out, _ = fetching.communicate(timeout=60)
    assert out == "Kokoro (int8) is in other\n"
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["voices.bin"]


def test_a_failure_is_one_sentence_and_status_1(tmp_path: Path, server: FileServer, url: str) -> None:
    del server.files["model.onnx"]
    with start(tmp_path, "--mirror", url) as fetching:
        out, err = fetching.communicate(timeout=60)
    assert (fetching.returncode, out) == (1, "")
    assert err == f"kokoro-model fetch: {url}/model.onnx does not exist (404): check the mirror's address\n"


def test_an_interrupt_leaves_a_part_that_the_next_fetch_goes_on_from(
    tmp_path: Path, server: FileServer, url: str
) -> None:
    server.halfway = Halfway()
    with start(tmp_path, "--mirror", url) as fetching:
        _read_until(fetching, "50 %")
        fetching.send_signal(signal.SIGINT)
        _, err = fetching.communicate(timeout=60)
    assert fetching.returncode == 130
    assert err == "kokoro-model fetch: interrupted; the next fetch goes on from what has come\n"
    server.halfway.go_on.set()
    with start(tmp_path, "--mirror", url) as again:
        again.communicate(timeout=60)
    assert [asked.range for asked in server.asked] == [None, "bytes=1000000-", None]
    assert (tmp_path / "default/model.onnx").read_bytes() == MODEL


def test_the_second_goes_on_when_the_first_is_killed(tmp_path: Path, server: FileServer, url: str) -> None:
    server.halfway = Halfway()
    with start(tmp_path, "--mirror", url) as first, start_after(first, tmp_path, url) as second:
        _read_until(second, "another fetch brings model.onnx: waiting for it")
        first.kill()
        server.halfway.go_on.set()
        second.communicate(timeout=60)
    assert second.returncode == 0
    assert [asked.range for asked in server.asked] == [None, "bytes=1000000-", None]
    assert (tmp_path / "default/model.onnx").read_bytes() == MODEL


def start_after(first: subprocess.Popen[str], home: Path, url: str) -> subprocess.Popen[str]:
    _read_until(first, "50 %")
    return start(home, "--mirror", url)


def _read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"the process ended without {words!r}")


def test_on_a_terminal_it_draws_a_bar_with_rate_and_time_left(tmp_path: Path, server: FileServer, url: str) -> None:
    server.halfway = Halfway()
    terminal, inside = os.openpty()
    termios.tcsetwinsize(inside, (24, 100))
    with start(tmp_path, "--mirror", url, stderr=inside) as fetching:
        os.close(inside)
        assert server.halfway.reached.wait(60)
        server.halfway.go_on.set()
        drawn = _read_all(terminal)
        fetching.communicate(timeout=60)
    os.close(terminal)
    assert re.search(r"\rmodel\.onnx: 100%\|█+\| 2\.00M/2\.00M \[\d\d:\d\d<\d\d:\d\d, [\d.]+[kMG]B/s\]", drawn)
    assert max(len(line) for line in re.split(r"[\r\n]+", drawn)) <= 100


def _read_all(terminal: int) -> str:
    pieces = []
    with contextlib.suppress(OSError):  # EIO is how a terminal says that its last user has gone
        while piece := os.read(terminal, 4096):
            pieces.append(piece)
    return b"".join(pieces).decode()
