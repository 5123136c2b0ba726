"""Cutting phonemes: nothing lost, nothing too long, cuts where they are least heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.engines.kokoro.inference import Chunk, Inference
from kokoro_model.engines.kokoro.pieces import COMFORTABLE, LIMIT, split
from kokoro_model.engines.kokoro.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

phonemes = st.lists(
    st.text("abdˈːɪ", min_size=1, max_size=30).flatmap(
        lambda word: st.sampled_from([word, word + ".", word + ",", word * 25])
    ),
    max_size=120,
).map(" ".join)


@given(phonemes)
def test_pieces_are_the_whole_in_order(text: str) -> None:
    at = 0
    for start, piece in split(text):
        assert text[at:start].strip() == ""
        assert text.startswith(piece, start)
        at = start + len(piece)
    assert text[at:].strip() == ""


@given(phonemes)
def test_pieces_are_short_enough_to_speak(text: str) -> None:
    for _, piece in split(text):
        assert 0 < len(piece) <= LIMIT
        assert len(piece) <= COMFORTABLE or " " not in piece[:COMFORTABLE]


class Deaf:
    """A model that takes anything and says nothing."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def infer(
        self,
        tokens: Sequence[int],
        style: NDArray[np.float32],
        speed: float,
        statistics: NDArray[np.float32] | None = None,
    ) -> Inference:
        del style, speed, statistics
        self.lengths.append(len(tokens))
        return Inference(iter([Chunk(0, np.zeros(1000, np.float32), last=True)]), None)

    def rest(self) -> None:
        """It holds nothing."""


@pytest.mark.parametrize(("whole", "lengths"), [(False, 150), (True, 510)])
def test_a_model_whose_sound_comes_in_chunks_is_given_all_that_it_takes(whole: bool, lengths: int) -> None:
    model = Deaf()
    style, statistics = np.zeros(1, np.float32), np.zeros((2, 1), np.float32) if whole else None
    speech = Speech(model, {"a": 1, " ": 2}, lambda _: style, speed=1.0, statistics=statistics)
    list(speech.blocks(" ".join(["aaaa"] * 100), 1.0))
    assert max(model.lengths) <= lengths
    assert len(model.lengths) == -(-499 // lengths)


def test_short_text_stays_whole() -> None:
    assert list(split("a. b, c")) == [(0, "a. b, c")]


def test_sentence_ends_go_before_clauses_and_clauses_before_words() -> None:
    sentence, clause, word = "x" * 80 + ". ", "y" * 40 + ", ", "z" * 40 + " "
    pieces = [piece for _, piece in split((sentence + clause + word) * 2)]
    assert pieces[0] == sentence.strip()
    assert next(split(clause + word + clause + word)) == (0, (clause + word + clause).strip())


def test_rest_is_not_left_alone() -> None:
    lengths = [len(piece) for _, piece in split("abcd " * 31)]
    assert lengths == [79, 74]
