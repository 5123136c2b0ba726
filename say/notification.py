"""An error as a notification on the desktop, for those who started say by a key and see no terminal.

Nothing here may fail: who hears of no notification has the error on standard error all the same.
"""

from __future__ import annotations

import os

from kokoro_ipc import address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

PATIENCE_SECONDS = 2.0
_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_ICON = "dialog-warning"


def has_terminal() -> bool:
    """Whether we were started from one: then somebody sees standard error, or has sent it elsewhere."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC))
    except OSError:
        return False
    return True


def show(text: str, environ: Mapping[str, str]) -> None:
    """Have the desktop show it, where there is a desktop that does."""
    bus = environ.get("DBUS_SESSION_BUS_ADDRESS") or f"unix:path={address.runtime_directory(environ)}/bus"
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse

    try:
        with open_dbus_connection(bus=bus) as connection:
            _notify(connection, text)
    except (OSError, ValueError, StopIteration, DBusErrorResponse):  # no bus, a strange one, or nobody on it who shows
        pass


def _notify(connection: DBusConnection, text: str) -> None:
    (abilities,) = _call(connection, "GetCapabilities", None)
    body = _escaped(text) if "body-markup" in abilities else text
    hints = {"desktop-entry": ("s", "say"), "category": ("s", "device.error"), "urgency": ("y", 1)}
    _call(connection, "Notify", "susssasa{sv}i", "say", 0, _ICON, "say", body, [], hints, -1)


def _call(connection: DBusConnection, method: str, signature: str | None, *arguments: object) -> Any:
    from jeepney import DBusAddress, new_method_call
    from jeepney.wrappers import unwrap_msg

    call: Message = new_method_call(DBusAddress(_PATH, _NAME, _NAME), method, signature, arguments)
    return unwrap_msg(connection.send_and_get_reply(call, timeout=PATIENCE_SECONDS))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
