"""The contract with whoever starts a daemon: the socket comes in by LISTEN_FDS, readiness goes out by sd_notify.

systemd keeps it for units; kokoro_ipc.launch keeps it where there is no user manager, and hands in a second descriptor:
the lock that tells that a service runs, which is held already. A daemon never binds.
"""

from __future__ import annotations

import contextlib
import os
import socket
import time

from systemd import daemon

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REFUSED = 2
"""The exit status of who refuses its settings; units of ours are not started again by systemd for it."""


class NotActivatedError(Exception):
    """The daemon was started by hand, without its socket."""


def handed_in() -> tuple[socket.socket, int | None]:
    """The listening socket, and the lock where there is one; raises NotActivatedError."""
    descriptors: list[int] = daemon.listen_fds()
    if not descriptors or not daemon.is_socket(descriptors[0], socket.AF_UNIX, socket.SOCK_STREAM, 1):
        raise NotActivatedError("it is started by its socket: run `say`, or systemctl --user start kokoro-model.socket")
    return socket.socket(fileno=descriptors[0]), (descriptors[1] if descriptors[1:] else None)


@contextlib.contextmanager
def turning_away(told: bytes = b"") -> Iterator[None]:
    """Where the daemon refuses its settings meanwhile, tell those who wait in its sockets, and hang up on them.

    In the socket they would have it started again at once, in vain and for ever.
    """
    descriptors: list[int] = daemon.listen_fds(False)  # which leaves them for whoever takes them
    try:
        yield
    except SystemExit as leaving:
        if leaving.code == REFUSED:
            for descriptor in descriptors:
                _turn_all_away(descriptor, told)
        raise


def _turn_all_away(descriptor: int, told: bytes) -> None:
    with socket.socket(fileno=os.dup(descriptor)) as listener, contextlib.suppress(OSError):
        listener.setblocking(False)
        while True:
            sock, _ = listener.accept()
            with sock, contextlib.suppress(OSError):
                sock.send(told, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)


class ServiceManager:
    """What the service manager is told; where there is none, nobody is."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        mine = environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        watchdog = int(environ.get("WATCHDOG_USEC", "0")) / 1e6 if mine else 0.0
        self.ping_seconds: float | None = watchdog / 3 or None
        """How often `ping` is expected, None for never."""
        self._status = ""
        self._pinged = time.monotonic()

    def ready(self, status: str) -> None:
        """Requests are taken from now on."""
        self._status = status
        daemon.notify(f"READY=1\nSTATUS={status}")

    def status(self, status: str) -> None:
        """What `systemctl status` shows, in a line for people."""
        if status != self._status:
            self._status = status
            daemon.notify(f"STATUS={status}")

    def ping(self) -> None:
        """The daemon is alive and well."""
        if self.ping_seconds and time.monotonic() - self._pinged >= self.ping_seconds / 2:
            self._pinged = time.monotonic()
            daemon.notify("WATCHDOG=1")

    def stopping(self) -> None:
        """The daemon is on its way out: who starts it from now on gets a new one."""
        daemon.notify("STOPPING=1")
