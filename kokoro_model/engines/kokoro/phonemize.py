"""Text to phonemes: espeak-ng for the languages of Kokoro that it covers, misaki for Japanese and Chinese.

English is read by espeak-ng or, where that is chosen, by misaki, which Kokoro was trained with: it tells a noun
from a verb by the sentence and asks espeak-ng for the words that it does not know.
"""

from __future__ import annotations

import importlib.util
import logging
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.g2p.espeak import espeak

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LANGUAGES = ("en-us", "en-gb", "es", "fr-fr", "hi", "it", "ja", "pt-br", "cmn")
"""The languages Kokoro's voices were made for; espeak-ng can give phonemes for some hundred more."""

ENGLISH = ("espeak", "misaki")
"""What can read English."""

_SPOKEN_BY = {"en": "en-us", "fr": "fr-fr", "pt": "pt-br", "zh": "cmn"}
_MISAKI = {"ja": "japanese", "cmn": "chinese", "en-us": "english", "en-gb": "english"}  # and its extra
_TAGGER = "en_core_web_sm"  # spaCy's, by which misaki tells parts of speech; it would fetch it unasked
_BESIDES = {
    "ja": "unidic download",
    "en-us": f"spacy download {_TAGGER}",
    "en-gb": f"spacy download {_TAGGER}",
}

_misaki = threading.Lock()
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """`phonemes` for the stretch of text from `start` to `end`; all parts' in a row are the text's."""

    start: int
    end: int
    phonemes: str


def check(lang: str) -> None:
    """Raises EngineError where `lang` is read by a library that is not installed."""
    lang = _SPOKEN_BY.get(lang, lang)
    if _is_for_misaki(lang, "espeak") and importlib.util.find_spec("misaki") is None:
        raise _missing(lang)


def phonemize(text: str, lang: str) -> str:
    """Turn `text` into IPA with stress and punctuation. Raises EngineError for an unknown language."""
    return phonemize_each([text], lang)[0]


def phonemize_each(texts: Sequence[str], lang: str, *, english: str = "espeak") -> list[str]:
    """Turn each of `texts` into phonemes; `english` is one of ENGLISH. Raises EngineError."""
    lang = _SPOKEN_BY.get(lang, lang)
    if _is_for_misaki(lang, english) and (reader := _reader(lang)):
        with _misaki:
            return [reader(text) if text.strip() else "" for text in texts]
    return [espeak().phonemes(text, lang) for text in texts]


def _is_for_misaki(lang: str, english: str) -> bool:
    return lang in _MISAKI and (english == "misaki" or not lang.startswith("en-"))


@cache
def _reader(lang: str) -> Callable[[str], str] | None:
    """Misaki's reader; None for English where misaki is not installed, which espeak-ng can read as well."""
    try:
        if lang == "ja":
            from misaki import ja

            reader = ja.JAG2P()
        elif lang == "cmn":
            from misaki import zh

            logging.getLogger("jieba").setLevel(logging.WARNING)  # it tells how it loads its dictionary
            reader = zh.ZHG2P()
        else:
            return _english(british=lang == "en-gb")
    except (ImportError, RuntimeError) as error:
        if lang.startswith("en-"):
            log.warning("%s; until then espeak-ng reads English", _missing(lang))
            return None
        raise _missing(lang) from error
    return lambda text: str(reader(text)[0])


def _english(*, british: bool) -> Callable[[str], str]:
    import spacy

    if not spacy.util.is_package(_TAGGER):
        raise ImportError(_TAGGER)
    from misaki import en

    lang = "en-gb" if british else "en-us"
    reader = en.G2P(british=british, fallback=lambda word: (espeak().phonemes(word.text, lang), 1))
    return lambda text: str(reader(text, preprocess=False)[0])


def _missing(lang: str) -> EngineError:
    return EngineError(
        f"language {lang!r} needs misaki and its dictionary: pip install 'kokoro-say[{_MISAKI[lang]}]'"
        + (f", then python -m {_BESIDES[lang]}" if lang in _BESIDES else "")
    )
