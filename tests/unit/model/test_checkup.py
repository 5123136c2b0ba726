"""What the model service's checkup finds of files, engines and settings."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from kokoro_ipc.checkup import NOTE, PROBLEM, WELL, Finding
from kokoro_model import checkup, fetch_command
from kokoro_model.engines.kokoro.session import available_providers
from kokoro_model.files import ModelFile, Release
from tests.integration.file_server import FileServer

FILES = {"model.onnx": b"a model", "voices.bin": b"voices"}
MODEL, VOICES = (ModelFile(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in FILES.items())
RELEASE = Release({"fp32": MODEL}, VOICES)


@pytest.fixture(scope="module", autouse=True)
def _onnxruntime() -> None:
    """It opens files of its own as it is imported, and keeps them."""
    available_providers()


def kokoro(directory: Path) -> list[Finding]:
    return list(checkup.kokoro({"KOKORO_MODELS": str(directory)}, release=RELEASE))


def fetch(directory: Path) -> None:
    """What `say --setup` does, from a server of our own."""
    with FileServer(FILES).running() as mirror:
        arguments = ["--mirror", mirror]
        assert not fetch_command.main(arguments, directory=directory, release=RELEASE, prepare=lambda *_: None)


@pytest.mark.parametrize("broken", ["missing", "truncated", "too long"])
def test_files_that_are_not_whole_are_found_and_mended_by_a_fetch(tmp_path: Path, broken: str) -> None:
    if broken != "missing":
        fetch(tmp_path)
        (tmp_path / "model.onnx").write_bytes(FILES["model.onnx"][:3] if broken == "truncated" else bytes(99))
    (found,) = kokoro(tmp_path)
    assert (found.kind, found.command) == (NOTE if broken == "missing" else PROBLEM, "say --setup")
    fetch(tmp_path)
    assert [each.kind for each in kokoro(tmp_path)] == [WELL]


def test_a_disk_without_room_is_found(tmp_path: Path) -> None:
    huge = Release({"fp32": ModelFile("model.onnx", 1 << 60, "")}, VOICES)
    found = list(checkup.kokoro({"KOKORO_MODELS": str(tmp_path / "not/yet")}, release=huge))
    assert [each.kind for each in found] == [NOTE, PROBLEM]
    assert "make room" in found[1].text


def test_a_model_of_ones_own_needs_both_its_files(tmp_path: Path) -> None:
    settings = {"KOKORO_MODEL": str(tmp_path / "a"), "KOKORO_VOICES": str(tmp_path / "b")}
    assert [each.kind for each in checkup.kokoro({"KOKORO_MODEL": "a"})] == [PROBLEM]
    assert [each.kind for each in checkup.kokoro(settings)] == [PROBLEM, PROBLEM]
    for path in settings.values():
        Path(path).touch()
    assert [each.kind for each in checkup.kokoro(settings)] == [WELL]


def test_espeak_by_choice_is_told(tmp_path: Path) -> None:
    assert [each.kind for each in checkup.kokoro({"KOKORO_ENGINE": "espeak"})] == [NOTE]


def test_the_engines_and_packages_of_this_environment_are_well() -> None:
    assert [each.kind for each in checkup.espeak()] == [WELL]
    assert [each.kind for each in checkup.packages()] == [WELL]
    with pytest.raises(PackageNotFoundError):
        list(checkup.packages("no-such-package-as-this"))


def test_languages_whose_packages_are_missing_are_told_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.kind for each in checkup.languages()] == [WELL, WELL]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pyopenjtalk" else object())
    japanese, chinese = checkup.languages()
    assert (japanese.kind, chinese.kind) == (NOTE, WELL)
    assert "Japanese" in japanese.text
    assert japanese.command.endswith("install LANGUAGES=ja")


@pytest.mark.parametrize("device", ["moon", "cuda:0"])
def test_a_device_that_is_not_there_is_found_and_mended(tmp_path: Path, device: str) -> None:
    conf = tmp_path / "model.conf"
    conf.write_text(f"KOKORO_ENGINE=auto\nKOKORO_DEVICE={device}\n")
    (found,) = checkup.runtime({"KOKORO_DEVICE": device}, str(conf))
    assert found.kind == PROBLEM
    subprocess.run(["sh", "-c", found.command], check=True)
    assert conf.read_text() == "KOKORO_ENGINE=auto\n"
    assert [each.kind for each in checkup.runtime({}, str(conf))] == [WELL]


def test_blends_that_cannot_be_understood_are_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "my blends.json"
    settings = {"KOKORO_CUSTOM_VOICES": str(path)}
    path.write_text("[")
    (found,) = checkup.blends(settings)
    assert found.kind == PROBLEM
    subprocess.run(["sh", "-c", found.command], check=True)
    assert [each.kind for each in checkup.blends(settings)] == [WELL]
    assert os.listdir(tmp_path) == ["my blends.json.bad"], "nothing is lost"
