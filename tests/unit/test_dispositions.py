"""The tests themselves, started by something that ignores signals: `nohup`, cron, a shell's `&`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
IGNORED = [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGCHLD]
CHILD = ["grep", "^SigIgn:", "/proc/self/status"]
NONE = f"SigIgn:\t{'0' * 16}\n"
HARNESS = f"""
import os, subprocess, sys
import tests.conftest

for number in map(int, sys.argv[1:]):
    os.kill(os.getpid(), number)
subprocess.run({CHILD}, check=True)
"""


def test_a_child_ignores_no_signal() -> None:
    assert subprocess.run(CHILD, capture_output=True, text=True, check=True).stdout == NONE


def test_nor_does_one_of_a_harness_that_ignores_some_and_goes_on_to() -> None:
    ignored = ",".join(number.name.removeprefix("SIG") for number in IGNORED)
    sent = [str(int(number)) for number in IGNORED]
    harness = ["env", f"--ignore-signal={ignored}", sys.executable, "-c", HARNESS, *sent]
    done = subprocess.run(harness, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, NONE), done.stderr
