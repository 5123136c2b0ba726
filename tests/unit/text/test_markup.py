"""Inline marks: what they mean, and what is no mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.text.markup import LONGEST_PAUSE, parse
from kokoro_model.text.pieces import Pause, Phonemes
from kokoro_speechd import ssml


@pytest.mark.parametrize(
    ("tag", "seconds"),
    [
        ("[pause:0.5s]", 0.5),
        ("[pause:500ms]", 0.5),
        ("[pause: 2]", 2.0),
        ("[ PAUSE : .25 S ]", 0.25),
        ("[pause:1.s]", 1.0),
        ("[pause:0s]", 0.0),
        ("[pause:999999999s]", LONGEST_PAUSE),
        ('<break time="500ms"/>', 0.5),
        ("<break time='1.5s' />", 1.5),
        ("<break time=2s></break>", 2.0),
        ('<BREAK strength="x-strong"/>', 1.2),
        ('<break strength="none"/>', 0.0),
        ("<break/>", 0.4),
        ("<break>", 0.4),
        ('<break time="99999s"/>', LONGEST_PAUSE),
        ("[[slnc 500]]", 0.5),
        ("[[ SLNC 1000 ]]", 1.0),
    ],
)
def test_a_pause_is_so_many_seconds(tag: str, seconds: float) -> None:
    assert list(parse(tag)) == [Pause(seconds, 0, len(tag))]


@pytest.mark.parametrize(
    ("strength", "seconds"),
    [("x-weak", 0.1), ("weak", 0.2), ("medium", 0.4), ("strong", 0.7), ("x-strong", 1.2), ("loud", 0.4)],
)
def test_a_strength_is_as_long_a_pause_by_every_door(strength: str, seconds: float) -> None:
    tag = f'<break strength="{strength}"/>'
    assert list(parse(tag)) == [Pause(seconds, 0, len(tag))]
    assert ssml.parse(f"<speak>{tag}</speak>") == [f" [pause:{seconds:g}s] "]


def test_a_leading_pause_comes_before_the_text() -> None:
    assert list(parse("[pause:1s]Hello")) == [Pause(1.0, 0, 10), slice(10, 15)]


def test_phonemes_stand_for_the_word_in_brackets() -> None:
    assert list(parse("a [phoneme](/fəˈniːm/)!")) == [slice(0, 2), Phonemes("fəˈniːm", "phoneme", 3, 10), slice(22, 23)]


@pytest.mark.parametrize(
    "text",
    [
        *("[pause]", "[pause:s]", "[pause:-1s]", "[pause:1 hour]", "[pause:1.2.3s]", "[pause:1s", "pause:1s"),
        *("[[slnc]]", "[[slnc x]]", "<breaking>", "<break", "break/>", "</break>"),
        *("[word](address)", "[word](/path)", "[word](//)", "[open](/a", "[two\nlines](/a/)", "[x](/a(b)/)"),
    ],
)
def test_anything_else_is_text(text: str) -> None:
    assert list(parse(text)) == [slice(0, len(text))]


@given(
    st.lists(st.sampled_from(["[pause:1s]", "<break/>", "[a](/b/)", "x", "[", "](/", "/)", "\n"]), max_size=12).map(
        "".join
    )
)
def test_marks_and_text_cover_the_whole_in_order(text: str) -> None:
    place = 0
    for part in parse(text):
        if isinstance(part, slice):
            assert part.start == place
            place = part.stop
        elif isinstance(part, Pause):
            assert part.start == place
            place = part.end
        else:
            assert (text[place], part.start) == ("[", place + 1)
            place = text.index("/)", part.end) + 2
    assert place == len(text)
