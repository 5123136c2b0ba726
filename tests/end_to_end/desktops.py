"""Small desktops on screens that nobody sees: i3 on X11, sway on Wayland. Bindings are those of docs/desktop.md."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCREEN = "800x450"


def documented(kind: str) -> str:
    """The block of docs/desktop.md that is written for that desktop."""
    with open(os.path.join(CHECKOUT, "docs/desktop.md"), encoding="utf-8") as file:
        return "".join(re.findall(rf"^```{kind}\n(.*?)^```", file.read(), re.DOTALL | re.MULTILINE))


class Desktop:
    """A desktop and the programs that run on it; all end with it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._processes: list[subprocess.Popen[bytes]] = []
        self.env: dict[str, str] = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes[::-1]:
            process.terminate()
            process.wait(10)

    def run(self, *command: str, stdin: bytes = b"") -> str:
        """Run to its end; gives what it prints."""
        done = subprocess.run(command, input=stdin, env=self.env, capture_output=True, check=False, timeout=30)
        assert done.returncode == 0, (command, done.stderr.decode())
        return done.stdout.decode().strip()

    def start(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a program that stays."""
        with (self._directory / f"{os.path.basename(command[0])}.log").open("ab") as log:
            process = subprocess.Popen(
                command, env={**self.env, **more}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._processes.append(process)
        return process

    def start_until_told(self, make_command: Mapping[str, str], *command: str, **more: str) -> str:
        """Start a program that stays, and wait for a line that it, or what it starts, writes into a pipe.

        `make_command` names files to be written first, in which PIPE stands for the pipe's path.
        """
        pipe = self._directory / f"pipe-{len(self._processes)}"
        os.mkfifo(pipe)
        for name, text in make_command.items():
            (self._directory / name).write_text(text.replace("PIPE", str(pipe)))
        process = self.start(*command, **more)
        with pipe.open() as lines:
            told = lines.readline().strip()
        assert process.poll() is None, command
        return told


class I3(Desktop):
    """X11, as Xvfb has it, with i3."""

    def __enter__(self) -> Self:
        reader, writer = os.pipe()
        xvfb = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{SCREEN}x24", "-nolisten", "tcp"]
        self._processes.append(subprocess.Popen(xvfb, pass_fds=[writer], stderr=subprocess.DEVNULL))
        os.close(writer)
        with os.fdopen(reader) as lines:
            self.env["DISPLAY"] = f":{lines.readline().strip()}"
        config = "# i3 config file (v4)\nfont pango:DejaVu Sans 10\ndefault_border none\n"
        config += f"{documented('i3')}exec --no-startup-id echo >PIPE\n"
        self.start_until_told({"i3.conf": config}, "i3", "-c", str(self._directory / "i3.conf"))
        return self

    def show(self, text: str) -> None:
        """A terminal that fills the screen, with that text in its first line."""
        script = f"printf '{text}\\n\\033[6n'; read -rs -d R; echo there >PIPE; read -r"  # once the terminal answers
        path = str(self._directory / "show.sh")
        self.start_until_told({"show.sh": script}, "xterm", "-fa", "DejaVu Sans Mono", "-fs", "12", "-e", "bash", path)
        self.run("xdotool", "search", "--sync", "--onlyvisible", "--class", "xterm")

    def select_line(self) -> None:
        """Select the first line, as a mouse does."""
        self.run("xdotool", "mousemove", "60", "12", "click", "--repeat", "3", "--delay", "30", "1")

    def copy(self, text: str) -> None:
        """Have that text on the clipboard; who holds it leaves with the desktop."""
        with subprocess.Popen(["xclip", "-selection", "clipboard"], env=self.env, stdin=subprocess.PIPE) as xclip:
            xclip.communicate(text.encode(), timeout=10)

    def press(self, keys: str) -> None:
        """Press keys together, as in super+alt+a."""
        self.run("xdotool", "key", keys)

    def picture(self, name: str) -> Path:
        """A picture of the screen; `pytest --basetemp=DIR` keeps it."""
        path = self._directory / name
        self.run("import", "-window", "root", str(path))
        return path


class Sway(Desktop):
    """Wayland, as sway has it without a screen."""

    def __enter__(self) -> Self:
        config = f"xwayland disable\n{documented('sway')}exec echo $WAYLAND_DISPLAY >PIPE\n"
        self.env["WAYLAND_DISPLAY"] = self.start_until_told(
            {"sway.conf": config},
            "sway",
            "--config",
            str(self._directory / "sway.conf"),
            WLR_BACKENDS="headless",
            WLR_RENDERER="pixman",
            WLR_LIBINPUT_NO_DEVICES="1",
        )
        return self

    def select(self, text: str) -> None:
        """Have that text selected; who holds it leaves with the desktop."""
        assert self.start("wl-copy", "--primary", text).wait(10) == 0

    def press(self, key: str) -> None:
        """Press a key together with Super and Alt."""
        self.run("wtype", "-M", "logo", "-M", "alt", "-k", key)
