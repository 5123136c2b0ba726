"""The life of the daemons: coming when asked, leaving when idle, and being there again after the worst."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.conftest import cycle
from tests.end_to_end.test_session import ANY_NUMBER, LONG, MODEL, sound_of, unit
from tests.end_to_end.test_sound_server import streams
from tests.end_to_end.units import environment
from tests.listening import RATE, own_clicks
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.journal import Journal
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

HELD = 16
"""Seconds of sound that a voice and its connection hold, and some."""
VOICES = ("af_heart", "am_adam", "af_nova", "am_puck", "af_bella")
PLAYER = "kokoro-mpris.service"


@pytest.fixture
def impatient(installed: str) -> Iterator[None]:
    """Voices that leave after half a second of silence."""
    with environment(KOKORO_VOICE_IDLE="0.5"):
        yield


def kill(units: Units, name: str) -> None:
    """As the kernel does when memory is gone."""
    os.kill(units.properties(name)["MainPID"], signal.SIGKILL)


def test_an_idle_voice_leaves_and_the_next_text_starts_it_anew(
    impatient: None, run_say: Say, units: Units, recorder: Recorder
) -> None:
    run_say("-w", "Hello.")
    units.wait_for(unit("af_heart"), ActiveState="inactive")
    assert units.properties(MODEL)["ActiveState"] == "active"
    assert units.properties(unit("af_heart"))["Result"] == "success"
    again = run_say("-w", "Hello again.")
    recorder.wait_for_sound(again.began)


def test_kill_stops_everything_and_the_socket_revives_it(run_say: Say, units: Units, recorder: Recorder) -> None:
    recorder.wait_for_sound(run_say(stdin=LONG).began)
    killed = run_say("--kill")
    recorder.wait_for_silence(1.0, killed.ended)
    assert units.active("kokoro-*.service") == []
    assert units.active("kokoro-*.socket") == ["kokoro-model.socket"]
    assert "not running" in run_say("--status").stdout
    recorder.wait_for_sound(run_say("Here I am again.").began)


def test_stop_and_start_by_systemctl(run_say: Say, units: Units, recorder: Recorder) -> None:
    recorder.wait_for_sound(run_say(stdin=LONG).began)
    subprocess.run(["systemctl", "--user", "stop", MODEL], check=True)
    recorder.wait_for_silence(1.0, time.monotonic(), timeout=5)
    units.wait_for(unit("af_heart"), ActiveState="inactive")
    assert units.properties(MODEL)["ActiveState"] == "inactive", "a voice has revived it"
    subprocess.run(["systemctl", "--user", "start", MODEL], check=True)
    assert "running for" in run_say("--status").stdout


def test_after_a_voice_is_killed_the_next_text_is_heard(
    run_say: Say, units: Units, recorder: Recorder, journal: Journal
) -> None:
    begun = run_say(stdin=LONG)
    recorder.wait_for_sound(begun.began)
    kill(units, unit("af_heart"))
    lost = journal.wait_for(begun.began, OUTCOME="voice_failed")
    recorder.wait_for_silence(0.3, time.monotonic())
    again = run_say("-w", "I am back.")
    recorder.wait_for_sound(again.began)
    assert lost["VOICE"] == "af_heart"


def test_after_the_model_is_killed_the_voice_goes_on(
    run_say: Say, units: Units, recorder: Recorder, journal: Journal, tmp_path: Path
) -> None:
    """The reading is long enough that the voice has not had all of its sound when the model dies."""
    known = sound_of(run_say, tmp_path, "af_heart", LONG[: len(LONG) // 4])
    begun = run_say(stdin=LONG)
    heard = recorder.wait_for_sound(begun.began)
    first = units.properties(MODEL)["MainPID"]
    kill(units, MODEL)
    units.wait_for(MODEL, ActiveState="active", SubState="running", MainPID=Different(first))
    sound = recorder.samples(heard, heard + HELD + 4, timeout=60)
    assert abs(sound[-4 * RATE :]).max() > 0.05, "the voice fell silent when its sound ran out"
    assert own_clicks(sound, known, cycle()) == []
    assert journal.entries(begun.began, OUTCOME=re.compile(".")) == []
    spoken = run_say("-w", "And something else.")
    assert spoken.status == 0


class Different:
    """Equals all but one value, and nothing that is no process."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return other not in {self._value, 0}

    def __hash__(self) -> int:
        return 0


def test_a_thousand_says_from_twenty_shells(run_say: Say, units: Units, journal: Journal, recorder: Recorder) -> None:
    for voice in VOICES:
        run_say("-v", voice, "-w", "Ready.")
    units.wait_for(PLAYER, ActiveState="inactive")
    until(lambda: streams() == [])  # a voice keeps its device a little longer
    before = {name: resources(units, name) for name in (MODEL, *map(unit, VOICES))}
    began = time.monotonic()
    last: dict[str, str] = {}
    failures: list[str] = []

    def shell(number: int) -> None:
        for turn in range(50):
            voice = VOICES[(number + turn) % len(VOICES)]
            ran = run_say("-v", voice, f"Text {turn} of shell {number}.", status=None)
            failures.extend([ran.stderr] if ran.status else [])

    shells = [threading.Thread(target=shell, args=(number,)) for number in range(20)]
    for thread in shells:
        thread.start()
    for thread in shells:
        thread.join()
    assert failures == []
    for voice in VOICES:
        entry = journal.wait_for(began, VOICE=voice, OUTCOME="spoken", timeout=30)
        last[voice] = entry["UTTERANCE"]
    recorder.wait_for_silence(1.0, time.monotonic())
    units.wait_for(PLAYER, ActiveState="inactive")
    for voice in VOICES:
        given = journal.entries(began, VOICE=voice, _SYSTEMD_USER_UNIT=MODEL, LANGUAGE=ANY_NAME)
        assert len(given) == 200
        assert journal.entries(began, UTTERANCE=last[voice], FIRST_SOUND_MS=ANY_NUMBER)
        ended = journal.entries(began, VOICE=voice, OUTCOME=ANY_NAME)
        assert len(ended) == 200, "each has an outcome"
    until(lambda: {name: resources(units, name) for name in before} == before)


ANY_NAME = re.compile(".")


def resources(units: Units, name: str) -> tuple[int, int]:
    """How many threads and open files a service has."""
    process = f"/proc/{units.properties(name)['MainPID']}"
    return len(os.listdir(f"{process}/task")), len(os.listdir(f"{process}/fd"))


def test_a_missing_device_is_told_and_the_next_text_is_heard(
    run_say: Say, recorder: Recorder, journal: Journal
) -> None:
    failed = run_say("-w", "--device", "no-such-device", "Nobody hears me.", status=1)
    assert "no-such-device" in failed.stderr
    assert journal.wait_for(failed.began, OUTCOME="no_audio_device")["VOICE"] == "af_heart"
    recorder.wait_for_sound(run_say("-w", "But now.").began)


def test_a_file_is_written_whole_and_beside_the_speech(run_say: Say, tmp_path: Path, recorder: Recorder) -> None:
    recorder.wait_for_sound(run_say(stdin=LONG).began)
    for name in ("a.wav", "a.flac", "a.ogg", "a.mp3"):
        run_say("-w", "-o", name, "Into a file.", cwd=str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == ["a.flac", "a.mp3", "a.ogg", "a.wav"]
    assert "speaking" in run_say("--list").stdout
    refused = run_say("-o", "/proc/a.wav", "Into a file.", status=2)
    assert "/proc/a.wav" in refused.stderr
