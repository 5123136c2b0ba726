"""Each test of a fault notes what it has measured, and the table of all is printed at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.faults.recovery import Recovery, Row, table
from tests.end_to_end.faults.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.command import Say
    from tests.end_to_end.journal import Journal
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

ROWS = pytest.StashKey[list[Row]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Understood where the faults alone are run, as by `make faults`."""
    parser.addoption("--all-stages", action="store_true", help="strike each daemon at each of its stages")
    parser.addoption("--asleep", type=float, default=5.0, help="seconds that the machine is suspended, now 5")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash.get(ROWS, [])
    if rows:
        terminalreporter.section("recovery from faults")
        for line in table(rows):
            terminalreporter.write_line(line)


@pytest.fixture
def recovery(request: pytest.FixtureRequest) -> Iterator[Recovery]:
    """Takes what the test has measured; a test of a fault that notes nothing fails."""
    rows = request.config.stash.setdefault(ROWS, [])
    before = len(rows)
    yield Recovery(request.node.name.removeprefix("test_"), rows)
    assert len(rows) > before, "nothing was noted"


@pytest.fixture
def scene(
    kokoro: None, run_say: Say, units: Units, journal: Journal, recorder: Recorder, tmp_path: Path
) -> Iterator[Scene]:
    """The system, spoken for by a Kokoro that can be heard."""
    scene = Scene(run_say, units, journal, recorder, tmp_path)
    with scene.props:
        yield scene
