"""kokoro-mpris: media keys for what is said. Settings are flags, or environment variables of the same meaning."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from typing import TYPE_CHECKING

from jeepney.io.blocking import open_dbus_connection

from kokoro_ipc import address, channel, journal
from kokoro_ipc.activation import ServiceManager
from kokoro_ipc.errors import ProtocolError
from kokoro_mpris.player import Player
from kokoro_mpris.session import Session, appear, disappear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jeepney.io.blocking import DBusConnection

log = logging.getLogger(__name__)


def options(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    """The flags, with what the environment says as defaults."""
    parser = argparse.ArgumentParser("kokoro-mpris", description="Media keys and the lock screen for what say says.")

    def setting(flag: str, variable: str, default: str, text: str, kind: type = str) -> None:
        value = environ.get(variable, default)
        parser.add_argument(flag, default=value, type=kind, help=f"{text} ({variable}, now {value!r})")

    setting("--linger", "KOKORO_MPRIS_LINGER", "1", "leave after so many silent seconds", float)
    setting("--sentences", "KOKORO_MPRIS_SENTENCES", "1", "0: show who speaks, not what is said", int)
    setting("--log-level", "KOKORO_LOG_LEVEL", "info", f"one of {', '.join(journal.LEVELS)}")
    return parser


def check(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Refuse, by the parser, values that make no sense."""
    if chosen.log_level not in journal.LEVELS:
        parser.error(f"the log level is one of {', '.join(journal.LEVELS)}, not {chosen.log_level}")
    if chosen.linger < 0:
        parser.error("no time is negative")


def main() -> None:
    """Start up, show what is said, leave."""
    parser = options(os.environ)
    chosen = parser.parse_args()
    check(chosen, parser)
    journal.set_up("kokoro-mpris", chosen.log_level, os.environ)
    try:
        with open_dbus_connection("SESSION") as bus:
            _serve(bus, address.socket_path(os.environ), Player(sentences=bool(chosen.sentences)), chosen.linger)
    except KeyError:
        sys.exit("kokoro-mpris: the session bus has no address: is DBUS_SESSION_BUS_ADDRESS set?")
    except (OSError, ProtocolError) as error:
        log.error("media keys are not served any more: %s", error)
        sys.exit(1)


def _serve(bus: DBusConnection, path: str, player: Player, linger_seconds: float) -> None:
    calls = appear(bus)
    if calls is None:
        log.info("leaving: another is there")
    elif not address.is_running(path):  # to connect would start it, and it says nothing
        log.info("leaving: nothing is said")
    else:
        with channel.connect(path) as model:
            Session(bus, calls, model, player, ServiceManager(os.environ), linger_seconds=linger_seconds).run()
            disappear(bus)  # first, since what is still said has the service start another of us as this one leaves


if __name__ == "__main__":
    main()
