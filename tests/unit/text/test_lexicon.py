"""The lexicon's file: read when it changes, kept by its user and by `teach` alike."""

from __future__ import annotations

import logging
import os
import resource
import threading
from typing import TYPE_CHECKING

import pytest

from kokoro_model.text import lexicon as module
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.pronunciation import Entry

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kokoro" / "lexicon"


@pytest.fixture
def lexicon(path: Path) -> Lexicon:
    return Lexicon(str(path))


def sounds(lexicon: Lexicon, text: str) -> list[str]:
    return [found.entry.sound for found in lexicon.find(text)]


def test_a_missing_file_is_an_empty_lexicon(lexicon: Lexicon) -> None:
    assert lexicon.entries() == []
    assert lexicon.problems() == ()
    assert sounds(lexicon, "any word") == []


def test_what_is_taught_is_known_at_once_and_in_the_file(lexicon: Lexicon, path: Path) -> None:
    assert lexicon.teach("Kubernetes", "kuːbɚnˈɛtiːz") == Entry("Kubernetes", "kuːbɚnˈɛtiːz", phonemes=True)
    lexicon.teach("kubectl", "koo ber control")
    lexicon.teach("cat", "/kat/")
    assert sounds(lexicon, "kubernetes kubectl cat") == ["kuːbɚnˈɛtiːz", "koo ber control", "kat"]
    assert path.read_text() == "Kubernetes=kuːbɚnˈɛtiːz\nkubectl='koo ber control'\ncat=/kat/\n"
    assert Lexicon(str(path)).entries() == lexicon.entries()


def test_teaching_again_replaces(lexicon: Lexicon, path: Path) -> None:
    path.parent.mkdir()
    path.write_text("# mine\ngif = jif # soft\nother=x")
    lexicon.teach("gif", "ghif")
    assert path.read_text() == "# mine\nother=x\ngif='ghif'\n"


def test_forgetting_leaves_the_rest_as_it_was(lexicon: Lexicon, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff broken\r\n# mine\r\ngif=jif\r\nno sound\r\ncat=x")
    assert lexicon.forget("gif")
    assert not lexicon.forget("gif")
    assert path.read_bytes() == b"\xff broken\r\n# mine\r\nno sound\r\ncat=x\n"


def test_forgetting_where_there_is_no_file_makes_none(lexicon: Lexicon, path: Path) -> None:
    assert not lexicon.forget("gif")
    assert not path.exists()


def test_a_changed_file_is_read_again(lexicon: Lexicon, path: Path) -> None:
    path.parent.mkdir()
    path.write_text("gif=one\n")
    assert sounds(lexicon, "gif") == ["one"]
    path.write_text("gif=two!\n")
    assert sounds(lexicon, "gif") == ["two!"]
    replacement = path.with_name("new")
    replacement.write_text("gif=six!\n")
    os.utime(replacement, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    replacement.replace(path)
    assert sounds(lexicon, "gif") == ["six!"]
    path.unlink()
    assert sounds(lexicon, "gif") == []


def test_an_unchanged_file_is_not_read_again(lexicon: Lexicon) -> None:
    lexicon.teach("gif", "jif")
    assert sounds(lexicon, "gif") == ["jif"]
    table = lexicon._table
    assert sounds(lexicon, "gif") == ["jif"]
    assert lexicon._table is table


def test_broken_lines_are_told_by_number_and_the_rest_kept(
    lexicon: Lexicon, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbfgif=jif\n\nno sound\n# fine\n\xff=x\ncat=/kat/\n")
    with caplog.at_level(logging.WARNING):
        assert sounds(lexicon, "gif cat") == ["jif", "kat"]
        assert sounds(lexicon, "gif cat") == ["jif", "kat"]
    first, second = lexicon.problems()
    assert f"{path}, line 3: no '='" in first
    assert f"{path}, line 5: a word needs" in second
    assert caplog.messages == [first, second]
    path.write_text("gif=jif\n")
    assert lexicon.problems() == ()


def test_a_file_that_cannot_be_read_leaves_what_was_known(lexicon: Lexicon, path: Path) -> None:
    lexicon.teach("gif", "jif")
    assert sounds(lexicon, "gif") == ["jif"]
    path.unlink()
    path.mkdir()
    assert sounds(lexicon, "gif") == ["jif"]
    assert "Is a directory" in lexicon.problems()[0]


def test_a_linked_file_stays_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles"
    real.write_text("a=b\n")
    real.chmod(0o600)
    link = tmp_path / "lexicon"
    link.symlink_to(real)
    Lexicon(str(link)).teach("gif", "jif")
    assert link.is_symlink()
    assert real.read_text() == "a=b\ngif='jif'\n"
    assert real.stat().st_mode & 0o777 == 0o600
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["dotfiles", "lexicon"]


def test_a_write_that_fails_leaves_the_file_and_no_litter(lexicon: Lexicon, path: Path) -> None:
    lexicon.teach("gif", "jif")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            lexicon.teach("cat", "kat")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [entry.name for entry in path.parent.iterdir()] == ["lexicon"]
    assert sounds(lexicon, "gif cat") == ["jif"]


def test_what_is_no_file_is_not_replaced_by_one(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    with pytest.raises(OSError, match="no regular file"):
        Lexicon(str(path)).teach("cat", "dog")
    assert path.is_fifo()


def test_bad_words_are_refused_and_nothing_is_written(lexicon: Lexicon, path: Path) -> None:
    with pytest.raises(ValueError, match="the sound of"):
        lexicon.teach("gif", "  ")
    assert not path.exists()


def test_many_teachers_at_once_lose_nothing(path: Path) -> None:
    def teach(teacher: int) -> None:
        own = Lexicon(str(path))
        for number in range(10):
            own.teach(f"word{teacher}x{number}", "sound")

    threads = [threading.Thread(target=teach, args=(teacher,)) for teacher in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Lexicon(str(path)).entries()) == 60


def test_of_two_threads_that_read_it_the_one_that_has_read_last_counts(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    path.write_text("gif=jif")
    read, told, done = module._lines, threading.Event(), threading.Event()

    class Slow(Lexicon):
        def _report(self, problems: list[str]) -> None:
            super()._report(problems)
            if threading.current_thread() is second:
                told.set()
                done.wait(0.2)

    def lines(name: str) -> list[str]:
        found = read(name)
        if threading.current_thread() is not second:
            path.write_text("gif=ghif # now")
            second.start()
            told.wait(0.2)
        return found

    lexicon = Slow(str(path))
    second = threading.Thread(target=lexicon.entries)
    monkeypatch.setattr(module, "_lines", lines)
    lexicon.entries()
    done.set()
    second.join()
    monkeypatch.undo()
    assert sounds(lexicon, "gif") == ["ghif"]
