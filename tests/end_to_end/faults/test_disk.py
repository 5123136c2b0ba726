"""The disk is full, or sealed: nothing is left half-written, it is told, and speech does not mind."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.faults.session import SEALED, SMALL, built_only
from tests.end_to_end.kokoro import PITCHES, heard_after
from tests.end_to_end.units import environment
from tests.listening import bursts, from_wav
from tests.tiny_kokoro import Heard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.faults.recovery import Recovery
    from tests.end_to_end.journal import Journal
    from tests.listening import Recorder

ROOM = 16 * 1024
"""Bytes that are left on the small one: less than a sentence takes in any format."""
TEXT = "This is a text that takes some seconds, and more room than there is. " * 2
REASON = {SMALL: os.strerror(errno.ENOSPC), SEALED: os.strerror(errno.EROFS)}

pytestmark = built_only


def fill(room: int) -> None:
    """Take all of the small disk but for so many bytes."""
    with SMALL.joinpath("filler").open("wb", buffering=0) as filler:
        with contextlib.suppress(OSError):
            while filler.write(bytes(4096)):
                pass
        filler.truncate(filler.tell() - room)


def make_room() -> None:
    """Give it back."""
    SMALL.joinpath("filler").unlink()


def left(disk: Path) -> list[str]:
    """The files there, but for what fills it."""
    return sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.is_file() and path.name != "filler")


@pytest.fixture
def _empty() -> Iterator[None]:
    """The small disk is as it was, afterwards."""
    yield
    for path in sorted(SMALL.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


@pytest.mark.usefixtures("_empty")
@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "mp3"])
def test_the_disk_is_full_for_a_file(run_say: Say, recovery: Recovery, journal: Journal, kind: str) -> None:
    place = SMALL / f"speech.{kind}"
    place.write_bytes(b"something older")
    fill(ROOM)
    failed = run_say("-w", "-o", str(place), TEXT, status=1)
    struck = time.monotonic()
    assert failed.stderr.endswith(f"say: {place} cannot be written: {REASON[SMALL]}\n")
    assert journal.wait_for(failed.began, OUTCOME="output_failed")["VOICE"] == "af_heart"
    assert left(SMALL) == [place.name]
    assert place.read_bytes() == b"something older"
    make_room()
    written = run_say("-w", "-o", str(SMALL / "short.wav"), "Short.")
    assert bursts(from_wav(SMALL / "short.wav"))
    recovery.note(
        struck, written.ended, heard="status 1, “… cannot be written: No space left on device”", kept="the older file"
    )


def test_the_disk_is_sealed_for_a_file(run_say: Say, recovery: Recovery, recorder: Recorder) -> None:
    struck = time.monotonic()
    failed = run_say("-w", "-o", str(SEALED / "speech.wav"), TEXT, status=2)
    assert failed.stderr == f"say: {SEALED}/speech.wav cannot be written: {SEALED} is on a read-only file system\n"
    well = recorder.wait_for_sound(run_say("I speak all the same.").began)
    heard = "status 2, “… cannot be written: … is on a read-only file system”"
    recovery.note(struck, well, heard=heard, kept="all that is spoken")


@pytest.mark.usefixtures("_empty")
@pytest.mark.parametrize("disk", [SMALL, SEALED], ids=lambda disk: disk.name)
@pytest.mark.parametrize(
    ("setting", "option", "first", "second"),
    [
        ("KOKORO_CUSTOM_VOICES", "--blend", "duo=af_bella+af_sky", "trio=af_bella+af_sky+af_nova"),
        ("KOKORO_PRONUNCIATIONS", "--teach", "nginx=engine x", "kubectl=koo ber control"),
    ],
    ids=["blend", "teach"],
)
def test_the_disk_takes_no_settings(
    run_say: Say, recovery: Recovery, disk: Path, setting: str, option: str, first: str, second: str
) -> None:
    file = disk / "own" / "settings"
    with environment(**{setting: str(file)}):
        if disk == SMALL:
            run_say(option, first)
            fill(0)
        before = left(disk)
        content = file.read_bytes() if file.exists() else b""
        struck = time.monotonic()
        failed = run_say(option, second, status=None)
        assert (failed.status, failed.stderr) == (1, f"say: {file} cannot be written: {REASON[disk]}\n")
        assert left(disk) == before
        if disk == SMALL:
            assert file.read_bytes() == content
            make_room()
            run_say(option, second)
            assert file.read_bytes() != content
        recovery.note(struck, heard=f"status 1, the file's name and “{REASON[disk]}”", kept="what the file had")
        run_say("--kill")


@pytest.mark.usefixtures("kokoro", "_empty")
@pytest.mark.parametrize("disk", [SMALL, SEALED], ids=lambda disk: disk.name)
def test_the_disk_takes_no_cache(
    run_say: Say, recorder: Recorder, recovery: Recovery, journal: Journal, disk: Path
) -> None:
    if disk == SMALL:
        fill(0)
    with environment(KOKORO_MODELS=str(disk)):
        struck = time.monotonic()
        for _ in range(3):
            said = run_say("-v", "bella", "--phonemes", "həlˈoʊ.")
            assert heard_after(recorder, said.began) == Heard(PITCHES["af_bella"], "həlˈoʊ")
        journal.wait_for(struck, MESSAGE=re.compile("the model speaks on as it came"))
        assert len(journal.entries(struck, MESSAGE=re.compile("phrases are not kept on the disk"))) == 1
        assert not any((disk / name).stat().st_size for name in left(disk))
        recovery.note(
            struck, struck, heard="all as usual; the journal tells once that phrases are not kept", kept="every text"
        )
        run_say("--kill")
