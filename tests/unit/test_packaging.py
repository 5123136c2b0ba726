from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, metadata
from typing import TYPE_CHECKING

import pytest

from kokoro_model.engines.kokoro.phonemize import READERS

if TYPE_CHECKING:
    from pathlib import Path

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKAGING = os.path.join(CHECKOUT, "packaging")
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
"""SHA-256 of the licence's text, as it is published."""
QUERIES = {"apt-get": "dpkg-query", "dnf": "rpm", "pacman": "pacman"}


class Machine:
    """A PATH on which there is one package manager, which writes down what it is asked to install."""

    def __init__(self, directory: Path, manager: str) -> None:
        self.directory, self.manager = directory, manager
        for tool in ("sh", "dirname", "env", "grep", "tr"):
            (directory / tool).symlink_to(str(shutil.which(tool)))
        self.program("id", "echo 0")
        self.has("everything")

    def program(self, name: str, script: str) -> None:
        (self.directory / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.directory / name).chmod(0o755)

    def has(self, packages: str) -> None:
        """Only these are installed: the last argument of a query is a package."""
        known = "*" if packages == "everything" else packages.replace(" ", "|") or "-"
        asked = f"for package; do :; done; case $package in {known}) echo installed; exit 0;; *) exit 1;; esac"
        install = f'echo "$@" >>{self.directory}/asked'
        self.program(self.manager, install)
        if self.manager == "pacman":
            asked = f'if [ "$1" != --deptest ]; then {install}; exit; fi; {asked}'
        self.program(QUERIES[self.manager], asked)

    def deps(self, *args: str) -> list[str]:
        """What was asked of the package manager."""
        subprocess.run(
            [os.path.join(PACKAGING, "deps"), *args, sys.executable],
            env={"PATH": str(self.directory)},
            check=True,
        )
        asked = self.directory / "asked"
        return asked.read_text().splitlines() if asked.exists() else []


@pytest.fixture(params=QUERIES)
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    return Machine(tmp_path, request.param)


def test_deps_ask_for_nothing_where_all_is_there(machine: Machine) -> None:
    assert machine.deps() == []
    assert machine.deps("--test") == []


def test_deps_install_what_is_missing(machine: Machine) -> None:
    machine.has("gcc make")
    install = machine.deps()[-1].split()
    assert "install" in install or "--sync" in install
    assert [name for name in install if "portaudio" in name]
    assert [name for name in install if "systemd" in name]
    assert "gcc" not in install
    assert not [name for name in install if "pipewire" in name]


def test_deps_for_tests_are_more(machine: Machine) -> None:
    machine.has("")
    run, test = machine.deps()[-1].split(), machine.deps("--test")[-1].split()
    assert set(run) < set(test)
    assert {"pipewire", "wireplumber", "rtkit"} <= set(test)


