"""The bed itself: what the other tests see and hear is there."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.end_to_end.journal import logged_at
from tests.listening import RATE, bursts, clicks, pitch

if TYPE_CHECKING:
    from tests.end_to_end.journal import Journal
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

PLAY = (
    "pacat",
    "--playback",
    "--raw",
    "--format=s16le",
    "--channels=1",
    f"--rate={RATE}",
    "--latency-msec=1000",
)


def tone(frequency: float) -> bytes:
    """Half a second, starting and ending gently."""
    wave = 0.3 * np.sin(2 * np.pi * frequency * np.arange(RATE // 2) / RATE)
    ramp = np.minimum(1, np.arange(len(wave)) / 480)
    return bytes((wave * ramp * ramp[::-1] * 32767).astype("<i2").tobytes())


def test_what_is_played_is_heard(recorder: Recorder) -> None:
    played = time.monotonic()
    subprocess.run(PLAY, input=tone(330), check=True)
    heard = recorder.wait_for_sound(after=played, timeout=5)
    silent = recorder.wait_for_silence(0.3, after=heard, timeout=5)
    sound = recorder.samples(heard - 0.1, silent + 0.1)
    assert heard - played < 1
    assert silent - heard == pytest.approx(0.5, abs=0.1)
    assert len(bursts(sound)) == 1
    assert pitch(sound) == pytest.approx(330, rel=0.01)
    assert clicks(sound) == []


SERVICE = """
from systemd import journal
journal.send("awake", BED="made")
journal.send("heard " + input(), BED="slept in")
"""


def test_units_and_journal_tell_what_a_service_does(units: Units, journal: Journal) -> None:
    began = time.monotonic()
    run = [
        "systemd-run",
        "--user",
        "--quiet",
        "--collect",
        "--pipe",
        "--unit=bed",
        sys.executable,
        "-c",
        SERVICE,
    ]
    with subprocess.Popen(run, stdin=subprocess.PIPE, text=True) as service:
        assert service.stdin
        values = units.wait_for("bed.service", ActiveState="active", SubState="running")
        assert values["MainPID"] > 0
        awake = journal.wait_for(began, MESSAGE="awake", _SYSTEMD_USER_UNIT="bed.service")
        assert awake["BED"] == "made"
        assert units.active("bed*") == ["bed.service"]
        service.stdin.write("nothing\n")
    units.wait_for("bed.service", ActiveState="inactive")
    assert units.active("bed*") == []
    heard = journal.wait_for(began, BED=re.compile("slept"))
    assert heard["MESSAGE"] == "heard nothing"
    assert began < logged_at(awake) < logged_at(heard) < time.monotonic()
    assert journal.entries(began, BED="made") == [awake]


def test_waiting_in_vain_says_for_what(units: Units, journal: Journal, recorder: Recorder) -> None:
    with pytest.raises(TimeoutError, match=r"bed.service has \{'ActiveState': 'inactive'\}"):
        units.wait_for("bed.service", timeout=0.1, ActiveState="active")
    with pytest.raises(TimeoutError, match="was logged within"):
        journal.wait_for(timeout=0.1, MESSAGE="never")
    with pytest.raises(TimeoutError, match="was not heard within"):
        recorder.wait_for_sound(after=time.monotonic(), timeout=0.1)
