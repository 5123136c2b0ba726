"""Only clocks that nobody sets are gone by: in no daemon, and not in say, does anything depend on the time of day."""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

from tests.unit.test_documents import CHECKOUT, read

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTABLE = {"time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.CLOCK_REALTIME"}
OF_DATETIME = {"now", "utcnow", "today"}


def uses(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (ast.unparse(node) in SETTABLE or node.attr in OF_DATETIME):
            yield f"{ast.unparse(node)}, line {node.lineno}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield f"from time, line {node.lineno}"


def test_nothing_goes_by_a_clock_that_can_be_set() -> None:
    seen = []
    for package in [name for name in os.listdir(CHECKOUT) if name.startswith("kokoro_")] + ["say"]:
        for folder, _, names in os.walk(os.path.join(CHECKOUT, package)):
            for name in names:
                if name.endswith(".py"):
                    path = os.path.join(folder, name)
                    seen += [f"{path}: {use}" for use in uses(ast.parse(read(path)))]
    assert seen == []
