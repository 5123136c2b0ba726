"""Japanese to phonemes: the words as Open JTalk reads them, the sounds as Kokoro knows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from kokoro_onnx.config import DEFAULT_VOCAB

from kokoro_model.engines.kokoro.g2p.japanese import _KANA, _sounds_of_kana
from kokoro_model.engines.kokoro.phonemize import phonemize

PARAGRAPH = Path(__file__).parents[2] / "bench/paragraphs/ja.txt"


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("今日は、とても寒いです。", "kʲoː βa, totemo samɯi desɨ."),
        ("本を読んでいました。", "hoɴ o jonde imaɕita."),
        ("一緒に行きませんか？", "iʔɕo ɲi ikʲimaseɴ ka?"),
        ("おいしいコーヒー", "oiɕiː koːçiː"),
        ("彼女は「はい」と（言った）……そう！", "kanoʥo βa “hai” to (iʔta)…… soː!"),
        ("2025年3月", "ɲiseɲɲiʥɨːɡoneɴ saŋɡaʦɨ"),
        ("AIとOK", "eːai to oːkei"),
        ("hello world", "həlˈoʊ βaːɾɯdo"),
        ("", ""),
        ("。", "."),
        ("ー", "ː"),
        ("😀", "😀"),
    ],
)
def test_texts_are_read_as_misaki_writes_them(text: str, phonemes: str) -> None:
    assert phonemize(text, "ja") == phonemes


@pytest.mark.parametrize(
    ("kana", "sounds"),
    [
        ("キャッチ", "kʲaʔʨi"),
        ("フュージョン", "ɸʲɨːʥoɴ"),
        ("ティー", "tʲiː"),
        ("クォーツ", "kᵝoːʦɨ"),
        ("ウィキ", "βikʲi"),
        ("シェフ", "ɕeɸɯ"),
        ("ヴァイオリン", "vaioɾʲiɴ"),
        ("シンブン", "ɕimbɯɴ"),
        ("マンガ", "maŋɡa"),
        ("ホンニン", "hoɲɲiɴ"),
        ("アンナイ", "annai"),
        ("レンアイ", "ɾeɴai"),
        ("ァ", "a"),
        ("ンー", "ɴː"),
    ],
)
def test_kana_sound_by_their_neighbours(kana: str, sounds: str) -> None:
    assert _sounds_of_kana(kana) == sounds


def test_all_sounds_are_in_the_vocabulary_of_kokoro() -> None:
    small = "ァィゥェォャュョヮ"
    assert set("".join(_sounds_of_kana(kana + after) for kana in [*_KANA, "ン"] for after in ["", *small])) <= set(
        DEFAULT_VOCAB
    )
    assert set(phonemize(PARAGRAPH.read_text(), "ja")) <= set(DEFAULT_VOCAB)
