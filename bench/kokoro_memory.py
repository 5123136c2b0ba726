"""One process that loads one contestant and says what that took: the figures behind load time and memory.

python -m bench.kokoro_memory ours|kokoro-onnx MODEL CACHE [UTTERANCES]
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import private_megabytes
from bench.texts import PARAGRAPH

if TYPE_CHECKING:
    from bench.contestants import Ours

WORDS = PARAGRAPH.split()


def main() -> None:
    who, model, cache, *more = sys.argv[1:]
    before = private_megabytes()
    start = time.perf_counter()
    from bench.contestants import KokoroOnnx, Ours

    contestant = Ours(Path(model), Path(cache), rest_after=0.5) if who == "ours" else KokoroOnnx(Path(model))
    figures = {"load": time.perf_counter() - start, "loaded": private_megabytes() - before}
    contestant.speak([PARAGRAPH])
    figures["spoken"] = private_megabytes() - before
    if isinstance(contestant, Ours):
        figures |= endure(contestant, int(*more))
        time.sleep(3)  # until it rests
        figures["rested"] = private_megabytes() - before
        contestant.engine.unload()
    print(json.dumps(figures))


def endure(ours: Ours, utterances: int) -> dict[str, float]:
    """Memory after a tenth and after all of many texts of every length."""
    dice, figures = random.Random(3), {}
    for number in range(utterances):
        ours.speak([" ".join(dice.choices(WORDS, k=dice.randint(1, 40)))])
        figures["early" if number <= utterances // 10 else "late"] = private_megabytes()
    return figures


main()
