"""However a text is read, an engine never gets more at once than a portion."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.inputs import strict
from kokoro_model.engines import SAMPLE_RATE, Request
from kokoro_model.engines.espeak.engine import EspeakEngine
from kokoro_model.text.burden import Burden
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.pieces import Phonemes
from kokoro_model.text.portions import MOST
from kokoro_model.text.reading import Passage, Reader
from kokoro_model.text.segmenter import Segment, Segmenter
from tests.hell import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_SECONDS = {"en-us": 45.0, "hi": 75.0}
"""Of sound that espeak-ng may make of a portion: it makes 34 s and, of rare letters of the language's own, 63 s."""
ROWS = {
    "symbols": "♠♣♥♦",
    "operators": "∀∂∈∑∏√∞≈≠≤≥",
    "signs": "@#&%§€",
    "fractions": "½⅓⅞",
    "circled": "①②③",
    "letters in mathematics": "𝔄𝔅𝔆",
    "Thai": "กขคงจฉ",
    "Arabic": "ابجد",
    "Cyrillic": "Щщ",
    "kana": "ひらがなカタカナ",
    "Hangul": "한국어를말합니다",
    "ligature": "ﷺ",
    "Latin": "ĥǄṩ",
    "W": "W. ",
    "amounts": "$999,999.99 ",
    "years": "1999 ",
    "one emoji": "👩🏽‍❤️‍💋‍👨🏿",
}
LONG = {**texts(600), **{name: unit * (600 // len(unit)) for name, unit in ROWS.items()}}


def passages(text: str, lang: str = "en-us", lexicon: Lexicon | None = None) -> Iterator[Passage]:
    segmenter, reader = Segmenter(lang=lang), Reader(lang, lexicon=lexicon, barrier=strict())
    segmenter.feed(text)
    segmenter.end()
    for segment in iter(segmenter.next, None):
        yield from (part for part in reader.read(segment) if isinstance(part, Passage))


def burden(passage: Passage, lang: str = "en-us") -> int:
    measure = Burden(lang)
    return sum(len(p.phonemes) if isinstance(p, Phonemes) else measure.of(p.text) for p in passage.pieces)


def letters() -> Iterator[str]:
    """Two characters of each stretch of 128 up to the ideographs, of which more are alike."""
    for first in range(128, 0x3400, 128):
        known = [chr(code) for code in range(first, first + 128) if unicodedata.category(chr(code))[0] in "LNPS"]
        if known:
            yield known[0] + known[-1]


@pytest.mark.parametrize("lang", ["en-us", "ja", "ru"])
@pytest.mark.parametrize("name", LONG)
def test_what_an_engine_is_given_is_bounded(name: str, lang: str) -> None:
    for passage in passages(LONG[name], lang):
        assert burden(passage, lang) <= MOST


@given(st.text(min_size=100, max_size=400), st.sampled_from(["en-us", "de", "th"]))
def test_any_text_is_in_portions(text: str, lang: str) -> None:
    for passage in passages(text, lang):
        assert burden(passage, lang) <= MOST


def test_taught_sounds_are_in_portions(tmp_path: Path) -> None:
    lexicon = Lexicon(str(tmp_path / "words.txt"))
    lexicon.teach("a", "'" + "long story " * 18 + "'")
    lexicon.teach("b", "ˈaː" * 66)
    found = list(passages("a b " * 40, lexicon=lexicon))
    assert max(map(burden, found)) <= MOST
    assert sum(passage.text.count("long story") for passage in found) == 40 * 18


def test_the_portions_together_are_what_is_read() -> None:
    text = "♠♣♥♦" * 30
    found = Reader("en-us").read(Segment(text, 0, len(text), 0, ends=True))
    assert len(found) > 3
    said = "".join(part.text for part in found if isinstance(part, Passage))
    assert said.split() == ("spade suit, club suit, heart suit, diamond suit, " * 30).rstrip(" ,").split()
    place = 0
    for part in found:
        assert isinstance(part, Passage)
        start, end = part.source_span(0, len(part.text))
        assert place <= start < end <= len(text)
        place = start
    assert end == len(text)


def test_hardly_any_text_of_the_language_is_cut() -> None:
    for lang, text in (
        ("cs", "Příliš žluťoučký kůň úpěl ďábelské ódy, a přece šel dál přes řeku až k městu"),
        ("ru", "Съешь же ещё этих мягких французских булок, да выпей чаю, и иди гулять с друзьями"),
        ("hi", "नमस्ते दुनिया, आज मौसम बहुत अच्छा है और हम सब मिलकर बाज़ार जा रहे हैं"),
        ("vi", "Hôm nay trời đẹp quá, chúng ta hãy cùng nhau đi dạo quanh hồ và uống một tách cà phê"),
    ):
        whole = (text + ", ") * 3
        reader = Reader(lang)
        segmenter = Segmenter(lang=lang)
        segmenter.feed(whole)
        segmenter.end()
        assert all(len(reader.read(segment)) == 1 for segment in iter(segmenter.next, None)), lang


def test_no_portion_is_long_to_hear() -> None:
    engine = EspeakEngine()
    engine.load()
    for lang, most in MOST_SECONDS.items():
        for unit in (*ROWS.values(), *letters()):
            passage = next(passages(unit * (150 // len(unit)), lang), None)
            assert passage is None or seconds(engine, passage, lang) <= most, (lang, passage.text)


def seconds(engine: EspeakEngine, passage: Passage, lang: str) -> float:
    size = 0

    def take(sound: bytes) -> bool:
        nonlocal size
        size += len(sound)
        return True

    engine.synthesize(Request(passage.pieces, lang, lang), take)
    return size / 2 / SAMPLE_RATE
