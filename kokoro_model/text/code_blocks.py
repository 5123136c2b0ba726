"""Blocks of code between fences (```` ``` ```` or `~~~`), which may be read, announced or skipped.

- `read`: the code is read, its fences are not. `announce`: the language's words for a code block stand for all of it.
  `skip`: nothing is heard of it.
- A fence stands on a line of its own. With an info string, as `python`, it opens a block. A bare one opens it only
  where the next line has something: before a blank line it is a ruler between scenes, or closes a block whose beginning
  was not copied, and what follows is text.
- A block ends at a bare fence of the same sign that is no shorter. One that nothing closes goes on to the end of the
  text, as in CommonMark: so code is not read while it comes.

The opening fence of a block that is announced stays for the rule "code blocks"; all else that is not heard becomes
white space, character for character, so that the rest keeps its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

READ, ANNOUNCE, SKIP = WAYS = ("read", "announce", "skip")
NEEDS = re.compile("```|~~~")
_SIGNS = 3
"""Characters of the shortest fence."""
_LANGUAGE = r"[^\S\n]?(?:[\w.][\w+#./:-]{0,60}|\{[^\n{}`]{0,80}\})"
_MORE = r"[^\S\n]{1,3}(?=[^\s`]{0,60}[={\[./:]\S)[^\n`]{1,80}"
"""What may stand behind the language: attributes or the name of a file, and no prose."""
_FENCE = re.compile(
    rf"[^\S\n]{{0,20}}(?:(?P<ticks>`{{3,80}})(?P<info>(?:{_LANGUAGE}(?:{_MORE})?)?)"
    rf"|(?P<tildes>~{{3,80}})(?P<tilde_info>(?:(?!\s?[A-Z]){_LANGUAGE})?))[^\S\n]{{0,20}}"
)
_OPENING = re.compile(rf"^{_FENCE.pattern}$", re.MULTILINE)


def announce(text: Rewriting, language: Language) -> None:
    """The language's words for a code block in place of the fence that opens one; nothing where it has none."""
    text.sub(_OPENING, f"{language.code_block}." if language.code_block else "")


class CodeBlocks:
    """Follows one text, segment by segment; `way` is one of WAYS."""

    def __init__(self, way: str = ANNOUNCE) -> None:
        self._way = way
        self._open = ""  # the fence of the block that we are in
        self._bare = ""  # a fence on the line before that opens a block unless this line is blank

    def blank(self, text: str, *, line: bool = True, paragraph: bool = False) -> str:
        """The segment with white space in place of what is not heard.

        `line` tells whether a line begins with it, and `paragraph` whether a blank line is before it.
        """
        if not (self._open or self._bare or NEEDS.search(text)):
            return text
        if paragraph:
            self._bare = ""
        lines: list[str] = []
        for at, one in enumerate(text.split("\n")):
            if self._bare and one.strip():
                self._open, self._bare = self._bare, ""
                if lines:
                    lines[-1] = self._announced(lines[-1])
                elif len(one) >= _SIGNS:  # the fence was in the segment before
                    lines.append(self._announced(one))
                    continue
            lines.append(self._line(one, _FENCE.fullmatch(one) if line or at else None))
        return "\n".join(lines)

    def _line(self, line: str, fence: re.Match[str] | None) -> str:
        """What is left of one line."""
        self._bare = ""
        signs = (fence["ticks"] or fence["tildes"]) if fence else ""
        info = (fence["info"] or fence["tilde_info"] or "").strip() if fence else ""
        if self._open:
            closes = bool(signs) and not info and signs.startswith(self._open)
            self._open = "" if closes else self._open
            return line if self._way == READ and not closes else _blanks(line)
        if not fence:
            return line
        if info:
            self._open = signs
            return self._announced(line)
        self._bare = signs
        return _blanks(line)

    def _announced(self, line: str) -> str:
        """What stands for a line at which a block begins."""
        if self._way == ANNOUNCE:
            return "`" * _SIGNS + _blanks(line[_SIGNS:])
        return _blanks(line) if self._way == SKIP or _FENCE.fullmatch(line) else line


def _blanks(line: str) -> str:
    return "\n" * len(line)
