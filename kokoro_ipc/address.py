"""Where the model service is found, and whether it runs."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_PLAYER = "org.mpris.MediaPlayer2.say"
"""The name on the session bus under which media keys find what is being said."""


def runtime_directory(environ: Mapping[str, str]) -> str:
    """The user's directory for sockets: XDG_RUNTIME_DIR, what logind would name, or one of our own in /tmp."""
    named = environ.get("XDG_RUNTIME_DIR")
    if named:
        return named
    logind = f"/run/user/{os.getuid()}"
    return logind if os.access(logind, os.W_OK) else f"/tmp/kokoro-{os.getuid()}"  # noqa: S108


def socket_path(environ: Mapping[str, str]) -> str:
    """The path of the model service's socket; KOKORO_SOCKET names another."""
    return environ.get("KOKORO_SOCKET") or runtime_directory(environ) + "/kokoro/model.sock"


def lock_path(socket: str) -> str:
    """The file that a running model service keeps locked, so that others can tell without waking it; it has the pid."""
    return socket.removesuffix(".sock") + ".lock"


def is_running(socket: str) -> bool:
    """Whether a model service runs behind the socket; asking does not start one."""
    import fcntl

    try:
        lock = os.open(lock_path(socket), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def running_pid(socket: str) -> int | None:
    """The service's process, once it is up: the kernel knows only who has made the socket that it listens at."""
    with open(lock_path(socket), encoding="ascii") as lock:
        return int(lock.read() or 0) or None
