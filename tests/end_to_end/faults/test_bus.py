"""The session bus dies, or is nowhere: speech does not need it."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.command import Say
from tests.end_to_end.faults.session import built_only
from tests.end_to_end.journal import logged_at
from tests.end_to_end.test_session import ANY_NUMBER, LONG, MODEL
from tests.end_to_end.units import Units, drop_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.end_to_end.faults.recovery import Recovery
    from tests.end_to_end.journal import Journal
    from tests.listening import Recorder


def test_the_session_bus_is_nowhere(run_say: Say, recorder: Recorder, recovery: Recovery) -> None:
    with drop_in(MODEL, "Environment=DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere"):
        said = run_say("-w", "Hello.")
        well = recorder.wait_for_sound(said.began)
        recovery.note(said.began, well, heard="all as usual, without media keys", kept="every text")
        run_say("--kill")


@pytest.fixture(scope="module")
def _lost(units: Units) -> Iterator[None]:
    """All tests' connection to the bus, which comes back after those that kill it."""
    yield
    units.reconnect()


@built_only
@pytest.mark.usefixtures("_lost")
def test_the_session_bus_dies(installed: str, recorder: Recorder, recovery: Recovery, journal: Journal) -> None:
    say = Say(os.path.join(installed, "say"), os.environ)
    began = say(stdin=LONG).began
    recorder.wait_for_sound(began)
    with Units() as units:
        bus = units.properties("dbus.service")["MainPID"]
    struck = time.monotonic()
    os.kill(bus, signal.SIGKILL)
    other = say("-v", "adam", "-w", "I am started while it is away.")
    entry = journal.wait_for(other.began, VOICE="am_adam", FIRST_SOUND_MS=ANY_NUMBER)
    assert journal.entries(began, VOICE="af_heart", OUTCOME=re.compile(".")) == []
    recorder.samples(other.ended, other.ended + 1)
    recovery.note(
        struck, logged_at(entry), heard="the reading goes on, another voice begins as usual", kept="every text"
    )
    say("--kill")
    with Units() as units:
        units.wait_for(MODEL, ActiveState="inactive")
    recorder.wait_for_silence(0.2, after=time.monotonic())
