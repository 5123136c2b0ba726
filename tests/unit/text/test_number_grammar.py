"""The notation of number grammars: each rule's quotient, remainder, other sets and what is left out."""

from __future__ import annotations

import pytest

from kokoro_model.text.normalize.number_grammar import NumberGrammar

SCORES = NumberGrammar("""
%%cardinal:
    0: none; one; two; three; four; five; six; seven; eight; nine; ten; =%teen=;
    20/20: score[ and >>]; 40/20: << score[ and >>];
    100: <%count< hundred>%rest>;
    1000: << thousand[, >>];
%%teen:
    0: ; 11: ten-and->%cardinal>;
%%count:
    0: no; a; =%cardinal=;
%%rest:
    0: ; 1: ' and =%cardinal=;
""")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "none"),
        (7, "seven"),
        (12, "ten-and-two"),
        (20, "score"),
        (23, "score and three"),
        (40, "two score"),
        (99, "four score and ten-and-nine"),
        (100, "a hundred"),
        (101, "a hundred and one"),
        (300, "three hundred"),
        (1000, "one thousand"),
        (2340, "two thousand, three hundred and two score"),
        (10**6, "one thousand thousand"),
    ],
)
def test_numbers_by_a_grammar(number: int, words: str) -> None:
    assert SCORES.spell(number, "cardinal") == words


def test_a_set_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        SCORES.spell(1, "ordinal")
    assert SCORES.sets == {"cardinal", "teen", "count", "rest"}


def test_what_is_no_rule_is_an_error() -> None:
    with pytest.raises(ValueError, match="twenty"):
        NumberGrammar("%%cardinal: 0: zero; 1 twenty:")
