"""The targets: a module each, with `check(data)`, which fails where a property does not hold, and telling `WORDS`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

_MODULES = (
    "frames",
    "lean_json",
    "instances",
    "segments",
    "languages",
    "markup",
    "numerals",
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
_RULE = "rule-"


class Target(Protocol):
    """`WORDS` are what the inputs are made of, besides noise."""

    WORDS: Sequence[str]

    def check(self, data: bytes) -> None:
        """Raises whatever, where the input does what it must not."""


def names() -> tuple[str, ...]:
    """Those of all targets; a rule of reading has one of its own as soon as there is the rule."""
    from kokoro_model.text.normalize import RULES  # not before a guide has had it instrumented

    return *_MODULES, *(_RULE + rule.name.replace(" ", "-") for rule in RULES)


def load(name: str) -> Target:
    """The target of that name."""
    if name.startswith(_RULE):
        from fuzz.targets import rules

        return rules.Target(name.removeprefix(_RULE).replace("-", " "))
    return cast("Target", import_module(f"fuzz.targets.{name}"))
