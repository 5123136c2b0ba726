"""The media player on a session bus: waiting for it, and driving it as a desktop does, by `playerctl`."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING, Any, Self

from jeepney import DBusAddress, MatchRule, MessageType, Properties, message_bus
from jeepney.io.blocking import DBusConnection, prep_socket

from kokoro_ipc.address import MEDIA_PLAYER

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable

    from jeepney import Message

PATH = "/org/mpris/MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
SECONDS = 20.0


class MediaPlayer:
    """For one thread. `bus` is the path of the bus's socket."""

    def __init__(self, bus: str) -> None:
        self._address = f"unix:path={bus}"
        self._bus = DBusConnection(prep_socket(bus))
        owners = MatchRule(
            type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged", sender="org.freedesktop.DBus"
        )
        owners.add_arg_condition(0, MEDIA_PLAYER)
        self._changes = MatchRule(type="signal", path=PATH)
        for rule in (owners, self._changes):
            self._call(message_bus.AddMatch(rule))
        self._owners = owners

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bus.close()

    def __call__(self, *words: str) -> str:
        """What playerctl answers."""
        command = ["playerctl", "--player=say", *words]
        environ = {"DBUS_SESSION_BUS_ADDRESS": self._address, "PATH": "/usr/bin:/bin"}
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=SECONDS)
        assert done.returncode == 0, done
        return done.stdout.strip()

    @property
    def there(self) -> bool:
        """Whether the desktop sees it; asking does not start it."""
        (names,) = self._call(message_bus.ListNames())
        return MEDIA_PLAYER in names

    @property
    def activatable(self) -> bool:
        """Whether the bus can start it."""
        (names,) = self._call(message_bus.ListActivatableNames())
        return MEDIA_PLAYER in names

    def wait_until_there(self, *, there: bool = True) -> None:
        """Until it has appeared, or gone."""
        self._wait(self._owners, lambda: self.there is there)

    def wait_for(self, **wanted: object) -> dict[str, Any]:
        """The properties, once these are as wanted; `title` and `artist` are those of the track."""

        def as_wanted() -> bool:
            now.update(self._properties())
            return {name: now.get(name) for name in wanted} == wanted

        now: dict[str, Any] = {}
        self._wait(self._changes, as_wanted)
        return now

    def _properties(self) -> dict[str, Any]:
        (told,) = self._call(Properties(DBusAddress(PATH, MEDIA_PLAYER, PLAYER)).get_all())
        values = {name: value for name, (_, value) in told.items()}
        track = {name: value for name, (_, value) in values["Metadata"].items()}
        return {**values, "title": track.get("xesam:title"), "artist": track.get("xesam:artist")}

    def _wait(self, rule: MatchRule, come_true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SECONDS
        changes: deque[Message]
        with self._bus.filter(rule) as changes:
            while not come_true():
                changes.clear()
                self._bus.recv_until_filtered(changes, timeout=max(0.0, deadline - time.monotonic()))

    def _call(self, message: Message) -> tuple[Any, ...]:
        reply = self._bus.send_and_get_reply(message, timeout=SECONDS)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return tuple(reply.body)
