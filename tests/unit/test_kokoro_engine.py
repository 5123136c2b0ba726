"""The engine as a whole, on models that can be heard, with kokoro-onnx itself as the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kokoro_onnx import Kokoro

from kokoro_model.engines import EngineError, Request
from kokoro_model.engines.kokoro.engine import KokoroEngine
from kokoro_model.engines.kokoro.loading import Loaded
from kokoro_model.engines.kokoro.phonemize import phonemize
from kokoro_model.text.pieces import Phonemes
from tests import tiny_kokoro
from tests.speaking import VOICES, as_it_stands, hear, letters, speak, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("kokoro"))


@pytest.fixture(scope="module")
def engine(files: Path) -> Iterator[KokoroEngine]:
    engine = KokoroEngine(
        files / "tones.onnx",
        files / "voices.bin",
        cache=files / "cache",
        deterministic=True,
    )
    engine.load()
    yield engine
    engine.unload()


@pytest.fixture(scope="module")
def reference(files: Path) -> Kokoro:
    return Kokoro(str(files / "tones.onnx"), str(files / "voices.bin"))


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("speed", [0.5, 1.0, 1.7])
@pytest.mark.parametrize(
    "text",
    [
        "Hello.",
        "Wait… what? No! Stop; think: yes, really.",
        "The quick brown fox jumps over the lazy dog, then rests (a little) before “the next one”.",
        "two lines\nwithout a mark",
    ],
)
def test_sounds_to_the_sample_like_kokoro_onnx(
    engine: KokoroEngine, reference: Kokoro, text: str, voice: str, speed: float
) -> None:
    samples, _ = speak(engine, text, voice, speed=speed)
    expected, _ = reference.create(text, voice, speed=speed)
    assert np.array_equal(samples, (np.clip(expected, -1, 1) * 32767).round().astype("<i2"))


def test_voice_is_heard(engine: KokoroEngine) -> None:
    assert [tiny_kokoro.hear(speak(engine, "Hello there.", v)[0]).pitch for v in VOICES] == [*VOICES.values()]


def test_blend_lies_between_its_voices(files: Path) -> None:
    engine = KokoroEngine(
        files / "tones.onnx",
        files / "voices.bin",
        cache=files / "cache",
        deterministic=True,
    )
    engine.load()
    assert tiny_kokoro.hear(speak(engine, "Hello there.", "af_heart+am_michael(2)")[0]).pitch == (7 + 2 * 13) / 3
    engine.unload()


@settings(max_examples=20, deadline=None)
@given(
    words=st.lists(st.sampled_from(["one", "sorrow", "people", "quickly,", "stop.", "no—yes", "why?"]), min_size=1),
    repeats=st.integers(1, 60),
)
def test_nothing_is_lost_or_doubled_at_any_length(engine: KokoroEngine, words: list[str], repeats: int) -> None:
    text = " ".join(words * repeats)
    samples, spoken = speak(engine, text)
    assert tiny_kokoro.hear(samples).phonemes == letters(phonemize(text, "en-us"))
    assert len(spoken) == len([w for word in words for w in word.split("—")]) * repeats


def test_one_word_of_a_thousand_letters_is_spoken_whole(engine: KokoroEngine) -> None:
    text = "banana" * 170
    assert tiny_kokoro.hear(speak(engine, text)[0]).phonemes == letters(phonemize(text, "en-us"))


@pytest.mark.parametrize(("text", "pause"), [("Stop.", 0.25), ("Wait,", 0.1), ("Go", 0)])
def test_no_more_than_its_marks_pause_follows_a_passage(engine: KokoroEngine, text: str, pause: float) -> None:
    samples, _ = speak(engine, text)
    assert (len(samples) - np.flatnonzero(samples)[-1]) / 24_000 < pause + 0.1


def test_words_are_heard_when_they_are_said_to_be(engine: KokoroEngine) -> None:
    text = "Hello world, this is one of the things that cost 12 dollars."
    samples, words = speak(engine, text)
    assert [text[word.start : word.end] for word in words] == text.replace(",", "").rstrip(".").split()
    heard = [samples[int(w.begins * 24_000) : int(w.ends * 24_000)] for w in words]
    expected = [
        "həlˈoʊ",
        "wˈɜːld",
        "ðɪs",
        "ɪz",
        "wˈʌn",
        "ʌv",
        "ðə",
        "θˈɪŋz",
        "ðæt",
        "kˈɔst",
        "twˈɛlv",
        "dˈɑːlɚz",
    ]
    assert [tiny_kokoro.hear(sound).phonemes for sound in heard] == expected


def test_loudness_is_clipped_not_wrapped(engine: KokoroEngine) -> None:
    loud, quiet = speak(engine, "Hello.", volume=20.0)[0], speak(engine, "Hello.")[0]
    assert loud.max() == 32767
    assert np.all(np.sign(loud) * np.sign(quiet) >= 0)


def test_listener_who_has_gone_is_spoken_to_no_more(engine: KokoroEngine) -> None:
    blocks: list[bytes] = []

    def emit(block: bytes) -> bool:
        blocks.append(block)
        return len(blocks) < 2

    engine.synthesize(Request(as_it_stands("and so on " * 500), "af_heart", "en-us"), emit)
    assert len(blocks) == 2


def test_phonemes_can_be_given(engine: KokoroEngine) -> None:
    pieces = (*as_it_stands("Run "), Phonemes("kˈuːb", "K8s", 4, 7), *as_it_stands("."))
    samples, words = hear(engine, Request(pieces, "af_heart", "en-us"))
    assert tiny_kokoro.hear(samples).phonemes == "ɹˈʌnkˈuːb"
    assert [(word.start, word.end) for word in words] == [(0, 3), (4, 7)]


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_nothing_to_say_is_silence(engine: KokoroEngine, text: str) -> None:
    samples, words = speak(engine, text)
    assert len(samples) == 0
    assert words == []


def test_older_exports_speak_without_word_times(files: Path, tmp_path: Path) -> None:
    model = tiny_kokoro.write_model(tmp_path / "v0.onnx", tokens="tokens", audio="audio", duration=False)
    engine = KokoroEngine(model, files / "voices.bin", cache=tmp_path, deterministic=True)
    engine.load()
    samples, words = speak(engine, "Hello world.")
    assert tiny_kokoro.hear(samples).phonemes == letters(phonemize("Hello world.", "en-us"))
    assert words == []
    engine.unload()


def test_unknown_voice_and_language_are_errors(engine: KokoroEngine) -> None:
    with pytest.raises(EngineError, match="no voice 'nobody'"):
        speak(engine, "Hello.", "nobody")
    with pytest.raises(EngineError, match="language 'xx'"):
        engine.synthesize(Request(as_it_stands("Hello."), "af_heart", "xx"), lambda _: True)


def test_engine_loads_when_it_is_needed(files: Path, tmp_path: Path) -> None:
    engine = KokoroEngine(files / "tones.onnx", files / "voices.bin", cache=tmp_path, deterministic=True)
    assert len(speak(engine, "Hello.")[0])
    engine.unload()
    assert engine.provider == ""
    assert len(speak(engine, "Hello.")[0])
    engine.unload()


def test_model_that_fails_says_so(engine: KokoroEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = engine._loaded
    assert loaded is not None
    broken = Loaded(loaded.model, {**loaded.vocabulary, "h": 999}, loaded.provider)
    monkeypatch.setattr(engine, "_loaded", broken)
    with pytest.raises(EngineError, match="the model failed"):
        speak(engine, "Hello.")
