"""Voice packs in every form they come in, and blends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PACKS = {name: np.random.default_rng(seed).random((510, 1, 256), np.float32) for seed, name in enumerate(["b", "a"])}


def _stored(folder: Path) -> Path:
    with (folder / "voices.bin").open("wb") as file:
        np.savez(file, allow_pickle=False, **PACKS)
    return folder / "voices.bin"


def _compressed(folder: Path) -> Path:
    np.savez_compressed(folder / "voices.npz", allow_pickle=False, **PACKS)
    return folder / "voices.npz"


def _bare_files(folder: Path) -> Path:
    for name, pack in PACKS.items():
        pack.tofile(folder / f"{name}.bin")
    return folder


def _npy_files(folder: Path) -> Path:
    for name, pack in PACKS.items():
        np.save(folder / f"{name}.npy", pack)
    return folder


@pytest.mark.parametrize("write", [_stored, _compressed, _bare_files, _npy_files])
def test_every_form_of_packs_gives_the_same_rows(write: Callable[[Path], Path], tmp_path: Path) -> None:
    styles = Styles(write(tmp_path))
    assert styles.names == ["a", "b"]
    for name, pack in PACKS.items():
        for row in (0, 7, 509):
            style = styles.style({name: 1}, row)
            assert style.shape == (1, 256)
            assert style.dtype == np.float32
            assert np.array_equal(style, pack[row])
        assert np.array_equal(styles.style({name: 1}, 999), pack[509])


@pytest.fixture(scope="module")
def styles(tmp_path_factory: pytest.TempPathFactory) -> Styles:
    return Styles(_stored(tmp_path_factory.mktemp("voices")))


weights = st.floats(0.001, 1000)


@given(a=weights, b=weights, scale=weights, row=st.integers(0, 509))
def test_blend_is_the_weighted_mean_at_any_scale(styles: Styles, a: float, b: float, scale: float, row: int) -> None:
    expected = (a * PACKS["a"][row] + b * PACKS["b"][row]) / (a + b)
    for recipe in ({"a": a, "b": b}, {"b": b * scale, "a": a * scale}):
        assert np.allclose(styles.style(recipe, row), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("recipe", "message"),
    [({"c": 1}, "no voice 'c'"), ({}, "weights"), ({"a": 0}, "weights"), ({"a": 2, "b": -1}, "weights")],
)
def test_impossible_recipes_are_errors(styles: Styles, recipe: dict[str, float], message: str) -> None:
    with pytest.raises(EngineError, match=message):
        styles.style(recipe, 0)


def test_voices_are_not_held_in_memory(tmp_path: Path) -> None:
    styles = Styles(_stored(tmp_path))
    changed = {name: pack + 1 for name, pack in PACKS.items()}
    with (tmp_path / "voices.bin").open("r+b") as file:
        np.savez(file, allow_pickle=False, **changed)
    assert np.array_equal(styles.style({"a": 1}, 3), changed["a"][3])


def test_files_that_hold_no_voices_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.bin").write_text("hello")
    np.savez(tmp_path / "doubles.npz", a=np.zeros((510, 1, 256)))
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "a.bin").write_bytes(bytes(1000))
    for name in ("missing.bin", "empty", "text.bin"):
        with pytest.raises(EngineError, match=name):
            Styles(tmp_path / name)
    for name in ("doubles.npz", "cut"):
        with pytest.raises(EngineError, match="voice 'a' cannot be read"):
            Styles(tmp_path / name).style({"a": 1}, 0)
