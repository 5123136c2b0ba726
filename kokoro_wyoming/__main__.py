"""kokoro-wyoming: the Wyoming server. Settings are flags, or environment variables of the same meaning."""

from __future__ import annotations

import argparse
import asyncio
import os
from typing import TYPE_CHECKING

from kokoro_ipc import address, journal, launch, tcp
from kokoro_ipc.activation import ServiceManager, turning_away
from kokoro_ipc.bridge import Model
from kokoro_wyoming.announcement import announce
from kokoro_wyoming.server import Server

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping, Sequence


def options(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    """The flags, with what the environment says as defaults."""
    parser = argparse.ArgumentParser("kokoro-wyoming", description="Speech for Home Assistant, by Wyoming.")

    def setting(flag: str, variable: str, default: str, text: str, kind: type = str) -> None:
        value = environ.get(variable, default)
        parser.add_argument(flag, default=value, type=kind, help=f"{text} ({variable}, now {value!r})")

    setting("--host", "KOKORO_WYOMING_HOST", "127.0.0.1", "address to listen at, unless a socket is handed in")
    setting("--port", "KOKORO_WYOMING_PORT", "10200", "port to listen at, unless a socket is handed in", int)
    setting("--open", "KOKORO_WYOMING_OPEN", "0", "1: other machines may connect, and nobody needs a key", int)
    setting("--zeroconf", "KOKORO_WYOMING_ZEROCONF", "", "name to be announced by on the network; empty: it is not")
    setting("--voice", "KOKORO_WYOMING_VOICE", "af_heart", "voice of the texts that name none")
    setting("--idle", "KOKORO_WYOMING_IDLE", "0", "leave after so many seconds without a client; 0: stay", float)
    setting("--log-level", "KOKORO_LOG_LEVEL", "info", f"one of {', '.join(journal.LEVELS)}")
    return parser


def check(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Refuse, by the parser, values that make no sense."""
    if chosen.log_level not in journal.LEVELS:
        parser.error(f"the log level is one of {', '.join(journal.LEVELS)}, not {chosen.log_level}")
    if chosen.idle < 0:
        parser.error("no time is negative")


def main() -> None:
    """Start up, serve, leave."""
    with turning_away():
        chosen, listeners = _settle()
    journal.set_up("kokoro-wyoming", chosen.log_level, os.environ)
    asyncio.run(serve(chosen, listeners))


def _settle() -> tuple[argparse.Namespace, list[socket.socket]]:
    """The settings, and the sockets to listen at."""
    parser = options(os.environ)
    chosen = parser.parse_args()
    check(chosen, parser)
    try:
        launch.check_place(address.socket_path(os.environ), os.environ)
    except launch.LaunchError as error:
        parser.exit(1, f"kokoro-wyoming: {error}\n")
    try:
        listeners = tcp.listeners(chosen.host, chosen.port)
    except OSError as error:
        parser.exit(1, f"kokoro-wyoming: {chosen.host} port {chosen.port}: {error.strerror or error}\n")
    local = all(map(tcp.is_local, listeners))
    if not (local or chosen.open):
        parser.error("other machines can connect there, and Wyoming has no keys: --open 1 allows it")
    if local and chosen.zeroconf:
        parser.error("no other machine can connect there: --host 0.0.0.0 lets them, or leave --zeroconf out")
    return chosen, listeners


async def serve(chosen: argparse.Namespace, listeners: Sequence[socket.socket]) -> None:
    """Serve, and be announced meanwhile where that is wanted."""
    model, manager = Model(os.environ), ServiceManager(os.environ)
    server = Server(listeners, model, manager, voice=chosen.voice, idle_seconds=chosen.idle)
    server.leave_on_signals()
    announcing = asyncio.create_task(announce(chosen.zeroconf, listeners)) if chosen.zeroconf else None
    await server.run()
    if announcing:
        announcing.cancel()
        await asyncio.gather(announcing, return_exceptions=True)


if __name__ == "__main__":
    main()
