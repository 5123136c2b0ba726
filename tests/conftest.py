"""What holds for all tests: whatever one has opened or started, it gives back; what it starts hears every signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import dispositions, leaks

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_addoption(parser: pytest.Parser) -> None:
    """The long form of tests/races."""
    parser.addoption("--rounds", default="1", help="run each race so many times as often")


settings.register_profile("shared-machine", deadline=None, print_blob=True)
settings.load_profile("shared-machine")
dispositions.keep_from_children()


@pytest.fixture(autouse=True)
def _nothing_leaks() -> Iterator[None]:
    """Fail a test that leaves a thread, a child process or a file descriptor behind."""
    before = leaks.held()
    yield
    left = leaks.leaked(before)
    assert not left, "left behind: " + ", ".join(left)
