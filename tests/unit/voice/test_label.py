"""What the sound server reads of a voice: names and roles in the forms of PipeWire and PulseAudio."""

from __future__ import annotations

import shlex

import pytest

from kokoro_voice.label import ROLES, properties


def read(written: str) -> dict[str, str]:
    """The properties, as either library reads them."""
    pairs = (word.partition("=") for word in shlex.split(written) if word not in "{}")
    return {name: value for name, _, value in pairs}


def test_a_voice_is_named_and_says_what_it_is() -> None:
    told = properties("af_bella", "accessibility")
    pipewire, pulse = read(told["PIPEWIRE_PROPS"]), read(told["PULSE_PROP"])
    assert pipewire["application.name"] == "say (af_bella)"
    assert pipewire["media.name"] == "af_bella"
    assert read(told["PULSE_PROP_OVERRIDE"])["application.name"] == "say (af_bella)"
    assert (pipewire["media.role"], pulse["media.role"]) == ("Accessibility", "a11y")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_names(role: str) -> None:
    told = properties("af_bella", role)
    roles = tuple(read(told[name]).get("media.role", "") for name in ("PIPEWIRE_PROPS", "PULSE_PROP"))
    assert roles == ROLES[role]


@pytest.mark.parametrize("voice", ["af_bella(2)+af_sky", 'my "own" voice', "a\\b", "zwölf"])
def test_a_name_of_any_signs_stays_one_name(voice: str) -> None:
    assert read(properties(voice, "none")["PIPEWIRE_PROPS"])["media.name"] == voice
