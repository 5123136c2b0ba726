"""Strangers at the doors: a text beside them is heard in its usual time, and nothing is kept of them."""

from __future__ import annotations

import subprocess
import time
from operator import le
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.faults.strangers import DOORS, MANNERS
from tests.end_to_end.test_life import PLAYER, resources
from tests.end_to_end.test_session import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.end_to_end.command import Say
    from tests.end_to_end.faults.recovery import Recovery
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

USUAL_SECONDS = 3.0
"""From the command to the first sound, on a machine that has much to do; a tenth of that is usual."""
SETTLE_SECONDS = 20.0
SOCKETS = {"http": "kokoro-api.socket", "websocket": "kokoro-api.socket", "wyoming": "kokoro-wyoming.socket"}


@pytest.fixture
def _open(ports: None, installed: str, units: Units) -> Iterator[None]:
    """All doors are open; afterwards they are as they were."""
    sockets = sorted(set(SOCKETS.values()))
    subprocess.run(["systemctl", "--user", "start", *sockets], check=True)
    yield
    subprocess.run(["systemctl", "--user", "stop", *sockets], check=True)
    services = [socket.replace(".socket", ".service") for socket in sockets]
    subprocess.run(["systemctl", "--user", "stop", *services], check=True)


@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_is_no_hindrance(
    run_say: Say, recorder: Recorder, recovery: Recovery, units: Units, door: str, manner: str
) -> None:
    for voice in ("af_heart", "am_puck"):
        run_say("-w", "-v", voice, "Ready.")
    with MANNERS["vanishes"](DOORS[door]):
        run_say("--stop")  # by now all is loaded that such wishes need
    recorder.wait_for_silence(0.3, time.monotonic())
    units.wait_for(PLAYER, ActiveState="inactive")
    model, held = units.properties(MODEL)["MainPID"], resources(units, MODEL)
    with MANNERS[manner](DOORS[door]):
        said = run_say("I am heard.")
        well = recorder.wait_for_sound(said.began)
        assert well - said.began < USUAL_SECONDS
    limit = time.monotonic() + SETTLE_SECONDS
    run_say("--stop")
    while not all(map(le, resources(units, MODEL), held)):
        assert time.monotonic() < limit, "the service keeps something of them"
        run_say("--stop")  # what they had sent may have come in only now
    assert units.properties(MODEL)["MainPID"] == model
    recovery.note(said.began, well, heard="all as usual, this long after the command", kept="every text")
