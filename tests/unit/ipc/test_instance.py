"""The names of voice units: what people type stays itself, and every name leads back to its voice and language."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc import instance

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5)
languages = names.map(lambda text: text.replace("_", "-"))


@given(names, languages)
def test_a_name_leads_back_to_its_voice_and_language(voice: str, lang: str) -> None:
    assert instance.unescape(instance.escape(voice, lang)) == (voice, lang)


@given(names, languages)
def test_a_name_is_one_that_units_may_have(voice: str, lang: str) -> None:
    assert re.fullmatch(r"([A-Za-z0-9:_.-]|\\x[0-9a-f]{2})+", instance.escape(voice, lang))


@given(st.text())
def test_any_other_name_is_a_value_error(name: str) -> None:
    try:
        voice, lang = instance.unescape(name)
    except ValueError:
        return
    assert voice
    assert lang


@pytest.mark.parametrize(
    ("voice", "lang", "name"),
    [
        ("af_heart", "en-us", "af_heart_en-us"),
        ("a b", "de", r"a\x20b_de"),
        ("é", "fr", r"\xc3\xa9_fr"),
        ("\\", "x", r"\x5c_x"),
    ],
)
def test_names_are_written_so(voice: str, lang: str, name: str) -> None:
    assert instance.escape(voice, lang) == name


@pytest.mark.parametrize("name", ["", "_", "heart", "_en", "af_", r"a\x", r"a\xzz_b", r"a\xff_b", r"\x5f", r"a\x+1_b"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        instance.unescape(name)


def test_a_name_too_long_for_a_unit_is_refused() -> None:
    longest = "x" * (instance.LONGEST - len("_en-us"))
    assert len(instance.escape(longest, "en-us")) == instance.LONGEST
    with pytest.raises(ValueError, match="too long"):
        instance.escape(longest + "x", "en-us")
