"""How a text is read: a table of its tokens with what is said for each, by which rules, with phonemes."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from typing import Any

from kokoro_ipc import frame, launch, lean_json, message
from say import source
from say.control import ask
from say.options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from say.options import Options

_HEAD = ("TEXT", "SAID", "RULES", "PHONEMES")
_LANGUAGE = "LANG"
_GAP = "  "
_SILENT = "(nothing)"
_WITHOUT_WIDTH = {"Mn", "Me", "Cf"}


def run(wanted: Options, environ: Mapping[str, str]) -> int:
    """Print how the text is read; gives the exit status. Raises UsageError, FailureError."""
    text = _whole(wanted, environ)
    with launch.connect(environ) as channel:
        question = message.Phonemize(lang=wanted.lang, voice=wanted.voice, explain=True, payload=text)
        explanation = ask(channel, question)
    if wanted.json:
        sys.stdout.write(lean_json.dumps(explanation) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in table(explanation["tokens"], shutil.get_terminal_size().columns))
    return 0


def _whole(wanted: Options, environ: Mapping[str, str]) -> bytes:
    text = b""
    for piece in source.pieces(wanted, environ):
        text += piece
        if len(text) > frame.MAX_PAYLOAD:
            raise UsageError(f"--explain takes {frame.MAX_PAYLOAD} bytes of text at most: give it a part")
    return text


def table(tokens: Sequence[Mapping[str, Any]], width: int) -> Iterator[str]:
    """The lines of the table, no wider than that where the longest rule leaves room for the rest."""
    rows = [_HEAD, *map(_row, tokens)]
    if any("lang" in token for token in tokens):  # the languages were found out
        rows = [(_LANGUAGE, *_HEAD), *((token.get("lang", ""), *_row(token)) for token in tokens)]
    widths = _fitted([max(_columns(row[at]) for row in rows) for at in range(len(rows[0]))], rows[0], width)
    for row in rows:
        cells = [list(_wrapped(cell, room)) for cell, room in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            parts = (cell[line] if line < len(cell) else "" for cell in cells)
            padded = (part + " " * (room - _columns(part)) for part, room in zip(parts, widths, strict=True))
            yield _GAP.join(padded).rstrip()


def _row(token: Mapping[str, Any]) -> tuple[str, ...]:
    """A token's cells; what is read as it stands is not said twice."""
    said = (token["said"] or _SILENT) if token["rules"] else ""
    return _printable(token["text"]), said, ", ".join(token["rules"]), token["phonemes"]


def _printable(text: str) -> str:
    """The text in one line, without what a terminal takes for a command."""
    return "".join(
        "\ufffd" if unicodedata.category(character) == "Cc" else character for character in " ".join(text.split())
    )


def _fitted(wanted: list[int], heads: Sequence[str], width: int) -> list[int]:
    """The widths of the columns, where they are too wide together the widest narrowed first."""
    widths = list(wanted)
    least = [len(head) for head in heads]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - width
    for _ in range(max(0, excess)):
        widest = max(range(len(widths)), key=lambda at: widths[at])
        if widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
    return widths


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most so many columns, parted at spaces where there are any."""
    while _columns(text) > width:
        fits = _fitting(text, width)
        space = text.rfind(" ", 0, fits + 1)
        cut = space if space > 0 else fits
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def _fitting(text: str, width: int) -> int:
    """How many characters, at least one, take no more than so many columns."""
    columns = 0
    for at, character in enumerate(text):
        columns += _columns(character)
        if columns > width:
            return max(1, at)
    return len(text)


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    shown = (character for character in text if unicodedata.category(character) not in _WITHOUT_WIDTH)
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in shown)
