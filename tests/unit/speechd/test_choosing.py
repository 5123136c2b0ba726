"""Which voice speaks, by what the server asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import lean_json
from kokoro_ipc.launch import LaunchError
from kokoro_speechd.settings import Settings
from kokoro_speechd.voices import Voices

if TYPE_CHECKING:
    from pathlib import Path

    from kokoro_ipc.channel import Channel

LISTED = [
    *(("kokoro", name, "en-us") for name in ("af_alloy", "af_heart", "am_adam", "am_michael")),
    *(("kokoro", name, "en-gb") for name in ("bf_alice", "bm_george")),
    ("kokoro", "zf_xiaobei", "cmn"),
    ("kokoro", "pm_alex", "pt-br"),
    *(("espeak", lang, lang) for lang in ("de", "en-us", "nb", "pt")),
]


def nowhere() -> Channel:
    raise LaunchError("there is no model")


@pytest.fixture
def voices(tmp_path: Path) -> Voices:
    kept = tmp_path / "voices.json"
    genders = {"f": "female", "m": "male"}
    listed = [
        {
            "name": name,
            "lang": lang,
            "gender": genders.get(name[1:2], "") if engine == "kokoro" else "",
            "engine": engine,
        }
        for engine, name, lang in LISTED
    ]
    kept.write_text(lean_json.dumps(listed))
    return Voices(nowhere, lambda: False, str(kept))


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ({}, "am_michael"),
        ({"voice": "male2"}, "am_adam"),
        ({"voice": "female1"}, "af_heart"),
        ({"voice": "female2"}, "af_alloy"),
        ({"voice": "female3"}, "af_heart"),
        ({"voice": "child_female"}, "af_heart"),
        ({"language": "en"}, "am_michael"),
        ({"language": "en-GB"}, "bm_george"),
        ({"language": "en_GB", "voice": "female1"}, "bf_alice"),
        ({"language": "en-ZA"}, "am_michael"),
        ({"language": "c"}, "am_michael"),
        ({"language": "zh-CN"}, "zf_xiaobei"),
        ({"language": "pt"}, "pt"),
        ({"language": "pt-PT"}, "pm_alex"),
        ({"language": "de-AT"}, "de"),
        ({"language": "no"}, "nb"),
        ({"synthesis_voice": "bf_alice", "language": "de"}, "bf_alice"),
        ({"synthesis_voice": "nobody", "language": "de"}, "de"),
    ],
)
def test_the_voice_fits_what_is_wanted(voices: Voices, wanted: dict[str, str], chosen: str) -> None:
    settings = Settings()
    for name, value in wanted.items():
        settings.set(name, value)
    assert voices.choose(settings).name == chosen


def test_a_spoilt_list_is_none(tmp_path: Path) -> None:
    kept = tmp_path / "voices.json"
    for text in ("", "{}", "[{}]", "[1]", "nonsense"):
        kept.write_text(text)
        assert [voice.name for voice in Voices(nowhere, lambda: False, str(kept)).listed()] == ["af_heart"]
