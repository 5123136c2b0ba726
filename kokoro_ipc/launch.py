"""Reaching the model service, and starting what listens for it where nothing does.

With a systemd user manager that has our units, its socket unit is started. Without one (a container, plain ssh), we
play systemd's part: bind the socket and start the service with it, by the same LISTEN_FDS contract. The lock that tells
that a service runs is held from then on and handed over as well, so that one which is only starting is not overlooked.
"""

from __future__ import annotations

import os

from kokoro_ipc import address, channel, ownership

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping
    from typing import IO

    from kokoro_ipc.channel import Channel

UNIT = "kokoro-model.socket"
LOG_SIZE = 1024 * 1024
LEAVING_SECONDS = 1.0
"""How long a service that takes no one in any more may take to be gone, before the next one waits for it instead."""
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
        raise unreachable(path, error, environ) from None
    bring_up(path, environ)
    try:
        return channel.connect(path)
    except OSError as error:
        raise LaunchError(f"{path} is gone ({error.strerror}): systemctl --user restart {UNIT}") from None


def unreachable(path: str, error: OSError, environ: Mapping[str, str]) -> LaunchError:
    """Why nobody is reached at `path`: the system's word for it, or what is behind that."""
    wrong, mend = ownership.trouble(path, environ)
    return LaunchError(f"{wrong}: {mend}" if wrong else f"{path} cannot be reached: {error.strerror or error}")


def check_place(path: str, environ: Mapping[str, str]) -> None:
    """Raise LaunchError where the socket's directory is another user's, before anything is made there."""
    wrong, mend = ownership.trouble(path, environ)
    if wrong:
        raise LaunchError(f"{wrong}: {mend}")


def has_user_manager(environ: Mapping[str, str]) -> bool:
    """Whether a systemd user manager runs for us."""
    return os.path.exists(address.runtime_directory(environ) + "/systemd/private")


def bring_up(path: str, environ: Mapping[str, str]) -> None:
    """See to it that something listens at `path`; several callers at once start one service."""
    check_place(path, environ)
    _private_directory(os.path.dirname(path))
    with _settled(path):
        if not (_listens(path) or _started_by_systemd(environ)):
            _start(path, environ)


def reach(path: str, environ: Mapping[str, str]) -> Channel | None:
    """A channel to the service that runs or is starting there, None where there is none; it starts nothing.

    Raises LaunchError.
    """
    check_place(path, environ)
    if not os.path.isdir(os.path.dirname(path)):
        return None
    with _settled(path):
        try:
            return channel.connect(path) if address.is_running(path) else None
        except (FileNotFoundError, ConnectionRefusedError):
            return None  # it has just left


def leave(path: str, listener: socket.socket, lock: int, environ: Mapping[str, str]) -> None:
    """The end of an idle service that systemd did not start: those who came too late for it get the next one.

    Nobody finds the socket while it is looked for them, and who does not find it waits until that is settled.
    """
    import contextlib
    import select

    poll = select.poll()
    poll.register(listener, select.POLLIN)
    with contextlib.suppress(FileNotFoundError), _settled(path):  # what somebody has removed leads nobody here
        os.rename(path, path + ".leaving")
        came = poll.poll(0)
        if not came:
            listener.close()
        os.rename(path + ".leaving", path)
        if came:
            _hand_over(listener, lock, environ)


def _settled(path: str) -> IO[bytes]:
    """While it is open nobody else starts or leaves there."""
    import fcntl

    flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    lock = os.fdopen(os.open(path + ".launch", flags, 0o600), "wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


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

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener, _open_log(environ) as log:
        _clear(path)
        listener.bind(path)
        os.chmod(path, 0o600)
        listener.listen(4096)
        lock = _lock(address.lock_path(path))
        try:
            _hand_over(listener, lock, {**environ, "KOKORO_SOCKET": path}, log)
        finally:
            os.close(lock)


def _lock(path: str) -> int:
    """The lock that tells that a service runs; not held yet where the one before takes too long to leave."""
    import fcntl
    import time

    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    limit = time.monotonic() + LEAVING_SECONDS
    while time.monotonic() < limit:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.002)
        else:
            os.ftruncate(lock, 0)  # of the pid of the one before
            break
    return lock


def _hand_over(listener: socket.socket, lock: int, environ: Mapping[str, str], log: IO[bytes] | None = None) -> None:
    """Start a service with the listening socket and the lock, which logs where this process does unless told where."""
    import subprocess
    import sys

    from kokoro_ipc import hand_over

    passed = [listener.fileno(), lock]
    service = [sys.executable, "-I", "-m", "kokoro_model"]
    subprocess.Popen(
        [sys.executable, "-I", "-S", hand_over.__file__, ",".join(map(str, passed)), *service],
        pass_fds=passed,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        cwd="/",
        env=dict(environ),
    )


def _clear(path: str) -> None:
    """Remove the socket of a service that is gone: that nobody listens behind it was asked under the lock."""
    import stat

    if os.path.lexists(path):
        if not stat.S_ISSOCK(os.lstat(path).st_mode):
            raise LaunchError(f"{path} is there and not a socket")
        os.unlink(path)


def _open_log(environ: Mapping[str, str]) -> IO[bytes]:
    """Where the daemons log without a journal; the file before it is kept once this one is large."""
    from kokoro_ipc import directories

    try:
        path = directories.make("STATE", environ) + "/kokoro.log"
        if os.path.exists(path) and os.path.getsize(path) > LOG_SIZE:
            os.replace(path, path + ".1")
        return open(path, "ab")
    except OSError as error:
        place = directories.ours("STATE", environ)
        raise LaunchError(
            f"no log can be kept in {place} ({error.strerror}): set HOME or XDG_STATE_HOME to a directory of yours"
        ) from None
