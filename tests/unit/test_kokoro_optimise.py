"""The cache of optimised models: whole or not there, made once, made anew when what it rests on changes."""

from __future__ import annotations

import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import onnxruntime
import pytest

from kokoro_model import fetch_command
from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.background import Background
from kokoro_model.engines.kokoro.optimizer import cache
from kokoro_model.engines.kokoro.optimizer.cache import Optimiser
from kokoro_model.files import Installed
from tests import tiny_kokoro

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    tiny_kokoro.write_voices(tmp_path / "voices.bin", {"af_heart": 7})
    return tiny_kokoro.write_model(tmp_path / "model.onnx")


def optimiser(model: Path, *, deterministic: bool = False) -> Optimiser:
    folder = model.parent
    return Optimiser(model, folder / "voices.bin", folder / "cache", deterministic=deterministic)


def folders(model: Path) -> list[Path]:
    return [entry for entry in (model.parent / "cache").iterdir() if entry.is_dir()]


def test_is_made_once_and_found_after(model: Path) -> None:
    assert optimiser(model).find() is None
    made = optimiser(model).make()
    assert made is not None
    assert optimiser(model).find() == made
    written = (made[0] / "whole.onnx").stat()
    assert optimiser(model).make() == made
    assert (made[0] / "whole.onnx").stat() == written


def test_two_at_once_make_one(model: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = (task.result() for task in [threads.submit(optimiser(model).make) for _ in range(2)])
    assert first == second is not None
    assert len(folders(model)) == 1


def test_new_file_takes_the_place_of_the_old(model: Path) -> None:
    old = optimiser(model).make()
    os.utime(model, (1, 1))
    assert optimiser(model).find() is None
    new = optimiser(model).make()
    assert new is not None
    assert new != old
    assert folders(model) == [new[0]]


def test_other_runtime_or_cpu_is_another_folder(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert optimiser(model).make() is not None
    with monkeypatch.context() as changed:
        changed.setattr(onnxruntime, "__version__", "0.0")
        assert optimiser(model).find() is None
    with monkeypatch.context() as changed:
        cpuinfo = model.parent / "cpuinfo"
        cpuinfo.write_text("model name : Another\nflags : few\ncpu MHz : 1\n")
        changed.setattr(cache, "_CPUINFO", cpuinfo)
        assert optimiser(model).find() is None
        assert optimiser(model).make() is not None
        cpuinfo.write_text("model name : Another\nflags : few\ncpu MHz : 2\n")
        assert optimiser(model).find() is not None


def test_deterministic_form_stands_beside_the_other(model: Path) -> None:
    lively, exact = optimiser(model).make(), optimiser(model, deterministic=True).make()
    assert lively is not None
    assert exact is not None
    assert sorted(folders(model)) == sorted([lively[0], exact[0]])


def test_half_made_folder_is_not_used(model: Path) -> None:
    made = optimiser(model).make()
    assert made is not None
    (made[0] / "layout.json").unlink()
    assert optimiser(model).find() is None
    assert optimiser(model).make() == made


@pytest.mark.parametrize("note", ["", "{", "[]", '{"seam": {"step": 1}}', '{"other": 1}'])
def test_layout_that_cannot_be_read_is_none(model: Path, note: str) -> None:
    made = optimiser(model).make()
    assert made is not None
    (made[0] / "layout.json").write_text(note)
    assert optimiser(model).find() is None


def test_stopped_leaves_nothing_behind(model: Path) -> None:
    background = Background()
    folder = model.parent
    work = Optimiser(model, folder / "voices.bin", folder / "cache", deterministic=False, background=background)
    thread = threading.Thread(target=work.make)
    thread.start()
    background.stop()
    thread.join()
    assert folders(model) == []


def test_failure_tells_why_and_leaves_nothing_behind(model: Path) -> None:
    (model.parent / "voices.bin").write_text("no voices")
    with pytest.raises(EngineError, match=r"not optimised: .*voices\.bin is not a voices file"):
        optimiser(model).make()
    assert folders(model) == []


def test_a_model_that_is_swapped_meanwhile_is_not_taken_for_the_new_one(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swap_while_it_runs(self: Optimiser, folder: Path) -> bool:
        os.utime(model, (1, 1))
        return True

    with monkeypatch.context() as changed:
        changed.setattr(Optimiser, "_run", swap_while_it_runs)
        with pytest.raises(EngineError, match="has changed while it was optimised"):
            optimiser(model).make()
    assert folders(model) == []
    assert optimiser(model).make() is not None


def test_full_disk_is_told_beforehand(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(EngineError, match="lacks the"):
        optimiser(model).make()


def test_missing_model_is_named(model: Path) -> None:
    model.unlink()
    with pytest.raises(EngineError, match="no model at"):
        optimiser(model).find()


def test_setting_up_leaves_an_optimised_model_or_tells_why(model: Path) -> None:
    told: list[str] = []
    folder = model.parent
    fetch_command.optimise(Installed("fp32", model, folder / "voices.bin"), told.append)
    assert told == ["optimising the model for this machine, once: some seconds"]
    assert Optimiser(model, folder / "voices.bin", folder / "optimised", deterministic=False).find() is not None
    fetch_command.optimise(Installed("fp32", model, folder / "voices.bin"), told.append)
    assert len(told) == 1
    model.write_bytes(b"garbage")
    fetch_command.optimise(Installed("fp32", model, folder / "voices.bin"), told.append)
    assert told[-1].endswith("it will speak as it came")
