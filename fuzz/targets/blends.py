"""The file of named blends: any file is understood or named as wrong, and never hides the voices."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from fuzz import inputs
from kokoro_ipc.errors import FailureError
from kokoro_model.voices import Catalogue

WORDS = (
    '{"', '": "', '", "', '"}', "mine", "af_bella(2)+af_sky", "af_bella", "null", "[", "{}", "\\ud800", "1", "\ufeff",
)  # fmt: skip
_folder = tempfile.TemporaryDirectory(prefix="fuzz-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)


def check(data: bytes) -> None:
    """A name and a recipe to keep, each up to a NUL, then the file."""
    name, _, rest = data.partition(b"\0")
    recipe, _, file = rest.partition(b"\0")
    path = Path(_folder.name) / "blends.json"
    path.write_bytes(file)
    catalogue = Catalogue(path)
    assert len(catalogue.voices()) >= 54
    before = {voice.name: voice.recipe for voice in catalogue.voices() if voice.recipe}
    try:
        kept = catalogue.keep(inputs.text(name), inputs.text(recipe))
    except FailureError:
        assert path.read_bytes() == file, "a refusal has changed the file"
        return
    assert {voice.name: voice.recipe for voice in catalogue.voices() if voice.recipe} == {
        **before,
        kept.name: kept.recipe,
    }
    catalogue.drop(kept.name)
    assert kept.name not in {voice.name for voice in catalogue.voices()}
