"""Kokoro through the whole chain, as real processes without systemd: `say`, the service, the voice, and the file."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_ipc.channel import connect
from kokoro_model.engines.kokoro.phonemize import phonemize, phonemize_each
from tests.integration.kokoro_system import PITCHES, System, listen, silences
from tests.speaking import letters

if TYPE_CHECKING:
    from kokoro_ipc.message import Message

HELLO = "Hello there."
SYLLABLES = ["bə", "ku", "mi", "tɑ", "nˈoʊ", "ʃɛ", "ɹi,", "ðə", "vɪ.", "ŋ!"]


def phonemes(words: int) -> str:
    """So many short words, with marks and lines here and there."""
    choice = random.Random(words)
    return "".join(choice.choice(SYLLABLES) + choice.choice("      \n") for _ in range(words))


def synthesized(system: System, text: str, *, timings: bool = False) -> list[Message]:
    """All that the service tells of a text."""
    with connect(system.environ["KOKORO_SOCKET"]) as channel:
        channel.send(message.Synthesize(voice="af_heart", lang="en-us", timings=timings, payload=text.encode()))
        told = [channel.receive(20.0)]
        while not isinstance(told[-1], message.AudioEnd | message.Failed):
            told.append(channel.receive(20.0))
        return told


def test_each_voice_speaks_and_is_heard(system: System) -> None:
    heard = {voice: system.heard("-v", voice, "-l", "en-us", HELLO) for voice in PITCHES}
    assert {voice: each.pitch for voice, each in heard.items()} == PITCHES
    assert {each.phonemes for each in heard.values()} == {letters(phonemize(HELLO, "en-us"))}


def test_nothing_is_lost_or_doubled_at_any_length(system: System) -> None:
    for words in (1, 2, 7, 40, 5000):
        text = phonemes(words)
        assert system.heard("--phonemes", stdin=text).phonemes == letters(text.replace("\n", "")), words


def test_text_is_read_as_people_mean_it_and_plain_text_as_it_stands(system: System) -> None:
    text = "**Pay** $12 (see https://example.org)."
    assert system.heard(text).phonemes != system.heard("--plain", text).phonemes
    assert system.heard("It is **bold**.").phonemes == system.heard("It is bold.").phonemes
    assert system.heard("$12 it is.").phonemes == system.heard("--plain", "twelve dollars it is.").phonemes


def test_text_that_comes_from_standard_input_has_a_form_too(system: System) -> None:
    assert system.heard("--phonemes", stdin="həlˈoʊ wˈɜːld.").phonemes == "həlˈoʊwˈɜːld"
    assert system.heard("Say [K8s](/kˈuːb/) now.").phonemes.count("kˈuːb") == 1


@pytest.mark.parametrize("speed", ["1", "2"])
def test_a_pause_is_as_long_as_it_says(system: System, speed: str) -> None:
    sound, _ = system.sound("-s", speed, "One [pause:1.5s] two [pause:700ms] three")
    usual, _ = system.sound("-s", speed, "One [pause:0] two [pause:0s] three")
    assert len(sound) - len(usual) == round(2.2 * 24_000)
    assert [round(silence, 1) for silence in silences(sound) if silence > 0.5] == pytest.approx([1.5, 0.7], abs=0.25)


def test_words_are_told_on_the_socket_where_they_stand_and_when_they_sound(system: System) -> None:
    text = "Grüße, **world**! Pay $12 now."
    system.say("-w", "-o", str(system.folder / "first.wav"), HELLO)
    told = synthesized(system, text, timings=True)
    rows = [row for one in told if isinstance(one, message.Timings) for row in json.loads(one.payload)]
    assert [text.encode()[start:end].decode() for start, end, _, _ in rows] == ["Grüße", "world", "Pay", "$12", "now"]
    assert all(begins < ends for _, _, begins, ends in rows)
    assert [row[2] for row in rows] == sorted(row[2] for row in rows)
    sound = b"".join(one.payload for one in told if isinstance(one, message.Audio))
    assert rows[-1][3] < len(sound) / 48_000
    assert not any(isinstance(one, message.Timings) for one in synthesized(system, text))


@pytest.mark.parametrize(("lang", "text"), [("ja", "こんにちは。"), ("cmn", "你好。")])
def test_japanese_and_chinese_are_read_by_readers_of_their_own(system: System, lang: str, text: str) -> None:
    assert system.heard("-v", "jf_alpha", "-l", lang, text).phonemes == letters(phonemize(text, lang))


def test_english_is_read_by_misaki_where_it_is_installed(bare_system: System) -> None:
    bare_system.environ["KOKORO_ENGLISH"] = "auto"
    bare_system.put_files()
    text = "I read that record."
    (read,) = phonemize_each([text], "en-us", english="misaki")
    assert bare_system.heard(text).phonemes == letters(read)


def test_a_model_that_leaves_memory_when_idle_speaks_again(bare_system: System) -> None:
    system = bare_system
    system.environ["KOKORO_IDLE_UNLOAD"] = "0.05"
    system.put_files()
    before = system.heard(HELLO)
    while (status := system.status())["provider"]:
        assert "kokoro ready" in status["engine_state"]
    assert "kokoro asleep" in system.status()["engine_state"]
    assert listen(system.sound("Hello once more.")[0]).pitch == before.pitch
