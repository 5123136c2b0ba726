"""espeak-ng's library: whatever it is given, it comes to an end, in proportion, and lives."""

from __future__ import annotations

from functools import cache

from fuzz import inputs
from fuzz.targets import reading
from kokoro_model.engines import SAMPLE_RATE, Request
from kokoro_model.engines.espeak.engine import EspeakEngine
from kokoro_model.text.reading import FORMS, Passage, Reader
from kokoro_model.text.segmenter import Segmenter

WORDS = (*reading.WORDS, "<speak>", "</s>", "[[", "]]", "\x01", "&lt;", "%", "_^_", "\u0489", "ﷺ")
_LANGUAGES = ("en-us", "es", "fr-fr", "hi", "it", "ja", "pt-br", "cmn", "de", "ru", "ar", "fa", "ko", "ka", "my", "th")
_SECONDS_A_CHARACTER = 30


def check(data: bytes) -> None:
    """A language and a form, then a text."""
    choices, rest = inputs.split(data, 2)
    lang = _LANGUAGES[choices[0] % len(_LANGUAGES)]
    if lang not in {voice.lang for voice in _engine().voices()}:
        return
    text = inputs.text(rest)[:400]
    segmenter = Segmenter(lang=lang)
    reader = Reader(lang, form=FORMS[choices[1] % 3], barrier=inputs.strict())
    segmenter.feed(text)
    segmenter.end()
    for segment in iter(segmenter.next, None):
        for part in reader.read(segment):
            if isinstance(part, Passage):
                _check_sound(part, lang)


@cache
def _engine() -> EspeakEngine:
    engine = EspeakEngine()
    engine.load()
    return engine


def _check_sound(passage: Passage, lang: str) -> None:
    size = 0

    def take(sound: bytes) -> bool:
        nonlocal size
        size += len(sound)
        return True

    _engine().synthesize(Request(passage.pieces, lang, lang), take)
    assert size / SAMPLE_RATE / 2 <= 10 + _SECONDS_A_CHARACTER * len(passage.text), "it does not come to an end"
