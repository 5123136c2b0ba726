"""Starting voices: as units of the systemd user manager, or as our own children where there is none.

`start` may be asked again while a voice is on its way or there: then it does nothing.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from typing import Protocol

from kokoro_ipc import instance

log = logging.getLogger(__name__)
START_SECONDS = 5.0
"""How long the user manager may take to take the order."""


class VoiceUnits(Protocol):
    """Starts the process that speaks for a voice; it will `register`. Any thread may call it."""

    kind: str

    def start(self, voice: str, lang: str) -> None:
        """See to it that the voice runs or will; raises OSError where it cannot."""


class SystemdUnits:
    """kokoro-voice@VOICE_LANG.service by D-Bus, which takes a tenth of what a systemctl process does.

    Where the session bus is gone, or does not know the user manager, systemctl still reaches that.
    """

    kind = "systemd user units"

    def start(self, voice: str, lang: str) -> None:
        """Ask the user manager for the unit; raises OSError with what it says."""
        unit = f"kokoro-voice@{instance.escape(voice, lang)}.service"
        try:
            start_unit(unit)
        except OSError as error:
            log.info("the session bus does not start %s (%s): systemctl shall", unit, error)
            _start_by_systemctl(unit)


def start_unit(unit: str) -> None:
    """Return once the user manager has taken the order by the session bus; raises OSError with what that says."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    manager = DBusAddress("/org/freedesktop/systemd1", "org.freedesktop.systemd1", "org.freedesktop.systemd1.Manager")
    call = new_method_call(manager, "StartUnit", "ss", (unit, "replace"))
    try:
        with open_dbus_connection(bus="SESSION") as connection:
            unwrap_msg(connection.send_and_get_reply(call, timeout=START_SECONDS))
    except DBusErrorResponse as error:
        raise OSError(f"{unit}: {error.data[0] if error.data else error.name}") from None
    except KeyError:
        raise OSError("the session bus has no address: is DBUS_SESSION_BUS_ADDRESS set?") from None


def _start_by_systemctl(unit: str) -> None:
    command = ["systemctl", "--user", "--quiet", "--no-block", "start", unit]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=START_SECONDS)
    except subprocess.CalledProcessError as error:
        raise OSError(f"{unit}: {error.stderr.strip()}") from None
    except subprocess.TimeoutExpired:
        raise OSError(f"{unit}: the user manager does not answer") from None


class ChildUnits:
    """`kokoro-voice` processes of our own."""

    kind = "child processes"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, voice: str, lang: str) -> None:
        """Start the process unless it runs; raises OSError."""
        name = instance.escape(voice, lang)
        with self._lock:
            if name in self._children:
                return
            command = [sys.executable, "-I", "-m", "kokoro_voice", name]
            self._children[name] = child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        threading.Thread(target=self._reap, args=(name, child), name=f"reap {name}", daemon=True).start()

    def _reap(self, name: str, child: subprocess.Popen[bytes]) -> None:
        status = child.wait()
        with self._lock:
            del self._children[name]
        log.log(logging.INFO if status == 0 else logging.WARNING, "the voice %s ended with status %d", name, status)
