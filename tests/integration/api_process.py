"""The HTTP server as a process of its own."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from kokoro_ipc import hand_over

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping


@contextlib.contextmanager
def activated(listener: socket.socket, environ: Mapping[str, str], *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server that has been handed its socket, as systemd does it."""
    server = [sys.executable, "-m", "kokoro_api", *options]
    handing = [sys.executable, "-I", "-S", hand_over.__file__, str(listener.fileno()), *server]
    with subprocess.Popen(handing, env=environ, pass_fds=[listener.fileno()]) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
