"""Tables are read row by row with their headers, however they come, and each cell keeps its place."""

from __future__ import annotations

import pytest

from fuzz.inputs import strict
from kokoro_model.text.reading import Passage, Reader
from kokoro_model.text.rewriting import Rewriting
from kokoro_model.text.segmenter import Segmenter
from kokoro_model.text.tables import read
from tests.unit.text.proportion import in_proportion
from tests.unit.text.structure import Heard, heard_alike

PEOPLE = ["Name, Age.", "Name: Ann, Age: thirty.", "Name: Bob, Age: five."]


@pytest.mark.parametrize(
    "table",
    [
        "| Name | Age |\n|---|---|\n| Ann | 30 |\n| Bob | 5 |",
        "|Name|Age|\n|-|-|\n|Ann|30|\n|Bob|5|",
        "| Name | Age |\n|:-----|:---:|\n| Ann  |  30 |\n| Bob  |   5 |",
        "  | Name | Age |\n  | ---- | --: |\n  | Ann | 30 |\n  | Bob | 5 |",
        "| Name | Age\n|---|---\n| Ann | 30\n| Bob | 5",
        "Name | Age\n--- | ---\nAnn | 30\nBob | 5",
        "| **Name** | `Age` |\r\n|---|---|\r\n| *Ann* | 30 |\r\n| Bob | 5 |",
        "Name\tAge\nAnn\t30\nBob\t5",
        "Name\tAge\r\nAnn\t30\r\nBob\t5",
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_each_way_to_write_one(table: str, *, whole: bool) -> None:
    assert heard_alike(f"Look here.\n\n{table}\n\nSo it is.", whole=whole) == ["Look here.", *PEOPLE, "So it is."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a | b |\n| c | d |", ["a, b.", "c, d."]),
        ("Name\tCity\nAnn\tParis", ["Name, City.", "Ann, Paris."]),
        ("5\t6\n7\t8", ["five, six.", "seven, eight."]),
        ("| Name | Age |\n|---|---|\n| Ann |  |\n|  | 5 |", ["Name, Age.", "Name: Ann.", "Age: five."]),
        ("| A | B |\n|---|---|\n| x | y | z |\n| x |", ["A, B.", "A: x, B: y, z.", "A: x."]),
        ("| A | B |\n|---|\n| x | y |", ["A, B.", "x, y."]),
        ("|  | B |\n|---|---|\n| x | y |", ["B.", "x, B: y."]),
        ("|---|---|\n| x | y |", ["x, y."]),
        ("| A | B |\n|---|---|\n| x \\| y | z |", ["A, B.", "A: x, y, B: z."]),
        (
            "| A | B |\n|---|---|\n| x | y |\nIt rains | now. So.",
            ["A, B.", "A: x, B: y.", "A: It rains, B: now.", "So."],
        ),
        ("| A | B |\n|---|---|\n| x | y |\nIt rains. So.", ["A, B.", "A: x, B: y.", "It rains.", "So."]),
        ("| A |\n|---|\n| x |\n\n| C | D |\n| y | z |", ["A.", "A: x.", "C, D.", "y, z."]),
        ("| A | B |\n|---|---|\n| $5 | No! |", ["A, B.", "A: five dollars, B: No!"]),
        ("Total:\t5\nTax:\t3", ["Total: five.", "Tax: three."]),
        ("| A | B |\n|---|---|\n| x | $y^2$ |", ["A, B.", "A: x, B: y squared."]),
        ("It is a | b here.\nAnd\tthere.", ["It is a, b here.", "And, there."]),
    ],
)
def test_rows(text: str, expected: Heard) -> None:
    assert heard_alike(text) == expected


def test_a_long_row_goes_on_in_its_cell() -> None:
    text = "| Name | What it does |\n|---|---|\n| Ann | It is so and so and so and so and so and so on | x |"
    said = " ".join(map(str, heard_alike(text, whole=False)))
    assert said == "Name, What it does. Name: Ann, What it does: It is so and so and so and so and so and so on, x."


def test_each_cell_keeps_its_place() -> None:
    text = "| Name | Age |\n|---|---|\n| Ann | 30 |"
    segmenter, reader = Segmenter(), Reader("en-us", barrier=strict())
    segmenter.feed(text)
    segmenter.end()
    places = {}
    while segment := segmenter.next(whole=True):
        begin = segment.end - len(segment.text)
        for part in reader.read(segment):
            assert isinstance(part, Passage)
            for word in ("Ann", "thirty"):
                if (at := part.text.find(word)) >= 0:
                    start, end = part.source_span(at, at + len(word))
                    places[word] = text[begin + start : begin + end]
    assert places == {"Ann": "Ann", "thirty": "30"}


@pytest.mark.parametrize(
    "unit", ["| a | b |\n", "|", "|---|---|\n", "a\t1\n", "| " + "a" * 50, " " * 50 + "|", "\t", "-|"]
)
def test_time_is_in_proportion(unit: str) -> None:
    assert in_proportion(lambda text: read(Rewriting(text)), unit, 10_000, 100_000)
