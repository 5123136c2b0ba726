"""Where `say -o` writes, whatever the path looks like: there, or nowhere with a sentence that says so."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.integration.kokoro_system import SAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.kokoro_system import System


@pytest.fixture
def desk(system: System, tmp_path: Path) -> Path:
    """The directory in which `say` is run; beside it lies another, and a link to one inside that."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "other" / "inner").mkdir(parents=True)
    (tmp_path / "desk" / "link").symlink_to("../other/inner")
    return tmp_path / "desk"


def put(system: System, desk: Path, path: str) -> subprocess.CompletedProcess[bytes]:
    command = [*SAY, "-w", "-o", path, "Hello."]
    return subprocess.run(command, env=system.environ, cwd=desk, capture_output=True, timeout=60, check=False)


def test_the_file_is_where_the_shell_would_have_put_it(system: System, desk: Path) -> None:
    places = {
        "plain.wav": "desk/plain.wav",
        "./~.wav": "desk/~.wav",
        "-.wav": "desk/-.wav",
        "$(touch evil).wav": "desk/$(touch evil).wav",
        "two\nlines.wav": "desk/two\nlines.wav",
        "../other/up.wav": "other/up.wav",
        "link/in.wav": "other/inner/in.wav",
        "link/../above.wav": "other/above.wav",
        "/proc/self/cwd/mine.wav": "desk/mine.wav",
        f"{desk}//.//twice.wav": "desk/twice.wav",
        "%i.wav": "desk/%i.wav",
        "é\udcff.wav": "desk/é\udcff.wav",
    }
    for path, place in places.items():
        done = put(system, desk, path)
        assert (done.returncode, done.stderr) == (0, b""), path
        assert os.path.getsize(desk.parent / place) > 1000, path
    found = [path for path in desk.parent.glob("[do]*/**/*") if path.is_file()]
    assert sorted(map(str, found)) == sorted(str(desk.parent / place) for place in places.values())
    log = (system.folder / "state" / "kokoro" / "kokoro.log").read_text(errors="surrogateescape")
    assert not [line for line in log.splitlines() if line.startswith("lines.wav")], "a path makes lines of its own"


NONE = {
    "-": "ends in none of",
    "~/none.wav": "there is no directory",
    "/proc/self/fd/1": "ends in none of",
    "/proc/self/none.wav": "cannot be written",
    "/dev/full.wav/x.wav": "there is no directory",
    "x" * 300 + ".wav": "File name too long",
    "/" + "x/" * 3000 + ".wav": "cannot be written",
    "pipe.wav": "is there and not a file",
    "link.wav": "is there and not a file",
}


def test_a_place_that_is_none_is_told(system: System, desk: Path) -> None:
    os.mkfifo(desk / "pipe.wav")
    (desk / "link.wav").symlink_to("/dev/null")
    before = sorted(os.listdir(desk))
    for path, reason in NONE.items():
        done = put(system, desk, path)
        assert done.returncode in {1, 2}, path
        assert reason in done.stderr.decode(), path
    assert sorted(os.listdir(desk)) == before
