"""python -m bench.listen.short_texts: from which length on is the streaming vocoder as good as the whole one?

Speaks texts of one word up to whole sentences twice, made whole with their own statistics and streamed with those of
the voice, and has both judged. The table has the mean opinion scores by the length of the sound; it is what
`streaming.WHOLE_SECONDS` was chosen by.
"""

from __future__ import annotations

import argparse
import math
import sys
from bisect import bisect
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from bench.listen.ears import Ears, EarsError
from bench.listen.recordings import optimised, write
from bench.listen.ways import Say
from kokoro_model.engines import SAMPLE_RATE
from kokoro_model.engines.kokoro import streaming

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VOICES = ("af_heart", "am_michael")
WORDS = Path(__file__).parent.parent / "short_texts.txt"
SENTENCES = Path(__file__).with_name("sentences.txt")
EDGES = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
"""Seconds between one line of the table and the next."""


def texts(count: int) -> list[str]:
    """So many lone words, so many beginnings of sentences, of three to eight words, and so many whole ones."""
    lone, sentences = (path.read_text().splitlines()[:count] for path in (WORDS, SENTENCES))
    begun = [
        f"{' '.join(sentence.split()[: 3 + number % 6]).rstrip(',;:')}." for number, sentence in enumerate(sentences)
    ]
    return [*lone, *begun, *sentences]


def main() -> None:
    parser = argparse.ArgumentParser("python -m bench.listen.short_texts", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the model and the voices")
    parser.add_argument("--folder", type=Path, required=True, help="where recordings go")
    parser.add_argument("--ears", type=Path, required=True, help="folder of what judges them, with its environment")
    parser.add_argument("--count", type=int, default=40, help="texts of each of three kinds")
    options = parser.parse_args()
    ears = Ears(options.ears)
    try:
        ears.check()
    except EarsError as error:
        sys.exit(str(error))
    pairs = list(_record(options.model, options.folder, texts(options.count)))
    whole, streamed = (ears.scores([pair[which] for pair in pairs]) for which in (0, 1))
    print(*_table([_seconds(pair[0]) for pair in pairs], whole, streamed), sep="\n")


def _record(model: Path, folder: Path, spoken: Sequence[str]) -> Iterator[tuple[Path, Path]]:
    """Each text by each voice, whole and streamed."""
    chosen = streaming.WHOLE_SECONDS
    with optimised(model) as cache:
        say = Say(model, cache, streaming=True)
        for voice in VOICES:
            for number, text in enumerate(spoken, 1):
                streaming.WHOLE_SECONDS = math.inf
                whole = write(folder / "whole" / voice / f"{number}.wav", say.speak(text, voice))
                streaming.WHOLE_SECONDS = 0.0
                yield whole, write(folder / "streamed" / voice / f"{number}.wav", say.speak(text, voice))
        say.close()
    streaming.WHOLE_SECONDS = chosen


def _seconds(file: Path) -> float:
    return file.stat().st_size / 2 / SAMPLE_RATE


def _table(seconds: Sequence[float], whole: Sequence[float], streamed: Sequence[float]) -> Iterator[str]:
    rows: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for length, *scores in zip(seconds, whole, streamed, strict=True):
        rows[bisect(EDGES, length)].append((scores[0], scores[1]))
    yield f"{'seconds':>10} {'texts':>6} {'whole':>7} {'streamed':>9}"
    for row, pairs in sorted(rows.items()):
        upto = f"up to {EDGES[row]:g}" if row < len(EDGES) else f"over {EDGES[-1]:g}"
        means = (fmean(each) for each in zip(*pairs, strict=True))
        yield f"{upto:>10} {len(pairs):6} {next(means):7.3f} {next(means):9.3f}"


if __name__ == "__main__":
    main()
