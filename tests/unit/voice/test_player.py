"""What the player plays: all of the sound, in its order, from the place it was left at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_voice.player import AHEAD, BYTES_A_SECOND, FADE, RATE, WIDTH, Mark, Player
from tests.aside import Aside
from tests.unit.voice.waves import ramp

if TYPE_CHECKING:
    from collections.abc import Iterable

BLOCK = 480
blocks = st.integers(1, 600).map(lambda samples: samples * WIDTH)
lengths = st.integers(1, 2000)


class Wakes:
    """Counts the calls for the main thread."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def playing(*sentences: bytes, ended: bool = True) -> tuple[Player, int]:
    """A player that has been fed these sentences, and its turn."""
    player = Player(Wakes())
    turn = player.cut()
    for number, sound in enumerate(sentences):
        feed(player, turn, sound, number)
    if ended:
        player.end(turn)
    return player, turn


def feed(player: Player, turn: int, sound: bytes, sentence: int, offset: int | None = None) -> None:
    assert player.segment(turn, Mark(sentence * 10 if offset is None else offset, sentence))
    assert player.feed(turn, sound)


def filled(player: Player, sizes: Iterable[int]) -> bytes:
    return b"".join(player.fill(size) for size in sizes)


def rest(player: Player) -> bytes:
    """All that is still to be heard, with the silence behind it cut off."""
    heard = b""
    while any(block := player.fill(BLOCK)):
        heard += block
    return heard.rstrip(b"\0")


@given(st.lists(lengths, min_size=1, max_size=4), st.lists(blocks, max_size=30))
def test_all_sound_is_played_once_and_in_order(sentences: list[int], sizes: list[int]) -> None:
    sound = [ramp(1000 * number, samples) for number, samples in enumerate(sentences)]
    player, _ = playing(*sound)
    heard = filled(player, sizes)
    whole = b"".join(sound)
    assert heard[: len(whole)] == whole[: len(heard)]
    assert not any(heard[len(whole) :])
    assert player.drained is (len(heard) >= len(whole))
    assert player.played == min(len(heard), len(whole))


@given(st.integers(300, 4000), st.lists(st.tuples(blocks, st.lists(blocks, max_size=3)), max_size=6))
def test_nothing_is_lost_or_doubled_between_pause_and_resume(samples: int, spells: list[tuple[int, list[int]]]) -> None:
    sound = ramp(0, samples)
    player, _ = playing(sound)
    player.fill(WIDTH)
    place = WIDTH
    for heard, paused in spells:
        player.pause()
        silence = filled(player, [FADE, *paused])[FADE:]
        assert not any(silence), "after the fade there is silence"
        assert player.played == place
        player.resume()
        given_out = player.fill(FADE) + player.fill(heard)
        clear = min(max(0, len(sound) - place - FADE), heard)
        assert given_out[FADE : FADE + clear] == sound[place + FADE : place + FADE + clear]
        place = min(len(sound), place + FADE + heard)
        assert player.played == place
    assert rest(player) == sound[place:]
    assert player.drained


@given(lengths, lengths, st.integers(0, 4200).map(lambda samples: samples * WIDTH))
def test_a_rewind_removes_exactly_the_segment_under_way(first: int, second: int, heard: int) -> None:
    whole, lost = ramp(0, first), ramp(5000, second)
    player, turn = playing(whole, lost, ended=False)
    before = player.fill(heard)
    begun = heard > len(whole)
    assert player.rewind(turn)
    assert player.feed(turn, lost)
    player.end(turn)
    if not begun:
        assert (before + rest(player)) == whole + lost
        return
    after = filled(player, [FADE] * 40)
    broken_off = 0 if heard >= len(whole + lost) else min(FADE, len(whole + lost) - heard)
    again = after[broken_off:]
    assert again[FADE : len(lost)] == lost[FADE:], "it comes again from its start, but for the fade"
    assert not any(again[len(lost) :])


def test_a_skip_lands_on_the_next_sentence() -> None:
    sentences = [ramp(0, 3000), ramp(10_000, 3000), ramp(20_000, 3000)]
    player, _ = playing(*sentences)
    player.fill(BLOCK)
    player.skip()
    heard = filled(player, [FADE, FADE, BLOCK])
    assert heard[2 * FADE :] == sentences[1][FADE:][:BLOCK]
    assert player.playing == Mark(10, 1)
    player.skip()
    assert rest(player)[2 * FADE :] == sentences[2][FADE:]
    assert player.drained


def test_a_skip_passes_over_all_segments_of_the_sentence_even_those_to_come() -> None:
    player, turn = playing(ramp(0, 1000), ended=False)
    player.fill(BLOCK)
    player.skip()
    player.fill(FADE)
    feed(player, turn, ramp(10_000, 1000), 0, offset=5)
    assert not any(player.fill(BLOCK)), "the sentence that was skipped goes on, unheard"
    feed(player, turn, ramp(20_000, 1000), 1)
    player.end(turn)
    assert rest(player)[FADE:] == ramp(20_000, 1000)[FADE:]


