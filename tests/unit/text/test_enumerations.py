"""Markers of what is listed: read as letters and numbers with a rest, and no other bracket taken for one."""

from __future__ import annotations

import pytest

from tests.unit.text.proportion import in_proportion
from tests.unit.text.spoken import cases, words
from tests.unit.text.structure import heard_alike

MARKERS = """
a) apples b) pears c) plums => a, apples, b, pears, c, plums
We have a) apples, b) pears and c) plums. => We have a, apples, b, pears and c, plums.
A) Paris B) Rome C) Bonn => A, Paris, B, Rome, C, Bonn
(a) apples and (b) pears => a, apples and b, pears
Bring: (a) apples, (b) pears. => Bring: a, apples, b, pears.
both (a) this and (b) that => both a, this and b, that
1) first 2) second => one, first, two, second
First 1) this; 2) that. => First one, this; two, that.
10) ten 11) eleven => ten, ten, eleven, eleven
(1) this and (2) that => one, this and two, that
⑴ first ⑵ second => one, first, two, second
i) this ii) that iii) more => one, this, two, that, three, more
(i) this (ii) that => one, this, two, that
(iv) this, (v) that => four, this, five, that
IX) this X) that => nine, this, ten, that
iv. Fourth item => four, Fourth item
xiv. Fourteenth item => fourteen, Fourteenth item
g) this h) that i) more => g, this, h, that, i, more
w) this x) that y) more => w, this, x, that, y, more
a) “Yes” b) (no) => a, "Yes", b, (no)
"""
NO_MARKERS = """
nice :) and ;) too => nice :) and ;) too
so :a) or x:b) it is => so :a) or x:b) it is
f(x) is g(a, b) here => f(x) is g(a, b) here
item(s) are (a) good thing => item(s) are (a) good thing
option (a) is good => option (a) is good
(see section a) too => (see section a) too
(or as in b) this => (or as in b) this
(c) 2024 Acme => (c) twenty twenty-four Acme
call (030) 123-4567 now => call zero three zero, one two three, four five six seven now
in (5) 3 => in (five) three
(2024) it was => (twenty twenty-four) it was
It mixes. => It mixes.
mix. It => mix. It
"""


@pytest.mark.parametrize(("source", "spoken"), cases(MARKERS, NO_MARKERS))
def test_markers_are_read_and_other_brackets_stay(source: str, spoken: str) -> None:
    assert words(source, "en-us") == spoken


@pytest.mark.parametrize(
    ("lang", "source", "spoken"),
    [
        ("de", "a) Äpfel und b) Birnen, ii) Nüsse", "a, Äpfel und b, Birnen, zwei, Nüsse"),
        ("es", "1) leche 2) pan", "uno, leche, dos, pan"),
        ("fr-fr", "(a) du lait, (b) du pain", "a, du lait, b, du pain"),
        ("it", "(i) latte (ii) pane", "uno, latte, due, pane"),
        ("pt-br", "iii) leite", "três, leite"),
        ("hi", "1) दूध 2) रोटी", "एक, दूध, दो, रोटी"),
        ("ja", "1）牛乳 2）パン", "一,牛乳, 二,パン"),
        ("cmn", "（1）买牛奶（2）买鸡蛋", "一,买牛奶,二,买鸡蛋"),
    ],
)
def test_numbers_are_in_the_words_of_a_language(lang: str, source: str, spoken: str) -> None:
    assert words(source, lang) == spoken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bring these:\na) apples\nb) pears", ["Bring these:", "a, apples.", "b, pears."]),
        ("(a) It rains.\n(b) It pours\n(c) It snows", ["a, It rains.", "b, It pours.", "c, It snows."]),
        ("i) One\nii) Two\niii) Three", ["one, One.", "two, Two.", "three, Three."]),
        ("Parts\niii. Third part\niv. Fourth part", ["Parts.", "three, Third part.", "four, Fourth part."]),
        ("(xviii) Eighteen\n(xvi) Sixteen", ["(xviii) Eighteen.", "sixteen, Sixteen."]),
        ("a) It rains. b) It pours.", ["a, It rains.", "b, It pours."]),
    ],
)
def test_a_line_with_a_marker_is_a_sentence(text: str, expected: list[str]) -> None:
    assert heard_alike(text) == expected


@pytest.mark.parametrize("unit", ["a) ", "(i) x ", "(", ")", "(a", "1) 2) ", "ii. x\n", "x" * 30 + ") "])
def test_time_is_in_proportion(unit: str) -> None:
    assert in_proportion(lambda text: words(text, "en-us"), unit, 2_000, 20_000)
