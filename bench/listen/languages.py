"""python -m bench.listen.languages: is every voice understood in its language, as well as kokoro-onnx's?

Each of Kokoro's voices reads a paragraph of its language (bench/paragraphs) as say does, once it is measured, and by
kokoro-onnx's `create`, and a recogniser hears both. Japanese and Chinese are written without spaces and counted by
characters; kokoro-onnx cannot read them by itself and is given say's phonemes. The exit status tells whether say is
nowhere heard worse by more than POINTS. `make listen` makes what this needs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bench.listen.ears import Ears, EarsError
from bench.listen.measures import word_errors, words
from bench.listen.recordings import optimised, write
from bench.listen.ways import Create, Say
from kokoro_model.engines.kokoro.engine import phonemes
from kokoro_model.engines.pcm import to_s16le
from kokoro_model.text.pieces import Spoken
from kokoro_model.voices import kokoro_voice, kokoro_voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARAGRAPHS = Path(__file__).parent.parent / "paragraphs"
POINTS = 0.02
"""What the recogniser hears of one paragraph varies by as much from voice to voice."""
UNSPACED = {"ja", "cmn"}


@dataclass(frozen=True, slots=True)
class Line:
    """A language: how many voices have read it, and the share of its words, or characters, that was heard wrong."""

    lang: str
    voices: int
    ours: float
    theirs: float

    def __str__(self) -> str:
        verdict = "ok" if self.ours <= self.theirs + POINTS else "MISSED"
        return f"{self.lang:8} {self.voices:6} {100 * self.ours:8.1f} % {100 * self.theirs:10.1f} %  {verdict}"


def units(text: str, lang: str) -> list[str]:
    """What is counted of a text."""
    return re.findall(r"\w", text) if lang in UNSPACED else words(text)


def error_rate(texts: Sequence[str], heard: Sequence[str], lang: str) -> float:
    """The share of all that was to be heard."""
    pairs = [(units(text, lang), units(other, lang)) for text, other in zip(texts, heard, strict=True)]
    return sum(word_errors(*pair) for pair in pairs) / sum(len(wanted) for wanted, _ in pairs)


def main() -> None:
    options = _options()
    ears = Ears(options.ears)
    try:
        ears.check()
    except EarsError as error:
        sys.exit(str(error))
    voices = options.voices or [voice.name for voice in kokoro_voices()]
    files = dict(_record(options.model, options.folder, voices))
    print(f"{'':8} {'voices':>6} {'say':>10} {'kokoro-onnx':>12}")
    lines = list(_lines(ears, voices, files))
    print(*lines, sep="\n")
    sys.exit(any(line.ours > line.theirs + POINTS for line in lines))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.listen.languages", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the model and the voices")
    parser.add_argument("--folder", type=Path, required=True, help="where recordings go")
    parser.add_argument("--ears", type=Path, required=True, help="folder of what hears them, with its environment")
    parser.add_argument("--voices", nargs="+", help="voices that read; all if none is named")
    return parser.parse_args()


def _language(voice: str) -> str:
    return kokoro_voice(voice).lang


def _paragraph(lang: str) -> str:
    return (PARAGRAPHS / f"{lang}.txt").read_text().strip()


def _record(model: Path, folder: Path, voices: Sequence[str]) -> Iterator[tuple[str, tuple[Path, Path]]]:
    """The recordings of each voice: say's, and kokoro-onnx's."""
    create = Create(model)
    with optimised(model) as cache:
        say = Say(model, cache, streaming=True)
        for voice in voices:
            lang = _language(voice)
            text = _paragraph(lang)
            ours = write(folder / "say" / f"{voice}.wav", say.speak(text, voice))
            theirs = write(folder / "kokoro-onnx" / f"{voice}.wav", _create(create, text, voice, lang))
            yield voice, (ours, theirs)
        say.close()


def _create(create: Create, text: str, voice: str, lang: str) -> bytes:
    if lang not in UNSPACED:
        return create.speak(text, voice)
    read = phonemes([Spoken(text, [(0, len(text), 0, len(text))])], lang)
    samples, _ = create.kokoro.create(read, voice, is_phonemes=True)
    return to_s16le(np.asarray(samples, np.float32), 1.0)


def _lines(ears: Ears, voices: Sequence[str], files: dict[str, tuple[Path, Path]]) -> Iterator[Line]:
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for voice in voices:
        by_language[_language(voice)].append(voice)
    for lang, speakers in by_language.items():
        texts = [_paragraph(lang)] * len(speakers)
        rates = (
            error_rate(texts, ears.texts([files[voice][which] for voice in speakers], lang), lang) for which in (0, 1)
        )
        yield Line(lang, len(speakers), *rates)


if __name__ == "__main__":
    main()
