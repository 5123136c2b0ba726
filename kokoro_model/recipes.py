"""Recipes: how a blend is mixed from voices, as people write it.

- Voices are joined by `+` or `,`; a weight follows in parentheses or after a colon; without one it is 1:
  `af_aoede+af_nicole`, `af_bella(2)+af_sky(1)`, `af_bella:60,af_sky:40`. Spaces mean nothing.
- A voice that is named again weighs so much more.
- Only the ratio of the weights counts, and recipes that mean the same blend are equal and have one name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from kokoro_ipc import instance

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

LONGEST_TEXT = 1_000
"""Characters of a recipe as it is written."""

LONGEST_LANGUAGE = 19
"""Characters of a language's name; espeak-ng's longest has 18."""

LONGEST_NAME = instance.LONGEST - len("_") - LONGEST_LANGUAGE
"""Characters of a blend's own name, escaped as units are named: with the language it must fit into an instance's."""

_PART = re.compile(r"(?P<voice>[^\s():]+)\s*(?:\((?P<inside>[^():]*)\)|:(?P<after>[^():]*))?")
_SHARE = re.compile(r"(?P<voice>[^\s():]+)(?:\((?P<share>[0-9]+)\))?")
_WEIGHT = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")


class RecipeError(Exception):
    """A recipe cannot be understood; the message names the part and the way out."""


class UnknownVoiceError(RecipeError):
    """A recipe asks for a voice, `voice`, that there is none of."""

    def __init__(self, voice: str) -> None:
        super().__init__(f"there is no voice {voice} to blend: the names of voices are those that are listed")
        self.voice = voice


@dataclass(frozen=True, slots=True)
class Recipe:
    """A blend: its voices in alphabetical order, each with its share as a whole number, in lowest terms."""

    parts: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        """The one name of this blend, itself a recipe: `af_bella(3)+af_sky(2)`."""
        return "+".join(voice if share == 1 else f"{voice}({share})" for voice, share in self.parts)

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each voice; together they are 1."""
        whole = sum(share for _, share in self.parts)
        return {voice: share / whole for voice, share in self.parts}

    @property
    def main_voice(self) -> str:
        """The voice that weighs most, the first by name of several: its language is the blend's."""
        return max(self.parts, key=lambda part: part[1])[0]


def parse(text: str, known: Container[str]) -> Recipe:
    """Read a recipe; raises UnknownVoiceError for a voice not in `known`, RecipeError for anything else."""
    if len(text) > LONGEST_TEXT:
        raise RecipeError(f"a recipe of {len(text):,} characters is too long: {LONGEST_TEXT:,} are enough")
    weights: dict[str, Fraction] = {}
    for part in re.split(r"[+,]", text):
        voice, weight = _part(part.strip(), text)
        if voice not in known:
            raise UnknownVoiceError(voice)
        weights[voice] = weights.get(voice, Fraction(0)) + weight
    recipe = _in_lowest_terms(weights)
    if len(instance.escaped(str(recipe))) > LONGEST_NAME:
        raise RecipeError(f"the blend {text!r} has too long a name: use fewer voices or rounder weights")
    return recipe


def _part(part: str, text: str) -> tuple[str, Fraction]:
    if not part:
        raise RecipeError(f"a voice is missing in {text!r}: write af_aoede+af_nicole")
    found = _PART.fullmatch(part)
    if not found:
        raise RecipeError(f"{part!r} is no voice and weight: write af_bella, af_bella(2) or af_bella:60")
    weight = found["inside"] if found["after"] is None else found["after"]
    return found["voice"], Fraction(1) if weight is None else _weight(weight.strip(), found["voice"])


def _weight(text: str, voice: str) -> Fraction:
    weight = Fraction(text) if _WEIGHT.fullmatch(text) else Fraction(0)
    if not weight:
        raise RecipeError(f"the weight {text!r} of {voice} is no number above 0: write {voice}(2)")
    return weight


def _in_lowest_terms(weights: Mapping[str, Fraction]) -> Recipe:
    scale = lcm(*(weight.denominator for weight in weights.values()))
    shares = {voice: int(weight * scale) for voice, weight in weights.items()}
    divisor = gcd(*shares.values())
    return Recipe(tuple(sorted((voice, share // divisor) for voice, share in shares.items())))


def main_voice(name: str) -> str:
    """The voice that weighs most in the name of a blend; any other name is its own."""
    parts = _parts_of(name)
    return Recipe(parts).main_voice if parts else name


def voices_of(name: str) -> list[str]:
    """The voices in the name of a blend; any other name is its own."""
    return [voice for voice, _ in _parts_of(name)] or [name]


def _parts_of(name: str) -> tuple[tuple[str, int], ...]:
    """The parts of a blend's name as Recipe writes it; none in any other name."""
    found = [_SHARE.fullmatch(part) for part in name.split("+")]
    return tuple((part["voice"], int(part["share"] or 1)) for part in found if part) if all(found) else ()
