"""Run a daemon that can be made to hang: `python -I tests/hanging.py PACKAGE ARGUMENTS…`.

At SIGUSR1 its main thread waits for ever, as it would in a system call that does not return, while all its other
threads go on. The daemon itself is as it is always.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys


def hang(*_: object) -> None:
    """Wait for what nobody will send."""
    reader, _writer = os.pipe()
    while True:
        os.read(reader, 1)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, hang)
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
