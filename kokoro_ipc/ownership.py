"""Whose the socket's place is, looked at before anything is made there.

Root may make files in anybody's directory, as under sudo or at the start of a container: they would shut out the user
whose directory it is.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def trouble(path: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """What is wrong with the directory of the socket at `path`, and the command that mends it; empty where it is ours.

    What is missing of it would be made in the nearest directory that is there, which may be the system's, as /tmp is.
    """
    directory = os.path.dirname(os.path.abspath(path))
    there = directory
    while not os.path.exists(there):
        there = os.path.dirname(there)
    uid = os.stat(there).st_uid
    if uid == os.getuid() or (there != directory and uid == os.stat("/").st_uid):
        return "", ""
    wrong = f"{there} is not yours alone but belongs to {_name(uid)}"
    if there == directory and os.stat(os.path.dirname(there)).st_uid == os.getuid():
        return wrong, f"mv {_quoted(there)} {_quoted(f'{there}.old')}"
    variable = next((name for name in ("KOKORO_SOCKET", "XDG_RUNTIME_DIR") if environ.get(name)), "")
    return wrong, f"unset {variable}" if variable else "export XDG_RUNTIME_DIR=DIRECTORY, with one that is yours"


def _quoted(path: str) -> str:
    """As the shell takes it; what shlex imports would take longer than all else that `say` does."""
    return "'" + path.replace("'", "'\\''") + "'"


def _name(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
