"""Whether the device that sound is for sleeps, asked of the sound server before it is opened, which wakes it.

The sound server is PulseAudio, or PipeWire in its place: both answer at one socket, in a millisecond or two. The
question costs a connection that is closed again; nothing of it stays open.
"""

from __future__ import annotations

import logging
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_ipc import address
from kokoro_ipc.errors import ProtocolError
from kokoro_voice import tagstruct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokoro_voice.tagstruct import Value

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 0.2
"""The sound waits meanwhile."""
VERSION = 15
"""Of the protocol: the first that tells the state of a device."""
_REPLY, _AUTH, _SET_NAME, _GET_SINK = 2, 8, 9, 21
_ANY = 0xFFFFFFFF
_NAME, _TITLE, _VOLUME, _MUTED, _PROPERTIES, _STATE = 1, 2, 6, 7, 13, 16
"""Where in the description of a device they are."""
_FULL = 0x10000
_SUSPENDED = 2
_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class DefaultSink:
    """Where sound goes; `volume` 1.0 is full, of its loudest channel."""

    name: str
    title: str
    volume: float
    muted: bool


class SoundServer:
    """Where devices are asked for; each question is a connection of its own."""

    def __init__(self, environ: Mapping[str, str], *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._path = address.runtime_directory(environ) + "/pulse/native"
        self._patience = patience_seconds

    def default_sink(self) -> DefaultSink:
        """What sound without a device's name goes to; raises OSError, ProtocolError."""
        sink = self._default_sink()
        match sink[_NAME : _TITLE + 1], sink[_VOLUME : _MUTED + 1]:
            case [str(name), title], [tuple(volume), bool(muted)]:
                return DefaultSink(name, str(title or name), max(volume, default=0) / _FULL, muted)
        raise ProtocolError("the sound server describes a device otherwise than its version has it")

    def sleeps(self, device: str) -> bool:
        """Whether the first moments of sound would be lost on that device of PortAudio's, empty for the default one.

        Bluetooth headsets sleep whatever they say. So does a device that is not the sound server's, or that it says
        nothing of: it is opened only for us.
        """
        if device not in {"", "default", "pulse", "pipewire"}:
            return True
        try:
            sink = self._default_sink()
        except (OSError, ProtocolError) as error:
            log.debug("the sound server does not tell of its device: %s", error)
            return True
        return sleepy(sink)

    def _default_sink(self) -> list[Value]:
        """The description of the sink that sound goes to."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            asking = _Asking(connection, self._patience)
            connection.connect(self._path)
            asking.ask(_AUTH, tagstruct.number(VERSION) + tagstruct.blob(bytes(256)))
            asking.ask(_SET_NAME, tagstruct.properties({"application.name": b"say\0"}))
            return asking.ask(_GET_SINK, tagstruct.number(_ANY) + tagstruct.text("@DEFAULT_SINK@"))


def sleepy(sink: list[Value]) -> bool:
    """Whether that sink loses what it is given first; raises ProtocolError for what describes none."""
    properties, state = sink[_PROPERTIES : _PROPERTIES + 1], sink[_STATE : _STATE + 1]
    if not (state and isinstance(properties[0], dict)):
        raise ProtocolError("the sound server describes a device otherwise than its version has it")
    bus, api = (properties[0].get(name, b"").rstrip(b"\0") for name in ("device.bus", "device.api"))
    return state[0] == _SUSPENDED or bus == b"bluetooth" or api.startswith(b"bluez")


class _Asking:
    """Questions on a connection, one after the other."""

    def __init__(self, connection: socket.socket, patience_seconds: float) -> None:
        self._connection = connection
        self._until = time.monotonic() + patience_seconds
        self._connection.settimeout(patience_seconds)
        self._count = 0

    def ask(self, command: int, arguments: bytes) -> list[Value]:
        """The values of the answer; raises OSError, ProtocolError."""
        self._count += 1
        question = tagstruct.number(command) + tagstruct.number(self._count) + arguments
        self._connection.sendall(tagstruct.framed(question))
        while True:
            answer = tagstruct.values(self._receive())
            if answer[1:2] == [self._count]:
                break
        if answer[0] != _REPLY:
            raise ProtocolError(f"the sound server answers command {command} by an error")
        return answer[2:]

    def _receive(self) -> bytes:
        size, *_ = tagstruct.PREAMBLE.unpack(self._exactly(tagstruct.PREAMBLE.size))
        if size > _LARGEST:
            raise ProtocolError("the sound server sent too much")
        return self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        received = b""
        while len(received) < size:
            self._connection.settimeout(max(0.001, self._until - time.monotonic()))
            block = self._connection.recv(size - len(received))
            if not block:
                raise ProtocolError("the sound server hung up")
            received += block
        return received
