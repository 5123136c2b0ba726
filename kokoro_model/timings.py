"""When words are heard: from an engine's account of a passage to bytes of the text and seconds of the sound."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from kokoro_model.engines import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kokoro_model.text.reading import Passage


def located(words: Sequence[Word], passage: Passage, offset: float) -> Iterator[Word]:
    """The words as they stand in the segment, `offset` seconds later."""
    for word in words:
        start, end = passage.source_span(word.start, word.end)
        yield Word(start, end, word.begins + offset, word.ends + offset)


def joined(words: Iterable[Word]) -> Iterator[Word]:
    """The words, of which what one source word became is one again."""
    for (start, end), group in groupby(words, key=lambda word: (word.start, word.end)):
        same = list(group)
        yield Word(start, end, same[0].begins, same[-1].ends)


def encode(words: Iterable[Word], text: str, first_byte: int) -> bytes:
    """The payload of `timings`: `[start, end, begins, ends]` of each word, `text` being the segment's."""
    rows = []
    for word in joined(words):
        start = first_byte + len(text[: word.start].encode())
        end = start + len(text[word.start : word.end].encode())
        rows.append([start, end, round(word.begins, 3), round(word.ends, 3)])
    return json.dumps(rows).encode()
