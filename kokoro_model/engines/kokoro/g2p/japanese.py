"""Phonemes of Japanese: Open JTalk tells how the words are read, and a table how Kokoro writes the kana.

Kokoro v1.0 learnt Japanese from phonemes as misaki (github.com/hexgrad/misaki) writes them: palatal consonants with ʲ,
"n" by the sound that follows, particles by themselves. The table says the same of the same kana. Open JTalk comes with
its dictionary in the package pyopenjtalk-plus; it reads numbers and abbreviations as well. English words, which it
would spell out, are read by espeak-ng.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_model.engines.kokoro.g2p.espeak import espeak

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ROWS = {
    "アイウエオ": "a i ɯ e o",
    "カキクケコ": "ka kʲi kɯ ke ko",
    "ガギグゲゴ": "ɡa ɡʲi ɡɯ ɡe ɡo",
    "サシスセソ": "sa ɕi sɨ se so",
    "ザジズゼゾ": "ʣa ʥi zɨ ʣe ʣo",
    "タチツテト": "ta ʨi ʦɨ te to",
    "ダヂヅデド": "da ʥi zɨ de do",
    "ナニヌネノ": "na ɲi nɯ ne no",
    "ハヒフヘホ": "ha çi ɸɯ he ho",
    "バビブベボ": "ba bʲi bɯ be bo",
    "パピプペポ": "pa pʲi pɯ pe po",
    "マミムメモ": "ma mʲi mɯ me mo",
    "ヤユヨ": "ja jɯ jo",
    "ラリルレロ": "ɾa ɾʲi ɾɯ ɾe ɾo",
    "ワヰヱヲヴヵヶ": "βa i e o vɯ ka ke",
    "ァィゥェォャュョヮ": "a i ɯ e o ja jɯ jo βa",
    "ッー": "ʔ ː",
}
_KANA = {kana: sound for row, sounds in _ROWS.items() for kana, sound in zip(row, sounds.split(), strict=True)}
_SMALL = dict(zip("ァィゥェォャュョヮ", "aiɯeoaɨoa", strict=True))
"""The vowels that take the place of the vowel of the kana before them."""
_CONSONANTS = {"イ": "j", "ウ": "β", "ク": "kᵝ", "グ": "ɡᵝ", "テ": "tʲ", "デ": "dʲ"}
"""What is left of a kana before a small one, where that is not simply its consonant."""
_PAIRS = {
    "フィ": "ɸʲi",
    "フュ": "ɸʲɨ",
    "フョ": "ɸʲo",
    "ツィ": "ʦʲi",
    "ヴィ": "vʲi",
    "ヴュ": "bʲɨ",
    "ヴョ": "bʲo",
    "トゥ": "tɯ",
}
_MORA = re.compile(f"([ァ-ヶ])([{''.join(_SMALL)}])|ン|[ァ-ヶー]")
_LONG_I = re.compile("(?<=[イキギシジチニヒビピミリ])イ")
_NASALS = (("mpb", "m"), ("kɡ", "ŋ"), ("ɲʨʥ", "ɲ"), ("ntdɾz", "n"))
"""What "n" is before which sounds; elsewhere it is ɴ."""
_NUMBER, _SPELLED = "数", "フィラー"

_MARKS = {"、": ",", "。": ".", "〜": "—", "~": "—", "「": "“", "」": "”", "『": "“", "』": "”", "・": " ", "...": "…"}
_CLOSING, _OPENING = frozenset(",.!?:;…”)—"), frozenset("“(")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as Open JTalk has it: how it is written, how it is read in katakana, and its parts of speech."""

    text: str
    reading: str
    kind: str
    subkind: str


class Japanese:
    """A reader of Japanese. Raises ImportError where Open JTalk is not installed."""

    def __init__(self) -> None:
        from pyopenjtalk import run_frontend

        self._run_frontend = run_frontend
        run_frontend("あ")  # it loads its dictionary

    def __call__(self, text: str) -> str:
        """The phonemes of the text with its punctuation."""
        tokens = [_token(word) for word in self._run_frontend(" ".join(text.split()))]
        return _laid_out(_sounds(words) for words in _words(tokens))


def _token(word: Mapping[str, object]) -> _Token:
    text, reading, *kinds = (str(word[name]) for name in ("string", "pron", "pos", "pos_group1"))
    return _Token(unicodedata.normalize("NFKC", text), reading.replace("\u2019", ""), *kinds)  # ’: a voiceless vowel


def _words(tokens: list[_Token]) -> Iterator[list[_Token]]:
    """The tokens that are one word for Kokoro: Open JTalk parts endings from verbs."""
    word: list[_Token] = []
    for token in tokens:
        if word and not _belongs(token, word[-1]):
            yield word
            word = []
        word.append(token)
    if word:
        yield word


def _belongs(token: _Token, before: _Token) -> bool:
    if token.subkind == _NUMBER:
        return before.subkind == _NUMBER
    ending = token.kind == "助動詞" and token.text[0] not in "でだ"  # です and だ stand alone
    after_verb = before.kind in {"動詞", "助動詞", "形容詞"} and (
        ending or token.subkind == "接尾" or token.text in "てで"
    )
    return after_verb or token.reading[:1] == "ー" or (token.subkind == "接尾" and before.kind == "名詞")


def _sounds(word: list[_Token]) -> str:
    first = word[0]
    if first.kind == "記号" and not first.reading.strip("、？！") and not first.text.isalpha():
        return _MARKS.get(first.text, first.text)
    if first.kind == _SPELLED and first.text.isascii() and not first.text.isupper():
        return espeak().phonemes(first.text, "en-us")
    return _sounds_of_kana("".join(_LONG_I.sub("ー", token.reading) for token in word))


def _sounds_of_kana(kana: str) -> str:
    sounds = [_mora(mora) for mora in _MORA.finditer(kana)]
    followers = [*sounds[1:], ""]
    return "".join(_nasal(next_) if now == "ン" else now for now, next_ in zip(sounds, followers, strict=False))


def _mora(mora: re.Match[str]) -> str:
    kana, small = mora.groups()
    if small is None:
        return _KANA.get(mora[0], mora[0])
    return _PAIRS.get(mora[0]) or _CONSONANTS.get(kana, _KANA.get(kana, "  ")[:-1]) + _SMALL[small]


def _nasal(after: str) -> str:
    return next((nasal for sounds, nasal in _NASALS if after and after[0] in sounds), "ɴ")


def _laid_out(sounds: Iterator[str]) -> str:
    """Put words and marks in a row: a space before each but a closing mark, and but for what an opening one opens."""
    line = ""
    for sound in sounds:
        gap = line and line[-1] not in _OPENING and sound not in _CLOSING
        line += " " * bool(gap) + sound
    return " ".join(line.split())
