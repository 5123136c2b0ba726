"""Systems to test on."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import channel, message
from tests.integration.activated import environment
from tests.integration.kokoro_system import System

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bare_system(tmp_path: Path) -> Iterator[System]:
    """A system whose model and voices are not there yet."""
    made = System(tmp_path)
    yield made
    made.say("--kill")


@pytest.fixture
def system(bare_system: System) -> System:
    """A system that speaks with a Kokoro that can be heard."""
    bare_system.put_files()
    return bare_system


@pytest.fixture
def environ(tmp_path: Path) -> Iterator[dict[str, str]]:
    """That of a user without files of Kokoro's; the model service that a server starts is stopped."""
    made = environment(tmp_path)
    yield made
    with (
        contextlib.suppress(FileNotFoundError, ConnectionRefusedError),
        channel.connect(made["KOKORO_SOCKET"]) as model,
    ):
        model.send(message.Shutdown())
        model.receive(10.0)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket of this machine's, for a server to be handed."""
    with socket.create_server(("127.0.0.1", 0), backlog=4096) as made:
        yield made
