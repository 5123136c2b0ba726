"""hand_over.py FD[,FD…] PROGRAM…: becomes PROGRAM with these descriptors, by systemd's LISTEN_FDS contract.

A program of its own because LISTEN_PID is known only to the new process itself.
"""

from __future__ import annotations

import fcntl
import os
import sys

LISTEN_FDS_START = 3


def main() -> None:
    """Place the descriptors, say so in the environment, and be replaced."""
    given, program = [int(number) for number in sys.argv[1].split(",")], sys.argv[2:]
    behind = LISTEN_FDS_START + len(given)
    held = [fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, behind) for descriptor in given]
    for descriptor in given:
        os.set_inheritable(descriptor, False)
    for place, descriptor in enumerate(held, LISTEN_FDS_START):
        os.dup2(descriptor, place)
    listen = {"LISTEN_FDS": str(len(given)), "LISTEN_PID": str(os.getpid())}
    os.execve(program[0], program, {**os.environ, **listen})


if __name__ == "__main__":
    main()
