from __future__ import annotations

import os
import sys
import threading
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soxr
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import (
    RATE,
    Recorder,
    Recording,
    Samples,
    bursts,
    clicks,
    distance,
    nearest,
    own_clicks,
    pitch,
    signature,
    sounding,
    survival,
)
from tests.unit.espeak_speech import speech

if TYPE_CHECKING:
    from pathlib import Path

    from tests.listening import Click

VOICES = ("en-us", "en-us+m3", "en-us+f2", "en-us+f5")
TEXTS = (
    "Hello one, this is the first voice, and it has a little more to say.",
    "The quick brown fox jumps over the lazy dog, they think, at six in the morning.",
)


def seconds(of: float) -> int:
    return round(of * RATE)


def tone(duration: float, frequency: float = 440, level: float = 0.3) -> Samples:
    """Starts and ends gently, in mid-wave otherwise."""
    wave = level * np.sin(2 * np.pi * frequency * np.arange(seconds(duration)) / RATE)
    ramp = np.minimum(1, np.arange(len(wave)) / seconds(0.005))
    return (wave * ramp * ramp[::-1]).astype(np.float32)


def quiet(duration: float) -> Samples:
    return np.zeros(seconds(duration), np.float32)


def pcm(*pieces: Samples) -> bytes:
    return (np.concatenate(pieces) * 32767).astype("<i2").tobytes()


@pytest.fixture(scope="module")
def said() -> dict[tuple[str, str], Samples]:
    """Each of the voices with each of the texts."""
    return {(voice, text): speech(voice, text) for voice in VOICES for text in TEXTS}


@given(st.floats(80, 400), st.floats(0.05, 0.8), st.integers(2, 12))
def test_pitch_of_a_humming_throat(frequency: float, level: float, harmonics: int) -> None:
    hum = sum(tone(0.5, frequency * n, level / n / 4) for n in range(1, harmonics + 1))
    assert pitch(np.asarray(hum, np.float32)) == pytest.approx(frequency, rel=0.01)


def test_noise_has_no_pitch() -> None:
    noise = np.random.default_rng(7).normal(0, 0.1, RATE).astype(np.float32)
    assert np.isnan(pitch(noise))


def test_pitch_tells_women_from_men(said: dict[tuple[str, str], Samples]) -> None:
    for text in TEXTS:
        assert 85 < pitch(said["en-us", text]) < 115
        assert 165 < pitch(said["en-us+f2", text]) < 210


@pytest.mark.parametrize("voice", VOICES)
def test_a_voice_is_known_by_another_text(voice: str, said: dict[tuple[str, str], Samples]) -> None:
    known, asked = TEXTS
    signatures = {name: signature(said[name, known]) for name in VOICES}
    assert nearest(said[voice, asked], signatures) == voice


def test_a_voice_is_itself_whispered_or_loud(said: dict[tuple[str, str], Samples]) -> None:
    loud = said["en-us+f2", TEXTS[0]]
    assert distance(signature(loud), signature(loud * np.float32(0.1))) < 0.5


def test_bursts_of_tones() -> None:
    sound = np.concatenate([quiet(0.5), tone(0.3), quiet(0.1), tone(0.2), quiet(0.4), tone(1.0)])
    assert np.array(bursts(sound)) == pytest.approx(np.array([(0.5, 1.1), (1.5, 2.5)]), abs=0.002)
    assert len(bursts(sound, gap=0.05)) == 3
    assert bursts(quiet(1)) == []


def test_bursts_of_speech_are_its_sentences() -> None:
    heard = bursts(speech("en-us", "One sentence is here. And here is one more."))
    assert len(heard) == 2


def cuts(sound: Samples) -> list[int]:
    """Where to cut speech in mid-wave: the highest crests of ten vowels."""
    crests = np.abs(sound)
    found: list[int] = []
    for _ in range(10):
        found.append(int(np.argmax(crests)))
        crests[max(0, found[-1] - seconds(0.05)) : found[-1] + seconds(0.05)] = 0
    return [at for at in found if seconds(0.05) < at < len(sound) - seconds(0.05)]


def near(found: list[Click], at: int) -> bool:
    return any(abs(click.at - at / RATE) < 0.002 for click in found)


@pytest.mark.parametrize("voice", VOICES)
def test_speech_has_no_clicks(voice: str, said: dict[tuple[str, str], Samples]) -> None:
    assert [clicks(said[voice, text]) for text in TEXTS] == [[], []]


