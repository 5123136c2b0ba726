"""Races around the service's own leaving, in one process: the listening socket stays, as systemd keeps it."""

from __future__ import annotations

import select
import socket
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import channel, message
from tests.aside import Aside
from tests.races.sweep import sweep
from tests.tone import ToneEngine
from tests.tone_service import NoUnits, ToneService
from tests.unit.model.peers import SECONDS, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

IDLE = 0.004


class Activation:
    """Starts a service whenever somebody waits in the socket and there is none, as systemd does."""

    def __init__(self, directory: Path) -> None:
        self.path = str(directory / "model.sock")
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(self.path)
        self._listener.listen(4096)
        self._over, self._end = socket.socketpair()
        self._thread = threading.Thread(target=self._watch, name="systemd")
        self.services = 0
        """How many there were."""

    def __enter__(self) -> Activation:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.close()
        self._thread.join()
        self._over.close()
        self._listener.close()

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self._listener, select.POLLIN)
        poll.register(self._over, select.POLLIN)
        while self._over.fileno() not in dict(poll.poll()):
            service = ToneService(ToneEngine(), idle_seconds=IDLE)
            service.run(self._listener)
            until(partial(service.has, 0))
            service.close()
            self.services += 1


@pytest.fixture
def activation(tmp_path: Path) -> Iterator[Activation]:
    with Activation(tmp_path) as made:
        yield made


def test_who_comes_as_the_service_leaves_is_answered_once(
    activation: Activation, rounds: Callable[[int], range]
) -> None:
    for number in rounds(800):
        time.sleep(sweep(number, 2 * IDLE))
        with channel.connect(activation.path) as peer:
            peer.send(message.UseEngine(engine="auto"))
            assert peer.receive(SECONDS) == message.Ok()
    assert activation.services > len(rounds(800)) // 20, "it has hardly ever left"


def test_it_does_not_leave_while_a_voice_is_on_its_way(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody but the service has the text then: its sender has left."""
    service = ToneService(ToneEngine(), NoUnits(), idle_seconds=IDLE, start_seconds=30 * IDLE)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(tmp_path / "model.sock"))
        listener.listen()
        with channel.connect(listener.getsockname()) as peer:
            life = Aside(partial(service.run, listener))
            peer.send(message.Speak(payload=b"Hello."))
            assert isinstance(peer.receive(SECONDS), message.Accepted)
        assert life.outcome(), "it was idle in the end"
    until(partial(service.has, 0))
    service.close()
    outcomes = [vars(record)["OUTCOME"] for record in caplog.records if "OUTCOME" in vars(record)]
    assert outcomes == ["voice_failed"]


def test_who_waits_in_the_socket_as_the_service_starts_is_served_by_it(tmp_path: Path) -> None:
    service = ToneService(ToneEngine(), idle_seconds=1e-6)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(tmp_path / "model.sock"))
        listener.listen()
        with channel.connect(listener.getsockname()) as peer:
            life = Aside(partial(service.run, listener))
            peer.send(message.UseEngine(engine="auto"))
            assert peer.receive(SECONDS) == message.Ok()
        assert life.outcome(), "it was idle in the end"
    until(partial(service.has, 0))
    service.close()


def test_no_two_texts_of_a_service_have_the_same_name() -> None:
    service = ToneService(ToneEngine())
    assert len({service.next_id() for _ in range(200_000)}) == 200_000
    service.close()
