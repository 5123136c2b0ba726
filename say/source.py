"""Where the text comes from: the command line, a file, standard input or the desktop, as pieces of UTF-8.

Text is read as it comes and checked: what is not text is refused before any of it is spoken, as far as it can be seen.
"""

from __future__ import annotations

import os

from say.options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from say.options import Options

PIECE = 64 * 1024


def pieces(wanted: Options, environ: Mapping[str, str]) -> Iterator[bytes]:
    """The text in non-empty pieces of whole characters; raises UsageError."""
    if wanted.held:
        from say import selection

        return _checked(selection.pieces(wanted.held, environ, PIECE), f"the {wanted.held}")
    if wanted.text and not wanted.file:
        return _from_arguments(wanted.text)
    name = "standard input" if wanted.file in {"", "-"} else wanted.file
    return _checked(_read(_open(wanted.file), name), name)


def _from_arguments(words: list[str]) -> Iterator[bytes]:
    text = " ".join(words)
    data = text.encode(errors="replace")  # an argument that is no UTF-8 is spoken as far as it goes
    for at in range(0, len(text), PIECE // 4) if len(data) > PIECE else ():
        yield text[at : at + PIECE // 4].encode(errors="replace")
    if len(data) <= PIECE:
        yield data


def _open(name: str) -> int:
    if name in {"", "-"}:
        return 0
    try:
        return os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from None


def _read(descriptor: int, name: str) -> Iterator[bytes]:
    """What is there, as soon as it is there."""
    try:
        while data := os.read(descriptor, PIECE):
            yield data
    except IsADirectoryError:
        raise UsageError(f"{name} is a directory: give --file a file in it") from None
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from None
    finally:
        if descriptor:  # standard input is not ours to close
            os.close(descriptor)


def _checked(data: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Cut between characters, and make sure that it is text."""
    held, offset = b"", 0
    for read in data:
        whole = _whole(held + read)
        text, held = (held + read)[:whole], (held + read)[whole:]
        _check(text, name, offset)
        offset += whole
        if text:
            yield text
    if held:
        _check(held, name, offset)


def _whole(data: bytes) -> int:
    """How many of the bytes are whole characters, if it is UTF-8."""
    for back in range(1, min(4, len(data)) + 1):
        lead = data[-back]
        if lead & 0xC0 != 0x80:
            needs = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
            return len(data) if needs <= back else len(data) - back
    return len(data)


def _check(data: bytes, name: str, offset: int) -> None:
    text, nul, _ = data.partition(b"\0")
    at = len(text) if nul else -1
    try:
        text.decode()
    except UnicodeDecodeError as error:
        at = error.start
    if at >= 0:
        raise UsageError(f"{name} is not UTF-8 text: byte {offset + at + 1} is 0x{data[at]:02x}")
