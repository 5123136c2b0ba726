"""The named blends: kept, found at once by others, never half written, and never written over when broken."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokoro_model.blends import Blends, BlendsError
from kokoro_model.recipes import Recipe, RecipeError, parse

VOICES = ("af_bella", "af_sky", "bm_george")
MIX = parse("af_bella(2)+af_sky", VOICES)
OTHER = parse("bm_george+af_sky", VOICES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kokoro" / "custom_voices.json"


@pytest.fixture
def blends(path: Path) -> Blends:
    return Blends(path, VOICES)


def test_nothing_is_kept_at_first(blends: Blends) -> None:
    assert blends.names() == []
    assert blends.get("mine") is None


def test_what_is_kept_is_there_at_once_for_others_and_in_the_file(blends: Blends, path: Path) -> None:
    others = Blends(path, VOICES)
    assert others.names() == []
    blends.keep("mine", MIX)
    blends.keep("Another-1", OTHER)
    assert others.get("mine") == MIX
    assert others.names() == ["Another-1", "mine"]
    assert json.loads(path.read_text()) == {"mine": "af_bella(2)+af_sky", "Another-1": "af_sky+bm_george"}


def test_keeping_again_replaces_and_removing_forgets(blends: Blends) -> None:
    blends.keep("mine", MIX)
    blends.keep("mine", OTHER)
    assert blends.get("mine") == OTHER
    blends.remove("mine")
    assert blends.names() == []


def test_removing_what_is_not_kept_names_what_is(blends: Blends) -> None:
    blends.keep("mine", MIX)
    with pytest.raises(BlendsError, match="there is no blend yours to remove, of those kept: mine"):
        blends.remove("yours")


def test_an_edit_by_hand_counts_at_once_even_in_place_and_of_the_same_length(blends: Blends, path: Path) -> None:
    blends.keep("mine", MIX)
    when = path.stat()
    path.write_bytes(path.read_bytes().replace(b"mine", b"ours"))
    os.utime(path, ns=(when.st_atime_ns, when.st_mtime_ns))
    assert blends.names() == ["ours"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "3",
        "-x",
        "_x",
        "a b",
        "a/b",
        "..",
        "a+b",
        "a(2)",
        "a:1",
        "é",
        "a" * 61,
        "a\n",
        "a.b",
        "a@b",
        "a%b",
    ],
)
def test_a_name_that_no_unit_or_file_could_have_is_refused(blends: Blends, path: Path, name: str) -> None:
    with pytest.raises(BlendsError, match=r"cannot be called .*: use letters from a to z"):
        blends.keep(name, MIX)
    assert not path.exists()


def test_the_name_of_a_voice_is_refused(blends: Blends) -> None:
    with pytest.raises(BlendsError, match="af_sky is the name of a voice: choose another"):
        blends.keep("af_sky", MIX)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'{"mine": 3}',
        b'{"mine": {"af_sky": 1}}',
        b'{"my blend": "af_sky"}',
        b"\xff",
        b"[" * 99999,
    ],
)
def test_a_broken_file_is_told_and_never_written_over(blends: Blends, path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    for action in (
        blends.names,
        lambda: blends.get("mine"),
        lambda: blends.keep("new", MIX),
        lambda: blends.remove("mine"),
    ):
        with pytest.raises(BlendsError, match=r"custom_voices\.json .*") as caught:
            action()
        assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_one_bad_recipe_leaves_the_others_usable(blends: Blends, path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"mine": "af_bella(2)+af_sky", "gone": "af_bella+zz_nobody"}')
    assert blends.get("mine") == MIX
    with pytest.raises(RecipeError, match="there is no voice zz_nobody"):
        blends.get("gone")
    blends.keep("new", OTHER)
    assert blends.names() == ["gone", "mine", "new"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "kokoro").write_text("a file")
    with pytest.raises(BlendsError, match=r"custom_voices\.json cannot be written: File exists"):
        Blends(tmp_path / "kokoro" / "custom_voices.json", VOICES).keep("mine", MIX)


def test_the_file_is_private_and_nothing_else_but_the_lock_is_left(blends: Blends, path: Path) -> None:
    blends.keep("mine", MIX)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {entry.name for entry in path.parent.iterdir()} == {path.name, f".{path.name}.lock"}


def test_a_link_to_the_file_stays_a_link(blends: Blends, path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(tmp_path / "elsewhere.json")
    blends.keep("mine", MIX)
    assert path.is_symlink()
    assert json.loads((tmp_path / "elsewhere.json").read_text()) == {"mine": str(MIX)}


WRITER = """
import sys
from pathlib import Path
from kokoro_model.blends import Blends
from kokoro_model.recipes import parse
blends = Blends(Path(sys.argv[1]), ["af_sky"])
for number in range(25):
    blends.keep(f"{sys.argv[2]}{number}", parse("af_sky", ["af_sky"]))
    if number % 2:
        blends.remove(f"{sys.argv[2]}{number - 1}")
"""


def test_writers_in_several_processes_lose_nothing(blends: Blends, path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, path, name]) for name in "abcd"]
    while any(writer.poll() is None for writer in writers):
        blends.names()  # always whole: a half-written file would be told as broken
    assert [writer.returncode for writer in writers] == [0] * 4
    kept = [f"{name}{number}" for name in "abcd" for number in (*range(1, 25, 2), 24)]
    assert blends.names() == sorted(kept)


names = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,4}", fullmatch=True).filter(lambda name: name not in VOICES)
changes = st.lists(st.tuples(names, st.sampled_from([MIX, OTHER, None])), max_size=12)


@settings(deadline=None, max_examples=50)
@given(changes)
def test_the_file_holds_what_was_kept_last(steps: list[tuple[str, Recipe | None]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "custom_voices.json"
        blends = Blends(path, VOICES)
        expected: dict[str, Recipe] = {}
        for name, recipe in steps:
            if recipe is not None:
                blends.keep(name, recipe)
                expected[name] = recipe
            elif name in expected:
                blends.remove(name)
                del expected[name]
        fresh = Blends(path, VOICES)
        assert {name: fresh.get(name) for name in fresh.names()} == expected
