"""What is read as one is spoken in one go, wherever a segment would end."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kokoro_model.text.segmenter import Segmenter

TOGETHER = [
    *("$3 million", "US$ 2.5 billion", "€ 50", "3 million dollars", "1,200.50 euros", "12 000 000 euros", "USD 40"),
    *("3,5 Millionen Euro", "2 millones de euros", "5 lakh rupees", "20 %"),
    *("5 km", "3.5 GB/s", "70 kilometers", "5 °C", "100 km/h", "12 Stunden"),
    *("September 5, 2024", "the 5th of September", "5 September 2024", "Sept. 5", "2024-11-26 17:09"),
    *("5 de septiembre de 2024", "5 septembre 2024", "March 2024", "3/4/2024", "1990 – 1995"),
    *("5 p.m.", "5:30 PM", "17 Uhr", "9 – 12"),
    *(
        "Dr. Hill",
        "Mrs. Mary Jones",
        "Prof. J. Hill",
        "J. R. Tolkien",
        "Sir Isaac Newton",
        "Mme Curie",
        "Señora García",
    ),
    *("Doctor Hill", "Herr Müller", "No. 5", "page 12", "Chapter IV", "Henry VIII", "Fig. 3"),
    *("221B Baker Street", "10 Downing Street", "+49 30 1234567", "555 123 4567"),
    *(
        "http://127.0.0.1:8123/v1",
        "https://example.org/a/long/path-of-it?with=queries&and=more#than.that",
        "me@example.org",
    ),
    *("www.example.org/x", "/usr/share/doc/some-package/changelog.Debian.gz", "~/notes/today.txt"),
    "2024-11-26T17:09:13.123456",
]
FILLER = ["we", "have", "to", "pay", "you", "and", "soon,", "then", "go", "because", "nothing;", "remains"]


def spoken(text: str, *, first_words: int, most: int, whole: bool) -> list[str]:
    """The segments of a text."""
    segmenter = Segmenter(first_words=first_words, most=most)
    segmenter.feed(text)
    segmenter.end()
    return [segment.text for segment in iter(lambda: segmenter.next(whole=whole), None)]


@given(
    st.lists(st.one_of(st.sampled_from(FILLER), st.sampled_from(TOGETHER)), min_size=1, max_size=40),
    st.integers(1, 8),
    st.integers(70, 200),
)
@example(["$3 million", "2024-11-26 17:09"], 6, 70)
@example(["September 5, 2024", "$3 million", "1990 – 1995"], 1, 70)
def test_what_is_read_as_one_is_never_cut(words: list[str], first_words: int, most: int) -> None:
    found = spoken(" so ".join(words), first_words=first_words, most=most, whole=False)
    wanted = [word for word in words if word in TOGETHER]
    for segment in found:
        rest = segment
        while wanted and wanted[0] in rest:
            rest = rest.partition(wanted.pop(0))[2]
    assert not wanted, found


@pytest.mark.parametrize("words", TOGETHER)
@pytest.mark.parametrize("first_words", range(1, 8))
def test_no_first_segment_ends_in_it(words: str, first_words: int) -> None:
    for before in range(7):
        text = f"{' '.join(['on'] * before)} {words} and then there is some more of it."
        assert any(words in segment for segment in spoken(text, first_words=first_words, most=150, whole=False))


@pytest.mark.parametrize("words", TOGETHER)
def test_no_long_sentence_is_cut_in_it(words: str) -> None:
    for length in range(460, 520):
        text = f"{('word ' * 104)[:length].strip()} {words} {'and more ' * 20}"
        assert any(words in segment for segment in spoken(text, first_words=6, most=150, whole=True))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("We have to pay you $3 million.", "We have to pay you"),
        ("http://127.0.0.1:8123/v1 now", "http://127.0.0.1:8123/v1"),
        ("我们在https://example.org/上见", "我们在https://example.org/上见"),
    ],
)
def test_first_segments(text: str, first: str) -> None:
    assert spoken(text, first_words=6, most=150, whole=False)[0] == first
