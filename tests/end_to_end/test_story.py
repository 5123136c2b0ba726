"""The journal tells what became of a text, from `say` to silence, by one id, in order, and without the text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.test_session import ANY_NUMBER, LONG
from tests.end_to_end.units import environment
from tests.unit.test_documents import documented_fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.journal import Journal
    from tests.listening import Recorder

TAKEN, HELD, THERE = r"a text for af_heart_en-us", "held while the voice af_heart_en-us starts", "is there and gets it"
WANTED, MADE, ALL = "its sound is wanted", r"first segment made by \w+ after \d+ ms", "all its sound is sent"
OPENED, HEARD, LET_GO = r"sound device took \d+ ms to open", r"first sound after \d+ ms", "the sound device is let go"
STARTING = [TAKEN, HELD, THERE]
_JOURNALD = re.compile(r"_.*|MESSAGE|PRIORITY|SYSLOG_.*|CODE_.*|LOGGER|THREAD_NAME|PROCESS_NAME|EXCEPTION_.*|TID")
"""The fields that lines have whoever sends them."""


@pytest.fixture(autouse=True)
def hasty() -> Iterator[None]:
    """Voices that let the device go soon."""
    with environment(KOKORO_DEVICE_LINGER="0.2"):
        yield


def taken(journal: Journal, after: float) -> str:
    """The id of the text that was taken then."""
    return journal.wait_for(after, MESSAGE=re.compile(TAKEN))["UTTERANCE"]


def story(journal: Journal, identity: str, last: str) -> list[str]:
    """All that is told of a text, once that is."""
    journal.wait_for(UTTERANCE=identity, MESSAGE=re.compile(last))
    entries = journal.entries(UTTERANCE=identity)
    assert all(entry["MESSAGE"].startswith(f"{identity}: ") for entry in entries)
    assert not any("rather long" in value or "Hello" in value for entry in entries for value in entry.values())
    fields = {name for entry in entries for name in entry if not _JOURNALD.fullmatch(name)}
    assert fields <= documented_fields()
    outcomes = [entry for entry in entries if "OUTCOME" in entry]
    assert len(outcomes) <= 1, outcomes
    return [entry["MESSAGE"] for entry in entries]


def in_order(told: list[str], *wanted: str) -> bool:
    """Whether each of these is told, one behind the other, whatever else is between."""
    rest = iter(told)
    return all(any(re.search(each, line) for line in rest) for each in wanted)


def test_of_a_text_that_is_spoken(run_say: Say, journal: Journal) -> None:
    began = run_say("-w", "Hello there.").began
    told = story(journal, taken(journal, began), LET_GO)
    assert in_order(told, *STARTING, WANTED, HEARD, "spoken, .* s of sound", LET_GO), told
    assert in_order(told, WANTED, MADE, "spoken, .* s of sound"), told  # a segment is heard while it is made
    assert in_order(told, THERE, OPENED, LET_GO), told
    assert in_order(told, MADE, ALL), told


def test_of_one_that_is_replaced_and_one_that_is_stopped(run_say: Say, journal: Journal, recorder: Recorder) -> None:
    first = run_say(stdin=LONG)
    recorder.wait_for_sound(first.began)
    second = run_say(stdin=LONG)
    cut = story(journal, taken(journal, first.began), "replaced, ")
    assert in_order(cut, *STARTING, WANTED, HEARD, "replaced, .* s of sound"), cut
    assert in_order(cut, WANTED, MADE), cut
    identity = taken(journal, second.began)
    journal.wait_for(UTTERANCE=identity, FIRST_SOUND_MS=ANY_NUMBER)
    run_say("--pause")
    run_say("--resume")
    run_say("--skip")
    run_say("--back")
    run_say("--live", "-s", "1.5")
    run_say("-u", "Hello.")
    journal.wait_for(UTTERANCE=identity, MESSAGE=re.compile("interrupted by"))
    run_say("--stop")
    told = story(journal, identity, "stopped, ")
    controls = ["paused", "after a pause", "next sentence", "back by a sentence", "at speed 1.5", "interrupted by"]
    assert in_order(told, TAKEN, WANTED, HEARD, *controls, "stopped, "), told


def test_of_one_that_fails(run_say: Say, journal: Journal) -> None:
    began = run_say("-w", "--device", "no-such-device", "Hello.", status=1).began
    told = story(journal, taken(journal, began), "does not open")
    assert in_order(told, *STARTING, "the sound device no-such-device does not open"), told


def test_of_one_that_is_written(run_say: Say, journal: Journal, tmp_path: Path) -> None:
    began = run_say("-w", "-o", str(tmp_path / "a.wav"), "Hello.").began
    told = story(journal, taken(journal, began), "written, ")
    assert in_order(told, f"{TAKEN}, to '{tmp_path}/a.wav'", HELD, THERE, WANTED, MADE, "written, .* s of sound"), told
    assert not in_order(told, OPENED), "no device plays it"


def test_of_one_whose_voice_does_not_start(run_say: Say, journal: Journal) -> None:
    with environment(KOKORO_LATENCY="soon"):
        ran = run_say("-w", "Hello.", status=1)
    subprocess.run(["systemctl", "--user", "reset-failed", "kokoro-voice@*"], check=True)
    told = story(journal, taken(journal, ran.began), "does not start")
    assert in_order(told, TAKEN, HELD, "the voice af_heart does not start"), told


@pytest.mark.usefixtures("ports")
def test_of_sound_over_http(run_say: Say, journal: Journal) -> None:
    systemctl = ["systemctl", "--user", "--quiet"]
    subprocess.run([*systemctl, "start", "kokoro-api.socket"], check=True)
    try:
        name = f"story-{os.getpid()}-{time.monotonic_ns()}"
        body = json.dumps({"model": "kokoro", "voice": "af_heart", "input": "Hello there.", "response_format": "wav"})
        curl = [
            "curl",
            "-sSf",
            "-o",
            "/dev/null",
            "-H",
            f"X-Request-Id: {name}",
            "-H",
            "Content-Type: application/json",
        ]
        subprocess.run([*curl, "-d", body, "http://127.0.0.1:8000/v1/audio/speech"], check=True)
        journal.wait_for(UTTERANCE=name, MESSAGE=re.compile(ALL))
        told = story(journal, name, "200 in")
    finally:
        subprocess.run([*systemctl, "stop", "kokoro-api.socket", "kokoro-api.service"], check=True)
    assert in_order(told, WANTED, MADE, ALL), told
    assert in_order(told, WANTED, MADE, "POST /v1/audio/speech: 200 in"), told
