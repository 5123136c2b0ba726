"""Having what is said shown to media keys and the lock screen: the session bus starts it, where it is installed."""

from __future__ import annotations

import logging

from kokoro_ipc.address import MEDIA_PLAYER

log = logging.getLogger(__name__)
SECONDS = 10.0


def start() -> None:
    """Return once it is there, or cannot be: that is logged for who looks for it, and no harm."""
    from jeepney import message_bus
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    try:
        with open_dbus_connection(bus="SESSION") as connection:
            unwrap_msg(connection.send_and_get_reply(message_bus.StartServiceByName(MEDIA_PLAYER), timeout=SECONDS))
    except (DBusErrorResponse, OSError, KeyError) as error:  # KeyError: the session bus has no address
        log.debug("media keys are not served: %r", error)
