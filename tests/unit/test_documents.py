"""What the documents say is what the code does."""

from __future__ import annotations

import argparse
import ast
import importlib
import itertools
import json
import os
import re
import shlex
from typing import TYPE_CHECKING

import pytest

import kokoro_api.__main__
import kokoro_model.__main__
import kokoro_mpris.__main__
import kokoro_voice.__main__
import kokoro_wyoming.__main__
from kokoro_api.app import create
from kokoro_api.limits import Settings
from kokoro_ipc import errors, frame, message
from kokoro_ipc.bridge import Model
from say import options

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PARSERS = {
    "model": kokoro_model.__main__.options({}),
    "voice": kokoro_voice.__main__.options({}),
    "api": kokoro_api.__main__.options({}),
    "wyoming": kokoro_wyoming.__main__.options({}),
    "mpris": kokoro_mpris.__main__.options({}),
}


def read(path: str) -> str:
    with open(os.path.join(CHECKOUT, path), encoding="utf-8") as file:
        return file.read()


def rows(text: str) -> list[list[str]]:
    """The cells of all rows of all tables."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]


def coded(cell: str) -> list[str]:
    """What stands in a cell between backquotes."""
    return re.findall(r"`([^`]*)`", cell)


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


# --- the protocol


def written(cls: type[message.Message]) -> list[str]:
    """The fields of a message as docs/protocol.md writes them."""
    fields = []
    for name, kind in cls.fields.items():
        default = getattr(cls, name, None)
        value = default.decode() if isinstance(default, bytes) else default
        fields.append(f"{name}: {kind}" + ("" if default is None else f" = {json.dumps(value)}"))
    return fields


def test_every_message_and_field_is_in_the_protocol_and_nothing_else() -> None:
    section = read("docs/protocol.md").split("## Messages")[1].split("\n## ")[0]
    listed = [(coded(cells[0])[0], coded(cells[1])) for cells in rows(section) if coded(cells[0])]
    assert len(listed) == len(dict(listed)), "a message is listed twice"
    assert dict(listed) == {kind: written(cls) for kind, cls in message.all_messages().items()}


def decoded(data: bytes) -> tuple[dict[str, object], bytes]:
    decoder = frame.FrameDecoder()
    decoder.feed(data)
    taken = decoder.next()
    assert taken is not None, "a vector is too short"
    assert not decoder.inside_frame, "a vector is too long"
    return taken


def test_vectors_of_frames_are_what_the_code_sends_and_understands() -> None:
    vectors = blocks(read("docs/protocol.md"), "frame")
    assert vectors
    for vector in vectors:
        shown = dict(re.findall(r"^(header|payload) +(.*)$", vector, re.MULTILINE))
        data = bytes.fromhex(vector[vector.index("\n00 ") :])
        header, payload = decoded(data)
        assert data[4:].startswith(shown["header"].encode())
        assert payload.decode() == shown.get("payload", "")
        assert message.encode(message.decode(header, payload)) == data


def test_vectors_that_are_refused_are() -> None:
    vectors = blocks(read("docs/protocol.md"), "refused")[0].splitlines()
    assert vectors
    for vector in vectors:
        with pytest.raises(errors.ProtocolError):
            message.decode(*decoded(bytes.fromhex(vector)))


def test_every_error_code_is_in_the_protocol_and_nothing_else() -> None:
    section = read("docs/protocol.md").split("## Errors")[1].split("\n## ")[0]
    codes = {value for name, value in vars(errors).items() if name.isupper()}
    assert {code for cells in rows(section) for code in coded(cells[0])} == codes


def test_limits_are_those_of_the_code() -> None:
    section = read("docs/protocol.md").split("## Limits")[1]
    limits = [(float(cells[1]), coded(cells[2])[0]) for cells in rows(section) if coded(cells[2])]
    assert limits
    for limit, where in limits:
        module, _, name = where.rpartition(".")
        assert getattr(importlib.import_module(module), name) == limit, where


# --- options and settings


def flags(page: str) -> set[str]:
    """The options that a man page has an item for, as they are typed."""
    items = " ".join(line for line in page.splitlines() if line.startswith(".It Fl"))
    return {f"-{name}" for name in re.findall(r"\bFl (-?[a-z][a-z-]*)", items)}


def test_every_option_of_say_is_in_its_man_page_and_nothing_else() -> None:
    known = [option for group in options.GROUPS.values() for option in group]
    page = read("man/say.1")
    assert flags(page) == {name for option in known for name in option.names}
    for option in known:
        argument = f" Ar {option.argument}" if option.argument else ""
        names = [f"Fl {name.removeprefix('-')}{argument}" for name in option.names]
        assert f".It {' , '.join(names)}\n" in page


def settings(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str, str]]:
    """Flag, environment variable (or nothing) and default of a daemon's options."""
    for action in parser._actions:
        if action.option_strings and not isinstance(action, argparse._HelpAction):
            variable = re.search(r"\(([A-Z_]+), now", action.help or "")
            yield action.option_strings[0], variable[1] if variable else "", action.default


@pytest.mark.parametrize("daemon", PARSERS)
def test_every_setting_is_in_the_man_page_and_nothing_else(daemon: str) -> None:
    page = read(f"man/kokoro-{daemon}.8")
    known = list(settings(PARSERS[daemon]))
    assert flags(page) == {flag for flag, _, _ in known}
    for flag, variable, _ in known:
        assert re.search(rf"^\.It Fl {flag[1:]} .*{variable and f', Ev {variable}'}$", page, re.MULTILINE)


