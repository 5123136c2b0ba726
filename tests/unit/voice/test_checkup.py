"""What a voice's checkup finds of the sound server and of the device."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc.checkup import NOTE, PROBLEM, WELL
from kokoro_voice import checkup
from tests.unit.voice.test_sound_server import IDLE, serving, sink

if TYPE_CHECKING:
    from pathlib import Path

FULL = 0x10000


@pytest.mark.parametrize(
    ("volume", "muted", "kinds", "told"),
    [
        (FULL, False, [WELL], "100%"),
        (FULL, True, [PROBLEM], "is muted"),
        (0, False, [PROBLEM], "has volume 0"),
        (FULL // 50, False, [NOTE], "has volume 2%"),
        (0, True, [PROBLEM, PROBLEM], "is muted"),
    ],
)
def test_an_output_that_is_not_heard_is_found(
    tmp_path: Path, volume: int, muted: bool, kinds: list[str], told: str
) -> None:
    with serving(tmp_path, sink(IDLE, {}, volume=volume, muted=muted)):
        found = list(checkup.sound_server({"XDG_RUNTIME_DIR": str(tmp_path)}))
    assert [each.kind for each in found] == kinds
    assert told in found[0].text
    assert "ears" in found[0].text
    assert all(bool(each.command) == (each.kind != WELL) for each in found)


@pytest.mark.parametrize("programs", [{}, {"systemctl": "exit 0"}, {"systemctl": "exit 1", "pulseaudio": ""}])
def test_a_sound_server_that_is_gone_is_a_problem_where_there_should_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, programs: dict[str, str]
) -> None:
    for name, script in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        os.chmod(tmp_path / name, 0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = checkup.sound_server({"XDG_RUNTIME_DIR": str(tmp_path)})
    assert found.kind == (PROBLEM if programs else NOTE)
    wanted = {0: "", 1: "systemctl --user start pipewire.socket", 2: "pulseaudio --start"}[len(programs)]
    assert found.command.startswith(wanted)


def test_a_device_that_is_named_and_not_there_is_found_and_mended(tmp_path: Path) -> None:
    conf = tmp_path / "voice.conf"
    conf.write_text("KOKORO_VOICE_IDLE=9\nKOKORO_OUTPUT_DEVICE=no/such (device)\n")
    (found,) = checkup.device({"KOKORO_OUTPUT_DEVICE": "no/such (device)"}, str(conf))
    assert (found.kind, "no/such (device)" in found.text) == (PROBLEM, True)
    subprocess.run(["sh", "-c", found.command], check=True)
    assert conf.read_text() == "KOKORO_VOICE_IDLE=9\n"


def test_silence_by_choice_is_told() -> None:
    (found,) = checkup.device({"KOKORO_OUTPUT_DEVICE": "null"}, "")
    assert (found.kind, found.command) == (NOTE, "unset KOKORO_OUTPUT_DEVICE")


def test_a_package_is_installed_by_the_manager_that_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert checkup.install(checkup.PORTAUDIO) == ""
    (tmp_path / "dnf").touch(mode=0o755)
    assert checkup.install(checkup.PORTAUDIO) == "sudo dnf install portaudio"
