"""Web addresses, e-mail addresses, paths and file names, read as people tell them to each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Rewriting

ADDRESS = re.compile(
    r"(?<![\w@/])(?:"
    r"(?:https?|ftp|file|git|ssh)://[^\s<>\"”]{1,2000}"
    r"|(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|www\.[^\s<>\"”]{1,2000}"
    r"|[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[a-z]{2,24}/[^\s<>\"”]{0,2000}"
    r")",
    re.IGNORECASE,
)
"""Something that is no word of a language, and in which no word is looked for."""

_NAME = r"[\w.@+-]{0,254}[\w@+]"
_PATH = re.compile(
    rf"(?<![\w/.~])(?:~|\.{{1,2}})?(?:/{_NAME}){{2,40}}/?(?![\w/])|(?<!\S)(?:~|\.{{1,2}})/{_NAME}(?![\w/])"
)
_DOTTED = re.compile(r"(?<=[A-Za-z0-9_])\.(?=[a-z]{2,24}\b)|(?<=[a-z]{2})\.(?=[A-Z][a-z])")
_SCHEME = re.compile(r"(?:[a-z]+://|mailto:)?(?:www\.)?", re.IGNORECASE)
_TAIL = ".,;:!?…'’*_~|]}"
_LONGEST_PATH = 60
"""Characters; of an address with more after its host, the host alone is read."""


class _Words(NamedTuple):
    dot: str
    slash: str
    at: str
    dash: str
    underscore: str
    plus: str


_WORDS = {
    "en": _Words("dot", "slash", "at", "dash", "underscore", "plus"),
    "es": _Words("punto", "barra", "arroba", "guion", "guion bajo", "más"),
    "fr": _Words("point", "slash", "arobase", "tiret", "tiret bas", "plus"),
    "hi": _Words("डॉट", "स्लैश", "ऐट", "डैश", "अंडरस्कोर", "प्लस"),
    "it": _Words("punto", "barra", "chiocciola", "trattino", "trattino basso", "più"),
    "ja": _Words("ドット", "スラッシュ", "アット", "ハイフン", "アンダーバー", "プラス"),
    "pt": _Words("ponto", "barra", "arroba", "hífen", "sublinhado", "mais"),
    "zh": _Words("点", "斜杠", "艾特", "横杠", "下划线", "加"),
}

FORMS = (ADDRESS, _PATH)
"""How an address of any kind is written."""


def read(text: Rewriting, lang: str) -> None:
    """Words for the signs in addresses, in languages that we know them in."""
    words = _WORDS.get(lang)
    if words is None:
        return
    text.sub(ADDRESS, lambda match: _address(match[0], words))
    if lang == "en":
        text.sub(_PATH, lambda match: _spell(match[0], words))
        text.sub(_DOTTED, lambda match: ". " if match.string[match.end()].isupper() else f" {words.dot} ")


def _address(written: str, words: _Words) -> str:
    tail = _tail(written)
    bare = _SCHEME.sub("", written[: len(written) - len(tail)], count=1)
    if "@" in bare and "/" not in bare:
        return _spell(bare, words) + tail
    host, slash, path = bare.partition("/")
    path = re.split(r"[?#]", path, maxsplit=1)[0].rstrip("/")
    host = re.split(r"[?#]", host, maxsplit=1)[0]
    if len(path) > _LONGEST_PATH or not path:
        slash = path = ""
    return _spell(host, words) + _spell(slash + path.replace("-", " ").replace("_", " "), words) + tail


def _tail(address: str) -> str:
    """The punctuation after an address that belongs to the sentence around it."""
    bare = address.rstrip(_TAIL)
    while bare.endswith(")") and "(" not in bare:
        bare = bare[:-1].rstrip(_TAIL)
    return address[len(bare) :]


def _spell(address: str, words: _Words) -> str:
    for sign, word in zip("./@-_+", words, strict=True):
        address = address.replace(sign, f" {word} ")
    return address.replace("~", "tilde ")
