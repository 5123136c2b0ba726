"""Phrases on the disk: kept from the second time, across restarts, privately, bounded, and never an error."""

from __future__ import annotations

import dataclasses
import logging
import os
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.engines import Word
from kokoro_model.phrase_cache import Phrase, PhraseCache, PhraseKey
from kokoro_model.phrase_store import PhraseStore, decode, encode
from kokoro_model.seen import Seen
from tests.somebody_else import only_for_root, open_to_all, somebody_else

if TYPE_CHECKING:
    from pathlib import Path

KEY = PhraseKey("kokoro", "v1.0-fp32", "af_heart", "en-us", 1.0, 1.0, "You have mail")
SOUND = Phrase(b"\1\2" * 500, (Word(0, 3, 0.1, 0.5), Word(4, 8, 0.5, 0.9)))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "phrases"


def cache(directory: Path, memory: int = 100_000, disk: int = 100_000) -> PhraseCache:
    """A cache as after a start of the service."""
    return PhraseCache(memory, PhraseStore(directory, disk))


def files(directory: Path) -> list[Path]:
    return sorted(directory.glob("*.phrase"))


def keep(directory: Path, *texts: str) -> None:
    for text in texts:
        for _ in range(2):
            cache(directory).put(dataclasses.replace(KEY, text=text), SOUND)


def test_a_phrase_asked_for_twice_outlasts_a_restart(directory: Path) -> None:
    first = cache(directory)
    first.put(KEY, SOUND)
    assert first.get(KEY) == SOUND
    assert cache(directory).get(KEY) == SOUND


def test_a_phrase_asked_for_once_before_and_once_after_a_restart_is_kept(directory: Path) -> None:
    cache(directory).put(KEY, SOUND)
    assert files(directory) == []
    second = cache(directory)
    assert second.get(KEY) is None
    second.put(KEY, SOUND)
    assert cache(directory).get(KEY) == SOUND


def test_a_phrase_from_the_disk_is_in_memory_then(directory: Path) -> None:
    keep(directory, KEY.text)
    started = cache(directory)
    started.get(KEY)
    files(directory)[0].unlink()
    assert started.get(KEY) == SOUND


def test_looking_for_what_is_not_there_makes_no_directory(directory: Path) -> None:
    assert cache(directory).get(KEY) is None
    assert not directory.exists()


def test_only_the_owner_may_look_and_no_text_is_written(directory: Path) -> None:
    directory.mkdir(parents=True, mode=0o755)
    keep(directory, KEY.text)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    for path in directory.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert b"mail" not in path.read_bytes()
        assert "mail" not in path.name


def test_a_new_directory_is_private_from_the_start(directory: Path) -> None:
    before = os.umask(0)
    try:
        cache(directory).put(KEY, SOUND)
    finally:
        os.umask(before)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert stat.S_IMODE((directory / "seen").stat().st_mode) == 0o600


def test_the_disk_holds_at_most_its_limit_and_what_was_used_last(directory: Path) -> None:
    size = len(encode(SOUND))
    for text in ("one", "two", "three"):
        keep(directory, text)
    for age, path in enumerate(files(directory)):
        os.utime(path, (1000 + age, 1000 + age))
    oldest, second, newest = files(directory)
    small = PhraseStore(directory, 3 * size)
    assert small.load(oldest.stem) == SOUND
    for _ in range(2):
        small.offer(KEY.digest(), SOUND)
    assert files(directory) == sorted([oldest, newest, directory / f"{KEY.digest()}.phrase"])
    assert second not in files(directory)


def test_use_counts_after_a_restart(directory: Path) -> None:
    keep(directory, "one", "two")
    for path in files(directory):
        os.utime(path, (1000, 1000))
    first, second = files(directory)
    PhraseStore(directory, 10_000).load(first.stem)
    later = PhraseStore(directory, 2 * len(encode(SOUND)))
    for _ in range(2):
        later.offer(KEY.digest(), SOUND)
    assert second not in files(directory)
    assert first in files(directory)


def test_a_phrase_larger_than_the_limit_drives_nothing_out(directory: Path) -> None:
    keep(directory, "one")
    small = PhraseStore(directory, 2_000)
    for _ in range(2):
        small.offer(KEY.digest(), Phrase(bytes(4_000), ()))
    assert len(files(directory)) == 1


