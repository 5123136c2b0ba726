"""The session that the whole was thought up for, and what a user hears of interruption, order and silence."""

from __future__ import annotations

import re
import signal
import time
from typing import TYPE_CHECKING

from tests.end_to_end.conftest import cycle
from tests.end_to_end.journal import logged_at
from tests.listening import RATE, bursts, clicks, find, from_wav, own_clicks, presence, sounding, survival

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.journal import Journal
    from tests.end_to_end.units import Units
    from tests.listening import Recorder, Samples

MODEL = "kokoro-model.service"
LONG = "This is a rather long text, which goes on and on and does not come to an end at all. " * 40

ANY_NUMBER = re.compile(r"^[\d.]+$")


def unit(voice: str) -> str:
    return f"kokoro-voice@{voice}_en-us.service"


def is_in(heard: Samples, known: Samples) -> bool:
    """Whether that was heard."""
    return survival(known, heard) > 0.4


def sound_of(say: Say, directory: Path, voice: str, text: str) -> Samples:
    """What the voice's sound for the text is, by way of a file."""
    path = directory / f"{voice}.wav"
    say("-w", "-v", voice, "-o", str(path), stdin=text)
    sound = from_wav(path)
    stretches = bursts(sound)
    return sound[round(stretches[0][0] * RATE) : round(stretches[-1][1] * RATE)]


def test_the_session_of_the_original_idea(
    run_say: Say, recorder: Recorder, units: Units, journal: Journal, tmp_path: Path
) -> None:
    book = tmp_path / "book.txt"
    book.write_text(LONG * 20)
    run_say("--kill")
    units.wait_for(MODEL, ActiveState="inactive")

    first = run_say("--voice", "3", "hello 1")  # the model and the voice's unit start
    recorder.wait_for_sound(first.began)
    model = units.wait_for(MODEL, ActiveState="active")["MainPID"]
    bella = units.wait_for(unit("af_bella"), ActiveState="active")["MainPID"]
    recorder.wait_for_silence(0.3, first.ended)

    second = run_say("--voice", "3", "hello 2")  # neither starts anew
    recorder.wait_for_sound(second.began)
    recorder.wait_for_silence(0.3, second.ended)
    assert units.active("kokoro-voice@*") == [unit("af_bella")]

    third = run_say("--voice", "2", "hello 3")  # only its unit starts
    recorder.wait_for_sound(third.began)
    units.wait_for(unit("af_aoede"), ActiveState="active")
    assert units.properties(MODEL)["MainPID"] == model
    assert units.properties(unit("af_bella"))["MainPID"] == bella
    recorder.wait_for_silence(0.3, third.ended)

    reading = run_say("--voice", "2", stdin=book.read_bytes())
    begun = recorder.wait_for_sound(reading.began)
    recorder.samples(begun, begun + 1)
    cut = run_say("--voice", "2", "hello 3")  # cuts it off, and is heard
    journal.wait_for(cut.began, VOICE="af_aoede", OUTCOME="replaced")
    spoken = journal.wait_for(cut.began, VOICE="af_aoede", OUTCOME="spoken")
    end = recorder.wait_for_silence(0.5, logged_at(spoken))
    heard = recorder.samples(cut.began, end)
    known = sound_of(run_say, tmp_path, "af_aoede", "hello 3")
    assert is_in(recorder.samples(cut.began, end + 0.3), known)
    assert sounding(heard) < 0.5 + sounding(known), "the book went on beside it"
    assert clicks(recorder.samples(begun, end)) == []


def test_two_voices_are_heard_at_the_same_time(run_say: Say, recorder: Recorder, tmp_path: Path) -> None:
    text = "Both of us speak at the same time, and neither waits for the other to come to an end."
    voices = ("af_heart", "am_adam")
    known = {voice: sound_of(run_say, tmp_path, voice, text) for voice in voices}
    began = {voice: run_say("-v", voice, text).began for voice in voices}
    heard = recorder.wait_for_sound(began["af_heart"])
    end = recorder.wait_for_silence(0.5, heard)
    sound = recorder.samples(heard - 0.2, end + 0.5)
    absent = sound_of(run_say, tmp_path, "bm_george", text)
    found = {voice: presence(known[voice], sound) for voice in voices}
    assert min(found.values()) > 2 * presence(absent, sound), found


def test_stop_makes_silence_without_a_click(run_say: Say, recorder: Recorder) -> None:
    reading = run_say(stdin=LONG)
    begun = recorder.wait_for_sound(reading.began)
    recorder.samples(begun, begun + 1)
    stopped = run_say("--stop")
    silent = recorder.wait_for_silence(1.0, stopped.began)
    assert silent - stopped.ended < 0.5
    assert clicks(recorder.samples(begun, silent + 0.5)) == []


