"""What services hold: memory, threads, descriptors, processes."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, NamedTuple

from tests import leaks

if TYPE_CHECKING:
    from collections.abc import Iterator

SLICE = "kokoro.slice"


class Held(NamedTuple):
    """By one process."""

    memory: int
    """KiB of its own, and its share of what it shares (PSS)."""
    threads: int
    descriptors: int


def held(pid: int) -> Held:
    """What a process holds now."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        memory = next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    return Held(memory, leaks.threads(pid), len(leaks.descriptors(pid)))


def population(group: str) -> list[str]:
    """The command lines of all processes in a control group and below, by its path as systemd has it."""
    found = []
    for directory, _, _ in os.walk(f"/sys/fs/cgroup{group}"):
        with contextlib.suppress(FileNotFoundError), open(f"{directory}/cgroup.procs", encoding="ascii") as file:
            found += [leaks.command(int(pid)) for pid in file.read().split()]
    return found


def processes(name: str) -> Iterator[tuple[int, str]]:
    """Our user's processes with that in their command line, and the line."""
    for pid in map(int, filter(str.isdigit, os.listdir("/proc"))):
        command = leaks.command(pid)
        with contextlib.suppress(FileNotFoundError):
            if name in command and pid != os.getpid() and os.stat(f"/proc/{pid}").st_uid == os.getuid():
                yield pid, command
