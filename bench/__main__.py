"""python -m bench: what a user waits for, beside what it could be compared with, in one table.

Runs in a user session with a null sink named `speakers` (tests/user-session makes one), with the project installed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.listening import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable

SAY = os.path.expanduser("~/.local/bin/say")
PYTHON = os.path.expanduser("~/.local/lib/kokoro/bin/python")
VOICE = "kokoro-voice@af_heart_en-us.service"
TEXT = "Hello there, my friend."
LONG = "This is a long text, which goes on and on and comes to no end. " * 20


def run(*command: str, stdin: str = "") -> tuple[float, float]:
    """Run a command; when it began, and how long it took."""
    began = time.monotonic()
    subprocess.run(command, input=stdin, text=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return began, time.monotonic() - began


def paired(runs: int, one: Callable[[], float], other: Callable[[], float]) -> tuple[float, float]:
    """Medians of two measurements, taken in turn so that both see the same machine."""
    one(), other()
    pairs = [(one(), other()) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def row(what: str, ours: float, theirs: float | None, limit: str, unit: str = "ms") -> None:
    ratio = f"{ours / theirs:6.2f}" if theirs else "      "
    beside = f"{theirs:8.1f}" if theirs else "        "
    print(f"{what:44s} {ours:8.1f} {beside} {unit:3s} {ratio}   {limit}")


def first_sound(recorder: Recorder, *command: str) -> float:
    recorder.wait_for_silence(0.5, time.monotonic() - 0.5)
    began, _ = run(*command)
    return (recorder.wait_for_sound(began) - began) * 1e3


def silence_after(recorder: Recorder, start: list[str], stop: list[str], stdin: str) -> tuple[float, float]:
    """Milliseconds from the start of `stop` to the last sound, and how long `stop` itself took."""
    began, _ = run(*start, stdin=stdin)
    heard = recorder.wait_for_sound(began)
    recorder.samples(heard, heard + 0.7)
    asked, took = run(*stop)
    return (recorder.wait_for_silence(0.4, asked) - asked) * 1e3, took * 1e3


def private_memory(unit: str) -> float:
    """MB of a service that no other process shares."""
    shown = ["systemctl", "--user", "show", "--property=MainPID", "--value", unit]
    pid = subprocess.run(shown, capture_output=True, text=True, check=True).stdout.strip()
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith("Private_")) / 1024


def cold_start(recorder: Recorder) -> float:
    """From nothing but the socket to the first sound."""
    run(SAY, "--kill")
    return first_sound(recorder, SAY, TEXT)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(f"{'':44s} {'say':>8s} {'beside':>8s} {'':3s} {'ratio':>6s}   wanted")
    with Recorder() as recorder:
        run(SAY, "-w", TEXT)
        ours, bare = paired(3 * runs, lambda: run(SAY, TEXT)[1], lambda: run(PYTHON, "-I", "-S", "-c", "pass")[1])
        row("say returns (beside: a bare Python)", ours * 1e3, bare * 1e3, "at most 2, aim 1.3")
        spd = ["spd-say", "-o", "espeak-ng"]
        ours, other = paired(runs, lambda: first_sound(recorder, SAY, TEXT), lambda: first_sound(recorder, *spd, TEXT))
        row("first sound, warm (beside: spd-say)", ours, other, "at most 2")
        stops = [silence_after(recorder, [SAY], [SAY, "--stop"], LONG) for _ in range(runs // 2)]
        ours, took = (statistics.median(values) for values in zip(*stops, strict=True))
        row("silence after say --stop (beside: its run)", ours, took, "60 ms more than its run")
        row("first sound from the socket alone", statistics.median(cold_start(recorder) for _ in range(5)), None, "600")
        run(SAY, "-w", TEXT)
        row("private memory of a voice", private_memory(VOICE), None, "at most 20", "MB")
        row("private memory of the model service", private_memory("kokoro-model.service"), None, "", "MB")
        run(SAY, "--kill")


if __name__ == "__main__":
    main()
