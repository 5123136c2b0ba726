"""A rewritten text knows where its characters come from, whatever was done to it."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.text.rewriting import Rewriting, source_span

Origin = tuple[str, int, int]


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[tuple[int, int, str]]:
    places = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    spans = list(pairwise(places))[::2]
    return [(start, end, draw(st.text(alphabet="XYZ", max_size=6))) for start, end in spans]


def edited(model: list[Origin], start: int, end: int, new: str) -> list[Origin]:
    """What replaces a stretch of the model: each character from all of it, or from its neighbours."""
    around = model[start:end] or model[max(0, start - 1) : start + 1] or [("", 0, 0)]
    return [(char, around[0][1], around[-1][2]) for char in new]


@given(st.text(alphabet="abc ", max_size=40), st.data())
def test_every_character_maps_into_what_it_came_from(source: str, data: st.DataObject) -> None:
    text = Rewriting(source)
    model: list[Origin] = [(char, index, index + 1) for index, char in enumerate(source)]
    for _ in range(data.draw(st.integers(1, 4))):
        changes = data.draw(edits(len(model)))
        text.edit(changes)
        replaced = [edited(model, *change) for change in changes]
        for (start, end, _), new in reversed(list(zip(changes, replaced, strict=True))):
            model[start:end] = new
    assert text.text == "".join(char for char, _, _ in model)
    assert [0, *(run[1] for run in text.alignment)] == [*(run[0] for run in text.alignment), len(text.text)]
    assert all(one[2] <= other[2] and one[3] <= other[3] for one, other in pairwise(text.alignment)), "out of order"
    for index, (char, start, end) in enumerate(model):
        found = source_span(text.alignment, index, index + 1)
        assert start <= found[0] <= found[1] <= end
        if char in "abc ":
            assert found == (start, end)
            assert source[found[0] : found[1]] == char


@given(st.text(alphabet="ab1", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_part_maps_like_the_whole(source: str, start: int, end: int) -> None:
    text = Rewriting(source, offset=7)
    text.sub(re.compile("1+"), "one")
    start, end = sorted((min(start, len(text.text)), min(end, len(text.text))))
    part = text.part(start, end)
    assert part.text == text.text[start:end]
    for index, char in enumerate(part.text):
        if char in "ab":
            assert part.source_span(index, index + 1) == text.source_span(start + index, start + index + 1)


def test_a_replaced_word_maps_as_a_whole() -> None:
    text = Rewriting("take 25 or 7")
    text.sub(re.compile(r"\d+"), lambda match: {"25": "twenty-five", "7": "seven"}[match[0]])
    assert text.text == "take twenty-five or seven"
    assert text.source_span(5, 11) == (5, 7)
    assert text.source_span(12, 16) == (5, 7)
    assert text.source_span(17, 25) == (8, 12)


def test_a_replaced_word_as_long_as_its_source_maps_as_a_whole_too() -> None:
    text = Rewriting("take 100 now")
    text.sub(re.compile(r"\d+"), "one")
    assert [text.source_span(index, index + 1) for index in (5, 6, 7)] == [(5, 8)] * 3


def test_a_function_may_leave_a_match_alone() -> None:
    text = Rewriting("1 2 3")
    text.sub(re.compile(r"\d"), lambda match: None if match[0] == "2" else "x")
    assert text.text == "x 2 x"


def test_keeping_a_group_keeps_its_characters() -> None:
    text = Rewriting("see [the page](address) now")
    text.keep(re.compile(r"\[(?P<words>[^]]*)\]\([^)]*\)"), "words")
    assert text.text == "see the page now"
    assert text.source_span(8, 12) == (9, 13)


def test_an_empty_alignment_maps_to_nothing() -> None:
    assert source_span([], 0, 3) == (0, 0)
    assert Rewriting("").alignment == []
