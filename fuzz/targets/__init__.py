"""The targets: a module each, with `check(data)`, which fails where a property does not hold, and telling `WORDS`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = (
    "frames",
    "lean_json",
    "instances",
    "segments",
    "reading",
    "phonemes",
    "espeak",
    "lexicon",
    "recipes",
    "blends",
    "options",
    "ssml",
    "speechd",
    "wyoming",
    "http",
    "websocket",
    "tagstruct",
)


class Target(Protocol):
    """`WORDS` are what the inputs are made of, besides noise."""

    WORDS: Sequence[str]

    def check(self, data: bytes) -> None:
        """Raises whatever, where the input does what it must not."""


def load(name: str) -> Target:
    """The target of that name."""
    return cast("Target", import_module(f"fuzz.targets.{name}"))
