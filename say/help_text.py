"""The help: an overview that fits a small screen, and what a word has to do with, at more length."""

from __future__ import annotations

import textwrap

from say.options import GROUPS, SETTINGS, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from say.options import Option

WIDTH = 79
_HEAD = """\
Usage: say [OPTIONS] [TEXT…]
Speaks the text, or standard input, and returns at once.
"""
_FOOT = """\
say --help WORD tells more, as in --help speed or --help system; --help all
tells all, and so does the man page say(1).
"""


def about(words: Sequence[str]) -> str:
    """The overview without words; with them, the options that have to do with them; raises UsageError."""
    if not words:
        return overview()
    if list(words) == ["all"]:
        return everything()
    return matching(" ".join(words))


def overview() -> str:
    """All options by name."""
    return f"{_HEAD}\n{''.join(_names(title, group) for title, group in GROUPS.items())}\n{_FOOT}"


def everything() -> str:
    """All options, each with its line, and where defaults come from."""
    groups = "".join(_lines(title, group) for title, group in GROUPS.items())
    settings = f"Defaults come from the environment and ~/.config/kokoro/say.conf:\n{', '.join(SETTINGS)}."
    return f"{_HEAD}\n{groups}\n{settings}\n"


def matching(word: str) -> str:
    """Whole groups whose title has the word, else the options that have it."""
    folded = word.casefold()
    found = {title: group for title, group in GROUPS.items() if folded in title.casefold()}
    if not found:
        having = {title: tuple(option for option in group if _has(option, folded)) for title, group in GROUPS.items()}
        found = {title: group for title, group in having.items() if group}
    if not found:
        raise UsageError(f"the help says nothing of “{word}”: say --help all tells all there is")
    return "".join(_lines(title, group) for title, group in found.items())


def _has(option: Option, folded: str) -> bool:
    return folded in " ".join((*option.names, option.argument, option.text)).casefold()


def _names(title: str, group: Sequence[Option]) -> str:
    """A group as its title and a paragraph of names, none of them broken."""
    names = "  ".join("\N{NO-BREAK SPACE}".join(option.names) for option in group)
    lines = textwrap.wrap(names, WIDTH - 2, break_on_hyphens=False)
    return "".join(f"{line}\n" for line in (f"{title}:", *(f"  {line}" for line in lines))).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def _lines(title: str, group: Sequence[Option]) -> str:
    """A group as its title and a line for each option."""
    lines = [f"{title}:"]
    for option in group:
        written = ", ".join(option.names) + (f" {option.argument}" if option.argument else "")
        lines.append(f"  {written:<23} {option.text}")
    return "".join(f"{line}\n" for line in lines)
