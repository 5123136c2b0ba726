"""Mandarin to phonemes: the words as jieba parts them, the readings of pypinyin, the sounds as Kokoro knows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from kokoro_onnx.config import DEFAULT_VOCAB
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from kokoro_model.engines.kokoro.g2p.chinese import _syllable
from kokoro_model.engines.kokoro.phonemize import phonemize

PARAGRAPH = Path(__file__).parents[2] / "bench/paragraphs/cmn.txt"


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("今天早上天气很冷。", "ʨi→ntʰjɛ→n ʦau↓ʂa↘ŋ tʰjɛ→nʨʰi↘ xə↓n lə↓ŋ."),
        ("你好，《红楼梦》（很长）……", "ni↓xau↓, “xʊ↗ŋlou↗mə↘ŋ” (xə↓nꭧa↓ŋ) ……"),
        ("2025年，有1,500人", "ɚ↘li↗ŋɚ↘ u↓njɛ↗n, jou↓ i→ʨʰjɛ→nu↓pai↓ ɻə↗n"),
        ("用Python写", "jʊ↘ŋ pˈaɪθən ɕje↓"),
        ("嗯，儿子", "n↗, ɚ↗ʦɨ"),
        ("OK", "ˌoʊkˈeɪ"),
        ("", ""),
    ],
)
def test_texts_are_read_as_misaki_writes_them(text: str, phonemes: str) -> None:
    assert phonemize(text, "cmn") == phonemize(text, "zh") == phonemes


def test_every_character_that_has_a_reading_has_phonemes_of_kokoro() -> None:
    readings = {
        reading
        for character in PINYIN_DICT
        for reading in lazy_pinyin(chr(character), style=Style.TONE3, neutral_tone_with_five=True, v_to_u=True)
    }
    sounds = {reading: _syllable(reading[:-1], reading[-1]) for reading in readings}
    assert [reading for reading, sound in sounds.items() if not sound] == []
    assert set("".join(sounds.values())) <= set(DEFAULT_VOCAB)
    assert set(phonemize(PARAGRAPH.read_text(), "cmn")) <= set(DEFAULT_VOCAB)
