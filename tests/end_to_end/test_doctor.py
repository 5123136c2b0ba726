"""`say --doctor`: nothing is wrong with what was installed; what is broken is found, and mended by what it says."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import pytest

from tests.end_to_end.conftest import pactl
from tests.end_to_end.sound_server import no_sound_server
from tests.end_to_end.test_session import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.end_to_end.command import Say
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

    Found: TypeAlias = list[dict[str, str]]

HOME = os.path.expanduser("~")
CONFIG = f"{HOME}/.config/kokoro"
DATA = f"{HOME}/.local/share/kokoro"
UNITS = f"{HOME}/.local/share/systemd/user"
OWN_UNITS = f"{HOME}/.config/systemd/user"
SOCKET = "kokoro-model.socket"


def examined(say: Say, **environment: str) -> Found:
    """What the doctor finds besides what is well; its exit status agrees with it."""
    return after("true", say, environment)


def after(command: str, say: Say, environment: Mapping[str, str] = {}) -> Found:
    """What it finds once a shell has done that."""
    env = {**os.environ, "PATH": f"{os.path.dirname(say.program)}:{os.environ['PATH']}", **environment}
    shell = ["bash", "-c", f"{command} >/dev/null && exec {say.program} --doctor --json"]
    done = subprocess.run(shell, capture_output=True, text=True, check=False, env=env, timeout=100)
    assert done.returncode in {0, 1}, done.stderr
    found = [finding for finding in json.loads(done.stdout) if finding["kind"] != "well"]
    assert done.returncode == any(finding["kind"] == "problem" for finding in found), done.stdout
    return found


def about(text: str, found: Found) -> dict[str, str]:
    """The one finding that says so."""
    (finding,) = [each for each in found if text in each["text"]]
    return finding


def wrong(found: Found) -> list[str]:
    return [finding["text"] for finding in found if finding["kind"] == "problem"]


@pytest.fixture
def settings() -> Iterator[None]:
    """Settings that the test makes are gone behind it."""
    os.makedirs(CONFIG, exist_ok=True)
    yield
    shutil.rmtree(CONFIG)


def test_nothing_is_wrong_with_what_was_installed_and_nothing_is_started(run_say: Say, units: Units) -> None:
    run_say("--kill")
    units.wait_for(MODEL, ActiveState="inactive")
    done = run_say("--doctor")
    assert "All is well" in done.stdout
    assert "BAD" not in done.stdout
    assert units.properties(MODEL)["ActiveState"] == "inactive"
    run_say("-w", "Hello.")
    assert "the service answers" in run_say("--doctor").stdout


BROKEN = {
    "a masked socket": (f"systemctl --user mask --now {SOCKET}", "is masked"),
    "a socket that is stopped": (f"systemctl --user stop {SOCKET}", "does not listen"),
    "a disabled socket": (f"systemctl --user disable {SOCKET}", "from login on"),
    "an open directory": ("chmod 755 $XDG_RUNTIME_DIR/kokoro", "yours alone"),
    "an open socket": ("chmod 666 $XDG_RUNTIME_DIR/kokoro/model.sock", "yours alone"),
    "a muted output": ("pactl set-sink-mute @DEFAULT_SINK@ 1", "is muted"),
    "an output at volume 0": ("pactl set-sink-volume @DEFAULT_SINK@ 0%", "has volume 0"),
    "a unit in the place of ours": (
        f"mkdir -p {OWN_UNITS} && cp {UNITS}/kokoro-model.service {OWN_UNITS} && systemctl --user daemon-reload",
        "in the place of",
    ),
    "a unit that systemd has not read": (f"touch {UNITS}/kokoro-model.service", "since systemd read it"),
    "a directory that is closed": (f"mkdir -p {HOME}/.cache/kokoro && chmod 0 {HOME}/.cache/kokoro", "cannot be used"),
    "a setting that nobody reads": (f"echo KOKORO_ENGIN=auto >{CONFIG}/model.conf", "KOKORO_ENGINE is meant"),
    "a value that makes no sense": (f"echo KOKORO_MODEL_IDLE=soon >{CONFIG}/model.conf", "KOKORO_MODEL_IDLE=soon"),
    "a line that sets nothing": (f"echo '[Model] & * /' >{CONFIG}/voice.conf", "is not NAME=value"),
    "a device that is not there": (f"echo KOKORO_OUTPUT_DEVICE=none/such >{CONFIG}/voice.conf", "no sound device none"),
    "a place that is not there": (f"echo KOKORO_DEVICE=moon >{CONFIG}/model.conf", "unknown device"),
    "a GPU that is not there": (f"echo KOKORO_DEVICE=cuda >{CONFIG}/model.conf", "not available"),
    "a wrong setting of a server": (f"echo KOKORO_API_RATE=-1 >{CONFIG}/api.conf", "KOKORO_API_RATE=-1"),
    "a wrong setting of say": (f"echo SAY_SPEDE=1.2 >{CONFIG}/say.conf", "SAY_SPEDE"),
    "blends that are none": (f"mkdir -p {DATA} && echo [ >{DATA}/custom_voices.json", "custom_voices.json"),
    "another unit than was installed": (f"echo '# older' >>{UNITS}/kokoro-wyoming.service", "as it was installed"),
}  # fmt: skip


@pytest.fixture
def full_volume() -> Iterator[None]:
    """Others, who listen, find the speakers as loud as they were."""
    yield
    pactl("set-sink-volume", "@DEFAULT_SINK@", "100%")


SILENT = {"a masked socket", "a value that makes no sense", "a device that is not there"}
"""With these, nothing is heard."""


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_found_and_mended_by_its_command(
    broken: str, run_say: Say, settings: None, full_volume: None
) -> None:
    breaks, told = BROKEN[broken]
    subprocess.run(["bash", "-c", breaks], check=True)
    finding = about(told, examined(run_say))
    assert finding["command"], finding
    left = after(finding["command"], run_say)
    assert not [each for each in left if told in each["text"]]
    assert wrong(left) == []
    if broken in SILENT:
        run_say("-w", "Hello.")


def test_a_sound_server_that_is_gone_is_found_and_started(run_say: Say, recorder: Recorder) -> None:
    told = "the sound server does not answer"
    with no_sound_server():
        found = about(told, examined(run_say))
        left = after(found["command"], run_say)
        assert not [each for each in left if told in each["text"]]
    recorder.restart()


def test_another_say_in_front_is_found(run_say: Say, tmp_path: object) -> None:
    other = os.path.join(str(tmp_path), "say")
    with open(other, "w", encoding="ascii") as file:
        file.write("#!/bin/sh\n")
    os.chmod(other, 0o755)
    path = f"{tmp_path}:{os.path.dirname(run_say.program)}:{os.environ['PATH']}"
    finding = about(f"gets {other}", examined(run_say, PATH=path))
    assert wrong(after(finding["command"], run_say, {"PATH": path})) == []


def test_a_missing_runtime_directory_is_found(run_say: Say) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"}
    del environment["DBUS_SESSION_BUS_ADDRESS"]
    shell = f"{run_say.program} --doctor --json"
    done = subprocess.run(shell.split(), capture_output=True, text=True, check=False, env=environment, timeout=100)
    finding = about("XDG_RUNTIME_DIR is not set", json.loads(done.stdout))
    assert finding["command"] == f"export XDG_RUNTIME_DIR={os.environ['XDG_RUNTIME_DIR']}"
    assert done.returncode == 1


@pytest.mark.usefixtures("ports")
def test_a_port_that_is_taken_is_found_and_another_one_chosen(run_say: Say, units: Units) -> None:
    try:
        with socket.create_server(("127.0.0.1", 8000)):
            enable = ["systemctl", "--user", "enable", "--now", "kokoro-api.socket"]
            subprocess.run(enable, capture_output=True, check=False)
            finding = about("which another program has taken", examined(run_say))
            assert wrong(after(finding["command"], run_say)) == []
        assert units.properties("kokoro-api.socket")["ActiveState"] == "active"
    finally:
        subprocess.run(["systemctl", "--user", "disable", "--now", "kokoro-api.socket"], check=True)
        shutil.rmtree(f"{OWN_UNITS}/kokoro-api.socket.d", ignore_errors=True)
        subprocess.run(["systemctl", "--user", "daemon-reload"], check=True)


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    yield
    try:
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        pass  # the doctor's command has ended it


def test_a_service_that_does_not_answer_is_found_and_ended(run_say: Say, units: Units) -> None:
    run_say("-w", "Hello.")
    with stopped(units.properties(MODEL)["MainPID"]):
        finding = about("does not answer within", examined(run_say))
        assert wrong(after(finding["command"], run_say)) == []
    run_say("Hello again.")


def test_a_service_that_cannot_start_is_found_and_its_settings_mended(
    run_say: Say, units: Units, settings: None
) -> None:
    with open(f"{CONFIG}/model.conf", "w", encoding="ascii") as file:
        file.write("KOKORO_ENGINE=loud\n")
    run_say("Hello.", status=None)
    units.wait_for(MODEL, ActiveState="failed")
    found = examined(run_say)
    mends = [finding["command"] for finding in found if finding["kind"] == "problem"]
    assert about("KOKORO_ENGINE=loud", found)
    assert about(f"{MODEL} has failed", found)
    assert wrong(after(" && ".join(mends), run_say)) == []
    run_say("-w", "Hello again.")


def test_truncated_files_of_kokoro_are_found(run_say: Say) -> None:
    directory = f"{HOME}/.cache/kokoro"
    os.makedirs(directory, exist_ok=True)
    files = [f"{directory}/{name}" for name in ("kokoro-v1.0.onnx", "voices-v1.0.bin")]
    try:
        for path in files:
            with open(path, "wb") as file:
                file.truncate(1000)
        assert about("has 1,000 bytes instead of", examined(run_say))["command"] == "say --setup"
    finally:
        for path in files:
            os.remove(path)
