"""A recording appears whole or not at all, in every format, and a failure is told and leaves nothing behind."""

from __future__ import annotations

import errno
import os
import resource
import wave
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from kokoro_ipc.errors import OUTPUT_FAILED, FailureError
from kokoro_voice.player import RATE
from kokoro_voice.recording import FORMATS, Recording
from tests.somebody_else import only_for_root, open_to_all, somebody_else
from tests.unit.voice.waves import LOUD, PERIOD, sine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOUND = sine(2 * RATE // PERIOD)
"""Two seconds."""
each_format = pytest.mark.parametrize("ending", FORMATS)


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow larger than this, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def record(place: str, sound: bytes = SOUND) -> None:
    recording = Recording(place, "id")
    write(recording, sound)
    recording.keep()


def write(recording: Recording, sound: bytes, pieces: int = 7) -> None:
    size = len(sound) // pieces // 2 * 2
    for at in range(0, len(sound), size):
        recording.write(sound[at : at + size])


@each_format
def test_the_file_appears_whole_at_its_end(tmp_path: Path, ending: str) -> None:
    place = tmp_path / f"hello{ending}"
    recording = Recording(str(place), "id")
    write(recording, SOUND)
    assert not place.exists()
    recording.keep()
    assert list(tmp_path.iterdir()) == [place]
    samples, rate = soundfile.read(place, dtype="int16")
    assert (soundfile.info(place).format, rate, samples.ndim) == (FORMATS[ending], RATE, 1)
    assert abs(len(samples) - len(SOUND) // 2) <= (RATE // 10 if ending == ".mp3" else 0)
    assert abs(np.abs(samples[RATE // 2 : RATE]).max() - LOUD) < LOUD * 0.1
    pitch = np.abs(np.fft.rfft(samples[:RATE])).argmax()
    assert pitch == RATE // PERIOD


@pytest.mark.parametrize("ending", [".wav", ".flac"])
def test_nothing_is_lost_where_the_format_loses_nothing(tmp_path: Path, ending: str) -> None:
    record(str(tmp_path / f"hello{ending}"))
    samples, _ = soundfile.read(tmp_path / f"hello{ending}", dtype="int16")
    assert samples.tobytes() == SOUND


@each_format
def test_no_sound_is_a_file_too(tmp_path: Path, ending: str) -> None:
    recording = Recording(str(tmp_path / f"hello{ending}"), "id")
    recording.keep()
    assert (tmp_path / f"hello{ending}").exists()


def test_a_wave_says_what_it_is(tmp_path: Path) -> None:
    record(str(tmp_path / "HELLO.WAV"))
    with wave.open(str(tmp_path / "HELLO.WAV")) as sound:
        assert sound.getparams()[:4] == (1, 2, RATE, len(SOUND) // 2)


def test_a_long_name_in_any_script_is_a_name(tmp_path: Path) -> None:
    record(str(tmp_path / ("声" * 80 + ".wav")))
    assert len(list(tmp_path.iterdir())) == 1


@each_format
def test_what_is_discarded_leaves_nothing_behind(tmp_path: Path, ending: str) -> None:
    recording = Recording(str(tmp_path / f"hello{ending}"), "id")
    write(recording, SOUND)
    assert list(tmp_path.iterdir()) == [], "who is killed now leaves something behind"
    recording.discard()
    recording.discard()
    assert list(tmp_path.iterdir()) == []


@each_format
def test_two_recordings_of_one_name_are_both_whole(tmp_path: Path, ending: str) -> None:
    place = tmp_path / f"hello{ending}"
    first, second = Recording(str(place), "1"), Recording(str(place), "2")
    write(first, SOUND)
    write(second, SOUND[: len(SOUND) // 2])
    second.keep()
    first.keep()
    assert list(tmp_path.iterdir()) == [place]
    assert soundfile.info(place).duration == pytest.approx(2.0, abs=0.1)


# --- failures


@each_format
@pytest.mark.parametrize("there", [False, True], ids=["new", "there already"])
def test_a_full_disk_is_told_and_what_was_there_is_kept(tmp_path: Path, ending: str, there: bool) -> None:
    place = tmp_path / f"hello{ending}"
    if there:
        place.write_bytes(b"what was there")
    with room_for(2000), pytest.raises(FailureError) as caught:
        record(str(place))
    assert caught.value.code == OUTPUT_FAILED
    assert caught.value.message == f"{place} cannot be written: File too large"
    assert [file.name for file in tmp_path.iterdir()] == ([place.name] if there else [])
    assert not there or place.read_bytes() == b"what was there"


@each_format
def test_a_disk_that_is_full_from_the_start_is_told(tmp_path: Path, ending: str) -> None:
    with room_for(0), pytest.raises(FailureError, match="File too large"):
        record(str(tmp_path / f"hello{ending}"))
    assert list(tmp_path.iterdir()) == []


class Small(Recording):
    most_in_wave = len(SOUND) - 1


def test_more_sound_than_a_wave_can_hold_is_told(tmp_path: Path) -> None:
    recording = Small(str(tmp_path / "long.wav"), "id")
    with pytest.raises(FailureError, match=r"a \.wav file holds 24 hours"):
        write(recording, SOUND)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_recording_can_be_discarded(tmp_path: Path) -> None:
    recording = Recording(str(tmp_path / "hello.wav"), "id")
    with room_for(2000), pytest.raises(FailureError):
        write(recording, SOUND)
    recording.discard()


@each_format
def test_a_place_that_somebody_took_away_is_told(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    recording = Recording(str(folder / f"hello{ending}"), "id")
    write(recording, SOUND)
    folder.rmdir()
    with pytest.raises(FailureError, match="No such file"):
        recording.keep()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that has no files without a name."""
    given = os.open

    def refuse(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
        return given(path, flags, mode)

    monkeypatch.setattr("kokoro_voice.recording.os.open", refuse)


def test_where_no_file_can_be_without_a_name_it_has_a_passing_one(named: None, tmp_path: Path) -> None:
    place = tmp_path / "hello.wav"
    recording = Recording(str(place), "id")
    assert [path.name for path in tmp_path.iterdir()] == [".hello.wav.id.part"]
    recording.discard()
    assert list(tmp_path.iterdir()) == []
    record(str(place))
    assert list(tmp_path.iterdir()) == [place]


def test_a_place_that_became_a_directory_is_told(tmp_path: Path) -> None:
    recording = Recording(str(tmp_path / "hello.wav"), "id")
    write(recording, SOUND)
    (tmp_path / "hello.wav").mkdir()
    with pytest.raises(FailureError, match="Is a directory"):
        recording.keep()
    assert [file.name for file in tmp_path.iterdir()] == ["hello.wav"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("none/hello.wav", "No such file or directory"),
        ("hello.xyz", "ends in none of .wav, .flac, .ogg, .mp3"),
        ("hello", "ends in none of"),
        ("directory.wav", "is there and not a file"),
        ("nul\0.wav", "cannot be written"),
        ("half\ud800.wav", "cannot be written"),
        ("x" * 300 + ".wav", "File name too long"),
    ],
)
def test_a_place_that_is_none_is_told(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / "directory.wav").mkdir()
    with pytest.raises(FailureError, match=reason) as caught:
        record(f"{tmp_path}/{path}")
    assert caught.value.code == OUTPUT_FAILED
    assert [file.name for file in tmp_path.iterdir()] == ["directory.wav"]


# --- what has been laid in its place


def test_a_file_keeps_its_permissions_from_the_first_byte_on(tmp_path: Path) -> None:
    place = tmp_path / "private.wav"
    place.touch(mode=0o600)
    recording = Recording(str(place), "id")
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
    recording.keep()
    assert place.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("there", [True, False], ids=["a file", "dangling"])
def test_a_link_is_replaced_and_not_followed(tmp_path: Path, there: bool) -> None:
    precious, place = tmp_path / "precious", tmp_path / "hello.wav"
    if there:
        precious.write_text("words")
    place.symlink_to(precious)
    record(str(place))
    assert not place.is_symlink()
    assert soundfile.info(place).format == "WAV"
    assert precious.read_text() == "words" if there else not precious.exists()


def test_another_name_of_the_file_keeps_what_it_had(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("words")
    (tmp_path / "hello.wav").hardlink_to(tmp_path / "precious")
    record(str(tmp_path / "hello.wav"))
    assert (tmp_path / "precious").read_text() == "words"


@pytest.mark.parametrize("linked", [False, True], ids=["itself", "by a link"])
def test_a_pipe_is_no_file(tmp_path: Path, linked: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    if linked:
        (tmp_path / "hello.wav").symlink_to("pipe")
    else:
        (tmp_path / "pipe").rename(tmp_path / "hello.wav")
    with pytest.raises(FailureError, match="is there and not a file"):
        record(str(tmp_path / "hello.wav"))


def test_the_passing_name_is_never_followed_either(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("words")
    (tmp_path / ".hello.wav.id.part").symlink_to("precious")
    with pytest.raises(FailureError, match="File exists"):
        record(str(tmp_path / "hello.wav"))
    assert (tmp_path / "precious").read_text() == "words"


@pytest.mark.parametrize("path", ["x" * 300 + ".wav", "loop.wav", "file/hello.wav"])
def test_a_place_that_cannot_be_is_told_before_any_sound_is_made(tmp_path: Path, path: str) -> None:
    (tmp_path / "loop.wav").symlink_to("loop.wav")
    (tmp_path / "file").touch()
    with pytest.raises(FailureError, match="cannot be written"):
        Recording(f"{tmp_path}/{path}", "id")


@only_for_root
def test_what_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    place = tmp_path / "precious.wav"
    place.write_text("words")
    open_to_all(tmp_path)
    with somebody_else(), pytest.raises(FailureError, match="is there and may not be written"):
        Recording(str(place), "id")
    assert place.read_text() == "words"


@only_for_root
def test_nothing_goes_through_a_link_that_somebody_else_has_laid(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("words")
    open_to_all(tmp_path)
    with somebody_else():
        (tmp_path / "hello.wav").symlink_to(tmp_path / "precious")
    record(str(tmp_path / "hello.wav"))
    assert (tmp_path / "precious").read_text() == "words"
    assert not (tmp_path / "hello.wav").is_symlink()
