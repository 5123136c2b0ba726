"""The process's life: there while anything is said, and a moment longer, in case more is.

One thread waits for both the model service and the session bus.
"""

from __future__ import annotations

import logging
import select
import time
from collections import deque
from typing import TYPE_CHECKING

from jeepney import MatchRule, MessageType, message_bus
from jeepney.wrappers import unwrap_msg

from kokoro_ipc import message
from kokoro_ipc.address import MEDIA_PLAYER
from kokoro_ipc.errors import DisconnectedError
from kokoro_mpris.interface import answer, called, changes, replyable

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

    from kokoro_ipc.activation import ServiceManager
    from kokoro_ipc.channel import Channel
    from kokoro_mpris.player import Player, Variant

log = logging.getLogger(__name__)
_DO_NOT_QUEUE, _OWNER = 4, 1
BUS_SECONDS = 5.0


def appear(bus: DBusConnection) -> deque[Message] | None:
    """Take the player's name; gives what has been called by it meanwhile, None where another of us is there.

    The bus takes nobody for started who has not had the name, and has whoever asks for one more wait for that.
    """
    asked = message_bus.RequestName(MEDIA_PLAYER, _DO_NOT_QUEUE)
    calls: deque[Message] = deque()
    with bus.filter(MatchRule(type="method_call"), queue=calls):
        (result,) = unwrap_msg(bus.send_and_get_reply(asked, timeout=BUS_SECONDS))
    return calls if result == _OWNER else None


def disappear(bus: DBusConnection) -> None:
    """Give the name back, so that another of us can come."""
    bus.send_and_get_reply(message_bus.ReleaseName(MEDIA_PLAYER), timeout=BUS_SECONDS)


class Session:
    """The player that has appeared on `bus`, for what the service behind `model` tells.

    `calls` came while it appeared. It leaves after `linger_seconds` of silence.
    """

    def __init__(
        self,
        bus: DBusConnection,
        calls: deque[Message],
        model: Channel,
        player: Player,
        manager: ServiceManager,
        *,
        linger_seconds: float,
    ) -> None:
        self._bus, self._calls, self._model, self._manager = bus, calls, model, manager
        self._player, self._linger = player, linger_seconds
        self._told: dict[str, Variant] = {}
        self._leaving = ""
        self._heard = time.monotonic()

    def run(self) -> None:
        """Be there until there is nothing to show; raises OSError, ProtocolError."""
        self._model.send(message.Watch())
        self._heard = time.monotonic()
        poll = select.poll()
        poll.register(self._model, select.POLLIN)
        poll.register(self._bus.sock, select.POLLIN)
        while not self._leaving:
            self._obey()  # before it waits: what was read along with an answer shows at no socket any more
            self._show()
            ready = {descriptor for descriptor, _ in poll.poll(self._patience())}
            if self._model.fileno() in ready:
                self._listen()
            elif self._silent_for_long:
                self._leaving = "silence"
            self._manager.ping()
        log.info("leaving: %s", self._leaving)

    def _patience(self) -> float | None:
        """Milliseconds until the silence has lasted, or the manager wants to hear of us."""
        seconds = [self._manager.ping_seconds] if self._manager.ping_seconds else []
        if self._player.silent:
            seconds.append(max(0.0, self._heard + self._linger - time.monotonic()))
        return min(seconds) * 1000 + 1 if seconds else None

    def _listen(self) -> None:
        """Take in what the service has sent."""
        try:
            received: message.Message | None = self._model.receive()
        except DisconnectedError:
            self._leaving = "the model service is gone"  # the one that comes starts another of us
            return
        while received is not None:
            self._player.hear(received)
            received = self._model.pending()
        self._heard = time.monotonic()

    @property
    def _silent_for_long(self) -> bool:
        """Whether it is time to leave; only to be asked while the service has nothing to tell."""
        return self._player.silent and time.monotonic() - self._heard >= self._linger

    def _obey(self) -> None:
        """Do and answer what has been called."""
        while (call := self._next_call()) is not None:
            if call.header.message_type is MessageType.method_call:
                command = self._player.command(called(call))
                if command is not None:
                    self._model.send(command)
                if replyable(call):
                    self._bus.send(answer(call, self._player))

    def _next_call(self) -> Message | None:
        if self._calls:
            return self._calls.popleft()
        try:
            return self._bus.receive(timeout=0)
        except TimeoutError:
            return None

    def _show(self) -> None:
        """Tell the desktop what has changed."""
        properties = self._player.properties()
        signal = changes(self._told, properties)
        if signal is not None:
            self._bus.send(signal)
        self._told = properties
