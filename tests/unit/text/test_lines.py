"""Lines of lists, poems and addresses are sentences of their own, and wrapped prose is cut at none of its lines."""

from __future__ import annotations

import textwrap

import pytest

from kokoro_model.text.segmenter import Segment, Segmenter
from tests.unit.text.proportion import in_proportion
from tests.unit.text.spoken import sentences

ON_PURPOSE = [
    ("en-us", "Milk\nEggs\nBrown bread"),
    ("en-us", "milk\neggs\nbrown bread"),
    ("en-us", "We need:\nmilk\neggs"),
    ("en-us", "Milk\r\nEggs  \r\n  Bread"),
    ("en-us", "5 eggs\n2 loaves\n1 bottle of milk"),
    ("en-us", "John Smith\n12 Main Street\nSpringfield, IL 62701\nUSA"),
    ("en-us", "I wandered lonely as a cloud\nThat floats on high o'er vales and hills"),
    ("en-us", "The woods are lovely, dark and deep\n“But” I have promises to keep"),
    ("en-us", "Introduction\nThis is what the book is about"),
    ("de", "Milch\nEier\nBrot"),
    ("de", "Anna Meyer\nHauptstraße 5\n10115 Berlin"),
    ("fr-fr", "lait\nœufs\npain"),
    ("es", "Leche\nÑoquis\nPan"),
    ("hi", "दूध\nअंडे\nरोटी"),
    ("ja", "牛乳\n卵\nパン"),
    ("cmn", "牛奶\n鸡蛋\n面包"),
]
GOING_ON = [
    "A line\nthat goes on.",
    "He met Mr.\nSmith and Jean-\nPaul",
    "By all the darling buds of May,\nAnd summer's lease",
    "It rains and\nI stay",
    "He lives in a small town not far from Los\nangeles and so on it goes",
]
PROSE = {
    "en-us": "In 1999 Anna and Thomas went from Berlin to New York City with 20 friends and I stayed in Los Angeles "
    "with Mr. Jones and 5 others of the Acme Company in California until Monday came and Peter called from Rome " * 4,
    "de": "Im Jahr 1999 gingen Anna und Thomas mit 20 Freunden von Berlin nach New York und der Rest der Gruppe blieb "
    "in der Stadt wo Herr Meier und die Familie seiner Schwester ein Haus mit Garten am Rand des Waldes hatten " * 4,
}


@pytest.mark.parametrize(("lang", "text"), ON_PURPOSE)
def test_a_line_that_was_ended_on_purpose_is_a_sentence(lang: str, text: str) -> None:
    expected = [line.strip() for line in text.split("\n")]
    assert sentences(text, lang=lang) == expected
    assert sentences(*text, lang=lang) == expected


@pytest.mark.parametrize("text", GOING_ON)
def test_a_line_that_goes_on_is_none(text: str) -> None:
    assert sentences(text, lang="en-us") == sentences(*text, lang="en-us") == [text]


@pytest.mark.parametrize("width", [60, 66, 72, 76, 80, 100])
@pytest.mark.parametrize("lang", PROSE)
def test_wrapped_prose_is_one_sentence(lang: str, width: int) -> None:
    for before in range(0, 40, 3):
        first = f"It {'so ' * before}is. "
        (end, *rest) = sentences(textwrap.fill(first + PROSE[lang], width), lang=lang)
        assert (end.split()[-1], len(rest)) == ("is.", 1)


@pytest.mark.parametrize(
    "before", ["| " + "a very long row of a table " * 10 + "|", "https://example.org/" + "a" * 150]
)
def test_ragged_prose_is_one_sentence_whatever_lines_are_longer(before: str) -> None:
    prose = "the conditions of this License apply to the\nProgram and to all that is made of it, and so does what the\n"
    text = f"Here {prose}Free Software Foundation says of {prose}Corresponding Source."
    assert sentences(f"{before}\n\n{text}", lang="en-us")[-1] == text


@pytest.mark.parametrize("width", [32, 40, 48])
def test_prose_that_is_wrapped_early_is_cut_at_names_at_most(width: int) -> None:
    text = textwrap.fill("so it goes on and on as some people do when they have so much to tell of it " * 4, width)
    assert sentences(text, lang="en-us") == [text]


def segments(*pieces: str, whole: bool) -> list[Segment]:
    """Asked for after each piece."""
    segmenter = Segmenter()
    found: list[Segment] = []
    for piece in pieces:
        segmenter.feed(piece)
        while segment := segmenter.next(whole=whole):
            found.append(segment)
    segmenter.end()
    while segment := segmenter.next(whole=whole):
        found.append(segment)
    return found


@pytest.mark.parametrize("whole", [True, False])
def test_pieces_make_no_difference(*, whole: bool) -> None:
    for _, lines in ON_PURPOSE:
        text = f"It begins. {textwrap.fill(PROSE['en-us'][:200], 60)}.\n{lines}\nSo it ends.\n{lines}"
        assert segments(*text, whole=whole) == segments(text, whole=whole)


@pytest.mark.parametrize("unit", ["a\n", "A\n", "a,\nB", "word " * 9 + "\nWord", "a:\n", "\n", "A" * 50 + "\n"])
def test_time_is_in_proportion(unit: str) -> None:
    assert in_proportion(lambda text: sentences(text, lang="en-us"), unit, 4_000, 40_000)
