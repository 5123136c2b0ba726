"""Phonemes of Mandarin: jieba finds the words, pypinyin their readings, and tables how Kokoro writes a syllable.

Kokoro v1.0 learnt Mandarin from phonemes as misaki (github.com/hexgrad/misaki) writes them: IPA with an arrow for each
tone, words parted by spaces. The tables say the same of the same pinyin. Numbers are read by cn2an; English words by
espeak-ng.
"""

from __future__ import annotations

import re

from kokoro_model.engines.kokoro.g2p.espeak import espeak


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in pairs.split())


_INITIALS = _table("b:p c:ʦʰ ch:ꭧʰ d:t f:f g:k h:x j:ʨ k:kʰ l:l m:m n:n p:pʰ q:ʨʰ r:ɻ s:s sh:ʂ t:tʰ x:ɕ z:ʦ zh:ꭧ")
_FINALS = _table(
    "a:a0 ai:ai0 an:a0n ang:a0ŋ ao:au0 e:ɤ0 ei:ei0 en:ə0n eng:ə0ŋ i:i0 ia:ja0 ian:jɛ0n iang:ja0ŋ iao:jau0 ie:je0 "
    "in:i0n iou:jou0 ing:i0ŋ iong:jʊ0ŋ ong:ʊ0ŋ ou:ou0 u:u0 uei:wei0 ua:wa0 uai:wai0 uan:wa0n uen:wə0n uang:wa0ŋ "
    "ueng:wə0ŋ uo:wo0 o:wo0 ü:y0 üe:ɥe0 üan:ɥɛ0n ün:y0n"
)
"""What follows the initial; 0 is the place of the tone."""
_WITHOUT_INITIAL = _table("io:jɔ0 ê:ɛ0 er:ɚ0 o:ɔ0 m:m0 n:n0 ng:ŋ0 hm:hm0 hng:hŋ0")
_BUZZING = frozenset({"z", "c", "s", "zh", "ch", "sh", "r"})
"""Initials after which "i" is a consonant drawn out."""
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_MARKS = str.maketrans(
    {"、": ", ", "，": ", ", "。": ". ", "．": ". ", "！": "! ", "：": ": ", "；": "; ", "？": "? "}
    | dict.fromkeys("«《「『【", " “")
    | dict.fromkeys("»》」』】", "” ")
    | {"（": " (", "）": ") "}
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_STRETCH = re.compile(
    r"(?P<han>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)|(?P<latin>[A-Za-zÀ-ɏ]+(?:['’.-][A-Za-zÀ-ɏ]+)*)|.",
    re.DOTALL,
)


class Chinese:
    """A reader of Mandarin. Raises ImportError where its packages are not installed."""

    def __init__(self) -> None:
        import cn2an
        import jieba
        from pypinyin import Style, lazy_pinyin

        words = jieba.Tokenizer()
        words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
        words.initialized = True  # it would keep a copy in /tmp, where others could put theirs in its place
        self._arabic_to_chinese, self._cut, self._pinyin, self._style = cn2an.transform, words.lcut, lazy_pinyin, Style

    def __call__(self, text: str) -> str:
        """The phonemes of the text with its punctuation."""
        marked = self._arabic_to_chinese(_THOUSANDS.sub("", text), "an2cn").translate(_MARKS)
        return " ".join("".join(self._sounds(stretch) for stretch in _STRETCH.finditer(marked)).split())

    def _sounds(self, stretch: re.Match[str]) -> str:
        if han := stretch["han"]:
            return " ".join(self._word(word) for word in self._cut(han))
        if latin := stretch["latin"]:
            return f" {espeak().phonemes(latin, 'en-us')} "
        return stretch[0]

    def _word(self, word: str) -> str:
        pinyin = self._pinyin(word, style=self._style.TONE3, neutral_tone_with_five=True, v_to_u=True)
        return "".join(_syllable(syllable[:-1], syllable[-1]) for syllable in pinyin)


def _syllable(pinyin: str, tone: str) -> str:
    """The phonemes of a syllable; none for a character whose reading is unknown, which is its own pinyin."""
    from pypinyin.contrib.tone_convert import to_finals, to_initials

    if sounds := _WITHOUT_INITIAL.get(pinyin):
        return sounds.replace("0", _TONES.get(tone, ""))
    initial, final = to_initials(pinyin, strict=True), to_finals(pinyin, strict=True, v_to_u=True)
    if final == "i" and initial in _BUZZING:
        return _INITIALS[initial] + "ɨ" + _TONES.get(tone, "")
    sounds = _INITIALS.get(initial, "") + _FINALS.get(final, "")
    return sounds.replace("0", _TONES.get(tone, ""))
