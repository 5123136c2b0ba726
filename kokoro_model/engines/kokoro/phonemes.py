"""Text to phonemes: espeak-ng for the languages of Kokoro that it covers, misaki for Japanese and Chinese.

Rules:
- espeak-ng keeps its state in global variables: one call at a time. phonemizer loads a copy of the library
  from a temporary file, so that the espeak engine, which has the library itself, shares nothing with it.
- What a language's rules can't read (an English word in a French sentence) espeak-ng marks with the language
  it fell back to, "(en)"; the marks are removed, or Kokoro would speak them.
"""

from __future__ import annotations

import importlib.util
import logging
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LANGUAGES = ("en-us", "en-gb", "es", "fr-fr", "hi", "it", "ja", "pt-br", "cmn")
"""The languages Kokoro's voices were made for; espeak-ng can give phonemes for some hundred more."""

_SPOKEN_BY = {"en": "en-us", "fr": "fr-fr", "pt": "pt-br", "zh": "cmn"}
_MISAKI = {"ja": "japanese", "cmn": "chinese"}

_espeak = threading.Lock()


@dataclass(frozen=True, slots=True)
class Part:
    """`phonemes` for the stretch of text from `start` to `end`; all parts' in a row are the text's."""

    start: int
    end: int
    phonemes: str


def check(lang: str) -> None:
    """Raises EngineError where `lang` is read by a library that is not installed."""
    lang = _SPOKEN_BY.get(lang, lang)
    if lang in _MISAKI and importlib.util.find_spec("misaki") is None:
        raise _missing(lang)


def phonemize(text: str, lang: str) -> str:
    """Turn `text` into IPA with stress and punctuation. Raises EngineError for an unknown language."""
    return phonemize_each([text], lang)[0]


def phonemize_each(texts: Sequence[str], lang: str) -> list[str]:
    """Turn each of `texts` into phonemes, in one go."""
    lang = _SPOKEN_BY.get(lang, lang)
    if lang in _MISAKI:
        reader = _misaki(lang)
        return [reader(text) if text.strip() else "" for text in texts]
    lines = [[line for line in text.splitlines() if line.strip()] for text in texts]
    phonemes = iter(_by_espeak([line for text in lines for line in text], lang))
    return [" ".join(next(phonemes) for _ in text) for text in lines]


def _by_espeak(texts: list[str], lang: str) -> list[str]:
    from phonemizer import phonemize as espeak

    with _espeak:
        _load_espeak()
        try:
            lines: list[str] = espeak(
                texts,
                lang,
                preserve_punctuation=True,
                with_stress=True,
                language_switch="remove-flags",
                logger=_silent(),
            )
        except (OSError, RuntimeError) as error:
            raise EngineError(f"no phonemes for language {lang!r}: {error}") from error
    return [" ".join(line.split()) for line in lines]


@cache
def _load_espeak() -> None:
    from kokoro_onnx.tokenizer import Tokenizer

    Tokenizer()  # shows phonemizer the library and the data that espeakng-loader brings


@cache
def _silent() -> logging.Logger:
    logger = logging.getLogger("phonemizer.silent")  # it warns of every sentence whose words espeak-ng joins
    logger.setLevel(logging.ERROR)
    return logger


@cache
def _misaki(lang: str) -> Callable[[str], str]:
    try:
        if lang == "ja":
            from misaki import ja

            reader = ja.JAG2P()
        else:
            from misaki import zh

            logging.getLogger("jieba").setLevel(logging.WARNING)  # it tells how it loads its dictionary
            reader = zh.ZHG2P()
    except (ImportError, RuntimeError) as error:
        raise _missing(lang) from error
    return lambda text: str(reader(text)[0])


def _missing(lang: str) -> EngineError:
    return EngineError(
        f"language {lang!r} needs misaki and its dictionary: pip install 'kokoro-say[{_MISAKI[lang]}]'"
        + (", then python -m unidic download" if lang == "ja" else "")
    )
