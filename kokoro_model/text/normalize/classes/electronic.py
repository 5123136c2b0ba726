"""Web addresses, e-mail addresses, paths and file names, read as people tell them to each other.

Nobody tells a scheme, a `www.` or what stands behind a question mark, and of a long path only the host is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import ElectronicWords, Language
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
_DIGITS = re.compile(r"[0-9]+")
_SCHEME = re.compile(r"(?:[a-z]+://|mailto:)?(?:www\.)?", re.IGNORECASE)
_TAIL = ".,;:!?…'’*_~|]}"
_LONGEST_PATH = 60
"""Characters; of an address with more after its host, the host alone is read."""


def forms(_: Language) -> tuple[re.Pattern[str], ...]:
    """How an address of any kind is written."""
    return (ADDRESS, _PATH)


def read(text: Rewriting, language: Language) -> None:
    """Words for the signs in addresses, in languages that have them."""
    words = language.electronic
    if words is None:
        return
    text.sub(ADDRESS, lambda match: _address(match[0], words, language))
    if language.paths:
        text.sub(_PATH, lambda match: _spell(match[0], words))
        text.sub(_DOTTED, lambda match: ". " if match.string[match.end()].isupper() else f" {words.dot} ")


def _address(written: str, words: ElectronicWords, language: Language) -> str:
    tail = _tail(written)
    spoken = _spoken(_SCHEME.sub("", written[: len(written) - len(tail)], count=1), words)
    if language.grammar:
        spoken = _DIGITS.sub(lambda run: _apart(run, language), spoken)
    return spoken + tail


def _apart(run: re.Match[str], language: Language) -> str:
    """The digits of an address, which tell no amount, one by one and apart from letters."""
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    return f"{' ' * before.isalpha()}{language.digits(run[0])}{' ' * after.isalpha()}"


def _spoken(bare: str, words: ElectronicWords) -> str:
    """An address without its scheme."""
    if "@" in bare and "/" not in bare:
        return _spell(bare, words)
    host, slash, path = bare.partition("/")
    path = re.split(r"[?#]", path, maxsplit=1)[0].rstrip("/")
    host = re.split(r"[?#]", host, maxsplit=1)[0]
    if len(path) > _LONGEST_PATH or not path:
        slash = path = ""
    return _spell(host, words) + _spell(slash + path.replace("-", " ").replace("_", " "), words)


def _tail(address: str) -> str:
    """The punctuation after an address that belongs to the sentence around it."""
    bare = address.rstrip(_TAIL)
    while bare.endswith(")") and "(" not in bare:
        bare = bare[:-1].rstrip(_TAIL)
    return address[len(bare) :]


def _spell(address: str, words: ElectronicWords) -> str:
    for sign, word in zip("./@-_+", words, strict=False):
        address = address.replace(sign, f" {word} ")
    return address.replace("~", f"{words.tilde} ")
