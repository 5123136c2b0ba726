"""Reaching the model service, and starting what listens for it where nothing does.

With a systemd user manager that has our units, its socket unit is started. Without one (a container, plain ssh), we
play systemd's part: bind the socket and start the service with it, by the same LISTEN_FDS contract.
"""

from __future__ import annotations

import os

from kokoro_ipc import address, channel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokoro_ipc.channel import Channel

UNIT = "kokoro-model.socket"
LOG_SIZE = 1024 * 1024
_NO_SUCH_UNIT = 5  # systemctl's exit status, after LSB


class LaunchError(Exception):
    """The model service cannot be reached or started; the message says why and what helps."""


def connect(environ: Mapping[str, str]) -> Channel:
    """A channel to the model service, which is started first where nothing listens; raises LaunchError."""
    path = address.socket_path(environ)
    try:
        return channel.connect(path)
    except (FileNotFoundError, ConnectionRefusedError):
        pass
    except OSError as error:
        raise LaunchError(f"{path} cannot be reached: {error.strerror or error}") from None
    bring_up(path, environ)
    try:
        return channel.connect(path)
    except OSError as error:
        raise LaunchError(f"{path} is gone ({error.strerror}): systemctl --user restart {UNIT}") from None


def has_user_manager(environ: Mapping[str, str]) -> bool:
    """Whether a systemd user manager runs for us."""
    return os.path.exists(address.runtime_directory(environ) + "/systemd/private")


def bring_up(path: str, environ: Mapping[str, str]) -> None:
    """See to it that something listens at `path`; several callers at once start one service."""
    import fcntl

    _private_directory(os.path.dirname(path))
    with open(path + ".launch", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (_listens(path) or _started_by_systemd(environ)):
            _start(path, environ)


def _private_directory(directory: str) -> None:
    """Make the socket's directory ours alone, or refuse one that somebody else has laid there."""
    try:
        os.makedirs(directory, 0o700, exist_ok=True)
        status = os.stat(directory, follow_symlinks=False)
    except OSError as error:
        raise LaunchError(f"{directory} cannot be made: {error.strerror}") from None
    if status.st_uid != os.getuid() or status.st_mode & 0o077 or not _stays(directory):
        raise LaunchError(f"{directory} is not yours alone: remove it, or set XDG_RUNTIME_DIR to a directory that is")


def _stays(directory: str) -> bool:
    """Whether nobody else can put another in its place: whoever may rename on the way to it can, at any moment."""
    import stat

    at = os.path.realpath(directory)
    while at != "/":
        at = os.path.dirname(at)
        status = os.stat(at)
        theirs = status.st_uid not in {os.getuid(), os.stat("/").st_uid}
        if theirs or (status.st_mode & stat.S_IWOTH and not status.st_mode & stat.S_ISVTX):
            return False
    return True


def _listens(path: str) -> bool:
    try:
        channel.connect(path).close()
    except (FileNotFoundError, ConnectionRefusedError):
        return False
    return True


def _started_by_systemd(environ: Mapping[str, str]) -> bool:
    if environ.get("KOKORO_SOCKET") or not has_user_manager(environ):
        return False
    import subprocess

    done = subprocess.run(
        ["systemctl", "--user", "--quiet", "start", UNIT], capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, _NO_SUCH_UNIT}:
        raise LaunchError(f"{UNIT} does not start ({done.stderr.strip()}): see systemctl --user status {UNIT}")
    return done.returncode == 0


def _start(path: str, environ: Mapping[str, str]) -> None:
    """Bind `path` and start the model service with it; connections wait in the socket until it accepts."""
    import socket
    import subprocess
    import sys

    from kokoro_ipc import hand_over

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener, open(_log_file(environ), "ab") as log:
        _clear(path)
        listener.bind(path)
        os.chmod(path, 0o600)
        listener.listen(4096)
        service = [sys.executable, "-I", "-m", "kokoro_model"]
        subprocess.Popen(
            [sys.executable, "-I", "-S", hand_over.__file__, str(listener.fileno()), *service],
            pass_fds=[listener.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
            env={**environ, "KOKORO_SOCKET": path},
        )


def _clear(path: str) -> None:
    """Remove the socket of a service that is gone: that nobody listens behind it was asked under the lock."""
    import stat

    if os.path.lexists(path):
        if not stat.S_ISSOCK(os.lstat(path).st_mode):
            raise LaunchError(f"{path} is there and not a socket")
        os.unlink(path)


def _log_file(environ: Mapping[str, str]) -> str:
    """Where the daemons log without a journal; the file before it is kept once this one is large."""
    state = environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    os.makedirs(state + "/kokoro", 0o700, exist_ok=True)
    path = state + "/kokoro/kokoro.log"
    if os.path.exists(path) and os.path.getsize(path) > LOG_SIZE:
        os.replace(path, path + ".1")
    return path
