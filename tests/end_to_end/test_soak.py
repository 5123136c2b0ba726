"""`make soak` in small: a few hundred texts by all doors at once, and all of them accounted for."""

from __future__ import annotations

from tests.soak.day import soak


def test_a_short_day_adds_up(installed: str) -> None:
    lines = soak(600)
    assert len(lines) > 40
    assert [str(line) for line in lines if not line.holds] == []
