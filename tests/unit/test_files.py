"""What is installed, told from names and sizes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kokoro_model.files import RELEASE, DamagedError, FilesError, Installed, ModelFile, Release, installed

if TYPE_CHECKING:
    from pathlib import Path

SMALL = Release({"fp32": ModelFile("big", 30, ""), "int8": ModelFile("little", 20, "")}, ModelFile("voices", 10, ""))


def put(directory: Path, **sizes: int) -> None:
    for name, size in sizes.items():
        (directory / name).write_bytes(bytes(size))


def test_nothing_is_installed_where_no_directory_is(tmp_path: Path) -> None:
    assert installed(tmp_path / "nowhere", release=SMALL) is None


@pytest.mark.parametrize("present", [{"big": 30}, {"voices": 10}, {"big.part": 30, "voices": 10}])
def test_a_model_without_voices_or_the_other_way_is_missing(tmp_path: Path, present: dict[str, int]) -> None:
    put(tmp_path, **present)
    assert installed(tmp_path, release=SMALL) is None


def test_the_preferred_precision_of_those_here_is_taken(tmp_path: Path) -> None:
    put(tmp_path, little=20, voices=10)
    assert installed(tmp_path, release=SMALL) == Installed("int8", tmp_path / "little", tmp_path / "voices")
    put(tmp_path, big=30)
    assert installed(tmp_path, release=SMALL) == Installed("fp32", tmp_path / "big", tmp_path / "voices")


def test_a_precision_that_is_asked_for_is_not_replaced_by_another(tmp_path: Path) -> None:
    put(tmp_path, little=20, voices=10)
    assert installed(tmp_path, "fp32", release=SMALL) is None
    with pytest.raises(FilesError, match="there is no fp64 model: choose one of fp32, int8"):
        installed(tmp_path, "fp64", release=SMALL)


@pytest.mark.parametrize("sizes", [{"big": 29, "voices": 10}, {"big": 31, "voices": 10}, {"big": 29}])
def test_a_wrong_size_is_damage_and_says_what_to_do(tmp_path: Path, sizes: dict[str, int]) -> None:
    put(tmp_path, **sizes)
    said = rf"big has {sizes['big']} bytes instead of 30: fetch Kokoro's files again"
    with pytest.raises(DamagedError, match=said):
        installed(tmp_path, release=SMALL)


def test_a_whole_model_is_used_beside_a_damaged_one(tmp_path: Path) -> None:
    put(tmp_path, big=1, little=20, voices=10)
    found = installed(tmp_path, release=SMALL)
    assert found is not None
    assert found.precision == "int8"
    with pytest.raises(DamagedError):
        installed(tmp_path, "fp32", release=SMALL)


def test_what_is_no_file_is_damage(tmp_path: Path) -> None:
    (tmp_path / "big").mkdir()
    put(tmp_path, voices=10)
    with pytest.raises(DamagedError, match="is not a file: move it away"):
        installed(tmp_path, release=SMALL)


def test_a_path_that_cannot_be_looked_at_is_damage(tmp_path: Path) -> None:
    (tmp_path / "big").symlink_to("big")
    with pytest.raises(DamagedError, match="cannot be read"):
        installed(tmp_path, release=SMALL)


def test_the_release_names_distinct_files_with_whole_hashes() -> None:
    files = [*RELEASE.models.values(), RELEASE.voices]
    assert len({file.name for file in files}) == len({file.sha256 for file in files}) == len(files)
    assert all(len(bytes.fromhex(file.sha256)) == 32 for file in files)
    assert list(RELEASE.models) == ["fp32", "fp16", "int8"]


def test_asking_what_is_installed_loads_no_network_modules() -> None:
    program = "import sys, kokoro_model.files; print({'urllib.request', 'http.client', 'ssl'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
