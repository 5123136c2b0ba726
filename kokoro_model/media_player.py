"""Having what is said shown to media keys and the lock screen, where that is installed.

The user manager starts it. A bus that is asked for it instead waits for one that died before it was there, and starts
no other for as long; so only a bus without systemd is, which sees its own child die.
"""

from __future__ import annotations

import logging

from kokoro_ipc.address import MEDIA_PLAYER
from kokoro_model.units import start_unit

log = logging.getLogger(__name__)
UNIT = "kokoro-mpris.service"
SECONDS = 10.0


def start() -> None:
    """Return once it is on its way, or cannot be: that is logged for who looks for it, and no harm."""
    try:
        start_unit(UNIT)
    except OSError as error:
        log.debug("the user manager starts no media player: %s", error)
        _start_by_bus()


def _start_by_bus() -> None:
    from jeepney import message_bus
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    try:
        with open_dbus_connection(bus="SESSION") as connection:
            unwrap_msg(connection.send_and_get_reply(message_bus.StartServiceByName(MEDIA_PLAYER), timeout=SECONDS))
    except (DBusErrorResponse, OSError, KeyError) as error:  # KeyError: the session bus has no address
        log.debug("media keys are not served: %r", error)
