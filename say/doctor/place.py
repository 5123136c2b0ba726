"""Where things are: `say` on the PATH, the runtime directory, and the directories for settings, voices and files."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
from typing import TYPE_CHECKING

from kokoro_ipc import address
from kokoro_ipc.checkup import Finding, note, problem, well
from kokoro_ipc.directories import KINDS, home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from say.doctor.here import Here

LEAST_FREE = 16 << 20
"""Bytes of disk without which settings and voices cannot be kept."""


def on_path(here: Here) -> Iterator[Finding]:
    """Whether who types `say` gets the one that was installed."""
    installed = os.path.join(here.home, ".local/bin/say")
    expected = installed if os.path.exists(installed) else here.program
    first = shutil.which("say", path=here.environ.get("PATH", ""))
    mend = f'export PATH={shlex.quote(os.path.dirname(expected))}:"$PATH"'
    if first is None:
        yield note(f"say is not on your PATH: it is {expected}", mend)
    elif os.path.realpath(first) != os.path.realpath(expected):
        yield problem(f"who types say gets {first}, and not {expected}", mend)
    else:
        yield well(f"{first} is the first on your PATH")


def runtime(here: Here) -> Iterator[Finding]:
    """Whether there is a directory for sockets that is the user's own."""
    named, used = here.environ.get("XDG_RUNTIME_DIR"), address.runtime_directory(here.environ)
    login = f"/run/user/{os.getuid()}"
    if not named and os.path.isdir(login):
        yield problem("XDG_RUNTIME_DIR is not set, so that systemd and the sound server are not found", _set(login))
    elif named and not os.path.isdir(named):
        mend = _set(login) if os.path.isdir(login) else "unset XDG_RUNTIME_DIR"
        yield problem(f"XDG_RUNTIME_DIR is {named}, which is no directory", mend)
    elif named and os.stat(named).st_uid != os.getuid():
        mend = _set(login) if os.path.isdir(login) else "unset XDG_RUNTIME_DIR"
        yield problem(f"XDG_RUNTIME_DIR is {named}, which belongs to another user", mend)
    else:
        yield well(f"sockets are in {used}")


def _set(directory: str) -> str:
    return f"export XDG_RUNTIME_DIR={directory}"


def directories(here: Here) -> Iterator[Finding]:
    """Whether settings, voices, files and logs can be read and written."""
    wrong = 0
    for finding in [*_home(here), *(found for kind in KINDS for found in _directory(here, kind))]:
        wrong += 1
        yield finding
    if not wrong:
        yield well("those for settings, voices, files and logs can be written")


def _home(here: Here) -> Iterator[Finding]:
    """Whether there is one, where something would be kept there."""
    if not os.path.isdir(here.home) and any(_below_home(here, kind) for kind in KINDS):
        known = home({})
        mend = f"export HOME={shlex.quote(known)}" if known != here.home and os.path.isdir(known) else ""
        yield problem(f"HOME is {here.home}, which is no directory: it has to be one of yours", mend)


def _below_home(here: Here, kind: str) -> bool:
    return not here.environ.get(f"XDG_{kind}_HOME")


def _directory(here: Here, kind: str) -> Iterator[Finding]:
    if _below_home(here, kind) and not os.path.isdir(here.home):
        return
    path = there = os.path.join(here.directory(kind), "kokoro")
    while not os.path.lexists(there):
        there = os.path.dirname(there)
    status = os.stat(there)
    quoted = shlex.quote(there)
    if not stat.S_ISDIR(status.st_mode):
        yield problem(f"{there} is in the way: it is no directory", f"mv {quoted} {shlex.quote(f'{there}.old')}")
    elif status.st_uid != os.getuid() and not os.access(there, os.W_OK | os.X_OK):
        if there == path or there.startswith(here.home.rstrip("/") + "/."):
            yield problem(f"{there} belongs to another user", f"sudo chown -R {os.getuid()} {quoted}")
        else:  # it may be anybody's, or the system's
            named = "HOME" if _below_home(here, kind) else f"XDG_{kind}_HOME"
            yield problem(f"{path} cannot be made, for {there} belongs to another user: set {named} to one of yours")
    elif not os.access(there, os.R_OK | os.W_OK | os.X_OK) or status.st_mode & 0o700 != 0o700:
        yield problem(f"{there} cannot be used by you (mode {status.st_mode & 0o777:o})", f"chmod u+rwx {quoted}")
    elif shutil.disk_usage(there).free < LEAST_FREE:
        yield problem(f"the disk of {there} is full: make room there")
