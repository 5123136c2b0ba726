"""The selection and the clipboard: which tool is asked, and what is said where none is there or has nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from say import selection
from say.options import UsageError
from say.selection import pieces, read

if TYPE_CHECKING:
    from pathlib import Path

WAYLAND, X11 = {"WAYLAND_DISPLAY": "wayland-1"}, {"DISPLAY": ":1"}


class Tools:
    """A PATH on which there are only the tools that the test puts there."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def put(self, name: str, script: str = 'echo "$0 $*" | /bin/sed "s|.*/||"') -> None:
        """A tool that prints how it was called, or does something else."""
        (self.directory / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.directory / name).chmod(0o755)

    def read(self, held: str, display: dict[str, str]) -> str:
        return read(held, {"PATH": str(self.directory), **display}).decode()


@pytest.fixture
def tools(tmp_path: Path) -> Tools:
    return Tools(tmp_path)


def test_each_tool_is_asked_for_what_is_selected_or_copied(tools: Tools) -> None:
    for name, display in (("wl-paste", WAYLAND), ("xsel", X11), ("xclip", X11)):
        tools.put(name)
        primary, clipboard = tools.read("selection", display), tools.read("clipboard", display)
        assert primary.startswith(f"{name} ")
        assert "primary" in primary
        assert "primary" not in clipboard


@pytest.mark.parametrize(
    ("display", "there", "taken"),
    [
        (X11, ["wl-paste", "xclip", "xsel"], "xclip"),
        (X11, ["xsel"], "xsel"),
        (WAYLAND, ["wl-paste", "xclip"], "wl-paste"),
        (WAYLAND | X11, ["wl-paste", "xclip"], "wl-paste"),
        (WAYLAND | X11, ["xclip"], "xclip"),
    ],
)
def test_the_tool_that_is_there_is_taken(tools: Tools, display: dict[str, str], there: list[str], taken: str) -> None:
    for name in there:
        tools.put(name)
    assert tools.read("selection", display).startswith(taken)


@pytest.mark.parametrize(
    ("display", "complaint"),
    [
        (WAYLAND, "install wl-clipboard"),
        (WAYLAND | X11, "install wl-clipboard"),
        (X11, "install xclip"),
        ({}, "neither WAYLAND_DISPLAY nor DISPLAY is set"),
    ],
)
def test_where_there_is_no_tool_it_is_said_what_is_missing(
    tools: Tools, display: dict[str, str], complaint: str
) -> None:
    with pytest.raises(UsageError, match=f"the selection .*{complaint}"):
        tools.read("selection", display)


@pytest.mark.parametrize("script", ["echo Nothing is copied >&2; exit 1", "exit 0"])
def test_nothing_selected_is_told(tools: Tools, script: str) -> None:
    tools.put("wl-paste", script)
    with pytest.raises(UsageError, match=r"there is no text in the clipboard$"):
        tools.read("clipboard", WAYLAND)


def test_why_a_tool_gives_nothing_is_told(tools: Tools) -> None:
    tools.put("wl-paste", "echo something; echo Failed to connect >&2; exit 1")
    with pytest.raises(UsageError, match=r"there is no text in the selection \(wl-paste: Failed to connect\)$"):
        tools.read("selection", WAYLAND)


def test_a_program_that_does_not_hand_its_text_over_is_not_waited_for(
    tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "PATIENCE_SECONDS", 0.2)
    tools.put("xclip", "exec /bin/sleep 60")
    with pytest.raises(UsageError, match="does not hand it over"):
        tools.read("selection", X11)


def test_a_long_selection_comes_in_pieces(tools: Tools) -> None:
    tools.put("xclip", "/usr/bin/head -c 100000 /dev/zero | /usr/bin/tr '\\0' a")
    environ = {"PATH": str(tools.directory), **X11}
    sizes = [len(piece) for piece in pieces("selection", environ, 65_536)]
    assert sizes == [65_536, 34_464]
