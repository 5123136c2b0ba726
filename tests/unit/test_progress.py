"""How a fetch is shown: a bar that counts what was here before, and lines that do not flood a log."""

from __future__ import annotations

import io

from kokoro_model.progress import Bars, Lines


def test_a_resumed_bar_begins_where_the_earlier_fetch_ended() -> None:
    drawn = io.StringIO()
    with Bars(drawn) as bars:
        bars.progress("model", 900, 1000)
        first = drawn.getvalue()
        bars.progress("model", 1000, 1000)
    assert " 90%" in first
    assert "  0%" not in drawn.getvalue()
    assert "100%" in drawn.getvalue()


def test_a_file_that_begins_again_and_the_next_file_get_bars_of_their_own() -> None:
    drawn = io.StringIO()
    with Bars(drawn) as bars:
        bars.progress("model", 900, 1000)
        bars.progress("model", 0, 1000)
        bars.progress("voices", 0, 10)
    shown = drawn.getvalue()
    assert shown.index("model:  90%") < shown.index("model:   0%") < shown.index("voices:   0%")


def test_lines_come_once_a_tenth() -> None:
    written = io.StringIO()
    with Lines(written) as lines:
        for done in range(1001):
            lines.progress("model", done, 1000)
    assert len(written.getvalue().splitlines()) == 11
    assert written.getvalue().splitlines()[3] == "model: 30 % of 0 MB"
