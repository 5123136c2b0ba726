"""A line of the lexicon, and how its words are found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.text.pronunciation import Entry, Table, entry, parse


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Kubernetes=kuːbɚnˈɛtiːz", Entry("Kubernetes", "kuːbɚnˈɛtiːz", phonemes=True)),
        ("Kubernetes='koo ber netties'", Entry("Kubernetes", "koo ber netties", phonemes=False)),
        ('gif = "jif"', Entry("gif", "jif", phonemes=False)),
        ("gif = jif  # as its maker says", Entry("gif", "jif", phonemes=False)),
        ("cat=/'kˈat'/", Entry("cat", "'kˈat'", phonemes=True)),
        ("cat=/kat/", Entry("cat", "kat", phonemes=True)),
        ("tomate='tɔ mat'", Entry("tomate", "tɔ mat", phonemes=False)),
        ("été=hiver", Entry("été", "hiver", phonemes=False)),
        ("C# = see sharp", Entry("C#", "see sharp", phonemes=False)),
        ("New   York = nuːjɔːɹk", Entry("New York", "nuːjɔːɹk", phonemes=True)),
        ("eq=a=b", Entry("eq", "a=b", phonemes=False)),
    ],
)
def test_a_line_is_understood(line: str, expected: Entry) -> None:
    assert parse(line) == expected
    assert parse(expected.line()) == expected


@pytest.mark.parametrize("line", ["", "   ", "# all comment", "  # more", "\n"])
def test_a_comment_says_nothing(line: str) -> None:
    assert parse(line) is None


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("no sound", "no '='"),
        ("=x", "a word needs"),
        ("x=", "the sound of 'x'"),
        ("x=''", "the sound of 'x'"),
        ("x" * 81 + "=y", "a word needs"),
        ("x=" + "y" * 201, "the sound of 'x'"),
        ("x\x00=y", "a word needs"),
        ("x=y\x07", "the sound of 'x'"),
        ("x=a#b", "the sound of 'x'"),
        ("\udcff=y", "a word needs"),
    ],
)
def test_a_broken_line_says_what_is_wrong(line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse(line)


@pytest.mark.parametrize("word", ["a=b", "#a", "a #b", ""])
def test_a_word_that_no_line_could_hold_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="word"):
        entry(word, "x")


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_whatever_is_accepted_survives_the_file(word: str, sound: str) -> None:
    try:
        known = entry(word, sound)
    except ValueError:
        return
    assert parse(known.line()) == known


def found(text: str, *lines: str) -> list[tuple[str, str]]:
    table = Table(filter(None, map(parse, lines)))
    return [(text[match.start : match.end], match.entry.sound) for match in table.find(text)]


class TestFinding:
    def test_words_match_whole(self) -> None:
        assert found("cat category concat cat's cat_x Cat.", "cat=x") == [
            ("cat", "x"),
            ("cat", "x"),
            ("Cat", "x"),
        ]

    def test_any_case_will_do(self) -> None:
        assert [word for word, _ in found("KUBERNETES kubernetes", "Kubernetes=x")] == [
            "KUBERNETES",
            "kubernetes",
        ]

    def test_capitals_match_capitals_only(self) -> None:
        assert found("tell us about the US", "US=you ess") == [("US", "you ess")]

    def test_the_texts_own_spelling_goes_first(self) -> None:
        assert found("Polish polish", "polish=1", "Polish=2") == [("Polish", "2"), ("polish", "1")]
        assert found("Polish polish", "Polish=2", "polish=1") == [("Polish", "2"), ("polish", "1")]

    def test_longer_words_go_first(self) -> None:
        assert found("New\nYork, new car", "new=n", "New York=ny") == [("New\nYork", "ny"), ("new", "n")]

    def test_the_later_line_counts(self) -> None:
        assert found("gif", "gif=a", "gif=b") == [("gif", "b")]

    def test_signs_belong_to_words(self) -> None:
        assert found("C++ and C, node.js.", "C++=cpp", "node.js=node") == [
            ("C++", "cpp"),
            ("node.js", "node"),
        ]

    def test_nothing_known_finds_nothing(self) -> None:
        assert found("anything") == []

    @given(st.text(alphabet="ab +.", max_size=40))
    def test_matches_do_not_overlap(self, text: str) -> None:
        matches = list(Table(filter(None, map(parse, ["a=1", "a b=2", "b+=3", "+=4"]))).find(text))
        assert all(sooner.end <= later.start for sooner, later in pairwise(matches))