@pytest.mark.parametrize("voice", VOICES)
def test_a_hard_cut_is_a_click_and_a_fade_is_none(voice: str, said: dict[tuple[str, str], Samples]) -> None:
    sound = said[voice, TEXTS[0]]
    fade = np.linspace(1, 0, seconds(0.005), dtype=np.float32)
    for at in cuts(sound):
        cut, faded = sound.copy(), sound.copy()
        cut[at:] = 0
        faded[at : at + len(fade)] *= fade
        faded[at + len(fade) :] = 0
        assert near(clicks(cut), at)
        assert clicks(faded) == []


@pytest.mark.parametrize("voice", VOICES)
def test_most_cuts_are_heard_through_a_resampler(voice: str, said: dict[tuple[str, str], Samples]) -> None:
    """A voice cuts its own 24,000 samples a second; the sound server makes 48,000 smooth ones of them."""
    slow = soxr.resample(said[voice, TEXTS[0]], RATE, RATE // 2)
    heard = []
    for at in cuts(said[voice, TEXTS[0]]):
        cut = slow.copy()
        cut[at // 2 :] = 0
        heard.append(near(clicks(soxr.resample(cut, RATE // 2, RATE)), at))
    assert sum(heard) >= 0.6 * len(heard)


def test_a_hole_and_a_splice_are_clicks(said: dict[tuple[str, str], Samples]) -> None:
    sound = said["en-us", TEXTS[0]]
    at = cuts(sound)[0]
    hole = sound.copy()
    hole[at : at + seconds(0.02)] = 0
    assert near(clicks(hole), at)
    first = clicks(hole)[0]
    assert first.jump[1] == 0.0
    assert first.silence_ms == pytest.approx(20, abs=0.1)
    assert near(clicks(np.concatenate([sound[:at], -sound[at:]])), at)


def test_speech_that_is_too_loud_has_no_clicks(said: dict[tuple[str, str], Samples]) -> None:
    """A resampler turns what was clipped into waves that are clipped again, with sharper corners."""
    for gain in (1.5, 3.0):
        loud = said["en-us+f5", TEXTS[0]]
        clipped = np.clip(loud * np.float32(gain) / np.abs(loud).max(), -1, 1)
        again = soxr.resample(soxr.resample(clipped, RATE, RATE // 2), RATE // 2, RATE)
        assert clicks(np.clip(again, -1, 1)) == []


def test_steady_tones_have_no_clicks() -> None:
    assert clicks(np.concatenate([quiet(0.1), tone(0.5), quiet(0.1), tone(0.5, 1000)])) == []
    assert clicks(tone(0.01)) == []


def test_recording_tells_when_and_how_long() -> None:
    recording = Recording()
    sound = pcm(quiet(0.5), tone(0.25), quiet(0.75), tone(0.25), quiet(0.5))
    for begin, end in pairwise([*range(0, len(sound), 960), len(sound)]):
        recording.add(sound[begin:end], 100 + end / 2 / RATE)
    first = recording.sound_after(100.0)
    assert first == pytest.approx(100.5, abs=0.001)
    assert recording.sound_after(100.6) == 100.6
    assert recording.silence_after(100.6, 0.4) == pytest.approx(100.75, abs=0.001)
    assert recording.silence_after(100.8, 0.4) == 100.8
    assert recording.silence_after(101.3, 0.4) == pytest.approx(101.75, abs=0.001)
    assert recording.sound_after(101.0) == pytest.approx(101.5, abs=0.001)
    assert recording.sound_after(102.0) is None
    assert recording.silence_after(101.6, 0.6) is None
    assert recording.sound_after(103.0) is None
    piece = recording.between(100.5, 100.75)
    assert piece is not None
    assert np.allclose(piece, tone(0.25), atol=1e-4)
    assert recording.between(100.5, 102.5) is None


@given(st.lists(st.floats(0, 0.1), min_size=5, max_size=40))
def test_a_sound_is_as_late_as_the_promptest_block(delays: list[float]) -> None:
    """Blocks of 10 ms, delivered in order, each late by so much or more; the tone starts with the third."""
    recording, now = Recording(), 0.0
    lateness = []
    for i, delay in enumerate(delays):
        due = 50 + (i + 1) * 0.01
        now = max(now, due + delay)
        lateness.append(now - due)
        recording.add(pcm(quiet(0.01) if i < 2 else tone(0.01)), now)
    heard = recording.sound_after(0)
    assert heard == pytest.approx(50.02 + min(lateness[2:]), abs=0.001)


def test_recorder_waits_for_what_comes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sound")
    with Recorder(("cat", str(tmp_path / "sound"))) as recorder, open(tmp_path / "sound", "wb") as sound:
        sound.write(pcm(quiet(0.5)))
        sound.flush()
        with pytest.raises(TimeoutError, match="a sound was not heard within"):
            recorder.wait_for_sound(0, timeout=0.05)
        rest = threading.Thread(target=sound.write, args=[pcm(tone(0.5), quiet(1))[:-1]])
        rest.start()
        ended = recorder.wait_for_silence(0.9, after=0)
        began = recorder.wait_for_sound(after=0)
        rest.join()
        assert ended - began == pytest.approx(0.5, abs=0.001)
        assert pitch(recorder.samples(began, ended)) == pytest.approx(440, rel=0.01)


def test_recorder_says_that_it_ended() -> None:
    with (
        Recorder((sys.executable, "-c", "")) as recorder,
        pytest.raises(EOFError, match="before the recording ended"),
    ):
        recorder.wait_for_silence(0.1, 0)


def test_holes_change_nothing_of_what_sounds() -> None:
    whole = tone(1.0)
    torn = np.concatenate([whole[: seconds(0.4)], quiet(0.3), whole[seconds(0.4) :]])
    assert sounding(torn) == pytest.approx(sounding(whole), abs=0.01)
    assert sounding(quiet(1.0)) == 0


def test_what_holes_are_torn_into_is_known_and_another_text_is_not(said: dict[tuple[str, str], Samples]) -> None:
    known, other = said["en-us", TEXTS[0]], said["en-us", TEXTS[1]]
    size = seconds(0.15)
    torn = [piece for at in range(0, len(known), size) for piece in (known[at : at + size], quiet(at % 7 / 100))]
    late = [known[at + seconds(0.02) : at + size] for at in range(0, len(known), size)]
    assert min(survival(known, known), survival(known, np.concatenate(torn))) > 0.8
    assert survival(known, np.concatenate(late)) > 0.6
    assert survival(known, other) < 0.3
    assert survival(other, np.concatenate(torn)) < 0.3


def test_sound_is_waited_for_by_how_much_of_it_there_was() -> None:
    recording = Recording()
    for second in range(4):
        recording.add(pcm(tone(1.0) if second % 2 else quiet(1.0)), second + 1.0)
    assert recording.sounding_after(0.0, 0.5) == pytest.approx(1.5, abs=0.02)
    assert recording.sounding_after(0.0, 1.5) == pytest.approx(3.5, abs=0.02)
    assert recording.sounding_after(1.5, 1.0) == pytest.approx(3.5, abs=0.02)
    assert recording.sounding_after(0.0, 2.5) is None


CYCLE = 1024


def torn(sound: Samples, at: int, cycles: float) -> Samples:
    """The sound without so many cycles behind a place, or with so much silence where it is less than nothing."""
    size = abs(round(cycles * CYCLE))
    if cycles < 0:
        return np.concatenate([sound[:at], np.zeros(size, np.float32), sound[at:]])
    return np.concatenate([sound[:at], sound[at + size :]])


@pytest.mark.parametrize("cycles", [1, 2, -3, -5])
def test_a_tear_of_the_sound_server_is_no_click_of_a_voice(cycles: int, said: dict[tuple[str, str], Samples]) -> None:
    sound = said["en-us", TEXTS[0]]
    heard = [torn(sound, at, cycles) for at in cuts(sound)]
    assert sum(map(len, map(clicks, heard))) >= len(heard) // 2, "they are heard"
    assert [own_clicks(each, sound, CYCLE) for each in heard] == [[]] * len(heard)


@pytest.mark.parametrize("cycles", [0.5, 1.1, -0.25, -1.5])
def test_any_other_hole_or_splice_is_one(cycles: float, said: dict[tuple[str, str], Samples]) -> None:
    sound = said["en-us", TEXTS[0]]
    heard = [torn(sound, at, cycles) for at in cuts(sound)]
    assert [own_clicks(each, sound, CYCLE) for each in heard] == [clicks(each) for each in heard]


def test_a_cut_at_the_end_or_into_other_sound_is_one(said: dict[tuple[str, str], Samples]) -> None:
    sound, other = said["en-us", TEXTS[0]], said["en-us", TEXTS[1]]
    for at in cuts(sound):
        ended = np.concatenate([sound[:at], quiet(0.5)])
        assert own_clicks(ended, sound, CYCLE) == clicks(ended) != []
        changed = np.concatenate([sound[:at], other[at:]])
        assert own_clicks(changed, sound, CYCLE) == clicks(changed)
