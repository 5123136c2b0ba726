"""`make test` tells how long its parts took."""

from __future__ import annotations

import os
import re
import subprocess

PARTS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "parts")
TIME = re.compile(r" +\d+ min \d\d s$", re.MULTILINE)


def run(*parts: str) -> tuple[int, list[str]]:
    """The exit status, and what is printed without the times."""
    done = subprocess.run([PARTS, *parts], stdout=subprocess.PIPE, text=True, check=False)
    assert len(TIME.findall(done.stdout)) >= 2
    return done.returncode, TIME.sub("", done.stdout).split("\n")[:-1]


def test_each_part_is_told_behind_all_that_they_print() -> None:
    assert run("lint=echo clean", "end to end=echo a=b") == (0, ["clean", "a=b", "", "lint", "end to end", "in all"])


def test_the_first_that_fails_is_the_last() -> None:
    assert run("lint=true", "unit=exit 3", "races=true") == (3, ["", "lint", "unit, failed", "in all"])
