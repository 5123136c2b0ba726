"""Paragraphs in other languages, through real processes and a real socket, by a Kokoro that can be heard."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kokoro_ipc import message
from kokoro_ipc.channel import connect
from kokoro_model.engines.kokoro.phonemize import phonemize
from tests.integration.kokoro_system import listen
from tests.speaking import letters

if TYPE_CHECKING:
    from tests.integration.kokoro_system import System

PITCHES = {"af_heart": 8, "am_michael": 20, "ff_siwis": 32, "im_nicola": 44}
ENGLISH = "When the train finally pulled in, the platform was already so crowded that nobody could get off."
FRENCH = "Quand le train est enfin arrivé, le quai était déjà si plein que personne ne pouvait descendre."
ITALIAN = "Quando il treno finalmente arrivò, il binario era già così affollato che nessuno riusciva a scendere."
PARAGRAPHS = (
    ("en-us", ENGLISH, "af_heart"),
    ("fr-fr", FRENCH, "ff_siwis"),
    ("fr-fr", "— Oui, dit-il.", "ff_siwis"),
    ("en-us", "He nodded.", "af_heart"),
    ("it", ITALIAN, "im_nicola"),
)
TEXT = "\n\n".join(text for _, text, _ in PARAGRAPHS)


@pytest.fixture
def system(bare_system: System) -> System:
    bare_system.put_files(PITCHES)
    return bare_system


def test_each_paragraph_is_heard_in_its_language_by_its_voice_with_its_words_in_place(system: System) -> None:
    system.say("-w", "-o", str(system.folder / "first.wav"), "Hello.")
    with connect(system.environ["KOKORO_SOCKET"]) as channel:
        channel.send(message.Synthesize(voice="af_heart", lang="auto", timings=True, payload=TEXT.encode()))
        told = [channel.receive(20.0)]
        while not isinstance(told[-1], message.AudioEnd | message.Failed):
            told.append(channel.receive(20.0))
    assert isinstance(told[-1], message.AudioEnd)
    segments = [one for one in told if isinstance(one, message.Segment)]
    assert [segment.start for segment in segments] == [0, *(segment.end for segment in segments[:-1])]
    assert segments[-1].end == len(TEXT.encode())

    sounds: dict[int, bytes] = {}
    for one in told:
        if isinstance(one, message.Segment):
            sounds[one.start] = b""
        elif isinstance(one, message.Audio) and sounds:
            sounds[max(sounds)] += one.payload
    at = 0
    for lang, text, voice in PARAGRAPHS:
        size = len(text.encode())
        ours = [segment for segment in segments if at <= segment.end - 1 < at + size]
        assert {segment.lang for segment in ours} == {lang}
        heard = listen(np.frombuffer(b"".join(sounds[segment.start] for segment in ours), np.int16))
        assert heard.pitch == PITCHES[voice], text
        assert heard.phonemes == letters(phonemize(text, lang)).replace("-", ""), text
        at += size + 2

    rows = [row for one in told if isinstance(one, message.Timings) for row in json.loads(one.payload)]
    words = [TEXT.encode()[start:end].decode() for start, end, _, _ in rows]
    assert words == re.findall(r"[\w']+", TEXT)
    assert [begins for _, _, begins, _ in rows] == sorted(begins for _, _, begins, _ in rows)


def test_say_asks_for_it_by_an_option_or_a_setting(system: System) -> None:
    usual, noticed = system.heard("-v", "michael", FRENCH), system.heard("-v", "michael", "-l", "auto", FRENCH)
    assert (usual.pitch, noticed.pitch) == (PITCHES["am_michael"], PITCHES["ff_siwis"])
    system.environ["SAY_LANG"] = "auto"
    assert system.heard("-v", "michael", FRENCH) == noticed
    assert "af_heart" in system.say("--list").stdout
    lines = system.say("--explain", f"{FRENCH}\n\nIt is $2.").stdout.splitlines()
    assert lines[0].split() == ["LANG", "TEXT", "SAID", "RULES", "PHONEMES"]
    assert [line.split()[0] for line in lines if not line.startswith(" ")][1:] == ["fr-fr", "en-us", "en-us"]


def test_espeak_speaks_each_language_where_kokoro_is_missing(bare_system: System) -> None:
    for name in ("KOKORO_MODEL", "KOKORO_VOICES"):
        del bare_system.environ[name]

    def seconds(*arguments: str) -> float:
        return len(bare_system.sound(*arguments, ITALIAN)[0]) / 24_000

    assert seconds("-l", "auto") == pytest.approx(seconds("-v", "if_sara"), rel=0.005)
    assert seconds("-l", "auto") != pytest.approx(seconds(), rel=0.005)
    assert seconds("-v", "fr-fr", "-l", "auto") == pytest.approx(seconds("-v", "it"), rel=0.005)
