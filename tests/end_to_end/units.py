"""The units of the user manager: what they are, and waiting for what they become."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from jeepney import DBusAddress, MatchRule, MessageType, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jeepney import Message

SYSTEMD = "org.freedesktop.systemd1"
PROPERTIES = "org.freedesktop.DBus.Properties"


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """For units that start meanwhile, as `systemctl --user set-environment` does."""
    changes = [f"{name}={value}" for name, value in values.items()]
    subprocess.run(["systemctl", "--user", "set-environment", *changes], check=True)
    try:
        yield
    finally:
        subprocess.run(["systemctl", "--user", "unset-environment", *values], check=True)


@contextmanager
def drop_in(unit: str, *lines: str) -> Iterator[None]:
    """For that unit, or that template's, as it starts meanwhile: lines of its section [Service]."""
    folder = f"{os.environ['XDG_RUNTIME_DIR']}/systemd/user/{unit}.d"
    os.makedirs(folder, exist_ok=True)
    path = f"{folder}/{len(os.listdir(folder))}.conf"
    with open(path, "x", encoding="ascii") as file:
        file.write("\n".join(["[Service]", *lines, ""]))
    subprocess.run(["systemctl", "--user", "daemon-reload"], check=True)
    try:
        yield
    finally:
        os.unlink(path)
        subprocess.run(["systemctl", "--user", "daemon-reload"], check=True)


class Units:
    """A connection to the user manager, for one thread. Properties have the names of `systemctl show`."""

    def __init__(self) -> None:
        self._changes = MatchRule(
            type="signal",
            interface=PROPERTIES,
            member="PropertiesChanged",
            path_namespace="/org/freedesktop/systemd1",
        )
        self._connect()

    def _connect(self) -> None:
        self._bus = open_dbus_connection(bus="SESSION")
        self._call(message_bus.AddMatch(self._changes))
        self._manager("Subscribe")

    def reconnect(self) -> None:
        """Come to the bus anew, after it has died."""
        self._bus.close()
        self._connect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def properties(self, unit: str) -> dict[str, Any]:
        """All that systemd says of the unit, loaded or not."""
        (path,) = self._manager("LoadUnit", "s", unit)
        address = DBusAddress(path, SYSTEMD, PROPERTIES)
        (values,) = self._call(new_method_call(address, "GetAll", "s", ("",)))  # of all its interfaces
        return {name: value for name, (_, value) in values.items()}

    def active(self, pattern: str) -> list[str]:
        """The names of the active units that match."""
        (units,) = self._manager("ListUnitsByPatterns", "asas", ["active"], [pattern])
        return sorted(unit[0] for unit in units)

    def wait_for(self, unit: str, timeout: float = 20, **wanted: object) -> dict[str, Any]:
        """Return the unit's properties once they are as wanted; TimeoutError tells how they are instead."""
        deadline = time.monotonic() + timeout
        with self._bus.filter(self._changes) as changes:
            while True:
                values = self.properties(unit)
                found = {name: values.get(name) for name in wanted}
                if found == wanted:
                    return values
                changes.clear()
                try:
                    self._bus.recv_until_filtered(changes, timeout=deadline - time.monotonic())
                except TimeoutError:
                    raise TimeoutError(f"{unit} has {found}, not {wanted}, after {timeout} s") from None

    def _manager(self, method: str, signature: str | None = None, *args: object) -> tuple[Any, ...]:
        address = DBusAddress("/org/freedesktop/systemd1", SYSTEMD, f"{SYSTEMD}.Manager")
        return self._call(new_method_call(address, method, signature, args))

    def _call(self, message: Message) -> tuple[Any, ...]:
        reply = self._bus.send_and_get_reply(message, timeout=20)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return tuple(reply.body)
