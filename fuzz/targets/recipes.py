"""Recipes and names of voices: what is understood has one name, which means the same again."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

from fuzz import inputs
from kokoro_ipc import instance, message
from kokoro_ipc.errors import FailureError
from kokoro_model import recipes
from kokoro_model.recipes import Recipe, RecipeError
from kokoro_model.voices import Catalogue, kokoro_voices

WORDS = (
    "af_bella", "af_sky", "am_adam", "+", ",", "(", ")", ":", "2", "60", ".5", "1e9", "0.0000001", "999999999999", "٣",
    " ",
)  # fmt: skip
_KNOWN = frozenset(voice.name for voice in kokoro_voices())


def check(data: bytes) -> None:
    """What somebody names as a voice."""
    text = inputs.text(data)
    recipes.main_voice(text)
    recipes.voices_of(text)
    try:
        voice = _catalogue().find(text)
    except FailureError as failure:
        assert message.encode(message.Failed(code=failure.code, message=failure.message))
    else:
        assert voice.sound
        assert voice.lang
        instance.escape(voice.name, voice.lang)
    try:
        recipe = recipes.parse(text, _KNOWN)
    except RecipeError as error:
        assert str(error)
        return
    _check(recipe)


def _check(recipe: Recipe) -> None:
    name = str(recipe)
    assert recipes.parse(name, _KNOWN) == recipe
    assert recipes.main_voice(name) == recipe.main_voice
    assert recipes.voices_of(name) == [voice for voice, _ in recipe.parts]
    assert math.isclose(sum(recipe.weights.values()), 1.0)
    assert all(0.0 < share <= 1.0 for share in recipe.weights.values())


@cache
def _catalogue() -> Catalogue:
    return Catalogue(Path("no such file"))
