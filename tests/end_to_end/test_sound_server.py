"""At home in the sound server: named, moved with the default device, heard from the first word, gone when silent."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.end_to_end.command import Say
from tests.end_to_end.conftest import cycle, pactl
from tests.end_to_end.test_session import ANY_NUMBER, LONG, sound_of, unit
from tests.end_to_end.units import environment
from tests.leaks import descriptors
from tests.listening import RATE, Recorder, bursts, clicks, find, from_pcm, survival
from tests.listening.recorder import PAREC

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.journal import Journal
    from tests.end_to_end.units import Units
    from tests.listening import Samples

PREROLL = 0.25
TEXT = "One two three four five."


def streams() -> list[dict[str, Any]]:
    """What plays, as the sound server tells of it."""
    played: list[dict[str, Any]] = json.loads(pactl("--format=json", "list", "sink-inputs"))
    return played


class Changes:
    """What the sound server tells of its sinks and streams, as it happens."""

    def __enter__(self) -> Changes:
        self._process = subprocess.Popen(["pactl", "subscribe"], stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        assert self._process.stdout
        self._process.stdout.close()
        self._process.wait()

    def wait_for(self, wanted: str) -> None:
        """Wait for a line that has it."""
        assert self._process.stdout
        for line in self._process.stdout:
            if wanted in line:
                return
        raise EOFError(f"the sound server ended before it told {wanted}")


@contextmanager
def sink(module: str, name: str, *more: str) -> Iterator[str]:
    """One more sink, and the default one, for a while; gives its number."""
    before = pactl("get-default-sink")
    loaded = pactl("load-module", module, f"sink_name={name}", *more)
    try:
        choose(name)
        (number,) = [line.split()[0] for line in pactl("list", "short", "sinks").splitlines() if name in line]
        yield number
    finally:
        choose(before)
        pactl("unload-module", loaded)


def choose(name: str) -> None:
    """Have that sink be the default one."""
    with Changes() as changes:
        pactl("set-default-sink", name)
        while pactl("get-default-sink") != name:
            changes.wait_for("on server")


@pytest.fixture
def hasty(installed: str) -> Iterator[None]:
    """Voices that let their device go soon."""
    with environment(KOKORO_DEVICE_LINGER="0.2"):
        yield


# --- what the volume control shows


def test_a_voice_is_shown_by_its_name_and_role(run_say: Say, recorder: Recorder) -> None:
    recorder.wait_for_sound(run_say("-v", "bella", stdin=LONG).began)
    (stream,) = streams()
    assert stream["properties"]["application.name"] == "say (af_bella)"
    assert stream["properties"]["media.name"] == "af_bella"
    assert stream["properties"]["media.role"] == "a11y"


def test_the_volume_of_one_voice_is_that_of_all_by_their_role(
    run_say: Say, recorder: Recorder, journal: Journal
) -> None:
    recorder.wait_for_sound(run_say("-v", "bella", stdin=LONG).began)
    with Changes() as changes:
        pactl("set-sink-input-volume", str(streams()[0]["index"]), "40%")
        changes.wait_for("'change' on sink-input")
    try:
        second = run_say("-v", "adam", stdin=LONG)
        journal.wait_for(second.began, VOICE="am_adam", FIRST_SOUND_MS=ANY_NUMBER)
        volumes = {
            stream["properties"]["media.name"]: stream["volume"]["mono"]["value_percent"] for stream in streams()
        }
        assert volumes == {"af_bella": "40%", "am_adam": "40%"}
    finally:
        for stream in streams():
            pactl("set-sink-input-volume", str(stream["index"]), "100%")


# --- the default device


def test_a_voice_moves_with_the_default_device(run_say: Say, recorder: Recorder) -> None:
    recorder.wait_for_sound(run_say(stdin=LONG).began)
    (before,) = streams()
    with (
        sink("module-null-sink", "headphones") as number,
        Recorder((*PAREC, "--device=headphones.monitor")) as headphones,
    ):
        moved = time.monotonic()
        heard = headphones.wait_for_sound(moved)
        headphones.samples(heard, heard + 1)
        (after,) = streams()
        assert (after["index"], str(after["sink"])) == (before["index"], number)
    (back,) = streams()
    assert (back["index"], back["sink"]) == (before["index"], before["sink"])


# --- a cycle of the sound server's that is longer than the voice's buffer


@pytest.fixture
def _cycles() -> Iterator[None]:
    """They are afterwards as they were."""
    before = cycle()
    yield
    cycle(before)


@pytest.mark.usefixtures("_cycles")
@pytest.mark.parametrize("samples", [1024, 2048, 4096])
def test_a_long_cycle_costs_a_moment_and_no_word(
    samples: int, run_say: Say, recorder: Recorder, journal: Journal, tmp_path: Path
) -> None:
    with environment(KOKORO_LATENCY="0.02"):
        known = sound_of(run_say, tmp_path, "am_adam", TEXT)  # which starts the voice
    cycle(samples)
    first = run_say("--wait", "-v", "adam", TEXT)
    journal.wait_for(first.began, MESSAGE=re.compile("ms ahead"))
    silent = recorder.wait_for_silence(0.5, first.ended)
    second = run_say("--wait", "-v", "adam", TEXT)
    heard = recorder.samples(second.began, second.ended + 1.0)
    assert (first.status, second.status) == (0, 0)
    assert survival(known, recorder.samples(first.began, silent)) > 0.8
    assert survival(known, heard) > 0.8
    assert clicks(heard) == []


# --- a device that sleeps


class Deaf:
    """A device whose sound can be had without waking it, as what listens to its monitor would."""

    def __init__(self, directory: Path) -> None:
        self.pipe = str(directory / "pipe")
        os.mkfifo(self.pipe)
        self._heard = bytearray()
        self._thread = threading.Thread(target=self._listen, name="deaf")
        self._thread.start()

    def _listen(self) -> None:
        with open(self.pipe, "rb", buffering=0) as pipe:
            while block := pipe.read(65_536):
                self._heard += block

    def heard(self) -> Samples:
        """All that the device was given, once it is gone."""
        self._thread.join(10)
        return from_pcm(bytes(self._heard))


@pytest.fixture
def unheard_say(installed: str, units: Units) -> Iterator[Say]:
    """Say, with nothing that listens: a recorder keeps the default device awake, whichever it is."""
    say = Say(os.path.join(installed, "say"), os.environ)
    yield say
    say("--kill")
    units.wait_for("kokoro-model.service", ActiveState="inactive")


def test_no_word_is_lost_on_a_device_that_sleeps(unheard_say: Say, tmp_path: Path) -> None:
    known = sound_of(unheard_say, tmp_path, "am_adam", TEXT)
    deaf = Deaf(tmp_path)
    with sink("module-pipe-sink", "deaf", f"file={deaf.pipe}", "format=s16le", f"rate={RATE}", "channels=1"):
        unheard_say("--wait", "-v", "adam", TEXT)
    heard = deaf.heard()
    assert bursts(heard)[0][0] >= PREROLL
    woken = heard[round(PREROLL * RATE) :]  # what is left, where the device has swallowed that much
    assert find(known[: RATE // 2], woken).likeness > 0.4


@pytest.mark.usefixtures("hasty")
def test_nothing_waits_for_a_device_that_is_awake(run_say: Say, recorder: Recorder, journal: Journal) -> None:
    took = []
    for _ in range(3):
        with Changes() as changes:
            began = run_say("-v", "adam", TEXT).began
            entry = journal.wait_for(began, VOICE="am_adam", FIRST_SOUND_MS=ANY_NUMBER)
            took.append(float(entry["FIRST_SOUND_MS"]))
            changes.wait_for("'remove' on sink-input")  # so that the next text opens the device again
    assert min(took) < PREROLL * 1000, took


# --- silence


@pytest.mark.usefixtures("hasty")
def test_a_silent_voice_holds_nothing(run_say: Say, recorder: Recorder, units: Units) -> None:
    with Changes() as changes:
        run_say("--wait", "Hello.")
        changes.wait_for("'remove' on sink-input")
    voice = units.wait_for(unit("af_heart"), ActiveState="active", SubState="running")["MainPID"]
    assert streams() == []
    clients = json.loads(pactl("--format=json", "list", "clients"))
    assert [client for client in clients if "say" in client["properties"].get("application.name", "")] == []
    assert [name for _, name in descriptors(voice) if "snd" in name or "memfd:pipewire" in name] == []
