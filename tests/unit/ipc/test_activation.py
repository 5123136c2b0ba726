"""What the service manager is told, over a real notification socket."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc.activation import NotActivatedError, ServiceManager, handed_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield manager


def lines(told: socket.socket) -> list[str]:
    """What has been told since."""
    found = []
    while True:
        try:
            found += told.recv(4096).decode().splitlines()
        except BlockingIOError:
            return found


def test_readiness_comes_with_a_status(told: socket.socket) -> None:
    ServiceManager({}).ready("silent")
    assert lines(told) == ["READY=1", "STATUS=silent"]


def test_a_status_is_told_when_it_changes(told: socket.socket) -> None:
    manager = ServiceManager({})
    manager.ready("silent")
    for status in ("silent", "speaking", "speaking", "silent"):
        manager.status(status)
    assert lines(told)[2:] == ["STATUS=speaking", "STATUS=silent"]


def test_the_end_is_told(told: socket.socket) -> None:
    ServiceManager({}).stopping()
    assert lines(told) == ["STOPPING=1"]


def test_the_watchdog_hears_often_enough_and_not_too_often(told: socket.socket) -> None:
    manager = ServiceManager({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())})
    assert manager.ping_seconds == 10.0
    manager.ping()
    assert lines(told) == [], "it was started just now"
    hasty = ServiceManager({"WATCHDOG_USEC": "3"})
    while not (heard := lines(told)):
        hasty.ping()
    assert heard == ["WATCHDOG=1"]


def test_a_watchdog_of_another_process_or_none_hears_nothing(told: socket.socket) -> None:
    for environ in ({}, {"WATCHDOG_USEC": "3", "WATCHDOG_PID": "1"}):
        manager = ServiceManager(environ)
        assert manager.ping_seconds is None
        manager.ping()
    assert lines(told) == []


def test_where_there_is_no_service_manager_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    ServiceManager({}).ready("silent")


def test_a_process_that_was_given_no_socket_says_how_it_is_started() -> None:
    with pytest.raises(NotActivatedError, match="started by its socket"):
        handed_in()
