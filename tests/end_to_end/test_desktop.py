"""The desktop's doors: a key that reads what is selected, the launcher's entry, errors that are seen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.command import Say
from tests.end_to_end.desktops import I3, Desktop, Sway, documented
from tests.end_to_end.test_session import LONG, sound_of
from tests.listening import survival

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.listening import Recorder

SELECTED = "This is what was selected on the screen, and nothing else."
NOTIFICATIONS = "org.freedesktop.Notifications"
BIN = os.path.expanduser("~/.local/bin")


@pytest.fixture
def i3(tmp_path: Path) -> Iterator[I3]:
    """A desktop on X11."""
    with I3(tmp_path) as desktop:
        yield desktop


@pytest.fixture
def sway(tmp_path: Path) -> Iterator[Sway]:
    """A desktop on Wayland."""
    with Sway(tmp_path) as desktop:
        yield desktop


def on(desktop: Desktop, path: str = "") -> Say:
    """Say, as a program of that desktop; `path` instead of its own PATH."""
    return Say(f"{BIN}/say", {**desktop.env, "PATH": path or desktop.env["PATH"]})


def hears(recorder: Recorder, text: str, after: float, say: Say, directory: Path) -> bool:
    """Whether the first thing heard from then on is that text."""
    heard = recorder.wait_for_sound(after)
    end = recorder.wait_for_silence(1.0, heard)
    known = sound_of(say, directory, "af_heart", text)
    return survival(known, recorder.samples(heard - 0.2, end + 0.3)) > 0.4  # another text has 0.2


# --- keys and what is selected


def test_a_key_reads_what_is_selected_on_x11(i3: I3, run_say: Say, recorder: Recorder, tmp_path: Path) -> None:
    i3.show(SELECTED)
    i3.select_line()
    pressed = time.monotonic()
    i3.press("super+alt+a")
    assert hears(recorder, SELECTED, pressed, run_say, tmp_path)


def test_a_key_makes_silence(i3: I3, run_say: Say, recorder: Recorder) -> None:
    recorder.wait_for_sound(run_say(stdin=LONG).began)
    pressed = time.monotonic()
    i3.press("super+alt+q")
    assert recorder.wait_for_silence(1.0, pressed) - pressed < 1.0


def test_a_key_reads_what_is_selected_on_wayland(sway: Sway, run_say: Say, recorder: Recorder, tmp_path: Path) -> None:
    sway.select(SELECTED)
    pressed = time.monotonic()
    sway.press("a")
    assert hears(recorder, SELECTED, pressed, run_say, tmp_path)


@pytest.mark.parametrize("tool", ["xclip", "xsel"])
def test_the_clipboard_and_the_selection_are_two_on_x11(
    i3: I3, run_say: Say, recorder: Recorder, tmp_path: Path, tool: str
) -> None:
    path = tmp_path / "only"
    path.mkdir()
    (path / tool).symlink_to(str(shutil.which(tool)))
    i3.show("Not this.")
    i3.select_line()
    i3.copy(SELECTED)
    copied = on(i3, str(path))("--clipboard")
    assert hears(recorder, SELECTED, copied.began, run_say, tmp_path)


def test_where_nothing_is_selected_that_is_said(i3: I3, sway: Sway, run_say: Say) -> None:
    for desktop in (i3, sway):
        refused = on(desktop)("--selection", status=2)
        assert refused.stderr == "say: there is no text in the selection\n"


# --- the launcher


def test_the_entry_is_one_that_desktops_understand(installed: str) -> None:
    entry = os.path.expanduser("~/.local/share/applications/say.desktop")
    subprocess.run(["desktop-file-validate", entry], check=True)


def test_an_action_of_the_entry_is_done(i3: I3, run_say: Say, recorder: Recorder) -> None:
    recorder.wait_for_sound(run_say(stdin=LONG).began)
    launcher = i3.start("rofi", "-show", "drun", "-drun-show-actions", "-show-icons", "-filter", "Read Aloud ")
    i3.run("xdotool", "search", "--sync", "--onlyvisible", "--class", "rofi")
    i3.picture("actions.png")
    chosen = time.monotonic()
    i3.run("xdotool", "type", "Quiet")
    i3.press("Return")
    assert launcher.wait(10) == 0
    assert recorder.wait_for_silence(1.0, chosen) - chosen < 2.0


# --- errors


@pytest.fixture
def dunst(i3: I3, installed: str) -> None:
    """What shows notifications."""
    i3.start("dunst")
    i3.run("gdbus", "wait", "--session", "--timeout", "10", NOTIFICATIONS)


def notified(desktop: Desktop) -> list[dict[str, str]]:
    """What has been shown, the last one first."""
    desktop.run("dunstctl", "close-all")
    shown = json.loads(desktop.run("dunstctl", "history"))["data"][0]
    return [{name: value["data"] for name, value in one.items()} for one in shown]


@pytest.mark.usefixtures("dunst")
def test_an_error_of_a_key_is_shown(i3: I3) -> None:
    i3.press("super+alt+a")  # nothing is selected
    i3.run("xdotool", "search", "--sync", "--onlyvisible", "--class", "dunst")
    i3.picture("notification.png")
    (shown,) = notified(i3)
    assert (shown["appname"], shown["summary"]) == ("say", "say")
    assert shown["body"] == "there is no text in the selection"


@pytest.mark.usefixtures("dunst")
def test_signs_of_an_error_are_shown_as_they_are(i3: I3) -> None:
    voice = "<b>&amp;</b>"
    refused = Say("setsid", i3.env)("--wait", f"{BIN}/say", "-v", voice, "Hello.", status=2)
    (shown,) = notified(i3)
    assert f"say: {shown['body']}\n".replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == refused.stderr


@pytest.mark.usefixtures("dunst")
def test_an_error_on_a_terminal_stays_there(i3: I3) -> None:
    command = f"{BIN}/say --clipboard --file x"
    said = Say("script", i3.env)("--quiet", "--return", "--command", command, "/dev/null", status=2)
    assert "one of them, not both" in said.stdout
    assert notified(i3) == []


def test_where_nothing_shows_notifications_the_error_is_told_at_once(installed: str) -> None:
    environ = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    refused = Say("setsid", environ)("--wait", f"{BIN}/say", "--clipboard", "--file", "x", status=2)
    assert refused.stderr.count("\n") == 1
    assert refused.seconds < 1.0


# --- the commands of docs/desktop.md


def test_the_commands_for_gnome_add_to_the_shortcuts_that_are_there(tmp_path: Path) -> None:
    schema = "org.gnome.settings-daemon.plugins.media-keys"
    environ = {**os.environ, "GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(tmp_path)}
    commands = "keys=" + documented("sh").split("keys=", 1)[1].split("kwriteconfig6")[0]
    given = f"gsettings set {schema} custom-keybindings \"['/own/']\"\n"
    own = f"{schema}.custom-keybinding:$path/say-quiet/"
    asked = f"\ngsettings get {schema} custom-keybindings; gsettings get {own} command"
    done = subprocess.run(["sh", "-euc", given + commands + asked], env=environ, stdout=subprocess.PIPE, check=True)
    shortcuts, command = done.stdout.decode().splitlines()
    assert shortcuts.count("/own/") == 1
    assert shortcuts.count("say-") == 2
    assert command == f"'{BIN}/say --stop'"
