"""Recipes of blends: what is understood, what it means, what is refused and with which words."""

from __future__ import annotations

import re
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kokoro_ipc import instance
from kokoro_model.recipes import LONGEST_NAME, RecipeError, UnknownVoiceError, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

VOICES = ["af_aoede", "af_bella", "af_nicole", "af_sky", "bm_george"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("af_aoede+af_nicole", "af_aoede+af_nicole"),
        ("af_nicole+af_aoede", "af_aoede+af_nicole"),
        ("af_bella(2)+af_sky(1)", "af_bella(2)+af_sky"),
        ("af_bella:60,af_sky:40", "af_bella(3)+af_sky(2)"),
        ("af_bella(0.6)+af_sky(.4)", "af_bella(3)+af_sky(2)"),
        ("af_bella+af_bella+af_sky", "af_bella(2)+af_sky"),
        ("af_bella(1.5), af_sky ( 1 ) ,af_bella:1.5", "af_bella(3)+af_sky"),
        (" af_bella : 3 + af_sky ", "af_bella(3)+af_sky"),
        ("af_bella(7)", "af_bella"),
        ("af_bella(999999)+af_sky(0.000001)", "af_bella(999999000000)+af_sky"),
    ],
)
def test_recipes_that_mean_the_same_have_one_name(text: str, name: str) -> None:
    assert str(parse(text, VOICES)) == name


def test_weights_are_shares_of_one() -> None:
    assert parse("af_bella(2)+af_sky(1)+bm_george", VOICES).weights == {
        "af_bella": 0.5,
        "af_sky": 0.25,
        "bm_george": 0.25,
    }


@pytest.mark.parametrize(
    ("text", "main"),
    [("bm_george(2)+af_sky", "bm_george"), ("bm_george+af_sky", "af_sky"), ("af_sky", "af_sky")],
)
def test_the_main_voice_weighs_most(text: str, main: str) -> None:
    assert parse(text, VOICES).main_voice == main


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a voice is missing in ''"),
        ("af_bella+", "a voice is missing in 'af_bella+'"),
        ("af_bella,,af_sky", "a voice is missing"),
        ("af_bella(2", "'af_bella(2' is no voice and weight: write af_bella, af_bella(2)"),
        ("af_bella)2(", "is no voice and weight"),
        ("af_bella(2)(3)", "is no voice and weight"),
        ("af_bella:1:2", "is no voice and weight"),
        ("(2)", "'(2)' is no voice and weight"),
        ("af_bella af_sky", "'af_bella af_sky' is no voice and weight"),
        ("af_bella()", "the weight '' of af_bella is no number above 0"),
        ("af_bella(0)", "the weight '0' of af_bella is no number above 0"),
        ("af_bella(-1)", "the weight '-1' of af_bella"),
        ("af_bella:1e3", "the weight '1e3' of af_bella"),
        ("af_bella:nan", "the weight 'nan' of af_bella"),
        ("af_bella:٣", "the weight '٣' of af_bella"),
        ("af_bella(1/2)", "the weight '1/2'"),
        ("af_bella" + "+af_sky" * 200, "a recipe of 1,408 characters is too long"),
    ],
)
def test_what_is_refused_names_the_part(text: str, words: str) -> None:
    with pytest.raises(RecipeError, match=re.escape(words)):
        parse(text, VOICES)


def test_an_unknown_voice_is_named() -> None:
    with pytest.raises(UnknownVoiceError, match="there is no voice af_skye to blend") as caught:
        parse("af_bella(2)+af_skye(1)", VOICES)
    assert caught.value.voice == "af_skye"


def test_a_name_too_long_for_a_unit_is_refused() -> None:
    voices = [f"af_voice{number:02}" for number in range(30)]
    with pytest.raises(RecipeError, match="has too long a name: use fewer voices or rounder weights"):
        parse("+".join(voices), voices)


@given(st.lists(st.text("aé€😀-_", min_size=1, max_size=20), min_size=1, max_size=4))
@example(["é" * 12, "😀" * 10])
@example(["-" * 90, "_" * 80])
def test_a_name_that_is_not_too_long_is_that_of_a_unit(voices: list[str]) -> None:
    try:
        name = str(parse("+".join(voices), voices))
    except RecipeError:
        return
    assert instance.escape(name, "chr-US-Qaaa-x-west")


def test_a_name_counts_as_long_as_it_is_in_a_unit() -> None:
    voice = "-" * LONGEST_NAME
    assert str(parse(voice, [voice])) == voice


weights = st.one_of(st.integers(1, 99), st.integers(1, 10**12), st.integers(1, 10**6).map(lambda n: n / 1000))
mixtures = st.lists(st.tuples(st.sampled_from(VOICES[:3]), weights), min_size=1, max_size=6)


def written(parts: Sequence[tuple[str, float]], data: st.DataObject) -> str:
    shapes = st.sampled_from(["{0}({1})", "{0}:{1}", " {0} ( {1} ) ", " {0} : {1} "])
    joints = st.sampled_from("+,")
    text = ""
    for voice, weight in parts:
        text += (data.draw(joints) if text else "") + data.draw(shapes).format(voice, weight)
    return text


@given(mixtures, st.data())
def test_the_ratio_of_the_weights_is_kept_however_it_is_written(
    parts: list[tuple[str, float]], data: st.DataObject
) -> None:
    recipe = parse(written(parts, data), VOICES)
    wanted: dict[str, Fraction] = {}
    for voice, weight in parts:
        wanted[voice] = wanted.get(voice, Fraction(0)) + Fraction(str(weight))
    whole, total = sum(share for _, share in recipe.parts), sum(wanted.values())
    assert {voice: Fraction(share, whole) for voice, share in recipe.parts} == {
        voice: weight / total for voice, weight in wanted.items()
    }
    assert gcd(*(share for _, share in recipe.parts)) == 1
    assert sum(recipe.weights.values()) == pytest.approx(1)


@given(mixtures, st.data(), st.integers(1, 9))
def test_order_and_scale_make_no_difference(parts: list[tuple[str, float]], data: st.DataObject, scale: int) -> None:
    small = [(voice, int(weight) + 1) for voice, weight in parts]
    other = [(voice, weight * scale) for voice, weight in data.draw(st.permutations(small))]
    assert parse(written(small, data), VOICES) == parse(written(other, data), VOICES)


@given(mixtures, st.data())
def test_the_name_is_itself_a_recipe_of_the_same_blend(parts: list[tuple[str, float]], data: st.DataObject) -> None:
    recipe = parse(written(parts, data), VOICES)
    assert parse(str(recipe), VOICES) == recipe
    assert str(parse(str(recipe), VOICES)) == str(recipe)


@given(st.text(st.sampled_from("af_bellasky+,(): 0123.9é\n"), max_size=40))
def test_any_text_is_a_recipe_or_a_recipe_error(text: str) -> None:
    try:
        recipe = parse(text, VOICES)
    except RecipeError:
        return
    assert recipe.parts == tuple(sorted(recipe.parts))
    assert all(voice in VOICES and share > 0 for voice, share in recipe.parts)
