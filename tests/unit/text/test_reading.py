"""How segments are read: what is spoken in one go, where it pauses, and where its characters come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.pieces import Pause, Phonemes
from kokoro_model.text.reading import Passage, Reader
from kokoro_model.text.segmenter import Segment

if TYPE_CHECKING:
    from pathlib import Path

parts = st.sampled_from(
    [
        "Grüße",
        "**bold**",
        "12.50",
        "€5",
        "[K8s](/kˈuːb/)",
        "[pause:0.1s]",
        "😀",
        "https://a.example/b",
        "e.g.",
        "\n- ",
        "`x`",
    ]
)


def segment(text: str, *, sentence: int = 0, ends: bool = True) -> Segment:
    return Segment(text, 0, len(text), sentence, ends)


def read(text: str, form: str = "text", lexicon: Lexicon | None = None) -> list[str | float]:
    """What is heard: texts of passages, with phonemes between slashes, and seconds of pauses."""
    said = Reader("en-us", form=form, lexicon=lexicon).read(segment(text))
    return [one.seconds if isinstance(one, Pause) else shown(one) for one in said]


def shown(passage: Passage) -> str:
    return "".join(f"/{p.phonemes}/" if isinstance(p, Phonemes) else p.text for p in passage.pieces)


@pytest.mark.parametrize(
    ("form", "heard"),
    [
        ("text", ["twelve dollars and /kˈuːb/."]),
        ("plain", ["**$12** and /kˈuːb/"]),
        ("phonemes", ["/**$12** and [K8s](/kˈuːb/)/"]),
    ],
)
def test_each_form_makes_of_a_text_what_it_says(form: str, heard: list[str]) -> None:
    assert read("**$12** and [K8s](/kˈuːb/)", form) == heard


def test_pauses_part_what_is_spoken_and_may_stand_anywhere() -> None:
    assert read("[pause:1s]One, [pause:500ms][pause:2] two.[pause:3]") == [1.0, "One, ", 0.5, 2.0, " two.", 3.0]
    assert read("[pause:1s]") == [1.0]


def test_pronunciations_of_ones_own_count_but_among_phonemes(tmp_path: Path) -> None:
    lexicon = Lexicon(str(tmp_path / "words.txt"))
    lexicon.teach("nginx", "'engine x'")
    assert read("Run nginx now.", lexicon=lexicon) == ["Run engine x now."]
    assert read("Run nginx now.", "plain", lexicon) == ["Run engine x now."]
    assert read("Run nginx now.", "phonemes", lexicon) == ["/Run nginx now./"]


@pytest.mark.parametrize("text", ["Yes", "Build 7 is done now", "Press [K8s](/kˈuːb/)", "今天"])
def test_a_few_words_without_an_end_get_one(text: str) -> None:
    assert str(read(text)[-1]).endswith(".")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Yes!", ["Yes!"]),
        ("One two three four five six", ["One two three four five six"]),
        ("(yes)", ["(yes)"]),
        ("Yes [pause:1s]", ["Yes ", 1.0]),
    ],
)
def test_more_words_and_those_with_an_end_stay_as_they_are(text: str, heard: list[str | float]) -> None:
    assert read(text) == heard


def test_only_a_whole_sentence_gets_an_end() -> None:
    reader = Reader("en-us")
    said = [
        reader.read(segment("Not yet", ends=False)),
        reader.read(segment("and then", ends=True)),
        reader.read(segment("Now", sentence=1)),
    ]
    assert [shown(one) for passages in said for one in passages if isinstance(one, Passage)] == [
        "Not yet",
        "and then",
        "Now.",
    ]


@pytest.mark.parametrize("text", ["---", "* * *", "…", ""])
def test_nothing_to_say_is_nothing(text: str) -> None:
    assert read(text) == []


@given(st.lists(parts, min_size=1, max_size=8).map(" ".join))
def test_every_stretch_of_a_passage_comes_from_the_segment_in_order(text: str) -> None:
    place = 0
    for passage in Reader("en-us").read(segment(text)):
        if isinstance(passage, Pause):
            assert text[passage.start : passage.end].startswith("[pause")
            continue
        assert passage.text == "".join(piece.text for piece in passage.pieces)
        for at in range(len(passage.text)):
            start, end = passage.source_span(at, at + 1)
            assert place <= start <= end <= len(text)
            place = start
            if passage.text[at].isalpha() and start + 1 == end and text[start].isalpha():
                assert text[start].lower() == passage.text[at].lower()


def test_what_stands_behind_phonemes_is_found_in_the_segment() -> None:
    text = "Grüße an [K8s](/kˈuːb/) und mich."
    (passage,) = Reader("de").read(segment(text))
    assert isinstance(passage, Passage)
    for word in ("Grüße", "K8s", "mich"):
        at = passage.text.index(word)
        start, end = passage.source_span(at, at + len(word))
        assert text[start:end] == word
