"""How often each race is run: `pytest tests/races --rounds 10` is the long form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int], range]:
    """So many rounds in the short form, and as many times more as were asked for."""
    times = int(request.config.getoption("--rounds"))
    return lambda number: range(number * times)
