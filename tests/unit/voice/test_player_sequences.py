"""In whatever order things happen, the device gets exactly what it asks for, and sound never breaks off in mid-wave."""

from __future__ import annotations

from array import array
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kokoro_voice.player import FADE, WIDTH, Mark, Player
from tests.unit.voice.waves import LOUD, STEP, sine

CLICK = 2 * STEP + LOUD * WIDTH // FADE
"""Neighbouring samples this far apart are heard; twice the wave's own steps allow for a fade at the end of a wave."""
sizes = st.sampled_from([2, 30, FADE - 2, FADE, 480, 1002, 4096])
waves = st.integers(1, 12)


class Playing(RuleBasedStateMachine):
    """A feeder, a device and a person with buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.player = Player(self.wake)
        self.told_drained = False
        self.heard = array("h", [0])

    def wake(self) -> None:
        self.told_drained = self.told_drained or self.player.drained

    @initialize()
    def begin(self) -> None:
        self.turn = self.player.cut()
        self.offset = self.sentence = self.fed = 0
        self.ended = self.told_drained = False

    # --- the feeder

    @precondition(lambda self: not self.ended)
    @rule(periods=waves, pieces=st.integers(1, 4), goes_on=st.booleans())
    def feed(self, periods: int, pieces: int, goes_on: bool) -> None:
        self.announce(goes_on=goes_on)
        for _ in range(pieces):
            self.give(sine(periods))

    @precondition(lambda self: not self.ended)
    @rule(lost=waves, heard=sizes, periods=waves)
    def feed_again(self, lost: int, heard: int, periods: int) -> None:
        self.announce(goes_on=False)
        self.give(sine(lost))
        self.fill(heard)
        assert self.player.rewind(self.turn)
        self.give(sine(periods))

    def announce(self, *, goes_on: bool) -> None:
        self.offset += 1
        self.sentence += not goes_on
        assert self.player.segment(self.turn, Mark(self.offset, self.sentence))

    def give(self, sound: bytes) -> None:
        assert self.player.feed(self.turn, sound)
        self.fed += len(sound)

    @rule()
    def end(self) -> None:
        self.player.end(self.turn)
        self.ended = True

    @rule()
    def a_late_feeder_is_refused(self) -> None:
        late = self.turn - 1
        assert not self.player.segment(late, Mark(99, 99))
        assert not self.player.feed(late, sine(3))
        assert not self.player.rewind(late)
        self.player.end(late)

    # --- the device

    @rule(size=sizes)
    def fill(self, size: int) -> None:
        played, silent = self.player.played, self.player.paused
        given = self.player.fill(size)
        assert len(given) == size
        assert 0 <= self.player.played - played <= (0 if silent else size)
        assert not self.player.drained or self.told_drained or silent
        self.heard.extend(array("h", given))

    @rule()
    def fill_all(self) -> None:
        for _ in range(self.fed // 4096 + 2):
            self.fill(4096)
        assert not self.ended or self.player.drained or self.player.paused

    # --- the person

    @rule()
    def cut(self) -> None:
        turn = self.turn
        self.begin()
        assert self.turn == turn + 1
        assert not self.player.paused

    @rule()
    def pause(self) -> None:
        self.player.pause()
        assert self.player.paused

    @rule()
    def resume(self) -> None:
        self.player.resume()
        assert not self.player.paused

    @rule()
    def skip(self) -> None:
        self.player.skip()

    # --- what always holds

    @invariant()
    def nothing_clicks(self) -> None:
        assert max((abs(next_ - last) for last, next_ in pairwise(self.heard)), default=0) <= CLICK
        del self.heard[:-1]

    @invariant()
    def no_more_is_played_than_was_fed(self) -> None:
        assert self.player.played <= self.fed

    @invariant()
    def what_is_drained_is_silent(self) -> None:
        if self.player.drained:
            assert self.ended
            assert self.player.fill(64) == bytes(64)


TestPlaying = Playing.TestCase
TestPlaying.settings = settings(stateful_step_count=25, max_examples=150)
