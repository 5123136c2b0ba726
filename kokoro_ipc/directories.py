"""Where a user's own files are: XDG's directories, which are below the home unless the environment names others."""

from __future__ import annotations

import errno
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = {"CACHE": ".cache", "CONFIG": ".config", "DATA": ".local/share", "STATE": ".local/state"}
"""Where each is below the home."""


def home(environ: Mapping[str, str]) -> str:
    """HOME, or what the system has for the user; the root directory for a user that it does not know."""
    if environ.get("HOME"):
        return environ["HOME"]
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return "/"


def of_kind(kind: str, environ: Mapping[str, str]) -> str:
    """XDG's directory of that kind, one of KINDS."""
    return environ.get(f"XDG_{kind}_HOME") or os.path.join(home(environ), KINDS[kind])


def ours(kind: str, environ: Mapping[str, str]) -> str:
    """Our own in it."""
    return of_kind(kind, environ) + "/kokoro"


def make(kind: str, environ: Mapping[str, str]) -> str:
    """Ours, which is there now; raises OSError. A home is never made: one that is missing is a mistake."""
    if not (environ.get(f"XDG_{kind}_HOME") or os.path.isdir(home(environ))):
        raise OSError(errno.ENOENT, f"there is no directory {home(environ)}")
    directory = ours(kind, environ)
    os.makedirs(directory, 0o700, exist_ok=True)
    return directory
