"""The catalogue in Wyoming's terms."""

from __future__ import annotations

from typing import Any

import pytest

from kokoro_ipc.errors import FailureError
from kokoro_wyoming.voices import info, speaker, tag


def told(name: str, lang: str, engine: str = "kokoro", **more: Any) -> dict[str, Any]:
    return {"name": name, "lang": lang, "engine": engine, "title": "", "gender": "", "recipe": "", **more}


CATALOGUE = [
    told("af_alloy", "en-us", title="Alloy", gender="female"),
    told("af_heart", "en-us", title="Heart", gender="female"),
    told("bf_emma", "en-gb", title="Emma", gender="female"),
    told("zf_xiaoni", "cmn", title="Xiaoni", gender="female"),
    told("duo", "en-us", recipe="af_alloy:0.5,bf_emma:0.5"),
    told("de", "de", "espeak", title="German", gender="male"),
]


@pytest.mark.parametrize(
    ("lang", "wyoming"),
    [("en-us", "en-US"), ("cmn", "zh-CN"), ("de", "de"), ("en-gb-x-rp", "en-GB-x-rp"), ("es-419", "es-419")],
)
def test_languages_are_named_as_clients_know_them(lang: str, wyoming: str) -> None:
    assert tag(lang) == wyoming


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        ("en-US", "af_heart"),
        ("en_GB", "bf_emma"),
        ("en", "af_heart"),
        ("en-AU", "af_heart"),
        ("de-DE", "de"),
        ("zh-CN", "zf_xiaoni"),
        ("zh", "zf_xiaoni"),
        ("cmn", "zf_xiaoni"),
    ],
)
def test_a_language_gets_the_default_voice_if_that_speaks_it_or_the_first_that_does(language: str, voice: str) -> None:
    assert speaker(CATALOGUE, language, "af_heart") == voice


def test_a_language_that_nobody_speaks_is_refused() -> None:
    with pytest.raises(FailureError, match="no voice speaks “tlh”") as refused:
        speaker(CATALOGUE, "tlh", "af_heart")
    assert refused.value.code == "unknown_language"


def test_people_choose_by_title_gender_and_recipe() -> None:
    (program,) = info(CATALOGUE).tts
    assert {voice.name: voice.description for voice in program.voices} == {
        "af_alloy": "Alloy (female)",
        "af_heart": "Heart (female)",
        "bf_emma": "Emma (female)",
        "zf_xiaoni": "Xiaoni (female)",
        "duo": "duo (af_alloy:0.5,bf_emma:0.5)",
        "de": "German (espeak-ng)",
    }
