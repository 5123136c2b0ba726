"""Files that appear whole or not at all."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from kokoro_model.atomic_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("durable", [True, False])
def test_the_new_content_takes_the_place_of_the_old_and_is_private(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old and longer")
    path.chmod(0o644)
    with path.open("rb") as reader:
        write_whole(path, b"new", durable=durable)
        assert reader.read() == b"old and longer"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failure_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "taken", b"new", durable=True)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
