"""Telling the sound server's tears from clicks of who plays.

A sound server plays in cycles of so many samples. One that its threads miss, on a machine that stands still for a
moment, is lost or is silence, whoever plays: the sound goes on behind it as it would have, by whole cycles too early or
too late. What a program does to its own sound is no such number of samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.listening.clicks import clicks
from tests.listening.match import find
from tests.listening.sound import RATE

if TYPE_CHECKING:
    from tests.listening.clicks import Click
    from tests.listening.sound import Samples

_LEAST, _MOST = round(0.05 * RATE), round(0.15 * RATE)
"""So much of the sound on either side of a click is looked for."""
_RINGING = round(0.002 * RATE)
"""A resampler smears what is next to it."""
_REACH = round(0.3 * RATE)
_LIKE = 0.95
_SLACK = 2
"""Samples."""


def own_clicks(heard: Samples, known: Samples, cycle: int) -> list[Click]:
    """The clicks in what was heard of `known` sound that are no tears; a cycle is so many samples, 0 if unknown."""
    return [click for click in clicks(heard) if not cycle or not _is_tear(click, heard, known, cycle)]


def _is_tear(click: Click, heard: Samples, known: Samples, cycle: int) -> bool:
    end, begin = _silence(click)
    end, begin = end - _RINGING, begin + _RINGING
    before, after = heard[max(0, end - _MOST) : max(0, end)], heard[begin : begin + _MOST]
    if min(len(before), len(after)) < _LEAST:
        return False
    there = find(before, known)
    expected = round(there.at * RATE) + len(before) + begin - end
    near = max(0, expected - _REACH)
    behind = find(after, known[near : expected + _REACH + len(after)])
    shift = abs(near + round(behind.at * RATE) - expected)
    whole = round(shift / cycle)
    return min(there.likeness, behind.likeness) > _LIKE and whole > 0 and abs(shift - whole * cycle) <= _SLACK


def _silence(click: Click) -> tuple[int, int]:
    """From where to where it is silent beside the click, in samples."""
    at, size = round(click.at * RATE), round(click.silence_ms / 1e3 * RATE)
    return (at - size, at) if click.jump[0] == 0.0 else (at, at + size)