@pytest.mark.parametrize("daemon", PARSERS)
def test_every_setting_is_in_operations_and_nothing_else(daemon: str) -> None:
    table = read("docs/operations.md").split(f"`{daemon}.conf`, read when")[1].split("\n\n")[1]
    listed = {
        (coded(option)[0], coded(variable)[0], "".join(coded(default)))
        for variable, option, default, _ in rows(table)
        if coded(variable)
    }
    assert listed == {setting for setting in settings(PARSERS[daemon]) if setting[1]}


def test_every_setting_of_say_is_in_operations_and_its_man_page() -> None:
    listed = {
        coded(cells[0])[0]: coded(cells[1])[0] for cells in rows(read("docs/operations.md")) if "`SAY_" in cells[0]
    }
    assert listed == {variable: f"--{field}" for variable, field in options.SETTINGS.items()}
    assert f".It Ev {' , '.join(options.SETTINGS)}\n" in read("man/say.1")


def test_exit_statuses_of_say_are_in_its_man_page() -> None:
    import say.__main__ as command

    section = read("man/say.1").split(".Sh EXIT STATUS")[1].split(".Sh")[0]
    known = [command.OK, command.FAILED, command.USAGE, command.INTERRUPTED, command.BY_SIGNAL]
    assert [int(status) for status in re.findall(r"^\.It (\d+)$", section, re.MULTILINE)] == known


# --- the HTTP server


def test_every_route_is_in_its_document_with_a_line_to_copy_and_nothing_else() -> None:
    page = read("docs/http-api.md")
    listed = [coded(cells[0])[0] for cells in rows(page) if coded(cells[0])]
    app = create(Model({"KOKORO_SOCKET": "none"}), Settings())
    paths = {path: list(operations) for path, operations in app.openapi()["paths"].items()}
    known = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert sorted(listed) == sorted({*known, "WebSocket /v1/audio/speech/stream/ws"})
    lines = "\n".join(blocks(page, "sh"))
    for path in paths:
        assert re.search(rf"localhost:8000{re.sub(r'{[a-z]+}', '[a-z]+', path)}(?![/\\w])", lines), path


# --- the journal


def logged_fields() -> Iterator[str]:
    """The fields that log lines have: keys of dicts called fields or named, made by `_fields` or passed as extra.

    So are arguments whose names are in capitals, to what puts something into the journal.
    """
    for package in ("kokoro_model", "kokoro_voice", "kokoro_api", "kokoro_wyoming", "kokoro_mpris"):
        for directory, _, names in os.walk(os.path.join(CHECKOUT, package)):
            for name in names:
                if name.endswith(".py"):
                    yield from _fields(ast.parse(read(os.path.join(directory, name))))


def _fields(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        named = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {"fields", "named"}
        named |= isinstance(node, ast.FunctionDef) and node.name == "_fields"
        if isinstance(node, ast.keyword) and (node.arg or "").isupper():
            yield str(node.arg)
        if named or (isinstance(node, ast.keyword) and node.arg == "extra"):
            for part in ast.walk(node):
                if isinstance(part, ast.Dict):
                    yield from (str(key.value) for key in part.keys if isinstance(key, ast.Constant))


def documented_fields() -> set[str]:
    """The fields that docs/operations.md lists."""
    section = read("docs/operations.md").split("## Logs")[1].split("\n## ")[0]
    return {field for cells in rows(section) for field in coded(cells[0])}


def test_every_field_of_the_journal_is_in_operations_and_nothing_else() -> None:
    assert documented_fields() == set(logged_fields())


# --- faults


def faults() -> Iterator[str]:
    """The tests that note how long a fault lasts."""
    folder = os.path.join(CHECKOUT, "tests/end_to_end/faults")
    for name in os.listdir(folder):
        if name.startswith("test_") and name.endswith(".py"):
            functions = [node for node in ast.parse(read(os.path.join(folder, name))).body if _notes(node)]
            yield from (node.name.removeprefix("test_") for node in functions if isinstance(node, ast.FunctionDef))


def _notes(node: ast.AST) -> bool:
    arguments = node.args.args if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") else []
    return any(argument.arg == "recovery" for argument in arguments)


def test_every_fault_is_in_operations_with_its_test_and_nothing_else() -> None:
    section = read("docs/operations.md").split("## Faults")[1].split("\n## ")[0]
    assert {name for cells in rows(section) for name in coded(cells[-1])} == set(faults())


# --- examples and links


def examples() -> Iterator[str]:
    for document in ("README.md", "docs/operations.md", "docs/desktop.md"):
        for block in blocks(read(document), "sh"):
            yield from block.splitlines()
    for line in read("man/say.1").splitlines():
        if line.startswith(".Dl "):
            yield line.removeprefix(".Dl ").replace(r"\(dq", '"')


def test_every_example_is_a_command_line_that_say_understands() -> None:
    seen = 0
    for line in examples():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.commenters, lexer.whitespace_split = "#", True
        for piped, words in itertools.groupby(lexer, lambda word: word in {"|", "&&", ";", "&"}):
            command = list(words)
            if not piped and command[0] == "say":
                options.parse(command[1:], options.Options())
                seen += 1
    assert seen > 20


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "CONTRIBUTING.md",
        *(f"docs/{page}" for page in sorted(os.listdir(os.path.join(CHECKOUT, "docs"))) if page[-3:] == ".md"),
    ],
)
def test_links_lead_somewhere(document: str) -> None:
    for target in re.findall(r"\]\(([^)/][^)]*)\)", read(document)):
        path, _, anchor = target.partition("#")
        place = os.path.normpath(os.path.join(os.path.dirname(document), path)) if path else document
        headings = re.findall(r"^#+ (.*)$", read(place), re.MULTILINE) if place.endswith(".md") else []
        assert os.path.exists(os.path.join(CHECKOUT, place)), target
        assert not anchor or anchor in {heading.lower().replace("'", "").replace(" ", "-") for heading in headings}
