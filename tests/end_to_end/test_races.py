"""Races with the real units: leaving and being stopped, as texts come. The short races are in tests/races."""

from __future__ import annotations

import os
import re
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.test_session import MODEL
from tests.end_to_end.units import environment
from tests.races.sweep import sweep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.end_to_end.journal import Journal
    from tests.end_to_end.units import Units

ANY = re.compile(".")
ROUNDS = 12
TEXT = "One, two, three."


@pytest.fixture
def program(installed: str) -> Iterator[str]:
    """`say`, with units that leave as soon as they can and make no noise."""
    say = os.path.join(installed, "say")
    subprocess.run([say, "--kill"], check=True)
    with environment(KOKORO_OUTPUT_DEVICE="null", KOKORO_VOICE_IDLE="0.05", KOKORO_MODEL_IDLE="0.1"):
        yield say
        subprocess.run([say, "--kill"], check=True)


def outcomes(journal: Journal, began: float) -> dict[str, list[str]]:
    """How each text ended that the service has taken since, once all have."""
    taken = {entry["UTTERANCE"]: entry["VOICE"] for entry in journal.entries(began) if "LANGUAGE" in entry}
    for identity in taken:
        journal.wait_for(began, UTTERANCE=identity, OUTCOME=ANY)
    return {
        identity: [entry["OUTCOME"] for entry in journal.entries(began, UTTERANCE=identity) if "OUTCOME" in entry]
        for identity in taken
    }


def test_texts_that_come_as_all_is_leaving_are_spoken_once(program: str, journal: Journal) -> None:
    began = time.monotonic()
    for number in range(ROUNDS):
        subprocess.run([program, "-w", "-s", "2", TEXT], check=True, timeout=30)
        time.sleep(sweep(number, 0.5))
    journal.wait_for(began, MESSAGE="leaving: idle for 0.1 s")
    ends = outcomes(journal, began)
    assert list(ends.values()) == [["spoken"]] * ROUNDS


def test_texts_that_come_as_the_service_is_stopped_are_spoken_or_reported(
    program: str, journal: Journal, units: Units
) -> None:
    """A text that the service's end interrupts has its own word for it, and that of its voice."""
    began, statuses = time.monotonic(), []
    for number in range(ROUNDS):
        say = subprocess.Popen([program, "-w", TEXT], stderr=subprocess.PIPE, text=True)
        time.sleep(sweep(number, 1.0))
        stopped = subprocess.run(["systemctl", "--user", "stop", MODEL], stderr=subprocess.PIPE, text=True, check=False)
        assert stopped.returncode == 0 or "canceled" in stopped.stderr, stopped.stderr  # by a start that say has caused
        _, said = say.communicate(timeout=30)
        statuses.append(say.returncode)
        assert say.returncode == 0 or "stopped" in said or "went away" in said, said
    subprocess.run([program, "-w", TEXT], check=True, timeout=30)  # what the last stop has left is told of now
    ends = outcomes(journal, began)
    assert sum("spoken" in found for found in ends.values()) >= statuses.count(0)
    assert all(found.count("spoken") + found.count("stopped") <= 1 for found in ends.values()), ends
    subprocess.run([program, "--kill"], check=True)
    units.wait_for(MODEL, ActiveState="inactive")
    assert units.active("kokoro-voice@*") == []
