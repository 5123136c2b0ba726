"""The listeners of bench/underruns.py, and what they are given to hear."""

from __future__ import annotations

import pytest

from bench.contestants import Take
from bench.underruns import LONGEST, SHORTEST, Listener, sentences
from kokoro_model.engines.kokoro.phonemize import phonemize


def take(*arrivals: tuple[float, float]) -> Take:
    return Take(list(arrivals))


def test_a_listener_waits_for_no_first_sound() -> None:
    listener = Listener()
    listener.listen(take((5.0, 1.0)))
    assert listener.waits == 0
    assert listener.in_hand == 1.0


def test_a_listener_waits_inside_a_sentence() -> None:
    listener = Listener()
    listener.listen(take((0.5, 1.0), (1.75, 1.0)))
    assert listener.waits == 1
    assert listener.least == -0.25
    assert listener.in_hand == 1.0


def test_a_long_sentence_behind_a_short_one_is_waited_for() -> None:
    listener = Listener()
    listener.listen(take((0.5, 0.5)))
    listener.listen(take((0.75, 2.0), (1.0, 2.0)))
    assert listener.waits == 1
    assert listener.least == -0.25


def test_no_more_than_the_streams_room_is_ahead_of_a_sentence() -> None:
    listener = Listener()
    listener.listen(take((0.5, 30.0)))
    listener.listen(take((2.5, 1.0)))
    assert listener.waits == 1
    assert listener.least == -0.5


@pytest.mark.parametrize("count", [2, 40])
def test_sentences_reach_from_the_shortest_to_the_longest(count: int) -> None:
    lengths = sorted(len(phonemize(sentence, "en-us")) for sentence in sentences(count))
    assert len(lengths) == count
    assert lengths[0] <= 2 * SHORTEST
    assert 0.95 * LONGEST <= lengths[-1] <= LONGEST
