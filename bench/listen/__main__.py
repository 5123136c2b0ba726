"""python -m bench.listen: is the voice heard as well as kokoro-onnx's, by four ways of speaking one model?

Speaks sentences by several voices, has a recogniser and a judge hear them, and compares each way of say with
kokoro-onnx; bench/listen/ways.py tells what the ways are. The recordings stay in --folder until the next run. The exit
status tells whether every bound holds. `make listen` makes what this needs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.listen.ears import Ears, EarsError
from bench.listen.measures import heard, summarise
from bench.listen.recordings import optimised, write
from bench.listen.report import HEADING, rows, worst
from bench.listen.ways import KOKORO_ONNX, WAYS, make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.listen.measures import Heard
    from bench.listen.ways import Way

VOICES = ("af_heart", "af_bella", "af_nicole", "am_michael", "am_fenrir", "am_puck", "bf_emma", "bm_george")
SENTENCES = Path(__file__).with_name("sentences.txt")


def main() -> None:
    options = _options()
    sentences = options.texts.read_text().splitlines()[: options.sentences]
    ears = Ears(options.ears)
    try:
        ears.check()
    except EarsError as error:
        sys.exit(str(error))
    recordings = {}
    with optimised(options.model) as cache:
        for name in WAYS:
            files = _record(make(name, options.model, cache), options.folder / name, sentences, options.voices)
            recordings[name] = _hear(ears, files, sentences, options.voices)
    _print(recordings)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.listen", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the model and the voices")
    parser.add_argument("--folder", type=Path, required=True, help="where recordings go")
    parser.add_argument("--ears", type=Path, required=True, help="folder of what hears them, with its environment")
    parser.add_argument("--texts", type=Path, default=SENTENCES, help="a file with a sentence a line")
    parser.add_argument("--sentences", type=int, default=100, help="how many of them are spoken")
    parser.add_argument("--voices", nargs="+", default=VOICES, help="English voices that speak them")
    return parser.parse_args()


def _record(way: Way, folder: Path, sentences: Sequence[str], voices: Sequence[str]) -> list[Path]:
    """Speak every sentence by every voice, each into a file named by its line."""
    spoken = [(voice, number, sentence) for voice in voices for number, sentence in enumerate(sentences, 1)]
    try:
        return [write(folder / voice / f"{number}.wav", way.speak(text, voice)) for voice, number, text in spoken]
    finally:
        way.close()


def _hear(ears: Ears, files: Sequence[Path], sentences: Sequence[str], voices: Sequence[str]) -> list[Heard]:
    texts, scores = ears.texts(files), ears.scores(files)
    spoken = [(voice, sentence) for voice in voices for sentence in sentences]
    return [heard(file, *of, text, score) for file, of, text, score in zip(files, spoken, texts, scores, strict=True)]


def _print(recordings: dict[str, list[Heard]]) -> None:
    """The table, the worst ten, and the verdict as the exit status."""
    theirs = recordings.pop(KOKORO_ONNX)
    table = rows(summarise(theirs), {name: summarise(ours) for name, ours in recordings.items()})
    print(HEADING, *table, "", "The worst, beside kokoro-onnx's same sentence:", sep="\n")
    print(*worst(theirs, [each for ours in recordings.values() for each in ours]), sep="\n")
    sys.exit(not all(row.holds for row in table))


if __name__ == "__main__":
    main()