def test_a_skip_in_the_last_sentence_ends_the_turn() -> None:
    player, _ = playing(ramp(0, 5000))
    player.fill(BLOCK)
    player.skip()
    assert not player.drained, "the fade is still to be heard"
    player.fill(FADE)
    assert player.drained


def test_a_skip_while_paused_keeps_silent_until_resumed() -> None:
    player, _ = playing(ramp(0, 1000), ramp(10_000, 1000))
    player.fill(BLOCK)
    player.pause()
    player.fill(FADE)
    player.skip()
    assert not any(player.fill(BLOCK))
    player.resume()
    assert rest(player)[FADE:] == ramp(10_000, 1000)[FADE:]


def test_a_cut_fades_out_what_was_heard_and_begins_anew() -> None:
    player, turn = playing(ramp(20_000, 5000))
    player.fill(BLOCK)
    assert player.cut() == turn + 1
    assert (player.played, player.first_sound, player.drained) == (0, None, False)
    fade = player.fill(BLOCK)
    assert any(fade[:FADE])
    assert not any(fade[FADE:])
    feed(player, turn + 1, ramp(0, 1000), 0)
    assert rest(player) == ramp(0, 1000), "a new turn begins at once and whole"


def test_sound_that_was_never_heard_does_not_fade_out() -> None:
    player, _ = playing(ramp(20_000, 5000))
    player.cut()
    assert not any(player.fill(BLOCK))


# --- who waits for whom


def test_who_feeds_waits_while_enough_is_held() -> None:
    player, turn = playing(bytes(AHEAD), ended=False)
    feeder = Aside(lambda: player.feed(turn, ramp(0, 10)))
    player.fill(BLOCK)
    assert feeder.outcome() is True
    assert filled(player, [BYTES_A_SECOND] * 10)[AHEAD - BLOCK :].startswith(ramp(0, 10))


def test_a_cut_sends_away_who_waits() -> None:
    player, turn = playing(bytes(AHEAD), ended=False)
    feeder = Aside(lambda: player.feed(turn, ramp(0, 10)))
    player.cut()
    assert feeder.outcome() is False
    assert not any(player.fill(BLOCK))


def test_a_skip_makes_room() -> None:
    player, turn = playing(bytes(AHEAD), ended=False)
    feeder = Aside(lambda: player.feed(turn, ramp(0, 10)))
    player.skip()
    assert feeder.outcome() is True


def test_silence_is_waited_for_until_the_fade_is_out_or_the_time_is() -> None:
    player, _ = playing(ramp(20_000, 5000))
    player.fill(BLOCK)
    player.cut()
    assert player.fill(WIDTH)
    waiter = Aside(lambda: player.wait_silent(60.0))
    player.fill(FADE)
    waiter.outcome()
    player.wait_silent(60.0)


@pytest.mark.parametrize("seconds", [0.0, 0.05])
def test_a_dead_device_is_not_waited_for_longer_than_that(seconds: float) -> None:
    player, _ = playing(ramp(20_000, 5000))
    player.fill(BLOCK)
    player.cut()
    player.wait_silent(seconds)
    assert not any(player.fill(BLOCK)), "the next device does not begin with the end of a fade"


# --- what the main thread is told


def test_the_main_thread_is_called_for_what_it_must_know() -> None:
    wakes = Wakes()
    player = Player(wakes)
    turn = player.cut()
    feed(player, turn, ramp(0, 600), 0)
    feed(player, turn, ramp(0, 600), 1)
    assert wakes.count == 0
    player.fill(BLOCK)
    assert wakes.count == 1, "the first sound"
    player.fill(BLOCK)
    assert wakes.count == 1
    player.fill(BLOCK)
    assert wakes.count == 2, "the next sentence"
    player.end(turn)
    assert wakes.count == 3, "the end of the sound"
    player.fill(BLOCK * 10)
    assert wakes.count == 4
    assert player.drained, "the end of what is heard"


def test_sound_that_runs_out_is_counted_once_and_not_at_the_ends() -> None:
    player, turn = playing(ended=False)
    player.fill(BLOCK)
    assert player.underruns == 0, "it has not begun"
    feed(player, turn, ramp(0, 10), 0)
    for _ in range(5):
        player.fill(BLOCK)
    assert player.underruns == 1
    feed(player, turn, ramp(0, 10), 1)
    player.fill(BLOCK)
    assert player.underruns == 2
    player.end(turn)
    player.fill(BLOCK)
    assert player.underruns == 2, "it has ended"


def test_a_second_of_sound_is_a_second() -> None:
    assert BYTES_A_SECOND == RATE * WIDTH == 48_000
