"""Races around the start of a service, with real processes and no service manager."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import address, launch
from tests.integration.kokoro_system import SAY, System
from tests.races.sweep import sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Rounds = Callable[[int], range]

AT_ONCE = 4
START_SECONDS = 0.5
"""About what a service takes from its first line to its first answer."""


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    made = System(tmp_path)
    made.environ |= {"KOKORO_ENGINE": "espeak", "KOKORO_MODEL": "", "KOKORO_VOICES": ""}
    yield made
    made.say("--kill")


def begin(system: System, *arguments: str) -> subprocess.Popen[str]:
    """A `say` that runs meanwhile."""
    pipe = subprocess.PIPE
    return subprocess.Popen([*SAY, *arguments], env=system.environ, stdin=subprocess.DEVNULL, stderr=pipe, text=True)


def end(say: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit status, and what it said."""
    said = say.communicate(timeout=30)[1]
    return say.returncode, said


def logged(system: System, what: str) -> int:
    """How many lines of the log have that in them."""
    log = system.folder / "state/kokoro/kokoro.log"
    return log.read_text().count(what) if log.exists() else 0


def test_many_who_start_it_at_once_start_one(system: System, rounds: Rounds) -> None:
    for number in rounds(5):
        callers = [begin(system, "-a", "Hi.") for _ in range(AT_ONCE)]
        assert [end(caller)[0] for caller in callers] == [0] * AT_ONCE
        system.say("--kill")
        assert logged(system, "INFO leaving: asked to by a client") == number + 1
    assert logged(system, ": a text for af_heart") == AT_ONCE * len(rounds(5))


def test_a_kill_ends_a_service_however_little_of_it_is_there(system: System, rounds: Rounds) -> None:
    """Whatever was said before it is heard, or `say` tells that it was not; nothing runs behind it."""
    for number in rounds(12):
        caller = begin(system, "-w", "Hello.")
        time.sleep(sweep(number, START_SECONDS))
        system.say("--kill")
        over_before_it = caller.poll() is not None
        status, said = end(caller)
        if status:
            assert "went away" in said or "was stopped" in said or "being stopped" in said, said
        elif not over_before_it:
            system.say("--kill")  # it had not even come before the first one
        assert "pid" not in system.status(), "it was missed"


def test_a_stop_reaches_a_service_that_is_starting(system: System) -> None:
    caller = begin(system, "-w", "This is long enough to be stopped. " * 20)
    while not (system.folder / "run/kokoro.lock").exists():
        assert caller.poll() is None
    reached = launch.reach(address.socket_path(system.environ), system.environ)
    assert reached, "it was missed"
    reached.close()
    while caller.poll() is None:
        system.say("--stop")  # which may be sooner than the text
    assert end(caller)[0] in {0, 3}


def test_who_comes_as_an_idle_service_leaves_is_spoken_for_once(system: System, rounds: Rounds) -> None:
    system.environ |= {"KOKORO_MODEL_IDLE": "0.03", "KOKORO_VOICE_IDLE": "0"}
    for number in rounds(8):
        assert end(begin(system, "-w", "-s", "2", "Hi.")) == (0, "")
        time.sleep(sweep(number, 0.12))
    assert logged(system, "spoken") == len(rounds(8))
    assert logged(system, "leaving: idle for 0.03") > len(rounds(8)) // 3


def test_a_kill_ends_a_service_that_does_not_answer(system: System) -> None:
    """That one, and not whoever made its socket."""
    system.say("Hello.")
    pid = system.status()["pid"]
    os.kill(pid, signal.SIGSTOP)
    system.say("--kill")
    assert "pid" not in system.status(), "another one was killed"
