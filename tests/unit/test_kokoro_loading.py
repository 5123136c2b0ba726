"""Coming into memory: optimised or as it came, on a GPU or not, and with files missing or broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro import loader as loader_module
from kokoro_model.engines.kokoro import loading
from kokoro_model.engines.kokoro.engine import KokoroEngine
from kokoro_model.engines.kokoro.session import CPU, CUDA
from kokoro_model.engines.kokoro.streaming import SplitModel
from tests.speaking import speak, write_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("kokoro"))


def test_speaks_as_it_came_until_it_is_optimised(files: Path, tmp_path: Path) -> None:
    engine = KokoroEngine(files / "wired.onnx", files / "voices.bin", cache=tmp_path)
    engine.load()
    assert engine.provider == CPU
    assert engine.concurrency == 1
    assert len(speak(engine, "Hello.")[0])
    assert engine._loader is not None
    engine._loader.wait()
    assert engine._loaded is not None
    assert isinstance(engine._loaded.model, SplitModel)
    assert len(speak(engine, "Hello.")[0])
    engine.unload()
    assert engine.provider == ""


def test_an_engine_that_does_not_load_does_not_stream(tmp_path: Path) -> None:
    engine = KokoroEngine(tmp_path / "none.onnx", tmp_path / "none.bin", cache=tmp_path)
    assert not engine.streams("af_heart")


def test_speaks_on_as_it_came_where_it_cannot_be_optimised(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    engine = KokoroEngine(files / "wired.onnx", files / "voices.bin", cache=tmp_path)
    engine.load()
    assert engine._loader is not None
    engine._loader.wait()
    assert "the model speaks on as it came" in caplog.text
    assert len(speak(engine, "Hello.")[0])
    engine.unload()


def test_gpu_that_starts_takes_many_jobs(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader_module, "available_providers", lambda: [CUDA, CPU])
    monkeypatch.setattr(loading, "running", lambda _: CUDA)
    engine = KokoroEngine(files / "tones.onnx", files / "voices.bin", cache=tmp_path, jobs=5)
    with pytest.warns(UserWarning, match="'CUDAExecutionProvider' is not in available"):
        engine.load()
    assert (engine.provider, engine.concurrency) == (CUDA, 5)
    engine.unload()


def test_gpu_that_does_not_start_leaves_the_cpu_and_a_warning(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(loader_module, "available_providers", lambda: [CUDA, CPU])
    engine = KokoroEngine(files / "tones.onnx", files / "voices.bin", cache=tmp_path, device="cuda:0")
    with pytest.warns(UserWarning, match="'CUDAExecutionProvider' is not in available"):
        engine.load()
    assert engine.provider == CPU
    assert engine.concurrency == 1
    assert "does not start" in caplog.text
    assert len(speak(engine, "Hello.")[0])
    engine.unload()


def test_gpu_that_is_not_there_is_told_about(files: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    engine = KokoroEngine(files / "tones.onnx", files / "voices.bin", cache=tmp_path, device="cuda")
    engine.load()
    assert "cuda is not available to this onnxruntime: speaking on the CPU" in caplog.text
    engine.unload()


def test_overwritten_onnxruntime_for_gpus_is_told_with_the_way_out(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bare = tmp_path / "onnxruntime_gpu-1.31.1.dist-info"
    bare.mkdir()
    (bare / "METADATA").write_text("Metadata-Version: 2.1\nName: onnxruntime-gpu\nVersion: 1.31.1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    engine = KokoroEngine(files / "tones.onnx", files / "voices.bin", cache=tmp_path / "cache")
    engine.load()
    assert "pip install --force-reinstall --no-deps onnxruntime-gpu" in caplog.text
    engine.unload()


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


def test_importing_the_engine_takes_nothing_heavy() -> None:
    code = "import sys, kokoro_model.engines.kokoro.engine; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "onnx", "onnxruntime", "kokoro_onnx", "phonemizer"} & set(done.stdout.split())
