"""A daemon's file of settings, NAME=value a line, as systemd's EnvironmentFile reads it: what in it cannot be meant."""

from __future__ import annotations

import contextlib
import difflib
import io
import re
import shlex
from functools import partial
from typing import TYPE_CHECKING, Any

from kokoro_ipc.checkup import Finding, problem, well

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Options = Callable[[Mapping[str, str]], argparse.ArgumentParser]
    Judge = Callable[[argparse.Namespace, argparse.ArgumentParser], None]

_OURS = ("KOKORO_", "SAY_")
"""How names begin that nobody else's library reads."""


class _Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def get(self, name: str, default: Any = None) -> Any:
        self.names.append(name)
        return default


def names(options: Options) -> list[str]:
    """The settings that a daemon reads."""
    asked = _Asked()
    options(asked)
    return asked.names


def read(path: str) -> dict[str, str]:
    """The settings in a file, none where there is none; lines that make no sense are left out."""
    return {name: value for name, value, _ in _lines(path) if name}


def check(path: str, options: Options, judge: Judge, arguments: Sequence[str] = ()) -> Iterator[Finding]:
    """What is wrong with a file, setting by setting; `judge` refuses, by the parser, values that the options take."""
    known = names(options)
    complain = partial(_complaint, options, judge, arguments)
    found = [finding for setting in _lines(path) for finding in _wrong(path, setting, known, complain)]
    yield from found or [well(f"{path} makes sense")]


def _wrong(
    path: str, setting: tuple[str, str, str], known: Sequence[str], complain: Callable[[dict[str, str]], str]
) -> Iterator[Finding]:
    name, value, line = setting
    if not name:
        yield problem(f"{path}: “{line[:60]}” is not NAME=value", remove(path, line))
    elif name in known:
        if complaint := complain({name: value}):
            yield problem(f"{path} sets {name}={value[:60]}: {complaint}", remove(path, line))
    elif near := meant(name, known):
        yield problem(f"{path} sets {name}, which nothing reads: {near} is meant", rename(path, line, name, near))
    elif name.startswith(_OURS):
        yield problem(f"{path} sets {name}, which nothing that reads this file knows", remove(path, line))


def meant(name: str, known: Sequence[str]) -> str:
    """The name that was meant; empty where there is none near it."""
    near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.8)
    return near[0] if near else ""


def remove(path: str, line: str) -> str:
    """The command that takes such lines out of a file."""
    return f"sed -i {shlex.quote(f'/^{_pattern(line)}$/d')} {shlex.quote(path)}"


def rename(path: str, line: str, name: str, other: str) -> str:
    """The command that gives the setting in such a line another name."""
    new = line.replace(name, other, 1).replace("\\", "\\\\").replace("&", "\\&").replace("/", "\\/")
    return f"sed -i {shlex.quote(f's/^{_pattern(line)}$/{new}/')} {shlex.quote(path)}"


def _pattern(line: str) -> str:
    """The line as sed's pattern, with any white space around it."""
    return r"\s*" + re.sub(r"([\\/.*\[\]^$])", r"\\\1", line) + r"\s*"


def _complaint(options: Options, judge: Judge, arguments: Sequence[str], values: Mapping[str, str]) -> str:
    """What the daemon says to such settings before it gives up; empty where it takes them."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            parser = options(values)
            judge(parser.parse_args(list(arguments)), parser)
    except SystemExit:
        return said.getvalue().strip().rpartition("error: ")[2] or "it cannot be meant"
    return ""


def _lines(path: str) -> Iterator[tuple[str, str, str]]:
    """Name, value and the line itself; the name is empty where the line sets nothing."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return
    for line in map(str.strip, text.splitlines()):
        if line and line[0] not in "#;":
            name, equals, value = line.partition("=")
            yield name.strip() if equals else "", value.strip().strip("\"'"), line