@pytest.mark.parametrize("damage", [b"", b"KPH1", encode(SOUND)[:-2], encode(SOUND) + b"x", b"x" + encode(SOUND)[1:]])
def test_a_damaged_phrase_is_not_found_and_is_removed(directory: Path, damage: bytes) -> None:
    keep(directory, KEY.text)
    files(directory)[0].write_bytes(damage)
    started = cache(directory)
    assert started.get(KEY) is None
    assert files(directory) == []
    started.put(KEY, SOUND)
    assert cache(directory).get(KEY) == SOUND


def test_a_cache_cleared_while_in_use_begins_again(directory: Path, caplog: pytest.LogCaptureFixture) -> None:
    keep(directory, KEY.text)
    store = PhraseStore(directory, 100_000)
    assert store.load(KEY.digest()) == SOUND
    for path in directory.iterdir():
        path.unlink()
    directory.rmdir()
    assert store.load(KEY.digest()) is None
    for _ in range(2):
        store.offer(KEY.digest(), SOUND)
    assert store.load(KEY.digest()) == SOUND
    assert caplog.messages == []


def test_what_a_killed_process_left_is_removed(directory: Path) -> None:
    keep(directory, KEY.text)
    (directory / f".{KEY.digest()}.phrase.abc").write_bytes(b"half")
    assert cache(directory).get(KEY) == SOUND
    assert sorted(path.name for path in directory.iterdir()) == sorted([f"{KEY.digest()}.phrase", "seen"])


def test_a_directory_that_is_a_link_is_left_alone(directory: Path, caplog: pytest.LogCaptureFixture) -> None:
    home = directory.parent / "home"
    home.mkdir(parents=True, mode=0o755)
    (home / ".bashrc").write_text("precious")
    directory.symlink_to(home)
    store = PhraseStore(directory, 100_000)
    for _ in range(2):
        store.offer(KEY.digest(), SOUND)
    assert [path.name for path in home.iterdir()] == [".bashrc"]
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
    assert ["it is a link, or not yours" in message for message in caplog.messages] == [True]


@only_for_root
def test_a_directory_of_another_user_is_left_alone(directory: Path, caplog: pytest.LogCaptureFixture) -> None:
    directory.parent.mkdir()
    open_to_all(directory.parent)
    with somebody_else():
        directory.mkdir(mode=0o777)
    keep(directory, KEY.text)
    assert list(directory.iterdir()) == []
    assert "not yours" in caplog.text


def test_what_is_not_ours_in_the_directory_stays(directory: Path) -> None:
    keep(directory, KEY.text)
    (directory / ".keep").touch()
    assert cache(directory).get(KEY) == SOUND
    assert (directory / ".keep").exists()


def test_a_phrase_that_cannot_be_read_is_none_and_logged(directory: Path, caplog: pytest.LogCaptureFixture) -> None:
    keep(directory, KEY.text)
    path = files(directory)[0]
    path.unlink()
    path.mkdir()
    assert cache(directory).get(KEY) is None
    assert [path.name in message for message in caplog.messages] == [True]


def test_a_disk_that_fails_is_logged_once_and_the_memory_serves_on(
    directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    directory.parent.mkdir()
    directory.write_text("a file where the directory should be")
    started = cache(directory)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            started.put(KEY, SOUND)
            assert started.get(KEY) == SOUND
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("phrases are not kept on the disk until the next start: ")


words = st.builds(Word, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.floats(0, 99), st.floats(0, 99))
phrases = st.builds(Phrase, st.binary(max_size=200).map(lambda pcm: pcm * 2), st.lists(words, max_size=5).map(tuple))


@given(phrases)
def test_what_is_written_is_read(phrase: Phrase) -> None:
    assert decode(encode(phrase)) == phrase


def test_any_changed_byte_is_noticed() -> None:
    whole = encode(SOUND)
    unnoticed = [at for at in range(len(whole)) if decode(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])]
    assert unnoticed == []


@given(st.binary(max_size=300))
def test_bytes_that_nobody_encoded_are_no_phrase(content: bytes) -> None:
    assert decode(content) is None
    assert decode(b"KPH1" + content) is None


def digest(number: int) -> str:
    return f"{number:032x}" * 2


def test_digests_seen_outlast_a_restart_and_the_oldest_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    for number in range(10):
        Seen(path, limit=4).add(digest(number))
    late = Seen(path, limit=4)
    assert [number for number in range(10) if digest(number) in late] == [4, 5, 6, 7, 8, 9]
    assert path.stat().st_size == 6 * 16


def test_a_write_cut_short_spoils_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    Seen(path).add(digest(1))
    with path.open("ab") as file:
        file.write(b"half")
    Seen(path).add(digest(2))
    later = Seen(path)
    assert digest(1) in later
    assert digest(2) in later
