"""Voices and words of one's own, from `say` to the sound."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.kokoro_system import System

HELLO = "Hello there."


@pytest.mark.parametrize(
    ("voice", "instance", "pitch"),
    [
        ("af_heart+am_michael", r"af_heart\x2bam_michael_en-us", 14),
        ("am_michael:25, af_heart:75", r"af_heart\x283\x29\x2bam_michael_en-us", 11),
    ],
)
def test_a_blend_speaks_with_a_voice_of_its_own(system: System, voice: str, instance: str, pitch: int) -> None:
    assert system.heard("-v", voice, HELLO).pitch == pitch
    assert system.instances() == [instance]
    assert [each["name"] for each in system.status()["voices"]] == [voice_of(instance)]


def voice_of(instance: str) -> str:
    """The blend that an instance's name stands for."""
    for sign in "+()":
        instance = instance.replace(f"\\x{ord(sign):02x}", sign)
    return instance.removesuffix("_en-us")


@pytest.mark.parametrize(("voice", "pitch"), [("af_own", 44), ("af_own+af_heart", 26)])
def test_voices_of_a_model_of_ones_own_are_known_from_the_first_question(
    bare_system: System, voice: str, pitch: int
) -> None:
    bare_system.put_files({"af_heart": 8, "af_own": 44})
    assert bare_system.heard("-v", voice, HELLO).pitch == pitch


def test_a_blend_of_them_can_be_kept_before_anything_else(bare_system: System) -> None:
    bare_system.put_files({"af_heart": 8, "af_own": 44})
    bare_system.say("--blend", "mine=af_own+af_heart")
    assert bare_system.heard("-v", "mine", HELLO).pitch == 26


def test_a_blend_with_a_name_counts_at_once_and_when_it_is_redefined(system: System) -> None:
    system.say("--blend", "mine=af_heart+am_michael")
    assert system.heard("-v", "mine", HELLO).pitch == 14
    assert system.instances() == ["mine_en-us"]
    pid = system.status()["pid"]
    system.say("--blend", "mine=af_heart(2)+am_michael(4)")
    assert system.heard("-v", "mine", HELLO).pitch == 16, "not what was remembered of it"
    listed = system.say("--list").stdout
    assert "af_heart+am_michael(2)" in listed
    (system.folder / "data/kokoro/custom_voices.json").write_text('{"mine": "am_michael"}')
    assert system.heard("-v", "mine", HELLO).pitch == 20
    system.say("--unblend", "mine")
    assert "no voice “mine”" in system.say("-v", "mine", HELLO, status=2).stderr
    assert system.status()["pid"] == pid


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--blend", "mine"], "--blend needs NAME=RECIPE, not “mine”"),
        (["--blend", "mine=nobody"], "no voice “nobody”"),
        (["--blend", "af_sky=af_heart"], "af_sky is a voice already"),
        (["--unblend", "mine"], "there is no blend mine to remove"),
        (["--teach", "word="], "--teach needs WORD=SOUND"),
        (["--forget", "word"], "“word” was not taught"),
        (["-v", "af_heart+", "Hello."], "a voice is missing"),
    ],
)
def test_what_cannot_be_done_is_told_with_status_2(system: System, arguments: list[str], said: str) -> None:
    assert said in system.say(*arguments, status=2).stderr


def test_a_word_is_said_as_it_was_taught_until_it_is_forgotten(system: System) -> None:
    text = "Ask nginx again."
    before = system.heard(text).phonemes
    system.say("--teach", "nginx=ˈʃʌ")
    assert system.heard(text).phonemes.count("ˈʃʌ") == 1
    system.say("--teach", "nginx='engine x'")
    assert system.heard(text).phonemes == system.heard("Ask engine x again.").phonemes != before
    file = system.folder / "config/kokoro/pronunciations.txt"
    file.write_text(file.read_text() + "again = ˈʒʊ  # by hand\n")
    assert system.heard(text).phonemes.endswith("ˈʒʊ")
    system.say("--forget", "nginx")
    file.write_text("")
    assert system.heard(text).phonemes == before


def test_each_line_that_is_entered_has_the_form_that_was_chosen(bare_system: System) -> None:
    said = bare_system.say("-i", "--phonemes", status=2, stdin="həlˈoʊ\n").stderr
    assert "Kokoro alone speaks phonemes" in said
    assert bare_system.say("-i", "--plain", stdin="Hello.\n").stderr.startswith("say: espeak-ng speaks for af_heart")


def test_how_a_text_is_read_is_told_and_nothing_is_spoken(system: System) -> None:
    lines = system.say("--explain", "On May 5 it cost $2.50.").stdout.splitlines()
    assert lines[0].split() == ["TEXT", "SAID", "RULES", "PHONEMES"]
    assert [line.split()[:2] for line in lines[1:]][1] == ["May", "5"]
    assert "two dollars and fifty cents." in lines[4]
    assert "money" in lines[4]
    told = json.loads(system.say("--explain", "-l", "es", "--json", "--", "5 km").stdout)
    assert [(token["said"], token["rules"]) for token in told["tokens"]] == [("cinco kilómetros.", ["measures"])]
    assert told["tokens"][0]["phonemes"] == told["phonemes"].rstrip(".")
    assert system.instances() == []
