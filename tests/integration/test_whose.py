"""Root in another user's runtime directory, and homes that are none: told in a sentence, and nothing is made there."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.somebody_else import UID, only_for_root, open_to_all

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = [sys.executable, "-I", "-m"]
SAY = [*PYTHON, "say"]
NOBODY = pwd.getpwuid(UID).pw_name


def run(command: list[str], environ: dict[str, str], **other: int) -> subprocess.CompletedProcess[str]:
    whole = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "KOKORO_OUTPUT_DEVICE": "null", **environ}
    return subprocess.run(command, env=whole, capture_output=True, text=True, timeout=60, check=False, **other)  # type: ignore[call-overload, no-any-return]


def tree(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*"))


@pytest.fixture
def theirs(tmp_path: Path) -> dict[str, str]:
    """The environment of root with another user's runtime directory."""
    for name in ("home", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    os.chown(tmp_path / "run", UID, UID)
    return {"XDG_RUNTIME_DIR": str(tmp_path / "run"), "HOME": str(tmp_path / "home")}


HANDS = {
    "say": [*SAY, "Hello."],
    "say that waits": [*SAY, "-w", "Hello."],
    "say for a file": [*SAY, "-o", "/dev/shm/none.wav", "Hello."],
    **{option: [*SAY, option] for option in ("--stop", "--status", "--kill", "--list")},
    "the voice": [*PYTHON, "kokoro_voice", "af_heart_en-us"],
    "the HTTP server": [*PYTHON, "kokoro_api", "--port", "0"],
    "the Wyoming server": [*PYTHON, "kokoro_wyoming", "--port", "0"],
}


@only_for_root
@pytest.mark.parametrize("command", HANDS.values(), ids=HANDS)
def test_root_leaves_nothing_in_another_users_runtime_directory(
    command: list[str], theirs: dict[str, str], tmp_path: Path
) -> None:
    done = run(command, theirs)
    assert done.returncode == 1
    assert f"{tmp_path}/run is not yours alone but belongs to {NOBODY}: unset XDG_RUNTIME_DIR\n" in done.stderr
    assert done.stderr.count("\n") == 1
    assert tree(tmp_path / "run") == []


@only_for_root
def test_a_service_started_by_hand_leaves_nothing_beside_another_users_socket(
    theirs: dict[str, str], tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{tmp_path}/run/model.sock")
        listener.listen()
        hand_over = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "kokoro_ipc/hand_over.py")
        command = [*PYTHON[:2], hand_over, str(listener.fileno()), *PYTHON, "kokoro_model"]
        done = run([command[0], "-I", *command[2:]], theirs, pass_fds=(listener.fileno(),))  # type: ignore[arg-type]
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"kokoro-model: {tmp_path}/run is not yours alone but belongs to {NOBODY}" in done.stderr
    assert tree(tmp_path / "run") == [f"{tmp_path}/run/model.sock"]


@only_for_root
def test_the_doctor_tells_whose_the_runtime_directory_is_and_leaves_nothing(
    theirs: dict[str, str], tmp_path: Path
) -> None:
    done = run([*SAY, "--doctor"], theirs)
    assert done.returncode == 1
    assert f"{tmp_path}/run is not yours alone but belongs to {NOBODY}" in done.stdout
    assert tree(tmp_path / "run") == []


# --- homes


def test_a_home_that_is_missing_is_told_and_not_made(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    done = run([*SAY, "Hello."], {"HOME": f"{tmp_path}/gone", "XDG_RUNTIME_DIR": f"{tmp_path}/run"})
    assert done.returncode == 1
    assert done.stderr == (
        f"say: no log can be kept in {tmp_path}/gone/.local/state/kokoro (there is no directory {tmp_path}/gone): "
        "set HOME or XDG_STATE_HOME to a directory of yours\n"
    )
    assert not (tmp_path / "gone").exists()


STRANGE = {
    "to speak": ([*SAY, "Hello."], "set HOME or XDG_CONFIG_HOME to a directory of yours"),
    "to fetch": ([*PYTHON, "kokoro_model", "fetch"], "choose another directory"),
    "to be examined": ([*SAY, "--doctor"], "belongs to another user: set HOME to one of yours"),
}


@only_for_root
@pytest.mark.parametrize(("command", "told"), STRANGE.values(), ids=STRANGE)
def test_a_home_that_is_another_users_is_told(command: list[str], told: str, tmp_path: Path) -> None:
    """As after `su ann`, which keeps the home."""
    open_to_all(tmp_path)
    (tmp_path / "home").mkdir(mode=0o700)
    (tmp_path / "run").mkdir(mode=0o700)
    os.chown(tmp_path / "run", UID, UID)
    them = ["setpriv", "--reuid", str(UID), "--clear-groups"]
    done = run([*them, *command], {"HOME": f"{tmp_path}/home", "XDG_RUNTIME_DIR": f"{tmp_path}/run"})
    assert done.returncode in {1, 2}
    assert told in done.stdout + done.stderr
    assert "Errno" not in done.stdout + done.stderr
    assert "chown" not in done.stdout
