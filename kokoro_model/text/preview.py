"""Whether anything is to be heard of a text, told from as little of it as possible.

What says nothing is what a `Reader` reads as nothing: white space, rulers, signs without a name.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_model.text.multilingual import MultilingualSegmenter
    from kokoro_model.text.reading import Reader
    from kokoro_model.text.segmenter import Segmenter

LOOKED_AT = 16
"""Segments: a text that says nothing for longer is found out when it has been spoken to its end."""
_WORD = re.compile(r"(?<!\S)[^\W_]{1,40}[.,;:!?]?(?!\S)")
"""A word by itself is heard however it is read: the text need not be read for that, which may take time or hang."""


def says_nothing(text: str, segmenter: Segmenter | MultilingualSegmenter, reader: Reader) -> bool:
    """Whether it is known of a whole text that nothing of it can be heard."""
    if _WORD.search(text):
        return False
    segmenter.feed(text)
    segmenter.end()
    if any(reader.read(segment) for segment in islice(iter(segmenter.next, None), LOOKED_AT)):
        return False
    return not segmenter.pending
