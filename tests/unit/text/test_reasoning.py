"""The reasoning of a language model is not read, however it is cut, and nothing else is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.text.reasoning import Reasoning
from tests.unit.text.proportion import in_proportion
from tests.unit.text.structure import heard_alike


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<think>\nThey ask. I answer.\n\nSo be it.\n</think>\n\nHello there.", ["Hello there."]),
        ("<think>One. Two. Three.</think>Hello there. It rains.", ["Hello there.", "It rains."]),
        ("<think></think>Yes, it is.", ["Yes, it is."]),
        ("<Thinking>No.</THINKING> Yes, it is.", ["Yes, it is."]),
        ("First.\n<reasoning>a\nb.</reasoning>\nSecond.", ["First.", "Second."]),
        ("It begins.\n\n<think>and never ends. So it goes.", ["It begins."]),
        ("<think>a</think>\n<think>b. c</think>\nDone now.", ["Done now."]),
        ("I think. Therefore I am.", ["I think.", "Therefore I am."]),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_is_not_read(text: str, expected: list[str], *, whole: bool) -> None:
    assert heard_alike(text, whole=whole) == expected


def test_is_not_read_where_no_space_parts_the_words() -> None:
    text = f"<think>{'好的' * 200}</think>你好。再见。"
    assert heard_alike(text, lang="cmn", whole=False) == ["你好。", "再见。"]


@pytest.mark.parametrize("whole", [True, False])
def test_a_tag_that_is_spoken_of_hides_nothing(*, whole: bool) -> None:
    text = "There are some more words before a <think> tag. It opens."
    assert " ".join(map(str, heard_alike(text, whole=whole))).endswith("tag. It opens.")


def test_plain_text_is_spoken_as_it_stands() -> None:
    assert "Wait" in " ".join(map(str, heard_alike("<think>Wait.</think>", form="plain")))


@given(st.lists(st.sampled_from(["<think>", "</think>", "\n", "a", "<", "think>", " "]), max_size=20).map("".join))
def test_characters_keep_their_places(text: str) -> None:
    blanked = Reasoning().blank(text)
    assert len(blanked) == len(text)
    assert all(now in {was, "\n"} for was, now in zip(text, blanked, strict=True))


def test_time_is_in_proportion() -> None:
    assert in_proportion(lambda text: Reasoning().blank(text), "\n<think>a</think>", 10_000, 100_000)
