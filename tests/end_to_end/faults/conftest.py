"""Each test of a fault notes what it has measured, and the table of all is printed at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.faults.recovery import Recovery, Row, table

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = pytest.StashKey[list[Row]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Understood where the faults alone are run, as by `make faults`."""
    parser.addoption("--asleep", type=float, help="seconds that the machine is suspended, now 5")


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
