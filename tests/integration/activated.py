"""Servers as processes of their own, started as systemd starts them, before a model service that they start."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from kokoro_ipc import hand_over

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping
    from pathlib import Path

READY_SECONDS = 15.0


def environment(directory: Path) -> dict[str, str]:
    """That of a user without files of Kokoro's, whose socket is the directory's."""
    homes = {f"XDG_{kind}_HOME": str(directory / kind) for kind in ("CACHE", "STATE", "DATA", "CONFIG")}
    runtime = directory / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    socket_path = str(runtime / "model.sock")
    return {**os.environ, **homes, "XDG_RUNTIME_DIR": str(runtime), "KOKORO_SOCKET": socket_path}


@contextlib.contextmanager
def activated(
    module: str, listener: socket.socket, environ: Mapping[str, str], *options: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The server of that module, which has been handed its socket."""
    server = [sys.executable, "-m", module, *options]
    handing = [sys.executable, "-I", "-S", hand_over.__file__, str(listener.fileno()), *server]
    with subprocess.Popen(handing, env=environ, pass_fds=[listener.fileno()]) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


def refused(module: str, environ: Mapping[str, str], *options: str) -> str:
    """Why a command line is wrong."""
    command = [sys.executable, "-m", module, *options]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 2
    return done.stderr
