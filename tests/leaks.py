"""What a process holds that a test must give back: threads, children, file descriptors."""

from __future__ import annotations

import gc
import os
import threading
from contextlib import suppress
from typing import NamedTuple

GRACE_SECONDS = 30.0
"""A thread that was told to end may take so long over it: it may be importing a heavy module on a busy machine."""


class Held(NamedTuple):
    """A snapshot; `descriptors` are number and target, `children` are process ids."""

    threads: frozenset[threading.Thread]
    children: frozenset[int]
    descriptors: frozenset[tuple[str, str]]


def held() -> Held:
    """What this process holds now."""
    return Held(frozenset(_threads()), frozenset(children(os.getpid())), frozenset(descriptors(os.getpid())))


def leaked(before: Held) -> list[str]:
    """What has come since, each named; threads on their way out are waited for."""
    for thread in _threads():
        if thread not in before.threads:
            while thread.ident is None:
                os.sched_yield()  # it is just being started, and cannot be joined yet
            thread.join(GRACE_SECONDS)
    if held() != before:
        gc.collect()
    now = held()
    return [
        *(f"thread {thread.name}" for thread in now.threads - before.threads),
        *(f"child {child} ({command(child)})" for child in now.children - before.children),
        *(f"descriptor {number} ({target})" for number, target in now.descriptors - before.descriptors),
    ]


def _threads() -> list[threading.Thread]:
    """All but timers, which end by themselves when their time has come."""
    return [thread for thread in threading.enumerate() if not isinstance(thread, threading.Timer)]


def children(pid: int) -> list[int]:
    """The processes that `pid` has started, or been given, and not waited for."""
    found: list[int] = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with suppress(FileNotFoundError), open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
            found += map(int, file.read().split())
    return found


def descriptors(pid: int) -> list[tuple[str, str]]:
    """The open descriptors of a process, as number and target."""
    directory = f"/proc/{pid}/fd"
    found = []
    for number in os.listdir(directory):
        with suppress(FileNotFoundError):  # the one that listed the directory
            found.append((number, os.readlink(f"{directory}/{number}")))
    return found


def threads(pid: int) -> int:
    """How many threads a process has."""
    return len(os.listdir(f"/proc/{pid}/task"))


def command(pid: int) -> str:
    """A process's command line, for people."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().replace(b"\0", b" ").decode(errors="replace").strip()
    except FileNotFoundError:
        return "gone"
