"""Language identification: which language a paragraph is in, where that is certain.

Evidence are words alone: neither addresses, tags and code in quotes, nor numbers and names such as `foo_bar` or `kHz`;
what consists of the latter by more than a quarter is in no language. All languages that are often met compete, not only
those that can be spoken, so that Dutch is not taken for German.
"""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.text.cuts import weight
from kokoro_model.text.normalize.classes.electronic import ADDRESS
from kokoro_model.text.normalize.languages import base_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SPOKEN = {
    "de": "de",
    "en": "en-us",
    "es": "es",
    "fr": "fr-fr",
    "hi": "hi",
    "it": "it",
    "ja": "ja",
    "pt": "pt-br",
    "zh": "cmn",
}
"""The languages that are read as such, each with the name that its voices have for it."""
LEAST = 60
"""The weight of words that a language is told from: letters, or a quarter as many ideographs."""
LOOKED_AT = 1000
"""Characters of a paragraph that are looked at."""
CERTAIN = 0.95
"""The likelihood that counts as certain; docs/architecture.md tells how often it errs."""
_OTHERS = (
    *("af", "ar", "bg", "ca", "cs", "cy", "da", "el", "eo", "et", "eu", "fa", "fi", "ga", "gl", "he", "hr", "hu", "id"),
    *("is", "ko", "la", "lb", "lt", "lv", "mr", "ne", "nl", "no", "oc", "pl", "ro", "ru", "sk", "sl", "sq", "sv", "sw"),
    *("tr", "uk", "vi", "zxx"),
)
"""What else a text may be in; `zxx` is no language at all."""
_PROSE = 0.75
"""The part of a text's characters that are in words, at least."""
_NO_WORDS = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]{1,500}`|<[^<>\n]{1,500}>|(?<=\])\([^()\n]{1,500}\)|\[\[[^\[\]\n]{1,200}\]\]", re.DOTALL
)
"""Code, tags, the targets of links and the sounds of inline marks."""
_UNSPACED = re.compile(
    "([\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff]+)"
    "|[\u3001-\u3004\u3008-\u301f\u30fb\uff01-\uff0f\uff1a-\uff20]+"
)
"""Runs of a script that parts no words, and the punctuation between them."""
_LETTER = "(?:[^\\W\\d_]|[\u0300-\u036f\u0900-\u0963\u0971-\u097f\u200c\u200d])"
_JOINTS = "'’‐‑–—…·“”।-"
_OPENERS = "\"'“‘„‚«‹¿¡(\\[*_~#>…—–-"
_CLOSERS = ".,;:!?…\"'”’“‘»›)\\]*_~।—–-"
_WORD = re.compile(rf"[{_OPENERS}]*([^\W\d_]{_LETTER}*(?:[{_JOINTS}]+{_LETTER}+)*)[{_CLOSERS}]*")
_HUMPS = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")


def words_of(text: str) -> tuple[list[str], bool]:
    """The words at the beginning of a text, and whether it is made of words, but for addresses, tags and code."""
    spaced = _UNSPACED.sub(lambda run: f" {run[1] or ''} ", _NO_WORDS.sub(" ", text[:LOOKED_AT]))
    tokens = ADDRESS.sub(" ", spaced).split()
    matched = [(token, _WORD.fullmatch(token)) for token in tokens]
    found = [(token, match[1]) for token, match in matched if match and not _HUMPS.search(token)]
    return [word for _, word in found], sum(len(token) for token, _ in found) >= _PROSE * sum(map(len, tokens))


def enough(text: str) -> bool:
    """Whether the beginning of a paragraph tells as much as is asked for, whatever follows."""
    return len(text) >= LOOKED_AT or _weight(words_of(text)[0]) >= LEAST


class Identifier:
    """Tells languages apart. Any thread may call any method."""

    def __init__(self) -> None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        self._model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        self._model.set_languages([*SPOKEN, *_OTHERS])

    def likelihoods(self, words: Sequence[str]) -> Mapping[str, float]:
        """Of each language, by its code, the most likely one first."""
        return dict(self._model.rank(" ".join(words)))


class Languages:
    """The language of one paragraph after the other, for a listener who is used to `own`.

    `spoken` are those that can be spoken, by the names that voices have for them.
    """

    def __init__(self, own: str, spoken: frozenset[str], identifier: Identifier | None = None) -> None:
        self._own, self._base, self._spoken = own, base_language(own), spoken
        self._identifier = identifier or the_identifier()

    def of(self, paragraph: str, before: str) -> str:
        """The language to speak a paragraph in that follows one in the language `before`.

        It is what the paragraph is certainly in, if that is spoken. Where nothing is certain, as of a short one, it
        goes on as before if that is likelier than the voice's own language, so that "— Oui, dit-il." stays French
        between French paragraphs; else the voice keeps to its own.
        """
        words, prose = words_of(paragraph)
        if not words or not prose:
            return self._own
        likelihoods = self._identifier.likelihoods(words)
        if _weight(words) >= LEAST and (code := self._certain(words, likelihoods)):
            return self._named(code)
        last = base_language(before)
        return before if likelihoods.get(last, 0.0) > likelihoods.get(self._base, 0.0) else self._own

    def _certain(self, words: Sequence[str], likelihoods: Mapping[str, float]) -> str:
        """The language that all of it is in, and no part of it is in another; empty where that is not certain."""
        code = _first(likelihoods)
        if not code or any(_first(self._identifier.likelihoods(part)) not in {code, ""} for part in _parts(words)):
            return ""
        return code

    def _named(self, code: str) -> str:
        lang = SPOKEN.get(code, "")
        return self._own if code == self._base or lang not in self._spoken else lang


def the_identifier() -> Identifier:
    """The one identifier of the process; it is loaded the first time, in half a second."""
    with _loading:
        return _identifier()


_loading = threading.Lock()
_identifier = cache(Identifier)


def _weight(words: Sequence[str]) -> int:
    return sum(map(weight, words))


def _first(likelihoods: Mapping[str, float]) -> str:
    """The most likely language where it is certain, else an empty name."""
    code = next(iter(likelihoods))
    return code if likelihoods[code] >= CERTAIN else ""


def _parts(words: Sequence[str]) -> list[list[str]]:
    """The words in parts that are long enough to tell a language from; what is left over belongs to the last one."""
    parts: list[list[str]] = [[]]
    for word in words:
        if _weight(parts[-1]) >= LEAST:
            parts.append([])
        parts[-1].append(word)
    if len(parts) > 1 and _weight(parts[-1]) < LEAST:
        parts[-2:] = [[*parts[-2], *parts[-1]]]
    return parts
