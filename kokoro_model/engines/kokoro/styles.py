"""Voice packs: one row of one voice is read when it is spoken with, and nothing is kept in memory.

A voice is float32 [rows, 1, 256] (510 rows in v1.0): the row is chosen by the number of phonemes. Packs come
as one file (.bin or .npz, a zip of .npy arrays) or as a folder with a file for each voice (.npy, or .bin of
bare floats).
"""

from __future__ import annotations

import hashlib
import zipfile
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from kokoro_model.engines import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Pack = NDArray[np.float32]

WIDTH = 256
"""Numbers in a style vector: the first half colours the sound, the second half rhythm and melody."""

_LOCAL_HEADER = 30  # bytes of a zip entry's own header, before its name and extra field


class Styles:
    """The voices at `path`, a file of packs or a folder of them. Raises EngineError where there are none."""

    def __init__(self, path: Path) -> None:
        try:
            self._packs = _folder(path) if path.is_dir() else _archive(path)
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise EngineError(f"{path} is not a voices file ({error}): fetch it again") from error

    @property
    def names(self) -> list[str]:
        """The voices there are, in alphabetical order."""
        return sorted(self._packs)

    def style(self, recipe: Mapping[str, float], row: int) -> NDArray[np.float32]:
        """Blend `row` of the voices in `recipe` by weight (any scale) into a style vector [1, 256].

        A row beyond the last one is the last one. Raises EngineError for an unknown voice, and for weights
        that are negative or sum to nothing.
        """
        total = sum(recipe.values())
        if not total > 0 or min(recipe.values()) < 0:
            raise EngineError("the weights of a blend are positive numbers")
        style = np.zeros((1, WIDTH), np.float32)
        for voice, weight in recipe.items():
            style += self._row(voice, row) * np.float32(weight / total)
        return style

    def digest(self, voice: str) -> str:
        """Tells the style vectors of a voice from those of any other. Raises EngineError for an unknown voice."""
        return hashlib.blake2b(np.ascontiguousarray(self._pack(voice)).tobytes(), digest_size=8).hexdigest()

    def _row(self, voice: str, row: int) -> NDArray[np.float32]:
        pack = self._pack(voice)
        return np.asarray(pack[min(row, len(pack) - 1)])

    def _pack(self, voice: str) -> Pack:
        try:
            return self._packs[voice]().reshape(-1, 1, WIDTH)
        except KeyError:
            raise EngineError(f"there is no voice {voice!r} among the Kokoro voices") from None
        except (OSError, ValueError) as error:
            raise EngineError(f"voice {voice!r} cannot be read ({error}): fetch the voices again") from error


def _folder(path: Path) -> dict[str, Callable[[], Pack]]:
    packs: dict[str, Callable[[], Pack]] = {}
    for file in path.iterdir():
        if file.suffix == ".npy":
            packs[file.stem] = partial(np.load, file, mmap_mode="r")
        elif file.suffix == ".bin":
            packs[file.stem] = partial(_floats, file)
    if not packs:
        raise ValueError("no voice in this folder")
    return packs


def _floats(file: Path) -> Pack:
    return np.memmap(file, np.float32, "r")


def _archive(path: Path) -> dict[str, Callable[[], Pack]]:
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if entry.filename.endswith(".npy")]
    if not entries:
        raise ValueError("no voice in this file")
    return {entry.filename.removesuffix(".npy"): partial(_zipped, path, entry) for entry in entries}


def _zipped(path: Path, entry: zipfile.ZipInfo) -> Pack:
    if entry.compress_type != zipfile.ZIP_STORED:
        with zipfile.ZipFile(path) as archive, archive.open(entry) as file:
            return np.asarray(np.lib.format.read_array(file), np.float32)
    with path.open("rb") as file:
        file.seek(entry.header_offset)
        header = file.read(_LOCAL_HEADER)
        name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
        file.seek(name + extra, 1)
        shape, dtype = _npy_header(file)
        return np.memmap(file, dtype, "r", file.tell(), shape)


def _npy_header(file: BinaryIO) -> tuple[tuple[int, ...], np.dtype[np.float32]]:
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, in_columns, dtype = read(file)
    if in_columns or dtype != np.float32:
        raise ValueError("not rows of 32-bit floats")
    return shape, dtype
