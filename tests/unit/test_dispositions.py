"""The tests themselves, started by something that ignores signals: `nohup`, cron, a shell's `&`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
IGNORED = [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGCHLD]
CHILD = ["grep", "^SigIgn:", "/proc/self/status"]
HARNESS = f"""
import os, subprocess, sys
import tests.conftest

for number in map(int, sys.argv[1:]):
    os.kill(os.getpid(), number)
subprocess.run({CHILD}, check=True)
"""


def ignored(status: str) -> set[signal.Signals | int]:
    """The signals of that line of /proc/PID/status; not those that the C library keeps to itself."""
    mask = int(status.split()[1], 16)
    return {number for number in signal.valid_signals() if mask >> (number - 1) & 1}


def test_a_child_ignores_no_signal() -> None:
    assert ignored(subprocess.run(CHILD, capture_output=True, text=True, check=True).stdout) == set()


def test_nor_does_one_of_a_harness_that_ignores_some_and_goes_on_to() -> None:
    names = ",".join(number.name.removeprefix("SIG") for number in IGNORED)
    sent = [str(int(number)) for number in IGNORED]
    harness = ["env", f"--ignore-signal={names}", sys.executable, "-c", HARNESS, *sent]
    done = subprocess.run(harness, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert ignored(done.stdout) == set()
