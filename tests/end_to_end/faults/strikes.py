"""What can happen to a process: it is killed, it hangs, its memory is at an end."""

from __future__ import annotations

import os
import resource
import signal


def kill(pid: int) -> None:
    """As the kernel does when memory is gone, and whoever has lost patience."""
    os.kill(pid, signal.SIGKILL)


def hang(pid: int) -> None:
    """It does nothing any more, and answers nobody."""
    os.kill(pid, signal.SIGSTOP)


def starve(pid: int) -> None:
    """It gets no more memory than it has."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        pages = int(file.read().split()[0])
    limit(pid, resource.RLIMIT_AS, pages * resource.getpagesize())


def limit(pid: int, what: int, most: int) -> None:
    """Let it have no more of one of resource.RLIMIT_; the process may be let go again by `unlimit`."""
    _, hard = resource.prlimit(pid, what)
    resource.prlimit(pid, what, (most, hard))


def unlimit(pid: int, what: int) -> None:
    """Let it have as much as it may."""
    _, hard = resource.prlimit(pid, what)
    resource.prlimit(pid, what, (hard, hard))
