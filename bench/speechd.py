"""python -m bench.speechd [RUNS]: speech-dispatcher speaking by us, beside its own espeak-ng module, in one table.

Runs where bench itself runs. Without Kokoro's files both speak by espeak-ng, so that what is left is the way there.
"""

from __future__ import annotations

import statistics
import sys
from functools import partial

from bench.__main__ import LONG, SAY, TEXT, first_sound, paired, row, run, silence_after
from tests.listening import Recorder

OURS = ("spd-say", "-o", "kokoro", "-l", "en-US")
THEIRS = ("spd-say", "-o", "espeak-ng", "-l", "en-US")
STOP = ["spd-say", "-S"]


def silence(recorder: Recorder, speak: tuple[str, ...]) -> float:
    """Milliseconds from the start of `spd-say -S` to the last sound."""
    return silence_after(recorder, [*speak, LONG], STOP, "")[0]


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(f"{'':44s} {'kokoro':>8s} {'espeakng':>8s} {'':3s} {'ratio':>6s}   wanted")
    with Recorder() as recorder:
        for speak in (OURS, THEIRS):
            run(*speak, "-w", TEXT)
        for what, text in (("a sentence", TEXT), ("a letter", "b")):
            ways = [partial(first_sound, recorder, *speak, text) for speak in (OURS, THEIRS)]
            row(f"first sound of {what}", *paired(runs, *ways), "at most 1.3")
        stops = [(silence(recorder, OURS), silence(recorder, THEIRS)) for _ in range(runs)]
        ours, theirs = (statistics.median(values) for values in zip(*stops, strict=True))
        row("silence after spd-say -S", ours, theirs, "at most 1")
    run(SAY, "--kill")


if __name__ == "__main__":
    main()
