"""Where the socket is looked for, and how a running service is told from one that is gone."""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
import subprocess
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import address, launch, message, ownership
from kokoro_ipc.bridge import Model, ModelUnreachableError
from kokoro_ipc.launch import LaunchError
from tests.somebody_else import UID, only_for_root, open_to_all, somebody_else

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_socket_is_where_the_environment_says() -> None:
    assert address.socket_path({"XDG_RUNTIME_DIR": "/run/user/7"}) == "/run/user/7/kokoro/model.sock"
    assert address.socket_path({"XDG_RUNTIME_DIR": "/run/user/7", "KOKORO_SOCKET": "/x.sock"}) == "/x.sock"


def test_without_a_session_the_directory_is_named_after_the_user() -> None:
    assert address.runtime_directory({}) in {f"/run/user/{os.getuid()}", f"/tmp/kokoro-{os.getuid()}"}


def test_a_service_runs_while_it_holds_the_lock(tmp_path: Path) -> None:
    socket = str(tmp_path / "model.sock")
    assert not address.is_running(socket)
    with open(address.lock_path(socket), "w", encoding="ascii") as lock:
        assert not address.is_running(socket), "a lock that nobody holds is a service that is gone"
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert address.is_running(socket)
    assert not address.is_running(socket)


def test_a_user_manager_is_known_by_its_socket(tmp_path: Path) -> None:
    environ = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert not launch.has_user_manager(environ)
    (tmp_path / "systemd").mkdir()
    (tmp_path / "systemd/private").touch()
    assert launch.has_user_manager(environ)


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_a_directory_that_others_may_enter_is_refused(tmp_path: Path, mode: int) -> None:
    place = tmp_path / "open"
    place.mkdir()
    place.chmod(mode)
    with pytest.raises(LaunchError, match="not yours alone"):
        launch.connect({"KOKORO_SOCKET": str(place / "model.sock")})
    assert list(place.iterdir()) == []


def test_a_directory_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(LaunchError, match="not yours alone"):
        launch.connect({"KOKORO_SOCKET": str(tmp_path / "link/model.sock")})


def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LaunchError, match=r"file/.* cannot be (made|reached): Not a directory"):
        launch.connect({"KOKORO_SOCKET": str(tmp_path / "file/kokoro/model.sock")})


def test_a_path_too_long_for_a_socket_is_told(tmp_path: Path) -> None:
    with pytest.raises(LaunchError, match="too long"):
        launch.connect({"KOKORO_SOCKET": str(tmp_path / ("x" * 120))})


def test_a_file_that_is_no_socket_is_never_removed(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "precious").write_text("words")
    with pytest.raises(LaunchError, match="precious is there and not a socket"):
        launch.connect({"KOKORO_SOCKET": str(tmp_path / "precious")})
    assert (tmp_path / "precious").read_text() == "words"


# --- what somebody else has laid there before us


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(LaunchError) as caught:
        launch.connect(environ)
    return str(caught.value)


@only_for_root
def test_a_socket_at_which_another_user_listens_is_told_nothing(tmp_path: Path) -> None:
    open_to_all(tmp_path)
    environ = {"KOKORO_SOCKET": str(tmp_path / "model.sock")}
    with socket.socket(socket.AF_UNIX) as listener:
        with somebody_else():
            listener.bind(environ["KOKORO_SOCKET"])
            listener.listen()
        os.chmod(environ["KOKORO_SOCKET"], 0o777)
        assert "another user listens there" in refusal(environ)
        with pytest.raises(ModelUnreachableError, match="another user listens there"):
            asyncio.run(Model(environ).ask(message.Status()))
        for _ in range(2):
            theirs, _ = listener.accept()
            with theirs:
                assert theirs.recv(1) == b""


@only_for_root
@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o755])
def test_a_runtime_directory_that_another_user_has_made_before_is_refused(tmp_path: Path, mode: int) -> None:
    """Whoever owns it may put another in place of ours, whatever is ours in it."""
    open_to_all(tmp_path)
    theirs = tmp_path / "kokoro-0"
    with somebody_else():
        theirs.mkdir()
    theirs.chmod(mode)
    assert "not yours alone" in refusal({"KOKORO_SOCKET": str(theirs / "kokoro" / "model.sock")})
    assert not list(theirs.rglob("model.*"))


@only_for_root
@pytest.mark.parametrize("reach", [launch.connect, lambda environ: launch.reach(address.socket_path(environ), environ)])
def test_nothing_is_made_in_another_users_runtime_directory(
    reach: Callable[[dict[str, str]], object], tmp_path: Path
) -> None:
    """What root makes there, as under sudo, would shut its user out."""
    open_to_all(tmp_path)
    theirs = tmp_path / "run"
    with somebody_else():
        theirs.mkdir(mode=0o700)
    environ = {"XDG_RUNTIME_DIR": str(theirs)}
    told = rf"{theirs} is not yours alone but belongs to nobody: unset XDG_RUNTIME_DIR"
    for _ in range(2):
        with pytest.raises(LaunchError, match=told):
            reach(environ)
        assert [path.name for path in theirs.iterdir() if path.name != "kokoro"] == []
        if not (theirs / "kokoro").exists():
            with somebody_else():
                (theirs / "kokoro").mkdir(mode=0o700)
                told = told.replace(str(theirs), str(theirs / "kokoro"))
    assert list((theirs / "kokoro").iterdir()) == []
    assert (theirs / "kokoro").stat().st_uid == UID


@only_for_root
def test_what_root_has_left_in_our_runtime_directory_is_told_with_the_way_out(tmp_path: Path) -> None:
    open_to_all(tmp_path)
    ours = tmp_path / "it's"
    with somebody_else():
        ours.mkdir(mode=0o700)
    (ours / "kokoro").mkdir(mode=0o700)
    with somebody_else():
        told, mend = refusal({"XDG_RUNTIME_DIR": str(ours)}).split(": ")
        assert told == f"{ours}/kokoro is not yours alone but belongs to root"
        subprocess.run(["sh", "-c", mend], check=True)
        assert ownership.trouble(f"{ours}/kokoro/model.sock", {"XDG_RUNTIME_DIR": str(ours)}) == ("", "")


@pytest.mark.parametrize(("mode", "kept"), [(0o777, False), (0o1777, True), (0o755, True)])
def test_a_directory_above_in_which_anybody_may_rename_is_refused(tmp_path: Path, mode: int, kept: bool) -> None:
    above = tmp_path / "above"
    above.mkdir()
    above.chmod(mode)
    (above / "ours").mkdir(mode=0o700)
    (above / "ours" / "model.sock").write_text("in the way, so that nothing is started")
    assert ("is there and not a socket" if kept else "not yours alone") in refusal(
        {"KOKORO_SOCKET": str(above / "ours" / "model.sock")}
    )


@pytest.mark.parametrize("laid", ["dangling link", "link", "directory", "pipe"])
def test_what_lies_where_the_socket_should_be_is_refused_and_kept(tmp_path: Path, laid: str) -> None:
    tmp_path.chmod(0o700)
    place, precious = tmp_path / "model.sock", tmp_path / "precious"
    if laid == "directory":
        place.mkdir()
    elif laid == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(precious)
        if laid == "link":
            precious.write_text("words")
    assert "is there and not a socket" in refusal({"KOKORO_SOCKET": str(place)})
    assert os.path.lexists(place)
    assert not precious.exists() or precious.read_text() == "words"
