"""Files that cannot be read or written, and a configuration that cannot: told at once, with the reason."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from say import __main__ as command
from say import source, speak
from say.options import Options, UsageError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a bit of everything in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "directory.wav").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "device.wav").symlink_to("/dev/null")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (".", ". is a directory: give --output a file in it, as ./speech.wav"),
        ("/tmp", "/tmp is a directory: give --output a file in it, as /tmp/speech.wav"),
        ("none/", "none/ is a directory: give --output a file in it, as none/speech.wav"),
        ("directory.wav", "directory.wav is a directory: give --output a file in it, as directory.wav/speech.wav"),
        ("speech", "speech ends in none of .wav, .flac, .ogg, .mp3"),
        ("/dev/null", "/dev/null ends in none of .wav, .flac, .ogg, .mp3"),
        ("none/a.wav", "none/a.wav cannot be written: there is no directory {here}/none"),
        ("file/a.wav", "file/a.wav cannot be written: {here}/file is no directory"),
        ("pipe.wav", "pipe.wav cannot be written: it is there and not a file"),
        ("device.wav", "device.wav cannot be written: it is there and not a file"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_begun(here: Path, path: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        speak._check_output(path)
    assert str(caught.value) == reason.format(here=os.path.realpath(here))


def test_a_file_system_that_takes_nothing_is_called_so(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = os.statvfs(here)
    sealed = os.statvfs_result((*there[:8], there.f_flag | os.ST_RDONLY, there.f_namemax))
    monkeypatch.setattr(os, "statvfs", lambda _: sealed)
    with pytest.raises(UsageError, match=r"a.wav cannot be written: .* is on a read-only file system"):
        speak._check_output("a.wav")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("path", ["new.wav", "file/../new.ogg", "./NEW.MP3", ""])
def test_what_can_be_written_is_no_error(path: str) -> None:
    speak._check_output(path)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("directory.wav", "directory.wav is a directory: give --file a file in it"),
        ("none", "none cannot be read: No such file or directory"),
        ("file/none", "file/none cannot be read: Not a directory"),
        ("socket", "socket cannot be read: No such device or address"),
        ("/dev/zero", "/dev/zero is not UTF-8 text: byte 1 is 0x00"),
        ("/proc/self/mem", "/proc/self/mem cannot be read: Input/output error"),
    ],
)
def test_what_cannot_be_read_is_told(here: Path, path: str, reason: str) -> None:
    options = Options()
    options.file = path
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(here / "socket"))
        with pytest.raises(UsageError) as caught:
            list(source.pieces(options, {}))
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "say.conf cannot be read (Is a directory): set HOME or XDG_CONFIG_HOME to a directory of yours"),
        (b"SAY_VOICE=\xff", "say.conf is not UTF-8 text: byte 11 is wrong"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None, reason: str) -> None:
    conf = tmp_path / "kokoro" / "say.conf"
    conf.parent.mkdir()
    if content is None:
        conf.mkdir()
    else:
        conf.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        command._read_conf({"XDG_CONFIG_HOME": str(tmp_path)})
    assert str(caught.value) == f"{conf.parent}/{reason}"


def test_an_error_of_the_system_is_told_in_words() -> None:
    with pytest.raises(OSError, match=r".") as caught:
        os.open("/nowhere/at all", os.O_RDONLY)
    assert command._reason(caught.value) == "/nowhere/at all: No such file or directory"
    assert command._reason(OSError("it is gone")) == "it is gone"
