"""Formulas as LaTeX has them: `$E=mc^2$`, `\\(x_1\\)`, `$$…$$`, `\\[…\\]`, and commands in a text by themselves.

A dollar sign is one of money far more often. So what stands between two is a formula only where no space is inside of
either and no digit behind the second, as in pandoc, and where it looks like one: it has a command, something raised or
lowered, an equals sign, or nothing but letters and numbers with signs between them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.text.normalize import latex
from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.formula_words import FormulaWords
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Edit, Rewriting

NEEDS = re.compile(r"\$|\\[A-Za-z(\[%&#$]")
_OPENING, _CLOSING = r"(?<![\w$\\])\$(?![\s${,.;:)])", r"(?<![\s\\^_])\$(?![\w${(])"
_INSIDE = r"(?:[^$\\\n]|\\[^\n]|\n(?!\s*\n))"
_INSIDE_BRACKETS = r"(?:[^\\\n]|\\(?![()])[^\n])"
_SUFFIXED = r"(?<![\w$\\])\$(?P<suffixed>[^\s$\\]{1,40})\$(?=(?:th|st|nd|rd|s)\b)"
_FORMULA = re.compile(
    r"\$\$(?P<display>(?:[^$\\]|\\.){1,1000})\$\$"
    rf"|{_OPENING}(?P<inline>{_INSIDE}{{1,400}}){_CLOSING}|{_SUFFIXED}"
    rf"|(?<!\\)\\\((?P<round>{_INSIDE_BRACKETS}{{1,400}})\\\)"
    r"|(?<!\\)\\\[(?P<square>(?:[^\\]|\\(?![\[\]]).){1,1000})\\\]",
    re.DOTALL,
)
_SHORT = re.compile(
    rf"{_OPENING}{_INSIDE}{{1,60}}{_CLOSING}|{_OPENING}(?=[A-Za-z\\(]){_INSIDE}{{1,60}}\Z"
    rf"|\\\({_INSIDE_BRACKETS}{{1,60}}(?:\\\)|\Z)"
)
"""One that no cut goes through; its end need not be there yet."""
_STRONG = re.compile(r"\\[A-Za-z]|[\^_=]")
_WEAK = re.compile(r"[<>+*/|−-]")
_PROSE = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}(?=\s)|(?<=\s)[A-Za-z]{2,}(?![A-Za-z])")
_MOST_PROSE = 2
_FENCED = re.compile(r"^[^\S\n]{0,20}\$\$[^\S\n]{0,20}$", re.MULTILINE)
"""What is left of a formula that goes on over several segments."""
_ESCAPED = re.compile(r"(?<!\\)\\(?=[%&#$])")


def forms(_: Language) -> tuple[re.Pattern[str], ...]:
    """How a short formula is written."""
    return (_SHORT,)


def read(text: Rewriting, language: Language) -> None:
    """Words for formulas, in languages that have them."""
    words = language.formulas
    if words is None or not language.grammar:
        return
    text.sub(_FORMULA, lambda match: _formula(match, language, words))
    text.sub(_FENCED, "")
    text.edit(_commands(text.text, language, words))
    text.sub(_ESCAPED, "")


def _formula(match: re.Match[str], language: Language, words: FormulaWords) -> str | None:
    content = match[match.lastgroup or 0]
    if not _is_formula(content):
        return None
    return _in_its_place(match, latex.said(content, language, words))


def _is_formula(content: str) -> bool:
    """Whether that looks like a formula, and not like prose between two dollar signs."""
    prose = len(_PROSE.findall(content))
    if "\\" in content and _STRONG.search(content):
        return True
    if _STRONG.search(content):
        return prose <= _MOST_PROSE
    if _WEAK.search(content):
        return not prose
    return not prose and any(map(str.isalnum, content))


@cache
def _command(language: Language) -> re.Pattern[str]:
    """A command that is known, and others right behind it, where no path goes on with it."""
    assert language.formulas
    names = language.formulas.names
    known = any_of({*latex.COMMANDS, *names, *map(str.title, names), *language.formulas.accents})
    command = rf"\\(?:{known})(?![A-Za-z])"
    return re.compile(rf"(?<![\\:.~/-])(?<![A-Za-z_]\w)(?:{command}){{1,20}}")


def _commands(text: str, language: Language, formulas: FormulaWords) -> list[Edit]:
    """What is said for commands in a text."""
    edits: list[Edit] = []
    done = 0
    for match in _command(language).finditer(text):
        if match.start() < done:
            continue
        done = latex.atom_end(text, match.string.rindex("\\", match.start(), match.end()))
        words = latex.said(text[match.start() : done], language, formulas)
        before, after = text[max(0, match.start() - 1) : match.start()], text[done : done + 1]
        edits.append((match.start(), done, f"{' ' * before.isalnum()}{words}{' ' * after.isalnum()}"))
    return edits


def _in_its_place(match: re.Match[str], words: str) -> str:
    """The words, with a space to what stands right before or behind them."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    suffix = match.groupdict().get("suffixed")
    return f"{' ' * before.isalnum()}{words}{' ' * (after.isalnum() and not suffix)}"
