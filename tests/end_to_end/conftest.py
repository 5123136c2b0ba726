"""A desktop to test on: `tests/user-session pytest tests/end_to_end` makes one, or it is your own.

On your own desktop your installation of the project is replaced by this checkout, or taken away again if you
had none; the sound goes to a null sink meanwhile.
"""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.command import Say
from tests.end_to_end.journal import Journal
from tests.end_to_end.kokoro import speaking, speaking_for_real
from tests.end_to_end.units import Units
from tests.listening import Recorder

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Kokoro itself, which is too large for the tests of every day."""
    parser.addoption("--kokoro", type=Path, metavar="DIR", help="speak with Kokoro's model and voices in DIR")


def make(*args: str) -> None:
    """Run make in the checkout, with the Python that runs the tests."""
    command = ["make", "-C", CHECKOUT, f"PYTHON={os.path.realpath(sys.executable)}", *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def pactl(*args: str) -> str:
    """What pactl answers."""
    return subprocess.run(["pactl", *args], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def cycle(samples: int | None = None) -> int:
    """How many samples PipeWire plays at a time, after setting it; 0 where that is what its clients ask for."""
    command = ["pw-metadata", "--name", "settings", "0", "clock.force-quantum"]
    value = [] if samples is None else [str(samples)]
    told = subprocess.run([*command, *value], stdout=subprocess.PIPE, text=True, check=True).stdout
    found = re.search(r"key:'clock.force-quantum' value:'(\d+)'", told)
    return int(found[1]) if found else 0


@pytest.fixture(scope="session")
def installed() -> Iterator[str]:
    """The directory of the installed commands, after a real `make install`."""
    had_one = os.path.exists(os.path.expanduser("~/.local/lib/kokoro"))
    make("install")
    yield os.path.expanduser("~/.local/bin")
    if not had_one:
        make("uninstall")


@pytest.fixture(scope="session")
def speakers() -> Iterator[str]:
    """The default sink, a null sink."""
    before = pactl("get-default-sink")
    if before == "speakers":
        yield before
        return
    module = pactl("load-module", "module-null-sink", "sink_name=speakers")
    pactl("set-default-sink", "speakers")
    yield "speakers"
    if before in pactl("list", "short", "sinks").split():  # not so where there was none but a stand-in
        pactl("set-default-sink", before)
    pactl("unload-module", module)


@pytest.fixture(scope="session", autouse=True)
def _voice(request: pytest.FixtureRequest) -> Iterator[None]:
    """Who speaks where a test does not care: espeak-ng, or Kokoro."""
    folder: Path | None = request.config.getoption("--kokoro")
    if folder is None:
        yield
        return
    installed, journal = (request.getfixturevalue(name) for name in ("installed", "journal"))
    with speaking_for_real(folder.resolve(), _say(installed), journal):
        yield


@pytest.fixture(scope="module")
def kokoro(tmp_path_factory: pytest.TempPathFactory, installed: str) -> Iterator[None]:
    """Units that start while the module's tests run speak with a Kokoro that can be heard."""
    with speaking(tmp_path_factory.mktemp("kokoro"), f"{installed}/say"):
        yield


@pytest.fixture
def recorder(speakers: str) -> Iterator[Recorder]:
    """Hears what the speakers play."""
    with Recorder() as recorder:
        yield recorder


@pytest.fixture(scope="session")
def units() -> Iterator[Units]:
    """The units of the user manager."""
    with Units() as units:
        yield units


@pytest.fixture(scope="session")
def journal() -> Iterator[Journal]:
    """The user's journal from the first test on."""
    with Journal() as journal:
        yield journal


@pytest.fixture
def ports() -> Iterator[None]:
    """The ports of the servers, which desktops that are built beside one another share: one test at a time has them."""
    with open(f"/tmp/say-tests-{os.getuid()}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def run_say(installed: str, recorder: Recorder, units: Units) -> Iterator[Say]:
    """The installed say. When the test has ended, all is stopped and silent again."""
    say = _say(installed)
    yield say
    say("--kill")
    units.wait_for("kokoro-model.service", ActiveState="inactive")
    recorder.wait_for_silence(0.2, after=time.monotonic())


def _say(installed: str) -> Say:
    return Say(os.path.join(installed, "say"), {**os.environ, "PATH": f"{installed}:{os.environ['PATH']}"})
