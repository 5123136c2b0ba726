"""speech-dispatcher, the real one, speaking by our output module."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.end_to_end.conftest import cycle, make
from tests.end_to_end.ssip import Client, end_server
from tests.end_to_end.test_life import Different, kill
from tests.end_to_end.test_session import MODEL, sound_of
from tests.listening import bursts, clicks, from_wav, own_clicks, pitch, presence, sounding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.units import Units
    from tests.listening import Recorder, Samples

TEXT = "The quick brown fox jumps over the lazy dog, and the dog sleeps on."
LONG = "This is a long text, which goes on and on and comes to no end. " * 20
MODULE = os.path.expanduser("~/.local/libexec/speech-dispatcher-modules/sd_kokoro")


@pytest.fixture
def server(run_say: Say) -> Iterator[None]:
    """A speech-dispatcher that has just started."""
    end_server()
    spd_say("-O")
    yield
    end_server()


@pytest.fixture
def client(server: None) -> Iterator[Client]:
    """A client that wants to be spoken for by us."""
    with Client() as client:
        yield client


def spd_say(*words: str) -> str:
    return subprocess.run(["spd-say", *words], stdout=subprocess.PIPE, text=True, check=True, timeout=60).stdout


def spoken(recorder: Recorder, *words: str) -> Samples:
    """What is heard of an spd-say that waits."""
    began = time.monotonic()
    spd_say("-w", "-o", "kokoro", "-l", "en-US", *words)
    return recorder.samples(began, recorder.wait_for_silence(0.3, time.monotonic()) + 0.1)


def module_pids() -> list[int]:
    """The processes of the module."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/cmdline", "rb") as file:
            if b"sd_kokoro" in file.read():
                found.append(int(pid))
    return found


# --- being there


def test_it_is_found_beside_the_others(server: None) -> None:
    assert {"espeak-ng", "kokoro"} <= set(spd_say("-O").split())
    voices = [line.split() for line in spd_say("-o", "kokoro", "-L").splitlines()]
    assert ["af_heart", "en-us", "female"] in voices
    assert ["jm_kumo", "ja", "male"] in voices
    assert {"de", "en-gb", "cmn"} <= {voice[1] for voice in voices}
    assert spd_say("-o", "espeak-ng", "-L")


def test_a_list_of_voices_starts_no_model_once_one_is_kept(server: None, units: Units, run_say: Say) -> None:
    run_say("--kill")
    end_server()
    assert "af_heart" in spd_say("-o", "kokoro", "-L")
    assert units.properties(MODEL)["ActiveState"] == "inactive"


def test_uninstalling_takes_it_away_and_leaves_the_others(server: None, recorder: Recorder) -> None:
    assert os.access(MODULE, os.X_OK)
    make("uninstall")
    try:
        assert not os.path.exists(os.path.dirname(os.path.dirname(MODULE)))
        end_server()
        assert "kokoro" not in spd_say("-O")
        began = time.monotonic()
        spd_say("-o", "espeak-ng", "Still here.")
        recorder.wait_for_sound(began)
    finally:
        make("install")


# --- being heard


def test_what_say_would_say_is_heard(server: None, run_say: Say, recorder: Recorder, tmp_path: Path) -> None:
    run_say("-w", "-v", "af_heart", "-o", str(tmp_path / "said.wav"), TEXT)
    said = from_wav(str(tmp_path / "said.wav"))
    heard = spoken(recorder, "-y", "af_heart", TEXT)
    assert clicks(heard) == []
    assert length(heard) == pytest.approx(length(said), abs=0.05)
    assert presence(said, heard) > 0.8


def length(sound: Samples) -> float:
    """Seconds from the first sound to the last."""
    heard = bursts(sound)
    return heard[-1][1] - heard[0][0]


def test_rate_pitch_and_volume_are_heard(server: None, recorder: Recorder) -> None:
    plain = spoken(recorder, TEXT)
    assert sounding(spoken(recorder, "-r", "80", TEXT)) == pytest.approx(sounding(plain) / 2**0.8, rel=0.12)
    assert sounding(spoken(recorder, "-r", "-80", TEXT)) == pytest.approx(sounding(plain) * 2**0.8, rel=0.12)
    higher = spoken(recorder, "-p", "60", TEXT)
    assert pitch(higher) == pytest.approx(pitch(plain) * 2**0.3, rel=0.08)
    assert sounding(higher) == pytest.approx(sounding(plain), rel=0.12)
    quieter = spoken(recorder, "-i", "0", TEXT)
    assert np.abs(quieter).max() == pytest.approx(np.abs(plain).max() / 2, rel=0.1)


def test_kinds_of_voices_and_languages_sound_different(server: None, recorder: Recorder) -> None:
    assert pitch(spoken(recorder, "-t", "female1", TEXT)) > 1.2 * pitch(spoken(recorder, "-t", "male1", TEXT))
    assert sounding(spoken(recorder, "-l", "de", "Guten Morgen.")) > 0.3


