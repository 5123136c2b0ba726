"""What hangs is ended and started anew: a main thread by systemd's watchdog, an engine by the service itself.

Only one thread hangs at a time, while the process's others go on (`tests/hanging.py`; a FIFO in place of a file), so a
ping that came from anywhere but the work itself would go on as well.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import address, channel, message
from tests.end_to_end.conftest import CHECKOUT
from tests.end_to_end.test_life import Different
from tests.end_to_end.test_session import LONG, MODEL, unit
from tests.end_to_end.units import drop_in, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.journal import Journal
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

SECONDS = 2
"""Of the watchdog; the units say 30."""
HANGING = os.path.join(CHECKOUT, "tests/hanging.py")
ENDED = "it was ended by the"
"""What the units say, once they have ended, before the reason that systemd gives and their name.

Journald cannot name the unit of a process that is gone already.
"""
SYSTEMCTL = ["systemctl", "--user", "--quiet"]


@contextmanager
def hangable(name: str, module: str) -> Iterator[None]:
    """The service of that name hangs when it is told to, and its watchdog is an impatient one."""
    start = f"ExecStart=%h/.local/lib/kokoro/bin/python -I {HANGING} {module}"
    with drop_in(
        name, "ExecStart=", start, f"WatchdogSec={SECONDS}", f"ExecStopPost=echo {ENDED} ${{SERVICE_RESULT}}: %n"
    ):
        yield


def hang(units: Units, journal: Journal, name: str) -> None:
    """Have the main thread of a service hang; return once systemd has noticed."""
    struck = time.monotonic()
    os.kill(units.properties(name)["MainPID"], signal.SIGUSR1)
    journal.wait_for(struck, MESSAGE=f"{ENDED} watchdog: {name}")


def test_the_model_service_is_started_anew_and_speech_goes_on(
    run_say: Say, units: Units, journal: Journal, recorder: Recorder
) -> None:
    with hangable(MODEL, "kokoro_model --voices-by=systemd"):
        begun = run_say(stdin=LONG)
        recorder.wait_for_sound(begun.began)
        first = units.properties(MODEL)["MainPID"]
        with channel.connect(address.socket_path(os.environ)) as conversation:
            conversation.send(message.Status())
            conversation.receive(10)
            os.kill(first, signal.SIGUSR1)
            conversation.send(message.Status())
            assert isinstance(conversation.receive(10), message.Ok), "only the main thread hangs"
            journal.wait_for(begun.began, MESSAGE=f"{ENDED} watchdog: {MODEL}")
        units.wait_for(MODEL, ActiveState="active", SubState="running", MainPID=Different(first))
        assert journal.entries(begun.began, OUTCOME=re.compile(".")) == [], "the voice goes on"
        assert run_say("-w", "Here I am again.").status == 0


def test_a_voice_is_started_anew_and_its_text_is_told_lost(
    run_say: Say, units: Units, journal: Journal, recorder: Recorder
) -> None:
    with hangable("kokoro-voice@.service", "kokoro_voice %i"), run_say.start("-w", LONG) as reading:
        recorder.wait_for_sound(time.monotonic())
        first = units.properties(unit("af_heart"))["MainPID"]
        hang(units, journal, unit("af_heart"))
        _, complaint = reading.communicate(timeout=20)
        assert (reading.returncode, b"died" in complaint) == (1, True), complaint
        units.wait_for(unit("af_heart"), ActiveState="active", SubState="running", MainPID=Different(first))
        recorder.wait_for_sound(run_say("-w", "Here I am again.").began)


@pytest.mark.usefixtures("ports")
def test_the_http_server_is_started_anew(run_say: Say, units: Units, journal: Journal) -> None:
    curl = ["curl", "-sSf", "--max-time", "30", "http://127.0.0.1:8000/healthz"]
    with hangable("kokoro-api.service", "kokoro_api"), listening("kokoro-api"):
        subprocess.run(curl, stdout=subprocess.DEVNULL, check=True)
        hang(units, journal, "kokoro-api.service")
        subprocess.run(curl, stdout=subprocess.DEVNULL, check=True)


@pytest.mark.usefixtures("ports")
def test_the_wyoming_server_is_started_anew(run_say: Say, units: Units, journal: Journal) -> None:
    with hangable("kokoro-wyoming.service", "kokoro_wyoming"), listening("kokoro-wyoming"):
        assert pinged()
        hang(units, journal, "kokoro-wyoming.service")
        assert pinged()


@contextmanager
def listening(name: str) -> Iterator[None]:
    subprocess.run([*SYSTEMCTL, "start", f"{name}.socket"], check=True)
    try:
        yield
    finally:
        subprocess.run([*SYSTEMCTL, "stop", f"{name}.socket", f"{name}.service"], check=True)


def pinged() -> bool:
    """Whether the Wyoming server answers, started or not."""
    with socket.create_connection(("127.0.0.1", 10200), timeout=30) as client:
        client.sendall(b'{"type":"ping","data":{"text":"x"}}\n')
        return b"pong" in client.recv(4096)


def test_an_engine_that_hangs_is_left_behind_and_the_text_is_spoken(
    run_say: Say, units: Units, journal: Journal, tmp_path: Path
) -> None:
    """The thread that makes the sound waits for a writer to a FIFO; all others, and the watchdog's pings, go on."""
    words = tmp_path / "words.txt"
    os.mkfifo(words)
    with environment(KOKORO_PRONUNCIATIONS=str(words), KOKORO_ENGINE_PATIENCE="2"):
        began = run_say("Hello.").began
        told = journal.wait_for(began, MESSAGE=re.compile("a new process has to speak"))
        assert told["_SYSTEMD_USER_UNIT"] == MODEL
        os.unlink(words)
        journal.wait_for(began, VOICE="af_heart", OUTCOME="spoken")
    assert units.properties(MODEL)["NRestarts"] >= 1