def test_stop_of_one_voice_leaves_the_other(run_say: Say, recorder: Recorder, journal: Journal) -> None:
    began = run_say("-v", "af_heart", stdin=LONG).began
    run_say("-v", "am_adam", stdin=LONG)
    journal.wait_for(began, VOICE="am_adam", FIRST_SOUND_MS=ANY_NUMBER)
    run_say("--stop", "-v", "af_heart")
    journal.wait_for(began, VOICE="af_heart", OUTCOME="stopped")
    assert journal.entries(began, VOICE="am_adam", OUTCOME="stopped") == []
    run_say("--stop")
    journal.wait_for(began, VOICE="am_adam", OUTCOME="stopped")


def test_pause_and_resume_lose_nothing(run_say: Say, recorder: Recorder, tmp_path: Path) -> None:
    text = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen."
    known = sound_of(run_say, tmp_path, "af_heart", text)
    begun = recorder.wait_for_sound(run_say(text).began)
    recorder.samples(begun, begun + 1)
    paused = run_say("--pause")
    silent = recorder.wait_for_silence(1.0, paused.began)
    resumed = run_say("--resume")
    end = recorder.wait_for_silence(1.0, recorder.wait_for_sound(resumed.began))
    before, after = recorder.samples(begun - 0.1, silent), recorder.samples(resumed.began, end + 0.3)
    assert find(known[: RATE // 2], before).likeness > 0.4
    assert is_in(after, known[-2 * RATE : -RATE])
    assert abs(sounding(before) + sounding(after) - sounding(known)) < 0.3
    assert own_clicks(recorder.samples(begun, end), known, cycle()) == []


def test_skip_goes_to_the_next_sentence(run_say: Say, recorder: Recorder, journal: Journal, tmp_path: Path) -> None:
    second = "The second sentence is quite another one, about something else."
    first = "The first sentence is long, so long that nobody wants to hear all of it, " * 3 + "I am sure. "
    known = sound_of(run_say, tmp_path, "af_heart", first + second)[-3 * RATE :]
    begun = recorder.wait_for_sound(run_say(first + second).began)
    recorder.samples(begun, begun + 0.7)
    skipped = run_say("--skip")
    end = recorder.wait_for_silence(1.0, logged_at(journal.wait_for(skipped.began, VOICE="af_heart", OUTCOME="spoken")))
    behind = recorder.samples(skipped.began, end + 0.3)
    assert is_in(behind, known[RATE:])
    alone = sound_of(run_say, tmp_path, "af_heart", second)
    assert sounding(behind) < sounding(alone) + 0.5


def test_append_waits_for_what_is_being_said(run_say: Say, journal: Journal, recorder: Recorder) -> None:
    began = run_say("One, two, three.").began
    run_say("--append", "-w", "Four, five, six.")
    first = journal.wait_for(began, VOICE="af_heart", OUTCOME="spoken")
    journal.wait_for(logged_at(first) + 0.001, VOICE="af_heart", OUTCOME="spoken")
    assert journal.entries(began, OUTCOME="replaced") == []


def test_the_exit_status_of_wait_tells_the_outcome(run_say: Say, recorder: Recorder) -> None:
    assert run_say("-w", "All of it.").status == 0
    with run_say.start("-w", "-f", "-") as reading:
        assert reading.stdin
        reading.stdin.write(LONG.encode())
        reading.stdin.close()
        recorder.wait_for_sound(time.monotonic())
        run_say("Something else.")
        assert reading.wait(10) == 3


def test_interrupting_wait_stops_the_speech(run_say: Say, recorder: Recorder) -> None:
    began = time.monotonic()
    with run_say.start("-w", LONG) as reading:
        recorder.wait_for_sound(began)
        reading.send_signal(signal.SIGINT)
        assert reading.wait(10) == 130
    recorder.wait_for_silence(1.0, time.monotonic(), timeout=5)


def test_a_slow_writer_is_heard_from_its_first_sentence(run_say: Say, recorder: Recorder) -> None:
    began = time.monotonic()
    with run_say.start("-w") as reading:
        assert reading.stdin
        reading.stdin.write(b"The first sentence is complete. The seco")
        reading.stdin.flush()
        recorder.wait_for_sound(began)
        recorder.wait_for_silence(0.5, began)
        reading.stdin.write(b"nd comes later.\n")
        reading.stdin.close()
        assert reading.wait(20) == 0
