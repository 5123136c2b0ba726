"""Our own reading of JSON: what json reads, and nothing else."""

from __future__ import annotations

import json

from kokoro_ipc import lean_json

WORDS = (
    "{", "}", "[", "]", ":", ",", '"', "\\u", "\\ud800", "\\", "null", "true", "false", "NaN", "-Infinity", "1e309",
)  # fmt: skip


def check(data: bytes) -> None:
    """A text that may be JSON."""
    text = data.decode(errors="replace")  # frames are UTF-8, or refused before this
    try:
        value = lean_json.loads(text)
    except ValueError:
        assert text != text.strip(" \t\r\n") or not _is_json(text), "json would read it"
        return
    assert _same(value, json.loads(text)), "json reads something else"
    if "inf" not in repr(value):  # an infinite number can be read, and not be written
        assert _same(lean_json.loads(lean_json.dumps(value)), value)


def _is_json(text: str) -> bool:
    try:
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(name: str) -> object:
    raise ValueError(name)


def _same(one: object, other: object) -> bool:
    return repr(one) == repr(other)
