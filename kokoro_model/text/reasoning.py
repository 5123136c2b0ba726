"""What a language model writes of its reasoning before it answers, which is not part of the answer: `<think>…</think>`.

A block opens at the beginning of a line or a sentence. It may go on over many segments, and to the end of the text
where nothing closes it. A closing tag alone is dropped as other foreign tags are: where the opening one is part of the
prompt, the text before it has been spoken by the time that the tag comes.
"""

from __future__ import annotations

import re

_NAMES = "(?:think|thinking|thought|thoughts|reasoning)"
_OPENING = re.compile(rf"(?<=\n)[^\S\n]{{0,20}}<{_NAMES}>", re.IGNORECASE)
_FIRST = re.compile(rf"\s{{0,20}}<{_NAMES}>", re.IGNORECASE)
_CLOSING = re.compile(rf"</{_NAMES}>", re.IGNORECASE)


class Reasoning:
    """Follows one text, segment by segment."""

    def __init__(self) -> None:
        self._inside = False

    def blank(self, text: str, *, begins: bool = True) -> str:
        """The segment with white space, character for character, in place of reasoning.

        `begins` tells whether a sentence begins with it.
        """
        first = _FIRST.match(text) if begins and not self._inside else None
        done = first.end() if first else 0
        parts = ["\n" * done]
        self._inside |= first is not None
        while edge := (_CLOSING if self._inside else _OPENING).search(text, done):
            parts += self._part(text[done : edge.start()]), "\n" * len(edge[0])
            self._inside = not self._inside
            done = edge.end()
        parts.append(self._part(text[done:]))
        return "".join(parts)

    def _part(self, text: str) -> str:
        return "\n" * len(text) if self._inside else text
