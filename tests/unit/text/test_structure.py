"""Structure of texts, heard from pieces to passages: what is no words is not read, and means what its writer meant."""

from __future__ import annotations

import pytest

from tests.unit.text.structure import Heard, heard_alike


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Wait <break time="500ms"/> for it.', ["Wait", 0.5, "for it."]),
        ("Wait [[slnc 1500]] for it.", ["Wait", 1.5, "for it."]),
        ('One two three four five <break strength="x-weak" time="1s"/> six.', ["One two three four five", 1.0, "six."]),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_foreign_pauses_are_pauses(text: str, expected: Heard, *, whole: bool) -> None:
    assert heard_alike(text, whole=whole) == expected
