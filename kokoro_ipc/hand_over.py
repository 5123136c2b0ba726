"""hand_over.py FD PROGRAM…: becomes PROGRAM with the listening socket FD, by systemd's LISTEN_FDS contract.

A program of its own because LISTEN_PID is known only to the new process itself.
"""

from __future__ import annotations

import os
import sys

LISTEN_FDS_START = 3


def main() -> None:
    """Place the socket, say so in the environment, and be replaced."""
    descriptor, program = int(sys.argv[1]), sys.argv[2:]
    if descriptor == LISTEN_FDS_START:
        os.set_inheritable(descriptor, True)
    else:
        os.dup2(descriptor, LISTEN_FDS_START)
        os.close(descriptor)
    os.execve(program[0], program, {**os.environ, "LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())})


if __name__ == "__main__":
    main()
