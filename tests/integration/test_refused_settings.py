"""A daemon that refuses its settings: whoever has had it started is told or hung up on, and has it start no more."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_ipc.channel import Channel
from kokoro_ipc.errors import SHUTTING_DOWN
from tests.integration.activated import READY_SECONDS, activated

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = ("--log-level", "deafening")


@pytest.mark.parametrize("module", ["kokoro_api", "kokoro_wyoming"])
def test_a_server_hangs_up_on_who_waits(module: str, listener: socket.socket, environ: dict[str, str]) -> None:
    with (
        socket.create_connection(listener.getsockname(), timeout=READY_SECONDS) as waits,
        activated(module, listener, environ, *REFUSED) as process,
    ):
        assert process.wait(READY_SECONDS) == 2
        assert waits.recv(1) == b""


def test_the_model_service_tells_who_waits(tmp_path: Path, environ: dict[str, str]) -> None:
    with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as waits:
        listener.bind(str(tmp_path / "model.sock"))
        listener.listen()
        waits.connect(listener.getsockname())
        with activated("kokoro_model", listener, environ, *REFUSED) as process, Channel(waits) as channel:
            assert process.wait(READY_SECONDS) == 2
            told = channel.receive(READY_SECONDS)
    assert isinstance(told, message.Failed)
    assert told.code == SHUTTING_DOWN
    assert "say --doctor" in told.message
