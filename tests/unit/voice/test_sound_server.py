"""Whether the device sleeps: asked of a sound server at its socket, whatever that answers."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc.errors import ProtocolError
from kokoro_voice import sound_server, tagstruct
from kokoro_voice.sound_server import SoundServer, sleepy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kokoro_voice.tagstruct import Properties

REPLY, ERROR = 2, 0
RUNNING, IDLE, SUSPENDED = 0, 1, 2


def sink(state: int, properties: Properties, *, volume: int = 0, muted: bool = False) -> bytes:
    """A sink as the protocol describes it, up to what version 15 has; 0x10000 is full volume."""
    number, text, unknown = tagstruct.number, tagstruct.text, b"N"
    sound = b"a\x05\x02\0\0\xbb\x80" + b"m\x02\x01\x02" + number(1) + b"v\x02" + bytes(4) + volume.to_bytes(4, "big")
    described = (
        number(7) + text("ears") + unknown + sound + (b"1" if muted else b"0") + number(8) + text("ears.monitor")
    )
    driver = b"U" + bytes(8) + text("driver") + number(0) + tagstruct.properties(properties)
    return described + driver + b"U" + bytes(8) + b"V" + bytes(4) + number(state) + number(1) + number(0)


class Server(threading.Thread):
    """Answers the three questions of one connection; `codes` are how, an empty `answer` never."""

    def __init__(self, listener: socket.socket, answer: bytes, code: int) -> None:
        super().__init__(name="sound server")
        self._listener, self._answer, self._code = listener, answer, code
        self.asked: list[list[tagstruct.Value]] = []

    def run(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rb") as stream:
            while preamble := stream.read(tagstruct.PREAMBLE.size):
                size, *_ = tagstruct.PREAMBLE.unpack(preamble)
                question = tagstruct.values(stream.read(size))
                self.asked.append(question)
                self._reply(connection, question)

    def _reply(self, connection: socket.socket, question: list[tagstruct.Value]) -> None:
        command, serial = question[:2]
        assert isinstance(serial, int)
        if command != 21:
            told = tagstruct.number(REPLY) + tagstruct.number(serial) + tagstruct.number(sound_server.VERSION)
        elif self._answer:
            news = tagstruct.number(66) + tagstruct.number(0xFFFFFFFF) + tagstruct.number(1)
            connection.sendall(tagstruct.framed(news))  # what was not asked for may come between
            told = tagstruct.number(self._code) + tagstruct.number(serial) + self._answer
        else:
            return
        connection.sendall(tagstruct.framed(told))


@contextmanager
def serving(directory: Path, answer: bytes, code: int = REPLY) -> Iterator[tuple[SoundServer, Server]]:
    (directory / "pulse").mkdir()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(directory / "pulse/native"))
        listener.listen()
        server = Server(listener, answer, code)
        server.start()
        yield SoundServer({"XDG_RUNTIME_DIR": str(directory)}), server
        server.join(10)


@pytest.mark.parametrize(
    ("state", "properties", "asleep"),
    [
        (RUNNING, {}, False),
        (IDLE, {"device.bus": b"pci\0", "device.api": b"alsa\0"}, False),
        (SUSPENDED, {"device.api": b"alsa\0"}, True),
        (RUNNING, {"device.bus": b"bluetooth\0"}, True),
        (IDLE, {"device.api": b"bluez5\0"}, True),
    ],
)
def test_a_suspended_sink_sleeps_and_one_of_bluetooth_does(
    tmp_path: Path, state: int, properties: Properties, asleep: bool
) -> None:
    with serving(tmp_path, sink(state, properties)) as (server, asked):
        assert server.sleeps("") is asleep
    assert [question[0] for question in asked.asked] == [8, 9, 21]
    assert asked.asked[2][2:] == [0xFFFFFFFF, "@DEFAULT_SINK@"]


@pytest.mark.parametrize("name", ["default", "pulse", "pipewire"])
def test_the_sound_servers_own_devices_are_its_default_sink(tmp_path: Path, name: str) -> None:
    with serving(tmp_path, sink(IDLE, {})) as (server, _):
        assert not server.sleeps(name)


def test_a_device_of_another_system_is_woken_by_opening_it(tmp_path: Path) -> None:
    assert SoundServer({"XDG_RUNTIME_DIR": str(tmp_path)}).sleeps("hw:0,3")


def test_where_there_is_no_sound_server_the_device_is_woken(tmp_path: Path) -> None:
    assert SoundServer({"XDG_RUNTIME_DIR": str(tmp_path)}).sleeps("")


@pytest.mark.parametrize(("answer", "code"), [(tagstruct.number(5), ERROR), (b"zzz", REPLY), (b"L\0", REPLY)])
def test_an_answer_that_makes_no_sense_counts_as_asleep(tmp_path: Path, answer: bytes, code: int) -> None:
    with serving(tmp_path, answer, code) as (server, _):
        assert server.sleeps("")


def test_a_sound_server_that_does_not_answer_is_not_waited_for(tmp_path: Path) -> None:
    with serving(tmp_path, b"") as (server, _):
        assert server.sleeps("")


def test_what_describes_no_sink_is_refused() -> None:
    with pytest.raises(ProtocolError):
        sleepy([1, 2, 3])
