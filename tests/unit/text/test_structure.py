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


DEFINITIONS = """See [it][1] and [that][two].

[1]: https://example.org/a.b?c=d "A title. Of two."
  [two]: <http://example.org/x> (really)
[three]: ./docs/a.md
Then go on.
"""


@pytest.mark.parametrize("whole", [True, False])
def test_definitions_of_links_are_not_read(*, whole: bool) -> None:
    assert heard_alike(DEFINITIONS, whole=whole) == ["See it and that.", "Then go on."]


def test_a_name_with_a_colon_is_read() -> None:
    assert heard_alike("[Note]: Important. [Ann]: he goes.") == ["[Note]: Important.", "[Ann]: he goes."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rains.[12] It pours![3][4] So it is.[^5] Yes.", ["It rains.", "It pours!", "So it is.", "Yes."]),
        ("It is so (see p. 3).[2] and on it goes.", ["It is so (see page three). and on it goes."]),
        ("==It rains. It pours.== So it is.", ["It rains.", "It pours.", "So it is."]),
    ],
)
def test_a_sentence_ends_before_the_mark_of_a_note_or_of_highlighting(text: str, expected: Heard) -> None:
    assert heard_alike(text) == expected
