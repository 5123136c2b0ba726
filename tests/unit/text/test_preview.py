"""Whether anything is to be heard of a text, told without reading what plainly has words."""

from __future__ import annotations

import pytest

from kokoro_model.text.preview import says_nothing
from kokoro_model.text.reading import Reader
from kokoro_model.text.segmenter import Segmenter


class Unread(Reader):
    """Fails where it is asked to read."""

    def read(self, segment: object) -> list[object]:  # type: ignore[override]
        raise AssertionError("it was read")


@pytest.mark.parametrize("text", ["Hello there.", "*** and so on", "one", "— Ja.", "これは 文 です"])
def test_a_text_with_a_word_by_itself_is_not_read(text: str) -> None:
    assert not says_nothing(text, Segmenter(lang="en-us"), Unread("en-us"))


@pytest.mark.parametrize("text", ["***", "---\n\n***", "   ", "\u200b"])
def test_signs_that_are_not_read_say_nothing(text: str) -> None:
    assert says_nothing(text, Segmenter(lang="en-us"), Reader("en-us"))


@pytest.mark.parametrize("text", ["50%", "$3", "§", "http://a.org/b", "[pause:1s]", "(x)"])
def test_what_has_no_plain_word_is_read(text: str) -> None:
    assert not says_nothing(text, Segmenter(lang="en-us"), Reader("en-us"))
