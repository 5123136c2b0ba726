"""The text, from wherever it comes: whole characters, all of them, as soon as they are there, and text only."""

from __future__ import annotations

import os
import tracemalloc
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from say import source
from say.options import Options, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
cuts = st.lists(st.integers(0, 300), max_size=12)


def cut(data: bytes, places: Iterable[int]) -> Iterator[bytes]:
    """`data` in pieces that are not empty, as `read` gives them."""
    at = [0, *sorted(min(place, len(data)) for place in places), len(data)]
    return (data[begin:end] for begin, end in pairwise(at) if begin < end)


def checked(data: bytes, places: Iterable[int] = ()) -> list[bytes]:
    return list(source._checked(cut(data, places), "the text"))


def wanted(*, text: list[str] | None = None, file: str = "") -> Options:
    options = Options()
    options.text, options.file = text or [], file
    return options


@given(texts, cuts)
@example("aé€😀", [1, 2, 3, 4, 5, 6, 7, 8, 9])
def test_text_cut_anywhere_comes_in_whole_characters(text: str, places: list[int]) -> None:
    assert "".join(piece.decode() for piece in checked(text.encode(), places)) == text


@given(texts, cuts)
def test_all_that_can_be_said_is_said_at_once(text: str, places: list[int]) -> None:
    """No piece is held back for the next one but the beginning of a character."""
    read = b""
    given_out = 0
    pieces = iter(cut(text.encode(), places))

    def reading() -> Iterator[bytes]:
        nonlocal read
        for piece in pieces:
            assert len(read) - given_out < 4
            read += piece
            yield piece

    for piece in source._checked(reading(), "the text"):
        assert piece
        given_out += len(piece)
    assert given_out == len(read)


@given(st.binary(max_size=60), cuts)
@example(b"ok\xff", [2])
@example(b"\x80" * 9, [1, 2, 3])
@example(b"a\xed\xa0\x80", [2])
@example("é€".encode()[:-1], [1, 3])
def test_what_is_no_text_is_refused_with_its_first_byte(data: bytes, places: list[int]) -> None:
    first = first_bad(data)
    if first is None:
        assert b"".join(checked(data, places)) == data
        return
    with pytest.raises(UsageError) as caught:
        checked(data, places)
    assert f"the text is not UTF-8 text: byte {first + 1} is 0x{data[first]:02x}" in str(caught.value)


def first_bad(data: bytes) -> int | None:
    """Where the first byte is that is NUL or no part of a character."""
    nul = data.find(0)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start if nul < 0 else min(nul, error.start)
    return None if nul < 0 else nul


@given(st.lists(st.text(), min_size=1))
def test_arguments_are_one_text(words: list[str]) -> None:
    spoken = b"".join(source.pieces(wanted(text=words), {}))
    assert spoken == " ".join(words).encode(errors="replace")


def test_long_arguments_come_in_pieces_that_fit_a_frame() -> None:
    word = "é€😀" * 50_000
    pieces = list(source.pieces(wanted(text=[word]), {}))
    assert b"".join(pieces).decode() == word
    assert all(piece.decode() and len(piece) <= source.PIECE for piece in pieces)


def test_an_argument_that_is_no_utf8_is_spoken_as_far_as_it_goes() -> None:
    assert list(source.pieces(wanted(text=[os.fsdecode(b"caf\xe9")]), {})) == [b"caf?"]


def test_a_file_is_read_in_pieces(tmp_path: Path) -> None:
    text = "Grüße aus Köln. " * 20_000
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    pieces = list(source.pieces(wanted(file=str(tmp_path / "long.txt")), {}))
    assert b"".join(pieces).decode() == text
    assert max(map(len, pieces)) <= source.PIECE + 3


def test_a_large_file_is_never_held_whole(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"Some words. " * 1_000_000)
    tracemalloc.start()
    try:
        assert sum(len(piece) for piece in source.pieces(wanted(file=str(tmp_path / "large.txt")), {})) == 12_000_000
        assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "reason"), [("none.txt", "No such file"), (".", "is a directory: give --file a file in it")]
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as caught:
        list(source.pieces(wanted(file=str(tmp_path / name)), {}))
    assert str(tmp_path) in str(caught.value)
