"""What targets make of bytes, and fresh inputs made of old ones."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

from kokoro_model.text.rules import Barrier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 4096
"""Bytes of a fresh input."""


def text(data: bytes) -> str:
    """Any bytes as text: what is no UTF-8 becomes lone surrogates, as in a command line's words."""
    return data.decode(errors="surrogateescape")


def split(data: bytes, size: int) -> tuple[bytes, bytes]:
    """The first bytes, filled up with zeros, to choose by; and the rest."""
    return data[:size].ljust(size, b"\0"), data[size:]


def strict() -> Barrier:
    """One that lets through whatever fails in a rule."""
    return Barrier(_raise)


def _raise(name: str, error: BaseException) -> None:
    error.add_note(f"in the rule “{name}”")
    raise error


def cut(whole: Any, places: bytes) -> list[Any]:
    """A text, or bytes, cut at the places, each a part of 256 of its length."""
    at = [0, *sorted(place * len(whole) // 256 for place in places), len(whole)]
    return [whole[begin:end] for begin, end in pairwise(at)]


def fresh(known: Sequence[bytes], words: Sequence[str], count: int) -> Iterator[bytes]:
    """`count` inputs, the same each time: known ones with a few changes."""
    random = Random(count)
    for _ in range(count):
        data = random.choice(known) if known else b""
        for _ in range(random.randint(1, 6)):
            data = _changed(data, known, words, random)
        yield data[:LONGEST]


def _changed(data: bytes, known: Sequence[bytes], words: Sequence[str], random: Random) -> bytes:
    """`data` with one part dropped, doubled, or replaced: by noise, by a word, or by a part of another input."""
    begin, end = sorted((random.randint(0, len(data)), random.randint(0, len(data))))
    end = random.choice((begin, min(end, begin + 8), end))
    other = random.choice(known or (data,))
    at = random.randint(0, len(other))
    new = random.choice(
        (
            b"",
            data[begin:end] * 2,
            random.randbytes(random.randint(1, 4)),
            random.choice(words or ("\0",)).encode(errors="surrogateescape"),
            other[at : at + random.randint(0, 64)],
        )
    )
    return data[:begin] + new + data[end:]
