"""Parts of speech: what spaCy's tagger says of the same words, as it was written down."""

from __future__ import annotations

import pytest

from kokoro_model.engines.kokoro.g2p.tagger import Tagger, Word, _hash, _shape, words


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("I read that book last year.", "PRP VBD DT NN JJ NN ."),
        ("I want to read it now.", "PRP VBP TO VB PRP RB ."),
        ("They broke the record, and will record a new song.", "PRP VBD DT NN , CC MD VB DT JJ NN ."),
        ("Cats have nine lives.", "NNS VBP CD NNS ."),
        ("It's $3.50, don't you think?", "PRP VBZ $ CD , VBP RB PRP VB ."),
        ("Nobody was awake.", "NN VBD JJ ."),
        ("", ""),
    ],
)
def test_tags_are_those_of_spacy(tagger: Tagger, text: str, tags: str) -> None:
    assert " ".join(tagger.tags(list(words(text)))) == tags


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("“Don’t,” he said.", "“|Do|n’t|,|”| |he| |said|."),
        ("I cannot pay 1,500.25 at 10:30...", "I| |can|not| |pay| |1,500.25| |at| |10:30|..."),
        ("Mr. Smith's U.S. well-known", "Mr.| |Smith|'s| |U.S.| |well|-|known"),
        ("a — b", "a| |—| |b"),
    ],
)
def test_words_are_parted_as_spacy_does(text: str, parts: str) -> None:
    assert "|".join(part for word in words(text) for part in (word.text, word.space) if part) == parts


@pytest.mark.parametrize(("text", "expected"), [("hello", 5983625672228268878), ("日本", 2324319125191504834)])
def test_strings_have_the_hashes_of_spacy(text: str, expected: int) -> None:
    assert _hash(text) == expected


@pytest.mark.parametrize(
    ("text", "shape"), [("Hello", "Xxxxx"), ("10.5", "dd.d"), ("aaaaaaa", "xxxx"), ("a" * 100, "LONG")]
)
def test_shapes_are_cut_short(text: str, shape: str) -> None:
    assert _shape(text) == shape


def test_one_strange_word_is_tagged(tagger: Tagger) -> None:
    assert len(tagger.tags([Word("\ud800", "")])) == 1
