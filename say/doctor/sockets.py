"""The sockets: whose they are, who listens, and whether the service behind them answers.

Nothing is started: a socket that listens is told by the kernel's list, and only a service that runs is asked.
"""

from __future__ import annotations

import _socket
import os
import shlex
import socket
import stat
from typing import TYPE_CHECKING, Any

from kokoro_ipc import address, lean_json, message, ownership
from kokoro_ipc.channel import Channel
from kokoro_ipc.checkup import Finding, note, problem, well
from kokoro_ipc.errors import DisconnectedError, ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from say.doctor.here import Here

ANSWER_SECONDS = 5.0
KILL = "say --kill"
PORTS = {"kokoro-api": ("the HTTP server", 8000), "kokoro-wyoming": ("the Wyoming server", 10200)}
_LISTENING = "0A"


def check(here: Here, seconds: float = ANSWER_SECONDS) -> Iterator[Finding]:
    """The model service's socket, and who answers there within that time."""
    path = here.socket
    wrong = [*_directory(path, here), *_file(path)]
    yield from wrong
    if not wrong and not os.path.exists(path):
        yield well(f"{path} is made by the first text")
    elif not wrong and not listens(path):
        yield well(f"nobody listens at {path}; the next text starts who does")
    elif address.is_running(path):
        yield from _ping(path, seconds)
    elif not wrong:
        yield well(f"{path} listens; the first text starts the service")


def listens(path: str) -> bool:
    """Whether anybody listens at a Unix socket; who asked by connecting would start the service."""
    with open("/proc/net/unix", encoding="utf-8", errors="replace") as file:
        fields = [line.rstrip("\n").split(maxsplit=7) for line in file]
    return any(int(each[3], 16) & 0x10000 for each in fields[1:] if len(each) == 8 and each[7] == path)


def _directory(path: str, here: Here) -> Iterator[Finding]:
    """Of the socket: whose it is, and who else may look into it."""
    directory = os.path.dirname(path)
    foreign, mend = ownership.trouble(path, here.environ)
    if foreign:
        yield problem(foreign, mend)
    elif os.path.lexists(directory):
        status = os.lstat(directory)
        if not stat.S_ISDIR(status.st_mode):
            mend = f"mv {shlex.quote(directory)} {shlex.quote(f'{directory}.old')}"
            yield problem(f"{directory} is in the way: it is no directory", mend)
        elif status.st_mode & 0o777 != 0o700:
            mode = f"{status.st_mode & 0o777:o}"
            yield problem(f"{directory} is not yours alone (mode {mode})", f"chmod 700 {shlex.quote(directory)}")


def _file(path: str) -> Iterator[Finding]:
    try:
        status = os.lstat(path)
    except (FileNotFoundError, PermissionError):  # the directory's finding has told it
        return
    if not stat.S_ISSOCK(status.st_mode):
        yield problem(f"{path} is there and no socket", f"rm -r {shlex.quote(path)}")
    elif status.st_uid != os.getuid():
        yield problem(f"{path} belongs to another user", f"rm {shlex.quote(path)}")
    elif status.st_mode & 0o777 != 0o600:
        yield problem(f"{path} is not yours alone (mode {status.st_mode & 0o777:o})", f"chmod 600 {shlex.quote(path)}")


def _ping(path: str, seconds: float) -> Iterator[Finding]:
    """Ask the service that runs how it is."""
    try:
        status = _ask(path, seconds)
    except TimeoutError:
        yield problem(f"the model service does not answer within {seconds:g} s", KILL)
        return
    except (OSError, ProtocolError, DisconnectedError, ValueError) as error:
        yield problem(f"the model service does not answer as it should ({error})", KILL)
        return
    yield from _service(status)


def _ask(path: str, seconds: float) -> dict[str, Any]:
    sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    sock.settimeout(seconds)
    with Channel(sock) as channel:
        sock.connect(path)
        channel.send(message.Status())
        answer = channel.receive(seconds)
    status = lean_json.loads(answer.payload.decode()) if isinstance(answer, message.Ok) else None
    if not isinstance(status, dict):
        raise ProtocolError(f"it says {answer.kind}")
    return status


def _service(status: dict[str, Any]) -> Iterator[Finding]:
    from importlib.metadata import version

    ours, theirs = version("kokoro-say"), status.get("version", "an older one")
    if ours != theirs:
        yield problem(f"the service that runs is of version {theirs}, and this say of {ours}", KILL)
        return
    state = str(status.get("engine_state", ""))
    if "does not" in state or "failed" in state:
        yield problem(f"the service runs, and says: {state}", "say --setup && say --kill")
        return
    yield well(f"the service answers: {state}, {status.get('queued', 0)} texts queued")


# --- servers for others


def servers(here: Here) -> Iterator[Finding]:
    """The HTTP and the Wyoming server's sockets: off, listening, or kept from it by another program."""
    if not here.has_manager:
        return
    for name, (title, port) in PORTS.items():
        _, state, _ = here.systemctl("show", "--property=UnitFileState,ActiveState,Listen", f"{name}.socket")
        values = dict(line.partition("=")[::2] for line in state.splitlines())
        if values.get("UnitFileState") == "masked" or not values.get("UnitFileState"):
            continue  # the units' findings tell
        yield _server(here, name, title, values, port)


def _server(here: Here, name: str, title: str, values: dict[str, str], port: int) -> Finding:
    listen = values.get("Listen", "").split(" ")[0]
    if values.get("ActiveState") == "active":
        return well(f"{title} listens at {listen}")
    asked_for = values["UnitFileState"] == "enabled"
    if not asked_for and values.get("ActiveState") != "failed":
        return well(f"{title} is off; systemctl --user enable --now {name}.socket starts it")
    number = int(listen.rpartition(":")[2]) if listen.rpartition(":")[2].isdigit() else port
    if taken(number):
        return problem(f"{title} is to listen at port {number}, which another program has taken", _move(here, name))
    return problem(f"{title} is enabled and does not listen", f"systemctl --user restart {name}.socket")


def taken(port: int) -> bool:
    """Whether anybody listens at that TCP port."""
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table, encoding="ascii") as file:
                lines = [line.split() for line in file][1:]
        except FileNotFoundError:
            continue
        if any(line[3] == _LISTENING and int(line[1].rpartition(":")[2], 16) == port for line in lines):
            return True
    return False


def _move(here: Here, name: str) -> str:
    """The command that lets a server listen at a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    directory = f"{here.directory('CONFIG')}/systemd/user/{name}.socket.d"
    drop_in = shlex.quote(f"{directory}/port.conf")
    lines = rf"'[Socket]\nListenStream=\nListenStream=127.0.0.1:{port}\n'"
    restart = f"systemctl --user daemon-reload && systemctl --user restart {name}.socket"
    return f"mkdir -p {shlex.quote(directory)} && printf {lines} >{drop_in} && {restart}"


def lingering(here: Here) -> Iterator[Finding]:
    """Whether servers go on without somebody logged in, where there are any."""
    user = here.environ.get("USER") or str(os.getuid())
    if not here.has_manager or os.path.exists(f"/var/lib/systemd/linger/{user}"):
        return
    _, states, _ = here.systemctl("is-enabled", *(f"{name}.socket" for name in PORTS))
    if "enabled" in states.split():
        yield note("HTTP and Home Assistant are served only while you are logged in", "loginctl enable-linger")
