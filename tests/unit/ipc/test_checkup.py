"""Checks run beside each other, and one that breaks or hangs takes nothing from the others."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import checkup, settings_file
from kokoro_ipc.checkup import NOTE, PROBLEM, WELL, examine, note, problem, well
from kokoro_model.__main__ import check, options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kokoro_ipc.checkup import Finding


def breaks() -> Iterator[Finding]:
    yield note("as far as it came")
    raise ValueError("two\nlines")


def test_a_check_that_breaks_is_a_finding_behind_what_it_has_found() -> None:
    found = list(examine([("A", breaks), ("B", lambda: [well("fine"), problem("bad", "mend")])], 10))
    assert [(each.area, each.kind) for each in found] == [("A", NOTE), ("A", PROBLEM), ("B", WELL), ("B", PROBLEM)]
    assert "ValueError: two" in found[1].text
    assert "\n" not in found[1].text
    assert found[3].command == "mend"


def test_a_check_that_hangs_is_a_finding_and_holds_up_nobody() -> None:
    gate, others = threading.Event(), threading.Barrier(2)

    def hangs() -> Iterator[Finding]:
        others.wait(10)
        yield well("begun")
        gate.wait()

    def runs_beside() -> Iterator[Finding]:
        others.wait(10)
        yield well("fine")

    try:
        found = list(examine([("Slow", hangs), ("Quick", runs_beside)], 0.3))
    finally:
        gate.set()
    assert [each.kind for each in found] == [WELL, PROBLEM, WELL]
    assert "has not come to an end" in found[1].text


def test_a_program_ends_whatever_hangs() -> None:
    hanging = "import threading; from kokoro_ipc import checkup; checkup.PROGRAM_SECONDS = 0.2"
    main = "checkup.main([('A', lambda: [checkup.well('fine')]), ('B', lambda: [threading.Event().wait()])])"
    done = subprocess.run([sys.executable, "-c", f"{hanging}; {main}"], stdout=subprocess.PIPE, text=True, check=True)
    assert [line.split('"')[3] for line in done.stdout.splitlines()] == [WELL, PROBLEM]


def test_what_reinstalls_is_a_target_of_a_checkout() -> None:
    assert checkup.reinstall().startswith("make -B -C /")
    assert checkup.install().endswith(" install")


# --- files of settings


def findings(path: Path) -> list[Finding]:
    return list(settings_file.check(str(path), options, check))


def test_a_daemons_settings_are_those_that_it_asks_for() -> None:
    assert {"KOKORO_MODEL_IDLE", "QUEUE_MAXSIZE", "KOKORO_LOG_LEVEL"} <= set(settings_file.names(options))


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "# KOKORO_NOTHING=1\n; x\n\n",
        'KOKORO_MODEL_IDLE="60"\nQUEUE_MAXSIZE=4\nKOKORO_ENGINE=espeak',
        "OMP_NUM_THREADS=2\nPIPEWIRE_LATENCY=1/2",
    ],
)
def test_settings_that_make_sense_are_well(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "model.conf"
    assert [each.kind for each in findings(path)] == [WELL], "there is none"
    path.write_text(lines)
    assert [each.kind for each in findings(path)] == [WELL]


WRONG = [
    ("KOKORO_MODEL_IDLE=soon", "invalid float value"),
    ("QUEUE_MAXSIZE=0", "at least one place"),
    ("KOKORO_LOG_LEVEL=loud", "log level is one of"),
    ("KOKORO_MODEL_IDEL=60", "KOKORO_MODEL_IDLE is meant"),
    ("queue_maxsize = 60", "QUEUE_MAXSIZE is meant"),
    ("KOKORO_TEA=1", "which nothing that reads this file knows"),
    ("just words", "is not NAME=value"),
    (r"[a] $x* \ / & 'q' .^", "is not NAME=value"),
]


@pytest.mark.parametrize(("line", "told"), WRONG)
def test_what_makes_no_sense_is_mended_by_its_command_and_the_rest_is_kept(
    tmp_path: Path, line: str, told: str
) -> None:
    path, kept = tmp_path / "it's model.conf", "# mine\nKOKORO_NORMALISE=0\n"
    path.write_text(f"{kept}  {line}  \nKOKORO_ENGINE=auto\n")
    (found,) = findings(path)
    assert (found.kind, told in found.text) == (PROBLEM, True), found
    subprocess.run(["sh", "-c", found.command], check=True)
    assert [each.kind for each in findings(path)] == [WELL]
    assert path.read_text().startswith(kept)
    assert path.read_text().endswith("KOKORO_ENGINE=auto\n")


def test_several_are_each_told(tmp_path: Path) -> None:
    path = tmp_path / "model.conf"
    path.write_text("".join(f"{line}\n" for line, _ in WRONG))
    assert len(findings(path)) == len(WRONG)
