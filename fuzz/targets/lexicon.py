"""The file of pronunciations: any file can be read, taught and forgotten in, and its other lines stay."""

from __future__ import annotations

import os
import tempfile
from functools import cache

from fuzz import inputs
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.pronunciation import parse

WORDS = (
    "=", " = ", "#", " #", "'", '"', "/", "ˈ", "kæt", "cat", "C++", "New York", "US", "\n", "\r", "\ufeff", "\udcff",
    "\x85", "ß", "İ",
)  # fmt: skip


def check(data: bytes) -> None:
    """A text to look for words in, up to a NUL, then a file."""
    head, _, file = data.partition(b"\0")
    text = inputs.text(head)
    path = os.path.join(_folder(), "lexicon")
    with open(path, "wb") as out:
        out.write(file)
    lexicon = Lexicon(path)
    end = 0
    for found in lexicon.find(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
    for known in lexicon.entries():
        assert parse(known.line()) == known, "it would be kept as something else"
        _, size = known.word, len(list(lexicon.find(known.word)))
        assert size == 1, "a word is not found in itself"
    assert all(problem.isprintable() or "\n" not in problem for problem in lexicon.problems())
    _check_teaching(lexicon, path, text)


def _check_teaching(lexicon: Lexicon, path: str, text: str) -> None:
    before = {known.word: known for known in lexicon.entries()}
    word, _, sound = text.partition("\n")
    try:
        taught = lexicon.teach(word, sound)
    except ValueError:
        return
    again = Lexicon(path)
    assert {known.word: known for known in again.entries()} == {**before, taught.word: taught}
    assert lexicon.forget(taught.word)
    before.pop(taught.word, None)
    assert {known.word: known for known in Lexicon(path).entries()} == before


@cache
def _folder() -> str:
    return _folders.name


_folders = tempfile.TemporaryDirectory(prefix="fuzz-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
