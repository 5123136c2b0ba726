"""From a text to the phonemes that Kokoro gets: each piece has its own, in runs that the model can take."""

from __future__ import annotations

from fuzz import inputs
from fuzz.targets import reading
from kokoro_model.engines.kokoro import pieces
from kokoro_model.engines.kokoro.script import pronounce
from kokoro_model.engines.kokoro.spelling import Spelling
from kokoro_model.text.reading import Passage, Reader
from kokoro_model.text.segmenter import Segmenter

WORDS = (*reading.WORDS, "ˈ", "ː", "ə", "(en)", "''", '"', "…", "—", "\u2028", "\x0c")
_LANGUAGES = ("en-us", "en-gb", "es", "fr-fr", "hi", "it", "pt-br")  # what espeak-ng reads
_VOCABULARY = frozenset(
    ';:,.!?—…"()“” abcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ'
)


def check(data: bytes) -> None:
    """A language, then phonemes to cut or a text to read."""
    choices, rest = inputs.split(data, 1)
    text = inputs.text(rest)[:400]
    _check_pieces(text, 1 + choices[0])
    lang = _LANGUAGES[choices[0] % len(_LANGUAGES)]
    segmenter, reader = Segmenter(lang=lang), Reader(lang, barrier=inputs.strict())
    segmenter.feed(text)
    segmenter.end()
    for segment in iter(segmenter.next, None):
        for part in reader.read(segment):
            if isinstance(part, Passage):
                _check_spelling(part, lang)


def _check_pieces(phonemes: str, comfortable: int) -> None:
    place = 0
    for at, piece in pieces.split(phonemes, comfortable):
        assert 0 < len(piece) <= pieces.LIMIT
        assert not phonemes[place:at].strip(" "), "phonemes are lost"
        assert phonemes[at : at + len(piece)] == piece
        place = at + len(piece)
    assert not phonemes[place:].strip(" "), "the end is lost"


def _check_spelling(passage: Passage, lang: str) -> None:
    parts = pronounce(passage.pieces, lang)
    assert [(part.start, part.end) for part in parts][-1][1] == len(passage.text)
    spelling = Spelling(passage.text, lang, parts, _VOCABULARY)
    assert set(spelling.phonemes) <= _VOCABULARY
    end = said = 0
    for word in spelling.words():
        assert end <= word.start < word.end <= len(passage.text)
        assert said <= word.first < word.last <= len(spelling.phonemes)
        end, said = word.end, word.first
