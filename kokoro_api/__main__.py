"""kokoro-api: the HTTP server. Settings are flags, or environment variables of the same meaning.

What takes long to import comes in last, while the model service is on its way.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import threading
from typing import TYPE_CHECKING

from kokoro_api.limits import LONGEST_TEXT, Access, Limits, Settings, Streaming
from kokoro_ipc import address, journal, launch, tcp
from kokoro_ipc.activation import turning_away

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

log = logging.getLogger(__name__)


def options(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    """The flags, with what the environment says as defaults."""
    parser = argparse.ArgumentParser(
        "kokoro-api", description="Speech over HTTP and WebSocket, for browsers and programs."
    )

    def setting(flag: str, variable: str, default: str, text: str, kind: type = str) -> None:
        value = environ.get(variable, default)
        parser.add_argument(flag, default=value, type=kind, help=f"{text} ({variable}, now {value!r})")

    setting("--host", "KOKORO_API_HOST", "127.0.0.1", "address to listen at, unless a socket is handed in")
    setting("--port", "KOKORO_API_PORT", "8000", "port to listen at, unless a socket is handed in", int)
    setting("--key-file", "KOKORO_API_KEY_FILE", "", "file of keys, one a line; a request has to show one")
    setting("--open", "KOKORO_API_OPEN", "0", "1: no key is needed, also where other machines can connect", int)
    setting("--allow-host", "KOKORO_API_HOSTS", "", "names of this server, between commas, besides localhost")
    setting(
        "--allow-origin", "KOKORO_API_ORIGINS", "", "sites whose pages may use it, between commas: https://a.example"
    )
    setting("--idle", "KOKORO_API_IDLE", "0", "leave after so many seconds without a connection; 0: stay", float)
    setting("--rate", "KOKORO_API_RATE", "0", "requests a minute for each client; 0: any number", int)
    setting("--requests", "KOKORO_API_REQUESTS", "512", "requests under way at a time", int)
    setting("--text", "KOKORO_API_TEXT", "100000", "characters of a text", int)
    setting("--chunk-seconds", "STREAM_CHUNK_SECONDS", "0.1", "seconds of sound in a piece of a stream", float)
    setting("--prime-stream", "PRIME_STREAM", "1", "0: streams begin with the first sound, not with silence", int)
    setting("--prime-bytes", "PRIME_BYTES", "512", "bytes of silence that streams begin with", int)
    setting("--log-texts", "KOKORO_API_LOG_TEXTS", "0", "1: what is spoken is logged", int)
    setting("--log-level", "KOKORO_LOG_LEVEL", "info", f"one of {', '.join(journal.LEVELS)}")
    return parser


def main() -> None:
    """Start up, serve, leave."""
    with turning_away():
        chosen, settings, sockets = _settle()
    journal.set_up("kokoro-api", chosen.log_level, os.environ)
    logging.getLogger("uvicorn.error").setLevel("WARNING")
    if chosen.key_file and os.stat(chosen.key_file).st_mode & 0o077:
        log.warning("other users may read the keys: chmod 600 %s", chosen.key_file)
    threading.Thread(target=_wake_model, args=[os.environ]).start()
    _serve(settings, sockets, chosen.idle)


def _settle() -> tuple[argparse.Namespace, Settings, list[socket.socket]]:
    """The settings, as they were given and as the server has them, and the sockets to listen at."""
    parser = options(os.environ)
    chosen = parser.parse_args()
    check(chosen, parser)
    try:
        launch.check_place(address.socket_path(os.environ), os.environ)
    except launch.LaunchError as error:
        parser.exit(1, f"kokoro-api: {error}\n")
    try:
        sockets = tcp.listeners(chosen.host, chosen.port)
    except OSError as error:
        parser.exit(1, f"kokoro-api: {chosen.host} port {chosen.port}: {error.strerror or error}\n")
    settings = _settings(chosen, parser)
    if not (settings.access.keys or chosen.open or all(map(tcp.is_local, sockets))):
        parser.error("other machines can connect there: give --key-file, or --open 1 if nobody needs a key")
    return chosen, settings, sockets


def _wake_model(environ: Mapping[str, str]) -> None:
    """Have the model service started; where that fails, the first request is told why."""
    with contextlib.suppress(launch.LaunchError, OSError):
        launch.connect(environ).close()


def _serve(settings: Settings, sockets: list[socket.socket], idle_seconds: float) -> None:
    import asyncio

    from kokoro_api.app import create
    from kokoro_api.server import Server
    from kokoro_ipc.activation import ServiceManager
    from kokoro_ipc.bridge import Model

    app = create(Model(os.environ), settings)
    server = Server(app, settings.limits, ServiceManager(os.environ), idle_seconds=idle_seconds)
    asyncio.run(server.serve(sockets))


def check(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Refuse, by the parser, values that make no sense."""
    if chosen.log_level not in journal.LEVELS:
        parser.error(f"the log level is one of {', '.join(journal.LEVELS)}, not {chosen.log_level}")
    if min(chosen.idle, chosen.rate, chosen.prime_bytes) < 0 or min(chosen.requests, chosen.text) < 1:
        parser.error("no time, rate or size is negative, and at least one request and one character are allowed")
    if chosen.text > LONGEST_TEXT:
        parser.error(f"a text has at most {LONGEST_TEXT} characters, or it may not fit into one message")
    if not 0.01 <= chosen.chunk_seconds <= 10 or chosen.prime_bytes % 2:
        parser.error("a piece of a stream has 0.01 to 10 seconds, and silence whole samples of two bytes")


def _settings(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> Settings:
    access = Access(_keys(chosen.key_file, parser), _names(chosen.allow_host), _names(chosen.allow_origin))
    return Settings(
        Limits(text=chosen.text, requests=chosen.requests, rate=chosen.rate),
        access,
        Streaming(chosen.chunk_seconds, chosen.prime_bytes if chosen.prime_stream else 0),
        log_texts=bool(chosen.log_texts),
    )


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip().rstrip("/").lower() for name in text.split(",") if name.strip())


def _keys(path: str, parser: argparse.ArgumentParser) -> frozenset[str]:
    if not path:
        return frozenset()
    try:
        with open(path, encoding="utf-8") as file:
            keys = frozenset(line.strip() for line in file if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        parser.error(f"the keys in {path} cannot be read: {error}")
    if not keys:
        parser.error(f"there is no key in {path}: one a line")
    return keys


if __name__ == "__main__":
    main()