def test_spelling_and_punctuation_take_longer(server: None, recorder: Recorder) -> None:
    plain = sounding(spoken(recorder, "Hello (you)."))
    assert sounding(spoken(recorder, "-m", "all", "Hello (you).")) > 1.5 * plain
    assert sounding(spoken(recorder, "-s", "Hello (you).")) > 1.5 * plain


# --- marks, priorities, and interruption


def test_marks_come_in_order_and_when_they_are_heard(client: Client, recorder: Recorder) -> None:
    client.set(ssml_mode="on")
    names = [f"mark {number}" for number in range(12)]
    words = " ".join(f'word {number} is here. <mark name="{name}"/>' for number, name in enumerate(names))
    number = client.speak(f"<speak>{words}</speak>")
    end = client.wait_for("end", number)
    assert client.of(number) == ["begin", *names, "end"]
    heard = recorder.wait_for_sound(client.wait_for("begin", number).at)
    told = [event.at - heard for event in client.events if event.kind == "mark"]
    evenly = (end.at - heard) / len(names)
    assert told == pytest.approx([evenly * (place + 1) for place in range(len(names))], abs=0.6 * evenly)


def test_what_is_more_important_comes_first(client: Client, recorder: Recorder) -> None:
    began = time.monotonic()
    text = client.speak(LONG)
    recorder.wait_for_sound(began)
    client.set(priority="important")
    important = client.speak("Mind the gap.")
    client.wait_for("end", important)
    assert client.of(text)[-1] == "stop"
    assert client.of(important) == ["begin", "end"]


def test_what_is_less_important_does_not_interrupt(client: Client, recorder: Recorder) -> None:
    text = client.speak(TEXT)
    client.wait_for("begin", text)
    client.set(priority="notification")
    dropped = client.speak("Something happened.")
    client.wait_for("end", text)
    client.wait_for("stop", dropped)
    assert client.of(dropped) == ["stop"]


def test_cancel_is_silence_at_once(client: Client, recorder: Recorder) -> None:
    text = client.speak(LONG)
    heard = recorder.wait_for_sound(client.wait_for("begin", text).at)
    recorder.samples(heard, heard + 0.5)
    asked = time.monotonic()
    client.ask("CANCEL self")
    client.wait_for("stop", text)
    assert recorder.wait_for_silence(0.5, asked) - asked < 0.15
    number = client.speak("And on.")
    client.wait_for("end", number)


FIRST, REST = "This is the first sentence. ", "Here comes another one, which is cut off. And it goes on."


@pytest.mark.parametrize(("seconds", "rest"), [(0.5, FIRST + REST), (2.1, REST)], ids=["first", "second"])
def test_a_pause_keeps_the_sentence(client: Client, recorder: Recorder, seconds: float, rest: str) -> None:
    """The server plays what it holds, half a second, and goes on where the sentence began."""

    def heard(number: int, began: float) -> float:
        """Seconds of sound up to the message's end."""
        return sounding(recorder.samples(began, recorder.wait_for_silence(0.5, client.wait_for("end", number).at)))

    text = client.speak(FIRST + REST)
    recorder.wait_for_sounding(seconds, client.wait_for("begin", text).at)
    asked = time.monotonic()
    client.ask("PAUSE self")
    client.wait_for("pause", text)
    assert sounding(recorder.samples(asked, recorder.wait_for_silence(1.0, asked))) < 0.8
    resumed = time.monotonic()
    client.ask("RESUME self")
    behind = heard(text, resumed)
    began = time.monotonic()
    assert behind == pytest.approx(heard(client.speak(rest), began), abs=0.6)


# --- staying alive


def test_five_hundred_quick_keys(client: Client, recorder: Recorder) -> None:
    pids = module_pids()
    numbers = []
    for turn in range(500):
        client.ask("CANCEL self")  # as screen readers do before each
        numbers.append(client.char("abcdefghijklmnopqrstuvwxyz"[turn % 26]))
    client.wait_for("end", numbers[-1])
    for number in numbers:
        assert client.of(number) in (["begin", "end"], ["begin", "stop"], ["stop"]), number
    began = time.monotonic()
    client.wait_for("end", client.speak("Still here."))
    recorder.wait_for_sound(began)
    assert module_pids() == pids


def test_a_killed_model_is_survived(
    client: Client, units: Units, recorder: Recorder, run_say: Say, tmp_path: Path
) -> None:
    known = sound_of(run_say, tmp_path, "af_heart", TEXT * 6)
    pids = module_pids()
    text = client.speak(TEXT * 6)
    begun = client.wait_for("begin", text)
    recorder.wait_for_sound(begun.at)
    first = units.properties(MODEL)["MainPID"]
    kill(units, MODEL)
    units.wait_for(MODEL, ActiveState="active", SubState="running", MainPID=Different(first))
    end = client.wait_for("end", text)
    assert client.of(text) == ["begin", *client.of(text)[1:-1], "end"]
    sound = recorder.samples(begun.at, end.at)
    assert own_clicks(sound, known, cycle()) == []
    assert length(sound) > 20
    assert module_pids() == pids
