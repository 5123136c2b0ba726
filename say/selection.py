"""Text that the desktop holds: what is selected, or what was copied last, by the desktop's own tools.

On Wayland wl-paste reads both, on X11 xclip or xsel does. Where a Wayland desktop has no wl-paste, the tools of X11 see
what its X server shows them.
"""

from __future__ import annotations

import shutil
import subprocess

from say.options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    _Tools: TypeAlias = dict[str, dict[str, tuple[str, ...]]]

PATIENCE_SECONDS = 5.0
"""The text comes from the program that it was selected in, which may be at work, or may hang."""
_EMPTY = ("not available", "Nothing is copied", "No selection", "No suitable type")
"""What the tools say where there is no text; anything else that they say is worth telling."""
_NAMES = {"selection": "the selection", "clipboard": "the clipboard"}
_WAYLAND: _Tools = {
    "wl-paste": {
        "selection": ("--primary", "--no-newline", "--type", "text"),
        "clipboard": ("--no-newline", "--type", "text"),
    },
}
_X11: _Tools = {
    "xclip": {
        "selection": ("-out", "-selection", "primary", "-target", "UTF8_STRING"),
        "clipboard": ("-out", "-selection", "clipboard", "-target", "UTF8_STRING"),
    },
    "xsel": {"selection": ("--output", "--primary"), "clipboard": ("--output", "--clipboard")},
}


def read(held: str, environ: Mapping[str, str]) -> bytes:
    """The text that is there; `held` is “selection” or “clipboard”. Raises UsageError where there is none."""
    command = _command(held, environ)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=dict(environ),
            timeout=PATIENCE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"the program that has {_NAMES[held]} does not hand it over") from None
    if done.returncode or not done.stdout:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        told = f" ({command[0]}: {said})" if said and not any(empty in said for empty in _EMPTY) else ""
        raise UsageError(f"there is no text in {_NAMES[held]}{told}")
    return done.stdout


def pieces(held: str, environ: Mapping[str, str], size: int) -> Iterator[bytes]:
    """What `read` gives, so many bytes at a time."""
    text = read(held, environ)
    return (text[at : at + size] for at in range(0, len(text), size))


def _command(held: str, environ: Mapping[str, str]) -> list[str]:
    """The tool that is there, and how it is asked."""
    wayland, x11 = environ.get("WAYLAND_DISPLAY"), environ.get("DISPLAY")
    tools = {**(_WAYLAND if wayland else {}), **(_X11 if x11 else {})}
    for tool, asked in tools.items():
        if shutil.which(tool, path=environ.get("PATH")):
            return [tool, *asked[held]]
    if wayland:
        raise UsageError(f"{_NAMES[held]} is read by wl-paste, which is missing: install wl-clipboard")
    if x11:
        raise UsageError(f"{_NAMES[held]} is read by xclip or xsel, and both are missing: install xclip")
    raise UsageError(
        f"{_NAMES[held]} belongs to a desktop, and there is none here: neither WAYLAND_DISPLAY nor DISPLAY is set"
    )
