"""The engine as a whole, on models that can be heard, with kokoro-onnx itself as the reference."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kokoro_onnx import Kokoro

from kokoro_model.engines import EngineError, Request
from kokoro_model.engines.kokoro import engine as engine_module
from kokoro_model.engines.kokoro import loading
from kokoro_model.engines.kokoro.engine import KokoroEngine
from kokoro_model.engines.kokoro.loading import Loaded
from kokoro_model.engines.kokoro.phonemes import Part, phonemize
from kokoro_model.engines.kokoro.session import CPU, CUDA
from kokoro_model.engines.kokoro.streaming import SIZES, SplitModel
from tests import tiny_kokoro, tiny_vocoder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from kokoro_model.engines import Engine, Word
    from kokoro_model.engines.kokoro.streaming import Reading, Stretch

VOICES = {"af_heart": 7, "am_michael": 13, "bf_emma": 30}
MARKS = ' .,;:!?—…"()“”'


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kokoro")
    tiny_kokoro.write_model(folder / "tones.onnx")
    tiny_vocoder.write_model(folder / "wired.onnx")
    tiny_kokoro.write_voices(folder / "voices.bin", VOICES)
    return folder


@pytest.fixture(scope="module")
def engine(files: Path) -> Iterator[KokoroEngine]:
    engine = KokoroEngine(
        files / "tones.onnx",
        files / "voices.bin",
        cache=files / "cache",
        deterministic=True,
        pause_at_end=False,
    )
    engine.load()
    yield engine
    engine.unload()


@pytest.fixture(scope="module")
def reference(files: Path) -> Kokoro:
    return Kokoro(str(files / "tones.onnx"), str(files / "voices.bin"))


def speak(
    engine: Engine, text: str, voice: str = "af_heart", **how: float
) -> tuple[NDArray[np.int16], list[Word]]:
    sound = bytearray()

    def emit(block: bytes) -> bool:
        sound.extend(block)
        return True

    words = engine.synthesize(Request(text, voice, "en-us", **how), emit)
    return np.frombuffer(sound, "<i2"), list(words)


def letters(phonemes: str) -> str:
    return "".join(phoneme for phoneme in phonemes if phoneme not in MARKS)


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
        recipe=lambda _: {"af_heart": 1, "am_michael": 2},
    )
    engine.load()
    assert tiny_kokoro.hear(speak(engine, "Hello there.", "mine")[0]).pitch == (7 + 2 * 13) / 3
    engine.unload()


@settings(max_examples=20, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(["one", "sorrow", "people", "quickly,", "stop.", "no—yes", "why?"]), min_size=1
    ),
    repeats=st.integers(1, 60),
)
def test_nothing_is_lost_or_doubled_at_any_length(
    engine: KokoroEngine, words: list[str], repeats: int
) -> None:
    text = " ".join(words * repeats)
    samples, spoken = speak(engine, text)
    assert tiny_kokoro.hear(samples).phonemes == letters(phonemize(text, "en-us"))
    assert len(spoken) == len([w for word in words for w in word.split("—")]) * repeats


def test_one_word_of_a_thousand_letters_is_spoken_whole(engine: KokoroEngine) -> None:
    text = "banana" * 170
    assert tiny_kokoro.hear(speak(engine, text)[0]).phonemes == letters(phonemize(text, "en-us"))


@pytest.mark.parametrize(("text", "pause"), [("Stop.", 0.25), ("Wait,", 0.1), ("Go", 0)])
def test_segment_ends_with_its_marks_pause(files: Path, text: str, pause: float) -> None:
    engine = KokoroEngine(
        files / "tones.onnx", files / "voices.bin", cache=files / "cache", deterministic=True
    )
    engine.load()
    samples, _ = speak(engine, text)
    silence = (len(samples) - np.flatnonzero(samples)[-1]) / 24_000
    assert pause <= silence < pause + 0.1
    engine.unload()


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

    engine.synthesize(Request("and so on " * 500, "af_heart", "en-us"), emit)
    assert len(blocks) == 2


def test_phonemes_can_come_from_elsewhere(files: Path) -> None:
    engine = KokoroEngine(
        files / "tones.onnx",
        files / "voices.bin",
        cache=files / "cache",
        deterministic=True,
        pronounce=lambda text, lang: [Part(0, 4, "ɹˈʌn "), Part(4, len(text), "kˈuːb.")],
    )
    engine.load()
    samples, words = speak(engine, "Run K8s.")
    assert tiny_kokoro.hear(samples).phonemes == "ɹˈʌnkˈuːb"
    assert [(word.start, word.end) for word in words] == [(0, 3), (4, 7)]
    engine.unload()


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


def test_speaks_as_it_came_until_it_is_optimised(files: Path, tmp_path: Path) -> None:
    engine = KokoroEngine(files / "wired.onnx", files / "voices.bin", cache=tmp_path)
    engine.load()
    assert engine.provider == CPU
    assert engine.concurrency == 1
    assert len(speak(engine, "Hello.")[0])
    assert engine._behind is not None
    engine._behind.join()
    assert engine._loaded is not None
    assert isinstance(engine._loaded.model, SplitModel)
    assert len(speak(engine, "Hello.")[0])
    engine.unload()
    assert engine.provider == ""


def test_speaks_on_as_it_came_where_it_cannot_be_optimised(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    engine = KokoroEngine(files / "wired.onnx", files / "voices.bin", cache=tmp_path)
    engine.load()
    assert engine._behind is not None
    engine._behind.join()
    assert "the model speaks on as it came" in caplog.text
    assert len(speak(engine, "Hello.")[0])
    engine.unload()


def test_gpu_that_starts_takes_many_jobs(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "available_providers", lambda: [CUDA, CPU])
    monkeypatch.setattr(loading, "running", lambda _: CUDA)
    engine = KokoroEngine(files / "tones.onnx", files / "voices.bin", cache=tmp_path, jobs=5)
    with pytest.warns(UserWarning, match="'CUDAExecutionProvider' is not in available"):
        engine.load()
    assert (engine.provider, engine.concurrency) == (CUDA, 5)
    engine.unload()


def test_gpu_that_does_not_start_leaves_the_cpu_and_a_warning(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine_module, "available_providers", lambda: [CUDA, CPU])
    engine = KokoroEngine(files / "tones.onnx", files / "voices.bin", cache=tmp_path, device="cuda:0")
    with pytest.warns(UserWarning, match="'CUDAExecutionProvider' is not in available"):
        engine.load()
    assert engine.provider == CPU
    assert engine.concurrency == 1
    assert "does not start" in caplog.text
    assert len(speak(engine, "Hello.")[0])
    engine.unload()


def test_gpu_that_is_not_there_is_told_about(
    files: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = KokoroEngine(files / "tones.onnx", files / "voices.bin", cache=tmp_path, device="cuda")
    engine.load()
    assert "cuda is not available to this onnxruntime: speaking on the CPU" in caplog.text
    engine.unload()


def test_model_that_fails_says_so(engine: KokoroEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = engine._loaded
    assert loaded is not None
    broken = Loaded(loaded.model, {**loaded.vocabulary, "h": 999}, loaded.provider)
    monkeypatch.setattr(engine, "_loaded", broken)
    with pytest.raises(EngineError, match="the model failed"):
        speak(engine, "Hello.")


def test_broken_optimised_model_is_made_anew(files: Path, tmp_path: Path) -> None:
    def load() -> KokoroEngine:
        engine = KokoroEngine(files / "wired.onnx", files / "voices.bin", cache=tmp_path, deterministic=True)
        engine.load()
        return engine

    before = speak(load(), "Hello.")[0]
    for graph in tmp_path.glob("*/front.onnx"):
        graph.write_bytes(b"garbage")
    engine = load()
    assert engine.provider == CPU
    engine.unload()
    assert np.array_equal(speak(load(), "Hello.")[0], before)


def test_deterministic_speech_repeats_itself(files: Path, tmp_path: Path) -> None:
    engine = KokoroEngine(files / "wired.onnx", files / "voices.bin", cache=tmp_path, deterministic=True)
    engine.load()
    once, again = speak(engine, "Say it again.")[0], speak(engine, "Say it again.")[0]
    assert len(once)
    assert np.array_equal(once, again)
    engine.unload()


@pytest.mark.parametrize(
    ("model", "voices", "message"),
    [
        ("missing.onnx", "voices.bin", "no model at"),
        ("voices.bin", "voices.bin", "not a model"),
        ("tones.onnx", "missing.bin", "not a voices file"),
        ("tones.onnx", "tones.onnx", "not a voices file"),
    ],
)
def test_missing_and_broken_files_are_named(files: Path, model: str, voices: str, message: str) -> None:
    engine = KokoroEngine(files / model, files / voices, cache=files / "cache")
    with pytest.raises(EngineError, match=message):
        engine.load()
    engine.unload()


def test_unknown_voice_language_and_unloaded_engine_are_errors(engine: KokoroEngine, files: Path) -> None:
    with pytest.raises(EngineError, match="no voice 'nobody'"):
        speak(engine, "Hello.", "nobody")
    with pytest.raises(EngineError, match="language 'xx'"):
        engine.synthesize(Request("Hello.", "af_heart", "xx"), lambda _: True)
    with pytest.raises(EngineError, match="not loaded"):
        speak(KokoroEngine(files / "tones.onnx", files / "voices.bin", cache=files), "Hello.")


def test_importing_the_engine_takes_nothing_heavy() -> None:
    code = "import sys, kokoro_model.engines.kokoro.engine; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "onnx", "onnxruntime", "kokoro_onnx", "phonemizer"} & set(done.stdout.split())


@pytest.fixture(scope="module")
def streaming(files: Path) -> Iterator[tuple[KokoroEngine, KokoroEngine]]:
    """The model that is built like Kokoro, at once and in chunks."""
    engines = [
        KokoroEngine(
            files / "wired.onnx",
            files / "voices.bin",
            cache=files / "cache",
            deterministic=True,
            vocoder_streaming=streaming,
        )
        for streaming in (False, True)
    ]
    for engine in engines:
        engine.load()
    yield engines[0], engines[1]
    for engine in engines:
        engine.unload()


def test_streamed_words_come_when_they_would_without(streaming: tuple[KokoroEngine, KokoroEngine]) -> None:
    text = "all the words of this long sentence come at their own time and in their own order"
    (at_once, times), (in_chunks, streamed) = (speak(engine, text) for engine in streaming)
    assert abs(len(at_once) - len(in_chunks)) <= 1024
    assert len(times) == len(text.split())
    assert [(word.start, word.end) for word in streamed] == [(word.start, word.end) for word in times]
    for word, other in zip(times, streamed, strict=True):
        assert other.begins == pytest.approx(word.begins, abs=0.03)
        assert other.ends == pytest.approx(word.ends, abs=0.03)


def test_streamed_sound_is_handed_out_before_the_rest_is_made(
    streaming: tuple[KokoroEngine, KokoroEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    vocode = SplitModel._vocode

    def counting(model: SplitModel, reading: Reading, stretch: Stretch) -> NDArray[np.float32]:
        made.append(stretch.end)
        return vocode(model, reading, stretch)

    monkeypatch.setattr(SplitModel, "_vocode", counting)
    streaming[1].synthesize(Request("so many words " * 10, "af_heart", "en-us"), lambda _: False)
    assert made == [SIZES[0] // 300]
