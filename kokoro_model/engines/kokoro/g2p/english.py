"""Phonemes of English by misaki, from which Kokoro learnt English: a lexicon, and a tagger of parts of speech.

Words that the lexicon lacks are read by espeak-ng. misaki would have spaCy tag the parts of speech; `tagger.py` does it
with the same weights in a tenth of the memory, and spaCy need not be installed.
"""

from __future__ import annotations

import importlib.resources
import json
import sys
import threading
from types import ModuleType
from typing import TYPE_CHECKING, Any

from kokoro_model.engines.kokoro.g2p.espeak import espeak
from kokoro_model.engines.kokoro.g2p.tagger import Tagger, words

if TYPE_CHECKING:
    from collections.abc import Sequence


_LETTER = "NN"
"""The part of speech of a letter: an article has a word behind it."""
_OPENERS = frozenset("\"“‘'([$£€#-–—")


class English:
    """A reader of "en-us" or "en-gb", one thread at a time. Raises ImportError where its packages are not installed."""

    def __init__(self, lang: str) -> None:
        en, token = _misaki()
        tagger = Tagger()

        def tokenize(text: str, _tokens: Sequence[str], _features: dict[int, object]) -> list[object]:
            return _tagged(token, tagger, text)

        # misaki's own constructors would load spaCy, fetch its model and hold each word twice
        self._read = en.G2P.__new__(en.G2P)
        self._read.version, self._read.unk, self._read.british = None, "", lang == "en-gb"
        self._read.tokenize = tokenize
        self._read.lexicon = _lexicon(en, british=self._read.british)
        self._read.fallback = lambda word: (espeak().phonemes(word.text, lang), 1)

    def __call__(self, text: str) -> str:
        """The phonemes of the text with its punctuation."""
        return str(self._read(" ".join(text.split()), preprocess=False)[0])  # marks in the text are ours to read


def _tagged(token: Any, tagger: Tagger, text: str) -> list[object]:
    """misaki's tokens of the text."""
    parts = list(words(text))
    following = [*(part.text for part in parts[1:]), ""]
    return [
        token.MToken(
            part.text,
            _LETTER if part.text in {"a", "A"} and not after[:1].isalnum() and after[:1] not in _OPENERS else tag,
            part.space,
            _=token.MToken.Underscore(is_head=True, num_flags="", prespace=False),
        )
        for part, tag, after in zip(parts, tagger.tags(parts), following, strict=True)
    ]


_importing = threading.Lock()


def _misaki() -> tuple[Any, Any]:
    """misaki's modules, imported without spaCy, of which nothing is used here but its name."""
    with _importing:
        spacy = sys.modules.get("spacy")
        sys.modules["spacy"] = ModuleType("spacy")
        try:
            from misaki import en, token
        finally:
            del sys.modules["spacy"]
            if spacy is not None:
                sys.modules["spacy"] = spacy
    return en, token


class _Words(dict[str, Any]):
    """A lexicon that knows each word with a small and a capital letter, though it holds one of them."""

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word) or super().__contains__(_twin(str(word)))

    def __missing__(self, word: str) -> Any:
        twin = _twin(word)
        if not super().__contains__(twin):
            raise KeyError(word)
        return super().__getitem__(twin)

    def get(self, word: str, default: Any = None) -> Any:
        return self[word] if word in self else default  # noqa: SIM401  # that is dict's own


def _twin(word: str) -> str:
    if len(word) < 2:
        return ""
    small = word.lower()
    return word.capitalize() if word == small else small if word == small.capitalize() else ""


def _lexicon(en: Any, *, british: bool) -> object:
    lexicon = en.Lexicon.__new__(en.Lexicon)
    lexicon.british, lexicon.cap_stresses = british, (0.5, 2)
    lexicon.golds, lexicon.silvers = (_dictionary(british=british, quality=quality) for quality in ("gold", "silver"))
    return lexicon


def _dictionary(*, british: bool, quality: str) -> _Words:
    file = importlib.resources.files("misaki.data") / f"{'gb' if british else 'us'}_{quality}.json"
    return _Words(json.loads(file.read_bytes()))
