"""Which phonemes belong to which word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kokoro_onnx.config import DEFAULT_VOCAB

from kokoro_model.engines.kokoro.phonemize import Part
from kokoro_model.engines.kokoro.script import pronounce
from kokoro_model.engines.kokoro.spelling import Spelling
from tests.speaking import as_it_stands


def spelled(text: str, *parts: Part) -> list[tuple[str, str]]:
    spelling = Spelling(text, "en-us", parts or pronounce(as_it_stands(text), "en-us"), DEFAULT_VOCAB)
    return [(text[w.start : w.end], spelling.phonemes[w.first : w.last]) for w in spelling.words()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, world!", [("Hello", "həlˈoʊ"), ("world", "wˈɜːld")]),
        ("one of the", [("one", "wˈʌn"), ("of", "ʌv"), ("the", "ðə")]),
        ("it's 1984 now", [("it's", "ɪts"), ("1984", "nˈaɪntiːnhˈʌndɹɪd ˈeɪɾi fˈɔːɹ"), ("now", "nˈaʊ")]),
        ("yes—no", [("yes", "jˈɛs"), ("no", "nˈoʊ")]),
        ("1984", [("1984", "nˈaɪntiːnhˈʌndɹɪd ˈeɪɾi fˈɔːɹ")]),
        ("…", []),
        ("", []),
    ],
)
def test_words_have_their_phonemes(text: str, expected: list[tuple[str, str]]) -> None:
    assert spelled(text) == expected


def test_parts_keep_their_words_apart() -> None:
    parts = Part(0, 7, "ɹˈʌn ðə "), Part(8, 11, "kjˈuːb"), Part(11, 12, ".")
    assert spelled("Run the K8s.", *parts) == [("Run", "ɹˈʌn"), ("the", "ðə"), ("K8s", "kjˈuːb")]


def test_part_of_a_word_joins_what_stands_beside_it() -> None:
    spelling = Spelling("ab", "en-us", [Part(0, 1, "a\n b"), Part(1, 2, "§c "), Part(2, 2, " . ")], DEFAULT_VOCAB)
    assert spelling.phonemes == "a bc ."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["of", "the", "12.50", "NASA", "to", "a", "$3", "Mr.", "e-mail", "x,"]), max_size=12))
def test_words_come_in_order_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    spelling = Spelling(text, "en-us", pronounce(as_it_stands(text), "en-us"), DEFAULT_VOCAB)
    ends = [(0, 0)]
    for word in spelling.words():
        assert word.start >= ends[-1][0]
        assert word.first >= ends[-1][1]
        assert word.last > word.first
        ends.append((word.end, word.last))
    assert ends[-1][1] <= len(spelling.phonemes)
