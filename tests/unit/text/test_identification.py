"""A language is told where it is certain, and nothing is told of what is no language."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kokoro_model.text.identification import LEAST, LOOKED_AT, SPOKEN, Languages, enough, words_of
from kokoro_model.text.normalize.languages import base_language

ALL = frozenset(SPOKEN.values())
with open(os.path.join(os.path.dirname(__file__), "identification.tsv"), encoding="utf-8") as file:
    ROWS = [tuple(line.rstrip("\n").split("\t")) for line in file]
SENTENCES = [(lang, text) for lang, text in ROWS if lang in SPOKEN]
STRANGERS = [text for lang, text in ROWS if lang not in {*SPOKEN, "-"}]
FRENCH = "Quand le train est enfin arrivé, le quai était déjà si plein que personne ne pouvait descendre."
ENGLISH = "When the train finally pulled in, the platform was already so crowded that nobody could get off."
CODE = (
    "for (int i = 0; i < n; i++) { return foo(bar, baz); } while (true) { sum += values[i]; } /* le, la, les */",
    "def bonjour(nom):\n    print('bonjour', nom)\n    return len(nom) + 1 if nom else None  # le nom, ou rien",
    "```\n# Ceci est un commentaire dans un programme, qui ne se lit pas comme un paragraphe\n```",
    "`faire_quelque_chose(avec, un, nom, long)` et_puis_autre_chose `encore_un_nom` ceci.est.une.methode()",
    "https://example.org/bonjour/le/monde/est/beau/et/grand?c=1 https://example.com/voici/une/autre/adresse",
    "12 345,67 89 01 23 45 2024-05-06 12:30 +33 1 23 45 67 89 12 345,67 89 01 23 45 1 234 567,89",
    "<div class='le la les'><span id='une'></span></div> <p style='il est'></p>",
    "* * *",
    "---",
    "",
)


def languages(own: str, spoken: frozenset[str] = ALL) -> Languages:
    return Languages(own, spoken)


@pytest.mark.parametrize("own", ["en-us", "en-gb", "fr-fr", "ja", "de"])
def test_sentences_are_spoken_in_their_language_and_short_ones_in_the_voices(own: str) -> None:
    tell = languages(own)
    for lang, text in SENTENCES:
        ours = lang == base_language(own) or not enough(text)
        assert tell.of(text, own) == (own if ours else SPOKEN[lang]), text
    for lang in SPOKEN:
        whole = " ".join(text for other, text in SENTENCES if other == lang)
        assert tell.of(whole, own) == (own if lang == base_language(own) else SPOKEN[lang])


@pytest.mark.parametrize("own", ["en-us", "es", "de", "hi"])
def test_what_nobody_speaks_is_not_taken_for_its_kin(own: str) -> None:
    assert {text: languages(own).of(text, own) for text in STRANGERS} == dict.fromkeys(STRANGERS, own)


@pytest.mark.parametrize("own", ["en-us", "fr-fr"])
@pytest.mark.parametrize("before", ["en-us", "de"])
def test_code_addresses_and_numbers_are_no_language(own: str, before: str) -> None:
    assert {text: languages(own).of(text, before) for text in CODE} == dict.fromkeys(CODE, own)


@pytest.mark.parametrize("more", [" https://example.org/a/b?c=" + "x" * 80, " `make all`", " <br/>", " **bien** _sûr_"])
def test_addresses_and_tags_do_not_hide_the_words_around_them(more: str) -> None:
    assert languages("en-us").of(FRENCH + more, "en-us") == "fr-fr"


def test_a_language_that_cannot_be_spoken_is_left_to_the_voice() -> None:
    assert languages("en-us", frozenset({"de"})).of(FRENCH, "en-us") == "en-us"


@pytest.mark.parametrize("own", ["en-us", "fr-fr"])
def test_a_quotation_is_no_paragraph_in_its_language(own: str) -> None:
    mixed = f"« {FRENCH} » That is what she wrote, and nobody in the office knew what to make of it, or cared to ask."
    assert languages(own).of(mixed, own) == own
    assert languages(own).of(f"{ENGLISH} {FRENCH}", own) == own


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        *((text, "fr-fr") for text in ("— Oui, dit-il.", "Il hocha la tête.", "Chapitre III", "Ah bon ?")),
        *((text, "en-us") for text in ("He nodded.", "“Yes,” she said.", "And then?", "Thanks!", "OK.", "12.", "")),
    ],
)
def test_a_short_paragraph_goes_on_as_before_where_that_is_likelier(text: str, lang: str) -> None:
    assert languages("en-us").of(text, "fr-fr") == lang
    assert languages("en-us").of(text, "en-us") == "en-us"


def test_enough_is_told_by_words_alone() -> None:
    assert not enough("https://example.org/" + "x" * 200 + " 12345 " * 20)
    assert not enough("a" * (LEAST - 1))
    assert enough("a" * LEAST)
    assert enough("一" * (LEAST // 4)), "an ideograph tells more than a letter"
    assert enough("1 " * LOOKED_AT), "more than that is not looked at"


def test_words_are_found_in_scripts_with_marks_and_without_spaces() -> None:
    assert words_of("«L'été», dit-il: *très* bien… (oui!)") == (["L'été", "dit-il", "très", "bien", "oui"], True)
    assert words_of("नमस्ते दुनिया।") == (["नमस्ते", "दुनिया"], True)
    assert words_of("「火车，终于2024年。」") == (["火车", "终于", "年"], False)
    assert words_of("「火车，终于在2024年到了这座小城，站台上挤满了人。」")[1]
    assert words_of("メニュー・バーを開いて、々。") == (["メニュー", "バーを開いて", "々"], True)
    assert words_of("fooBar foo_bar x=1 a/b 3rd") == ([], False)


def test_hostile_text_takes_no_longer_than_any_other() -> None:
    for sign in "-*(<[`'\"_#\u0301":
        assert not words_of(sign * 200_000 + "!")[0]
    words_of(("a-" * 300_000) + "=")
    words_of("[[" * 100_000)


def test_nothing_is_loaded_before_a_language_is_to_be_told() -> None:
    look = "import sys, kokoro_model.__main__; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "kokoro_model.text.segmenter" in loaded
    assert not loaded & {"py3langid", "kokoro_model.text.identification", "kokoro_model.text.multilingual"}
