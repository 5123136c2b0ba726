"""The catalogue: every way to name a voice finds it, blends among them, and what is spoilt is told."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc.errors import BAD_REQUEST, UNKNOWN_VOICE, FailureError
from kokoro_model.recipes import main_voice, voices_of
from kokoro_model.voices import Catalogue, Voice, kokoro_voice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "custom_voices.json"


@pytest.fixture
def catalogue(path: Path) -> Catalogue:
    return Catalogue(path)


def refused(catalogue: Catalogue, wanted: str) -> FailureError:
    with pytest.raises(FailureError) as caught:
        catalogue.find(wanted)
    return caught.value


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("af_heart", "af_heart"),
        ("AF_Heart", "af_heart"),
        ("heart", "af_heart"),
        ("1", "af_alloy"),
        ("54", "zm_yunyang"),
        ("female", "af_aoede"),
        ("Male", "am_michael"),
        ("af_sky:3", "af_sky"),
        ("af_sky + af_sky", "af_sky"),
        ("af_nicole,af_aoede", "af_aoede+af_nicole"),
        ("af_bella(2)+af_sky(1)", "af_bella(2)+af_sky"),
        ("af_bella:60, af_sky:40", "af_bella(3)+af_sky(2)"),
    ],
)
def test_every_way_to_name_a_voice_finds_it(catalogue: Catalogue, wanted: str, name: str) -> None:
    found = catalogue.find(wanted)
    assert (found.name, found.engine) == (name, "kokoro")
    assert found.recipe == (name if "+" in name else "")
    assert found.sound == name


@pytest.mark.parametrize(
    ("wanted", "lang"),
    [
        ("en-us", "en-us"),
        ("EN-US", "en-us"),
        ("en_GB", "en-gb"),
        ("a", "en-us"),
        ("p", "pt-br"),
        ("zh", "cmn"),
        ("zh-CN", "cmn"),
        ("chr-us-qaaa-x-west", "chr-US-Qaaa-x-west"),
        ("tlh", None),
        ("x", None),
        ("", None),
    ],
)
def test_every_way_to_name_a_language_finds_it(catalogue: Catalogue, wanted: str, lang: str | None) -> None:
    catalogue.add([Voice("chr-US-Qaaa-x-west", "espeak", "chr-US-Qaaa-x-west", "male")])
    assert catalogue.language(wanted) == lang


def test_a_blend_speaks_like_the_voice_that_weighs_most(catalogue: Catalogue) -> None:
    mixed = catalogue.find("bf_emma(2)+af_sky")
    assert (mixed.lang, mixed.gender, mixed.parts) == ("en-gb", "female", ["af_sky", "bf_emma"])
    assert catalogue.find("am_adam(2)+bf_emma").gender == ""
    assert catalogue.find("af_sky").parts == ["af_sky"]


@pytest.mark.parametrize(
    ("voice", "lang", "first"),
    [
        ("af_heart", "fr-fr", "ff_siwis"),
        ("am_michael", "fr-fr", "ff_siwis"),
        ("am_adam", "it", "im_nicola"),
        ("ff_siwis", "en-us", "af_heart"),
        ("im_nicola", "en-us", "am_michael"),
        ("ff_siwis", "en-gb", "bf_emma"),
        ("jm_kumo", "cmn", "zm_yunjian"),
        ("am_adam(2)+bf_emma", "it", "im_nicola"),
        ("am_adam+bf_emma(2)", "it", "if_sara"),
        ("de", "it", "it"),
    ],
)
def test_a_language_is_spoken_by_a_voice_of_the_same_gender_and_engine(
    catalogue: Catalogue, voice: str, lang: str, first: str
) -> None:
    catalogue.add([Voice(name, "espeak", name, "male") for name in ("de", "it")])
    assert catalogue.speakers(lang, catalogue.find(voice))[0].name == first
    assert not catalogue.speakers("tlh", catalogue.find(voice))


@pytest.mark.parametrize(
    ("wanted", "code", "said"),
    [
        ("nobody", UNKNOWN_VOICE, "`say -v '?'` lists them"),
        ("af_hart", UNKNOWN_VOICE, "did you mean af_heart"),
        ("55", UNKNOWN_VOICE, "numbers 1 to 54"),
        ("santa", UNKNOWN_VOICE, "did you mean am_santa or em_santa or pm_santa?"),
        ("af_sky+nobody", UNKNOWN_VOICE, "no voice “nobody”"),
        ("af_sky(0)", UNKNOWN_VOICE, "no number above 0"),
        ("af_sky+", UNKNOWN_VOICE, "a voice is missing"),
        ("x" * 5000, UNKNOWN_VOICE, "x…”"),
    ],
)
def test_what_is_no_voice_is_told_with_the_way_out(catalogue: Catalogue, wanted: str, code: str, said: str) -> None:
    failure = refused(catalogue, wanted)
    assert failure.code == code
    assert said in failure.message
    assert len(failure.message) < 200


def test_a_blend_that_is_kept_is_listed_and_found_and_forgotten(catalogue: Catalogue, path: Path) -> None:
    kept = catalogue.keep("mine", "af_sky+af_bella(2)")
    assert kept == Voice("mine", "kokoro", "en-us", "female", recipe="af_bella(2)+af_sky")
    assert (kept.sound, kept.parts) == ("af_bella(2)+af_sky", ["af_bella", "af_sky"])
    assert catalogue.find("mine") == Catalogue(path).find("mine") == kept
    names = [voice.name for voice in catalogue.voices()]
    assert names.index("mine") == 54
    catalogue.drop("mine")
    assert refused(catalogue, "mine").code == UNKNOWN_VOICE
    assert len(catalogue.voices()) == 54


def test_a_blend_that_is_kept_anew_or_edited_counts_at_once(catalogue: Catalogue, path: Path) -> None:
    catalogue.keep("mine", "af_sky+af_bella")
    catalogue.keep("mine", "am_adam")
    assert catalogue.find("mine").sound == "am_adam"
    path.write_text('{"mine": "bm_lewis", "yours": "af_sky"}')
    assert (catalogue.find("mine").lang, catalogue.find("yours").sound) == ("en-gb", "af_sky")


@pytest.mark.parametrize(
    ("name", "recipe", "said"),
    [
        ("af_sky", "af_bella", "is a voice already"),
        ("heart", "af_bella", "is a voice already"),
        ("3", "af_bella", "is a voice already"),
        ("female", "af_bella", "is a voice already"),
        ("a b", "af_bella", "cannot be called"),
        ("mine", "nobody", "no voice nobody"),
        ("mine", "", "a voice is missing"),
        ("mine", "mine", "no voice mine"),
    ],
)
def test_what_cannot_be_kept_is_told_and_not_written(
    catalogue: Catalogue, path: Path, name: str, recipe: str, said: str
) -> None:
    with pytest.raises(FailureError, match=said) as caught:
        catalogue.keep(name, recipe)
    assert caught.value.code == BAD_REQUEST
    assert not path.exists()


def test_what_is_not_kept_cannot_be_dropped(catalogue: Catalogue) -> None:
    with pytest.raises(FailureError, match="no blend mine to remove"):
        catalogue.drop("mine")


def test_a_spoilt_blend_is_told_and_hides_no_other(catalogue: Catalogue, path: Path) -> None:
    path.write_text(json.dumps({"a": "af_sky(", "b": "gone+af_sky", "c": "af_bella+af_sky"}))
    assert [voice.name for voice in catalogue.voices() if voice.recipe] == ["c"]
    assert catalogue.find("c").sound == "af_bella+af_sky"
    broken, gone = refused(catalogue, "a"), refused(catalogue, "b")
    assert (broken.code, gone.code) == (BAD_REQUEST, UNKNOWN_VOICE)
    assert broken.message.startswith("the blend a cannot be mixed: ")
    assert "no voice gone" in gone.message


@pytest.mark.parametrize("content", ["{", "[]", '{"mine": 3}'])
def test_a_spoilt_file_is_told_to_who_needs_it_and_stops_nobody_else(
    catalogue: Catalogue, path: Path, content: str
) -> None:
    path.write_text(content)
    assert catalogue.find("af_sky").name == "af_sky"
    assert len(catalogue.voices()) == 54
    failure = refused(catalogue, "mine")
    assert failure.code == BAD_REQUEST
    assert str(path) in failure.message
    assert "mend it or move it away" in failure.message
    with pytest.raises(FailureError, match="mend it"):
        catalogue.keep("mine", "af_sky")
    assert path.read_text() == content


def test_voices_that_come_later_can_be_found_and_mixed(catalogue: Catalogue, path: Path) -> None:
    path.write_text('{"mine": "af_own(2)+af_sky"}')
    assert refused(catalogue, "mine").code == UNKNOWN_VOICE, "so that it is looked for again when all are known"
    catalogue.add([kokoro_voice("af_own"), Voice("Robo", "espeak", "eo", "", "Robo")])
    assert catalogue.find("mine").parts == ["af_own", "af_sky"]
    assert catalogue.find("robo").engine == "espeak"
    assert "eo" in catalogue.languages()
    assert [voice.name for voice in catalogue.voices()][54:] == ["af_own", "mine", "Robo"]
    assert "no voice “Robo”" in refused(catalogue, "Robo+af_sky").message, "espeak-ng's voices cannot be mixed"


@pytest.mark.parametrize(
    ("name", "main", "parts"),
    [
        ("af_sky", "af_sky", ["af_sky"]),
        ("af_bella(2)+bf_emma(3)", "bf_emma", ["af_bella", "bf_emma"]),
        ("af_bella+af_sky", "af_bella", ["af_bella", "af_sky"]),
        ("English (America)", "English (America)", ["English (America)"]),
        ("", "", [""]),
    ],
)
def test_a_blends_name_tells_its_voices(name: str, main: str, parts: list[str]) -> None:
    assert main_voice(name) == main
    assert voices_of(name) == parts


def test_two_engines_that_bring_their_voices_at_once_lose_none(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "blends")

    def slow() -> Iterator[Voice]:
        with ThreadPoolExecutor() as other:
            other.submit(catalogue.add, [Voice("one", "espeak", "en-us", "")]).result()
        yield Voice("two", "espeak", "en-us", "")

    catalogue.add(slow())
    assert catalogue.knows("one")
    assert catalogue.knows("two")