def test_python_takes_one_that_will_do() -> None:
    python = os.path.join(PACKAGING, "python")
    named = subprocess.run([python, sys.executable], capture_output=True, text=True, check=True)
    assert named.stdout.strip() == sys.executable
    refused = subprocess.run([python, "/bin/false"], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "at /bin/false" in refused.stderr
    assert "PYTHON=" in refused.stderr


def locked(name: str) -> dict[str, list[str]]:
    """The hashes of each package that is locked."""
    with open(os.path.join(PACKAGING, f"{name}.txt"), encoding="utf-8") as file:
        text = file.read()
    assert "://" not in text
    blocks = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    return {re.split(r"[\[=]", block)[0]: re.findall(r"--hash=sha256:\w{64}", block) for block in blocks}


def normal(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def test_lock_has_every_dependency_with_its_hashes() -> None:
    with open(os.path.join(CHECKOUT, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)["project"]
    run, test, build = locked("requirements"), locked("requirements-test"), locked("requirements-build")
    assert set(map(normal, project["dependencies"])) <= set(run)
    english = {"addict", "docopt", "regex", *map(normal, project["optional-dependencies"]["english"])}
    assert set(run) - set(test) == english, "these come without spaCy, which pip would want beside the tests"
    assert set(map(normal, project["optional-dependencies"]["test"])) <= set(test)
    assert set(build) == {"pip", "setuptools"}


LISTS = sorted(name.removesuffix(".txt") for name in os.listdir(PACKAGING) if name.endswith(".txt"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_one_version_of_each_package_with_its_hashes(name: str) -> None:
    with open(os.path.join(PACKAGING, f"{name}.txt"), encoding="utf-8") as file:
        wanted = [line for line in file.read().replace("\\\n", " ").splitlines() if not line.lstrip().startswith("#")]
    assert wanted
    for line in filter(None, wanted):
        assert re.match(r"[a-z0-9-]+(\[[a-z0-9,-]+\])?==[^*\s]+ .*--hash=sha256:[0-9a-f]{64}", line), line
    assert locked(name)


SCRIPTS = [name for name in os.listdir(PACKAGING) if not name.endswith((".txt", ".conf"))]


def test_nothing_comes_from_outside_without_its_hash() -> None:
    """Every call of pip that brings something asks for hashes, or may look nowhere."""
    found = 0
    for name in SCRIPTS:
        with open(os.path.join(PACKAGING, name), encoding="utf-8") as file:
            commands = file.read().replace("\\\n", " ").splitlines()
        for command in commands:
            if re.search(r"\bpip\b.* (install|wheel|download) ", command) and not command.lstrip().startswith("#"):
                assert re.search(r"--require-hashes .*--requirement|--no-index --no-deps", command), (name, command)
                found += 1
    assert found >= 7


@pytest.mark.parametrize("verb", ["install", "uninstall"])
@pytest.mark.parametrize("home", ["", "/proc/none", "/proc/1/status"])
def test_a_home_that_is_none_is_told_before_anything_is_done(verb: str, home: str) -> None:
    environ = {"PATH": os.environ["PATH"], "HOME": home}
    done = subprocess.run([os.path.join(PACKAGING, verb)], env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"HOME is “{home}”, which is no directory that you may write: set it to one of yours\n"


def test_the_wheel_holds_the_licence_and_what_pyproject_names(tmp_path: Path) -> None:
    """It is built of what packaging/venv copies for an installation."""
    with open(os.path.join(PACKAGING, "venv"), encoding="utf-8") as file:
        copied = re.search(r"for source in (.*); do", file.read())
    assert copied
    copy = tmp_path / "copy"
    copy.mkdir()
    subprocess.run(f"cp -R {copied[1]} {copy}", shell=True, cwd=CHECKOUT, check=True)
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", str(tmp_path), str(copy)], check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        held = {name.partition(".dist-info/")[2]: name for name in opened.namelist() if ".dist-info/" in name}
        for name in ("LICENSE", "NOTICE"):
            with open(os.path.join(CHECKOUT, name), "rb") as file:
                assert opened.read(held[f"licenses/{name}"]) == file.read()
        assert b"\nLicense-Expression: Apache-2.0\n" in opened.read(held["METADATA"])


def test_the_licence_is_its_text_to_the_byte() -> None:
    with open(os.path.join(CHECKOUT, "LICENSE"), "rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == APACHE


def test_all_that_is_depended_on_is_in_the_notice_and_nothing_else() -> None:
    with open(os.path.join(CHECKOUT, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)["project"]
    extras = [line for name, lines in project["optional-dependencies"].items() if name != "test" for line in lines]
    wanted = {re.split(r"[^\w-]", line, maxsplit=1)[0] for line in [*project["dependencies"], *extras]}
    with open(os.path.join(CHECKOUT, "NOTICE"), encoding="utf-8") as file:
        named = set(re.findall(r"^  (\S+) {2,}\S", file.read(), re.MULTILINE))
    assert named == wanted | {"Kokoro-82M"}


def test_the_notice_has_the_terms_that_the_packages_have_themselves() -> None:
    with open(os.path.join(CHECKOUT, "NOTICE"), encoding="utf-8") as file:
        named = dict(re.findall(r"^  (\S+) {2,}(\S[^;\n]*)", file.read(), re.MULTILINE))
    told = {name: _expression(name) for name in named}
    assert {name: terms for name, terms in told.items() if terms and terms != named[name]} == {}
    assert len([terms for terms in told.values() if terms]) > 10


def _expression(package: str) -> str | None:
    """The SPDX expression that an installed package has, if any."""
    try:
        found = metadata(package)
    except PackageNotFoundError:
        return None
    return found["License-Expression"] if "License-Expression" in found else None  # noqa: SIM401  # it has no get


def test_a_language_that_nothing_is_installed_for_is_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [os.path.join(PACKAGING, "venv"), str(tmp_path / "venv"), sys.executable],
        env={**os.environ, "LANGUAGES": "ja xx"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        1,
        "LANGUAGES: there is no reader to install for “xx”, only for ja and zh\n",
    )
    assert not (tmp_path / "venv").exists()


def test_every_language_that_needs_packages_can_be_installed() -> None:
    with open(os.path.join(CHECKOUT, "pyproject.toml"), "rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    for reader in READERS.values():
        listed = locked(f"requirements-{reader.extra}")
        assert set(map(normal, extras[reader.extra])) <= set(listed)
        assert all(listed.values())
