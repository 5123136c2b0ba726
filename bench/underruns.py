"""python -m bench.underruns --model DIR: does a listener ever wait for sound, with one core half busy?

Speaks sentences of 5 to 510 phonemes by the streaming engine and follows two listeners: one hears each sentence as a
text of its own, the other all of them as one text, in mixed order, so that the longest may follow the shortest. Making
is timed by the clock and hearing is computed, so a run takes as long as the sound takes to be made. The exit status
tells whether nobody has waited.
"""

from __future__ import annotations

import argparse
import math
import random
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from bench.contestants import VOICE, Ours
from bench.measure import Row
from kokoro_model.engines.kokoro.optimizer.cache import Optimiser
from kokoro_model.engines.kokoro.phonemize import phonemize
from kokoro_model.stream import BYTES_A_SECOND, ROOM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.contestants import Take

SHORTEST, LONGEST = 5, 510
COUNT = 200
_WORDS = Path(__file__).parent / "listen" / "sentences.txt"
_CLAUSE = 9
"""Words from one comma to the next."""
_HALF_BUSY = """
import time
while True:
    end = time.monotonic() + 0.05
    while time.monotonic() < end:
        pass
    time.sleep(0.05)
"""


class Listener:
    """Hears sound as it comes; of what is made no more than the stream's ROOM is ahead when a sentence begins."""

    def __init__(self) -> None:
        self.in_hand = 0.0
        """Seconds of sound that are made and not heard yet."""
        self.least = math.inf
        """The shortest time by which sound came before it was due, negative where it was waited for."""
        self.waits = 0
        self._hears = False

    def listen(self, take: Take) -> None:
        """Hear a sentence."""
        self.in_hand = min(self.in_hand, ROOM / BYTES_A_SECOND)
        before = 0.0
        for arrived, seconds in take.arrivals:
            self._pass(arrived - before)
            self.in_hand, before = self.in_hand + seconds, arrived

    def _pass(self, seconds: float) -> None:
        if not self._hears:  # the first sound of all is no gap
            self._hears = True
            return
        left = self.in_hand - seconds
        self.least, self.waits = min(self.least, left), self.waits + (left < 0)
        self.in_hand = max(0.0, left)


def sentences(count: int) -> list[str]:
    """Sentences of SHORTEST to LONGEST phonemes, as many short as long on a logarithmic scale, in mixed order."""
    words = cycle(_WORDS.read_text().replace(".", "").replace(",", "").split())
    ratio = LONGEST / SHORTEST
    made = [_sentence(words, round(SHORTEST * ratio ** (number / (count - 1)))) for number in range(count)]
    random.Random(count).shuffle(made)
    return made


def _sentence(words: Iterator[str], phonemes: int) -> str:
    """As many words as fit, at least one."""
    sentence = next(words)
    for number, word in enumerate(words, 2):
        longer = f"{sentence}{',' if number % _CLAUSE == 0 else ''} {word}"
        if len(phonemize(f"{longer}.", "en-us")) > phonemes:
            return f"{sentence}."
        sentence = longer
    raise AssertionError("the words have no end")


@contextmanager
def half_busy_core() -> Iterator[None]:
    """One core has other work for half of the time."""
    with subprocess.Popen([sys.executable, "-c", _HALF_BUSY]) as child:
        try:
            yield
        finally:
            child.kill()


def rows(ours: Ours, texts: Sequence[str]) -> Iterator[Row]:
    """Two lines of the table, one for each listener. The voice must have been measured."""
    with half_busy_core():
        takes = [ours.speak([text]) for text in texts]
    slack = [take.slack for take in takes]
    yield _row(
        f"underruns in {len(texts)} sentences, and least time in hand", sum(each < 0 for each in slack), min(slack)
    )
    together = Listener()
    for take in takes:
        together.listen(take)
    yield _row("underruns where they are one text, the same", together.waits, together.least)


def _row(what: str, waits: int, least: float) -> Row:
    return Row(what, waits, least, "s", 0, waits)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.underruns", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the model and the voices")
    parser.add_argument("--sentences", type=int, default=COUNT, help="how many are spoken, two or more")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        cache = Path(work)
        Optimiser(
            options.model / "kokoro-v1.0.onnx", options.model / "voices-v1.0.bin", cache, deterministic=False
        ).make()
        ours = Ours(options.model, cache, streaming=True)
        ours.await_streaming(VOICE)
        table = []
        for row in rows(ours, sentences(options.sentences)):
            print(row, flush=True)
            table.append(row)
        ours.engine.unload()
    sys.exit(not all(row.holds for row in table))


if __name__ == "__main__":
    main()
