"""Time goes otherwise than a process thinks: the machine sleeps, the clock is set back, the session begins anew."""

from __future__ import annotations

import glob
import os
import subprocess
import time
from typing import TYPE_CHECKING

from tests.end_to_end.faults.scene import BELLA, VOICES, sentences
from tests.end_to_end.sound_server import no_sound_server
from tests.end_to_end.test_session import MODEL
from tests.end_to_end.units import drop_in, environment
from tests.listening import bursts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.end_to_end.faults.recovery import Recovery
    from tests.end_to_end.faults.scene import Scene
    from tests.end_to_end.units import Units

PLAYER = "kokoro-mpris.service"
SOCKETS = ("kokoro-model.socket", "pipewire.socket", "pipewire-pulse.socket")
PATIENT = "WatchdogSec=0"
"""A machine that sleeps stops the clock of watchdogs, too; a signal does not."""

PAUSE = 0.5
"""Seconds between two sentences, at most."""
FAKETIME = ("/usr/lib/*/faketime/libfaketime.so.1", "/usr/lib*/faketime/libfaketime.so.1")
"""Where a library that gives processes another clock is installed."""


def systemctl(*words: str) -> None:
    subprocess.run(["systemctl", "--user", *words], check=True)


def holes(scene: Scene, since: float, seconds: float = 2) -> list[float]:
    """How long it is silent in the speech that is heard from then on, where that is longer than a pause."""
    begun = scene.recorder.wait_for_sound(since)
    heard = bursts(scene.recorder.samples(begun, begun + seconds))
    edges = [0.0, *(edge for burst in heard for edge in burst), seconds]
    return [end - begin for begin, end in zip(edges[::2], edges[1::2], strict=True) if end - begin > PAUSE]


def test_the_machine_is_suspended(scene: Scene, recovery: Recovery, request: pytest.FixtureRequest) -> None:
    """All of it stands still in mid-speech."""
    asleep: float = request.config.getoption("asleep", 5.0)
    with drop_in(MODEL, PATIENT), drop_in(VOICES, PATIENT), drop_in(PLAYER, PATIENT):
        given = scene.playing_well_ahead()
        systemctl("kill", "--signal=SIGSTOP", "kokoro.slice")
        slept = scene.recorder.wait_for_silence(1.0, time.monotonic())
        scene.recorder.samples(slept, slept + asleep, timeout=asleep + 20)
        woken = time.monotonic()
        systemctl("kill", "--signal=SIGCONT", "kokoro.slice")
        assert holes(scene, woken) == []
        recovery.note(woken, scene.recorder.wait_for_sound(woken), heard="silence, then the rest", kept="the text")
        scene.say("--stop")
        assert scene.ended(given) == "stopped"
        scene.heard_again(woken)


def test_the_clock_is_set_back(scene: Scene, recovery: Recovery, units: Units, tmp_path: Path) -> None:
    """By a day, in mid-speech: nothing stops, waits or starts anew, and an idle voice leaves in time."""
    library = next(path for place in FAKETIME for path in glob.glob(place))
    clock = tmp_path / "clock"
    clock.write_text("+0")
    faked = {"LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_CACHE_DURATION": "1"}
    lines = [f'Environment="{name}={value}"' for name, value in {**faked, "DONT_FAKE_MONOTONIC": "1"}.items()]
    with drop_in(MODEL, *lines), drop_in(VOICES, *lines), environment(KOKORO_VOICE_IDLE="1"):
        scene.say("--kill")
        given = scene.playing_well_ahead()
        for name in (MODEL, BELLA):
            with open(f"/proc/{scene.pid(name)}/maps", encoding="ascii") as maps:
                assert library in maps.read(), "its clock is the machine's"
        struck = time.monotonic()
        back = tmp_path / "back"
        back.write_text("-1d")
        os.replace(back, clock)  # it is looked at once a second
        assert holes(scene, struck, seconds=4) == []
        recovery.note(struck, struck, heard="nothing", kept="everything")
        scene.heard_again(struck)
        assert scene.ended(given) == "replaced"
        silent = time.monotonic()
        units.wait_for(BELLA, ActiveState="inactive")
        assert time.monotonic() - silent < 10


def test_the_user_manager_starts_anew(scene: Scene, recovery: Recovery) -> None:
    """As after an upgrade of systemd; the units are still its own afterwards."""
    given = scene.playing_well_ahead()
    pids = [scene.pid(MODEL), scene.pid(BELLA)]
    struck = time.monotonic()
    systemctl("daemon-reexec")
    assert holes(scene, struck) == []
    assert [scene.pid(MODEL), scene.pid(BELLA)] == pids
    scene.say("-w", "-v", "michael", "A new voice comes.")
    recovery.note(struck, struck, heard="nothing", kept="everything")
    scene.say("--stop")
    assert scene.ended(given) == "stopped"


def test_the_user_logs_out_and_in(scene: Scene, recovery: Recovery, installed: str) -> None:
    """All units end in mid-speech, those of the desktop as well, and begin anew."""
    with scene.say.start("-w", "-v", "bella", "-f", "-") as reading:
        assert reading.stdin
        began = time.monotonic()
        reading.stdin.write(sentences(40).encode())
        reading.stdin.close()
        scene.recorder.wait_for_sound(began)
        systemctl("stop", *SOCKETS[:1], "kokoro.slice")
        with no_sound_server():
            assert reading.wait(20) != 0
            assert reading.stderr
            assert reading.stderr.read() or reading.returncode == 3
        struck = time.monotonic()
        systemctl("start", *SOCKETS)
    scene.recorder.restart()
    recovery.note(struck, scene.heard_again(struck), heard="silence; say tells", kept="the next text")
