"""Races around one voice: its leaving, the end of what it says, and its first sound."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from tests.races.sweep import sweep
from tests.races.town import Caller, Town
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from collections.abc import Callable

    Rounds = Callable[[int], range]
BATCH = 100
"""Rounds in one town."""
IDLE = 0.003


def in_towns(rounds: range, race: Callable[[Town, Caller, int], None], **manner: float) -> int:
    """Run a race in one town after the other; gives how many voices there were."""
    came = 0
    for begin in range(0, len(rounds), BATCH):
        with Town(**manner) as town:
            caller = Caller(town.connect())
            for number in rounds[begin : begin + BATCH]:
                race(town, caller, number)
            came += town.came
    return came


@pytest.mark.parametrize("mode", ["replace", "append", "urgent"])
def test_a_text_that_comes_as_its_voice_leaves_is_spoken_once(rounds: Rounds, mode: str) -> None:
    def race(town: Town, caller: Caller, number: int) -> None:
        time.sleep(sweep(number, 3 * IDLE))
        text = f"text-{number:06}."
        identity = caller.speak(text, mode=mode)
        assert caller.outcome(identity) == "spoken"
        assert town.hears_once(text)
        assert caller.ends(identity) == 1

    came = in_towns(rounds(200), race, idle=IDLE)
    assert came > len(rounds(200)) // BATCH, "no voice has left"


@pytest.mark.parametrize("mode", ["replace", "append", "urgent"])
def test_a_text_that_comes_as_another_ends_leaves_each_one_end(rounds: Rounds, mode: str) -> None:
    ended: set[str] = set()

    def race(town: Town, caller: Caller, number: int) -> None:
        first, second = f"first-{number:06}-and-a-little-more.", f"second-{number:06}."
        before = caller.speak(first)
        time.sleep(sweep(number, 0.006))
        behind = caller.speak(second, mode=mode)
        assert caller.outcome(behind) == "spoken"
        outcome = caller.outcome(before)
        ended.add(outcome)
        assert outcome in ({"spoken", "replaced"} if mode == "replace" else {"spoken"})
        assert town.hears_once(second)
        assert outcome == "replaced" or mode == "urgent" or town.hears_once(first)
        assert (caller.ends(before), caller.ends(behind)) == (1, 1)

    in_towns(rounds(250), race)
    assert "spoken" in ended


def test_a_stop_at_the_first_sound_ends_a_text_once_and_the_next_one_is_heard(rounds: Rounds) -> None:
    ended: set[str] = set()

    def race(town: Town, caller: Caller, number: int) -> None:
        stopped = caller.speak(f"stopped-{number:06}-and-a-little-more.")
        time.sleep(sweep(number, 0.004))
        caller.stop()
        text = f"next-{number:06}."
        spoken = caller.speak(text)
        assert caller.outcome(spoken) == "spoken"
        ended.add(caller.outcome(stopped))
        assert town.hears_once(text)
        assert (caller.ends(stopped), caller.ends(spoken)) == (1, 1)

    in_towns(rounds(500), race)
    assert ended <= {"stopped", "spoken", "replaced"}
    assert "stopped" in ended


def test_a_stop_while_a_voice_is_still_coming_ends_a_text_once(rounds: Rounds) -> None:
    def race(town: Town, caller: Caller, number: int) -> None:
        identity = caller.speak(f"text-{number:06}.", voice=str(number % 50 + 1))
        time.sleep(sweep(number, 0.003))
        caller.stop()
        assert caller.outcome(identity) in {"stopped", "spoken"}
        assert caller.ends(identity) == 1

    in_towns(rounds(200), race, idle=0.001)


def test_who_hangs_up_at_the_first_sound_leaves_nothing_behind(rounds: Rounds) -> None:
    ends = Counter[bool]()

    def race(town: Town, _: Caller, number: int) -> None:
        peer = town.connect()
        peer.send(message.Synthesize(voice="af_heart", lang="", payload=b"Some text, and some more of it. " * 40))
        time.sleep(sweep(number, 0.003))
        peer.hang_up()
        peer.leave()
        until(lambda: town.service.engines.queued == 0)
        ends[town.service.status()["cancelled"] == town.service.status()["syntheses"]] += 1

    in_towns(rounds(200), race)
    assert ends[True] > 0
