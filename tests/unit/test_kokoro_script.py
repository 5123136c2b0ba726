"""From pieces to phonemes: each in its place, read by the language's rules or spoken as given."""

from __future__ import annotations

import pytest

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.phonemize import phonemize
from kokoro_model.engines.kokoro.script import pronounce
from kokoro_model.text.pieces import Phonemes, Spoken


def text(said: str) -> Spoken:
    return Spoken(said, [(0, len(said), 0, len(said))])


def test_pieces_lie_end_to_end_in_the_text_of_all_of_them() -> None:
    parts = pronounce([text("Run "), Phonemes("kˈuːb", "K8s", 4, 7), text(" now.")], "en-us")
    assert [(part.start, part.end) for part in parts] == [(0, 4), (4, 7), (7, 12)]
    assert [part.phonemes for part in parts] == [
        f"{phonemize('Run', 'en-us')} ",
        "kˈuːb",
        f" {phonemize('now.', 'en-us')}",
    ]


def test_phonemes_without_a_text_take_no_place() -> None:
    (part,) = pronounce([Phonemes("həlˈoʊ", "", 0, 6)], "en-us")
    assert (part.start, part.end, part.phonemes) == (0, 0, "həlˈoʊ")


@pytest.mark.parametrize("mark", [".", ", ", " — ", "…", "\n"])
def test_what_has_no_letter_is_left_as_it_is(mark: str) -> None:
    parts = pronounce([Phonemes("a", "a", 0, 1), text(mark), Phonemes("b", "b", 2, 3)], "en-us")
    assert "".join(part.phonemes for part in parts).split() == f"a{mark}b".split()


def test_a_language_that_nobody_reads_is_told() -> None:
    with pytest.raises(EngineError, match="'xx'"):
        pronounce([text("Hello.")], "xx")


@pytest.mark.parametrize("pieces", [[], [text("")]])
def test_nothing_makes_nothing(pieces: list[Spoken]) -> None:
    assert "".join(part.phonemes for part in pronounce(pieces, "en-us")) == ""
