"""The bench that hears the voice: what it measures, what it makes of that, and how it has say speak."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bench.listen.__main__ import SENTENCES
from bench.listen.languages import PARAGRAPHS, error_rate
from bench.listen.measures import Heard, Summary, furthest, heard, phantom_breaks, summarise, word_errors, words
from bench.listen.report import rows, worst
from bench.listen.ways import REAL_TIME_FACTOR, stream
from kokoro_model.engines import EngineError
from kokoro_model.voices import kokoro_voices
from tests.tone import ToneEngine, bare, text_of

if TYPE_CHECKING:
    from pathlib import Path

WORDY = "The mechanic shook his head, wiped his hands on a rag, and told us that it would not last the winter."


class StreamingTone(ToneEngine):
    real_time_factor = REAL_TIME_FACTOR

    def streams(self, voice: str) -> bool:
        """Yes, as Kokoro does once a voice is measured."""
        return True


def segments(engine: ToneEngine) -> list[str]:
    return [request.text for request in engine.requests]


@pytest.mark.parametrize(
    ("wanted", "said", "errors"),
    [
        ("one two three", "one two three", 0),
        ("one two three", "one three", 1),
        ("one two three", "one two too three", 1),
        ("one two three", "won two tree", 2),
        ("one two", "", 2),
        ("Don\u2019t stop - now!", "don't stop now", 0),
    ],
)
def test_word_errors_are_the_fewest_changes(wanted: str, said: str, errors: int) -> None:
    assert word_errors(words(wanted), words(said)) == errors


@pytest.mark.parametrize(
    ("text", "said", "breaks"),
    [
        ("She jumps over the lazy dog.", "She jumps over, the lazy dog.", 1),
        ("She jumps, and lands.", "She jumps. And lands.", 0),
        ("She jumps, and lands.", "She jumps and lands.", 0),
        ("She jumps.", "She jumps", 0),
    ],
)
def test_phantom_breaks_are_those_that_the_text_has_not(text: str, said: str, breaks: int) -> None:
    assert phantom_breaks(text, said) == breaks


@pytest.mark.parametrize(
    ("lang", "text", "said", "rate"),
    [
        ("es", "¿Quieres venir? Sí.", "quieres venir si", 1 / 3),
        ("ja", "今日は、寒い。", "今日は 暑い", 1 / 5),
        ("cmn", "下雨。", "下雨", 0),
    ],
)
def test_what_is_written_without_spaces_is_counted_by_characters(lang: str, text: str, said: str, rate: float) -> None:
    assert error_rate([text], [said], lang) == pytest.approx(rate)


def test_every_language_of_a_voice_has_a_paragraph() -> None:
    assert {voice.lang for voice in kokoro_voices()} == {file.stem for file in PARAGRAPHS.iterdir()}


def test_a_recording_is_measured_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "1.wav"
    with wave.open(str(file), "wb") as opened:
        opened.setparams((1, 2, 24_000, 0, "NONE", ""))
        opened.writeframes(np.array([30_000, -30_000, 0], "<i2").tobytes())
    assert heard(file, "af_heart", "one two", "one", 4.5) == Heard(
        file, "af_heart", "one two", "one", 4.5, clicks=0, energy=2 * 30_000.0**2, samples=3
    )


def test_a_jump_in_a_recording_is_a_click(tmp_path: Path) -> None:
    file = tmp_path / "1.wav"
    tone = (8000 * np.sin(np.arange(24_000) * 2 * np.pi * 200 / 24_000)).astype("<i2")
    with wave.open(str(file), "wb") as opened:
        opened.setparams((1, 2, 24_000, 0, "NONE", ""))
        opened.writeframes(np.concatenate([tone[:12_030], -tone[12_030:]]).tobytes())
    assert heard(file, "af_heart", "one two", "one", 4.5).clicks == 1


def recording(
    file: Path, voice: str, text: str, score: float, *, clicks: int = 0, energy: float = 4.0, samples: int = 1
) -> Heard:
    return Heard(file, voice, "one two three four", text, score, clicks, energy, samples)


def test_a_summary_weighs_words_and_keeps_voices_apart(tmp_path: Path) -> None:
    summary = summarise(
        [
            recording(tmp_path, "a", "one two, three four", 4.0, clicks=2, energy=9.0, samples=1),
            recording(tmp_path, "a", "one two", 3.0, clicks=1, energy=9.0, samples=1),
            recording(tmp_path, "b", "one two three four", 5.0, energy=4.0, samples=4),
        ]
    )
    assert summary == Summary(2 / 12, 1, 4.0, 3, {"a": 3.0, "b": 1.0}, {"a": 2.0, "b": 4.0})


def test_the_voice_that_is_furthest_off_may_be_quieter_or_louder() -> None:
    theirs = {"a": 1.0, "b": 2.0}
    assert furthest({"a": 1.1, "b": 1.6}, theirs) == ("b", 0.8)
    assert furthest({"a": 1.3, "b": 1.6}, theirs) == ("a", 1.3)


THEIRS = Summary(0.01, 2, 4.4, 1, {"a": 1.0}, {"a": 1.0})


@pytest.mark.parametrize(
    ("ours", "missed"),
    [
        (Summary(0.0129, 2, 4.371, 1, {"a": 0.971}, {"a": 1.029}), []),
        (Summary(0.0131, 2, 4.4, 1, {"a": 1.0}, {"a": 1.0}), ["word error rate"]),
        (Summary(0.0, 3, 4.4, 1, {"a": 1.0}, {"a": 1.0}), ["phantom breaks"]),
        (Summary(0.0, 0, 4.369, 1, {"a": 1.0}, {"a": 1.0}), ["mean opinion score"]),
        (Summary(0.0, 0, 4.4, 2, {"a": 1.0}, {"a": 1.0}), ["clicks"]),
        (Summary(0.0, 0, 4.4, 1, {"a": 0.96}, {"a": 1.0}), ["loudness, a"]),
        (Summary(0.0, 0, 4.4, 1, {"a": 1.0}, {"a": 1.04}), ["length, a"]),
    ],
)
def test_each_bound_holds_by_itself(ours: Summary, missed: list[str]) -> None:
    table = rows(THEIRS, {"streamed": ours})
    assert [row.what for row in table if not row.holds] == [f"streamed: {what}" for what in missed]
    assert [("MISSED" in str(row)) for row in table] == [not row.holds for row in table]


def test_the_worst_are_those_that_lose_most_beside_kokoro_onnx(tmp_path: Path) -> None:
    theirs = [recording(tmp_path, "a", "one two", 4.0), recording(tmp_path, "b", "one two three four", 4.0)]
    ours = [
        recording(tmp_path / "as bad", "a", "one two", 4.0),
        recording(tmp_path / "duller", "a", "one two", 3.5),
        recording(tmp_path / "a word less", "b", "one two three", 4.9),
        *[recording(tmp_path / "better", "a", "one two three four", 4.0)] * 9,
    ]
    lines = worst(theirs, ours)
    assert len(lines) == 10
    assert [next(name for name in ("less", "duller", "as bad") if name in line) for line in lines[:3]] == [
        "less",
        "duller",
        "as bad",
    ]


def test_the_sentences_are_a_hundred_of_five_to_forty_words() -> None:
    lines = SENTENCES.read_text().splitlines()
    assert len(lines) == len(set(lines)) == 100
    assert {5 <= len(line.split()) <= 40 for line in lines} == {True}


def test_a_sentence_is_one_segment_for_an_engine_that_streams() -> None:
    engine = StreamingTone()
    assert text_of(stream(engine, [WORDY], "af_heart", "en-us")) == bare(WORDY)
    assert segments(engine) == [WORDY]


def test_a_sentence_is_cut_for_one_that_does_not() -> None:
    engine = ToneEngine()
    stream(engine, [WORDY], "af_heart", "en-us")
    assert segments(engine)[0] == "The mechanic shook his head,"
    assert " ".join(segments(engine)) == WORDY


def test_a_sentence_that_is_long_in_coming_begins_with_a_clause() -> None:
    engine = StreamingTone()
    pieces = [f"{word} " for word in WORDY.split()]
    stream(engine, pieces, "af_heart", "en-us")
    assert len(segments(engine)) > 1
    assert " ".join(segments(engine)) == WORDY
    assert {segment[-1] for segment in segments(engine)} <= {",", "."}


def test_more_sound_than_a_listener_has_room_for_is_waited_with() -> None:
    text = "The rain goes on and on. " * 400
    assert len(stream(StreamingTone(), [text], "af_heart", "en-us")) > 300_000


def test_what_the_engine_refuses_is_told() -> None:
    with pytest.raises(EngineError):
        stream(ToneEngine(refuse="mechanic"), [WORDY], "af_heart", "en-us")
