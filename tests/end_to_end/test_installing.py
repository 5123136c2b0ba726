"""Installing for oneself, over an older installation, and taking it away again."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.end_to_end.conftest import make

if TYPE_CHECKING:
    from tests.end_to_end.command import Say
    from tests.end_to_end.units import Units

HOME = os.path.expanduser("~")
TOUCHED = [
    os.path.join(HOME, place) for place in (".local/bin", ".local/lib", ".local/libexec", ".local/share", ".config")
]
LIST_UNITS = ("systemctl", "--user", "list-unit-files", "--quiet", "kokoro*")
OWN = (os.path.join(HOME, ".local/share/kokoro"), os.path.join(HOME, ".config/kokoro"))


def everything_in_place() -> set[str]:
    """What is where an installation puts things, the user's own files left out."""
    found = {
        os.path.join(directory, name)
        for place in TOUCHED
        for directory, subdirectories, files in os.walk(place)
        for name in subdirectories + files
    }
    return {path for path in found if not path.startswith(OWN)}


def test_an_upgrade_starts_the_new_code(run_say: Say, units: Units) -> None:
    run_say("Hello, said the old one.")
    old = units.wait_for("kokoro-model.service", ActiveState="active")
    make("install")
    units.wait_for("kokoro-model.socket", ActiveState="active", SubState="listening")
    run_say("Hello, said the new one.")
    new = units.wait_for("kokoro-model.service", ActiveState="active")
    assert new["MainPID"] not in {0, old["MainPID"]}


def test_uninstall_leaves_nothing(run_say: Say, units: Units) -> None:
    make("uninstall")
    try:
        before = everything_in_place()
        make("install")
        run_say("Hello.")
        make("uninstall")
        assert everything_in_place() == before
        assert units.active("kokoro*") == []
        assert subprocess.run(LIST_UNITS, stdout=subprocess.PIPE, check=False).stdout.strip() == b""
    finally:
        make("install")


def test_man_pages_are_found(installed: str) -> None:
    pages = os.path.join(HOME, ".local/share/man")
    assert os.path.exists(os.path.join(pages, "man1/say.1"))
    assert os.path.exists(os.path.join(pages, "man8/kokoro-model.8"))
    assert os.access(os.path.join(installed, "kokoro-model"), os.X_OK)
