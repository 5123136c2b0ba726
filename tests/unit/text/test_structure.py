"""Structure of texts, heard from pieces to passages: what is no words is not read, and means what its writer meant."""

from __future__ import annotations

import pytest

from fuzz.inputs import strict
from kokoro_model.text.normalize import strip_marks
from kokoro_model.text.rewriting import Rewriting
from tests.unit.text.spoken import words
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


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en-us", "It is nega-\ntive.", "It is negative."),
        ("en-us", "It is a well-\nknown thing.", "It is a well-known thing."),
        ("en-us", "the inter-  \n   national, the twenty-\nfirst", "the international, the twenty-first"),
        ("en-us", "a state-of-the-\nart thing", "a state-of-the-art thing"),
        ("en-us", "pre-\nand post-war, Jean-\nPaul", "pre- and post-war, Jean-Paul"),
        ("en-us", "nega\xad\ntive or nega\u2010\r\ntive", "negative or negative"),
        ("en-us", "so it is -\nor not", "so it is - or not"),
        ("de", "Ver-\nein und Vor-\nund Nachteile, E-\nMail", "Verein und Vor- und Nachteile, E-Mail"),
        ("fr-fr", "dit-\nil impor-\ntant", "dit-il important"),
        ("pt-br", "disse-\nme impor-\ntante", "disse-me importante"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_one(lang: str, text: str, expected: str) -> None:
    assert words(text, lang) == expected


def test_no_cut_divides_a_divided_word() -> None:
    for before in range(1, 12):
        said = " ".join(
            map(str, heard_alike("so " * before + "it is a nega-\ntive thing and that is it.", whole=False))
        )
        assert "negative" in said


def test_a_divided_word_keeps_its_place() -> None:
    text = Rewriting("a nega-\ntive b")
    strip_marks(text, "en-us", strict())
    assert text.text == "a negative b"
    assert text.source_span(2, 10) == (2, 12)
    assert text.source_span(11, 12) == (13, 14)
