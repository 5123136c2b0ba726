"""Cutting phonemes: nothing lost, nothing too long, cuts where they are least heard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.engines.kokoro.pieces import COMFORTABLE, LIMIT, split

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
