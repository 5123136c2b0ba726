"""The entry in the launcher, the units' man pages and the shells' scripts: what they name is there."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import subprocess

import pytest

from say import options, shells

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
UNITS = sorted(os.listdir(os.path.join(CHECKOUT, "systemd")))


def entry() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(os.path.join(CHECKOUT, "desktop/say.desktop"), encoding="utf-8")
    return parser


def test_the_actions_of_the_entry_are_all_there() -> None:
    named = entry()["Desktop Entry"]["Actions"].strip(";").split(";")
    assert [f"Desktop Action {name}" for name in named] == entry().sections()[1:]


def test_the_entry_calls_say_as_say_understands_it() -> None:
    known = {name for group in options.GROUPS.values() for option in group for name in option.names}
    for section in entry().sections():
        program, *arguments = shlex.split(entry()[section]["Exec"])
        assert program == "say"
        assert set(arguments) <= known


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_names_a_man_page_that_is_there(unit: str) -> None:
    with open(os.path.join(CHECKOUT, "systemd", unit), encoding="utf-8") as file:
        pages = re.findall(r"man:([\w-]+)\((\d)\)", file.read())
    assert pages
    for name, section in pages:
        assert os.path.exists(os.path.join(CHECKOUT, "man", f"{name}.{section}"))


@pytest.mark.parametrize("shell", shells.SHELLS)
def test_a_shells_script_has_every_option(shell: str) -> None:
    script = shells.script(shell)
    for group in options.GROUPS.values():
        for option in group:
            for name in option.names:
                written = name if shell != "fish" else f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
                if name.startswith("--") or option.argument or shell != "bash":
                    assert re.search(rf"(?<![\w-]){re.escape(written)}(?![\w-])", script), name


def test_what_the_scripts_complete_are_options_with_arguments() -> None:
    taking = {name for group in options.GROUPS.values() for option in group if option.argument for name in option.names}
    assert {*shells.ASKED, *shells.WORDS, *shells.PATHS} <= taking


def test_bash_reads_its_script() -> None:
    subprocess.run(["bash", "-n"], input=shells.script("bash").encode(), check=True)
