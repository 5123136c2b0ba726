"""What is measured of a recording: words heard wrong, breaks that the text has not, clicks, loudness and length."""

from __future__ import annotations

import math
import re
import wave
from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from tests.listening import clicks, from_wav

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

_HEARD_BREAK = re.compile(r"[,;:.?!](?= )")
_BREAK = re.compile(r"[,;:.?!…—](?= )")


def words(text: str) -> list[str]:
    """The words of a text, without case and signs."""
    return re.sub(r"[^\w' ]+", " ", text.lower().replace("\u2019", "'")).split()


def word_errors(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """How many words must be put in, taken out or changed to make one of the other."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(wanted, 1):
        diagonal, row[0] = row[0], number
        for at, other in enumerate(heard, 1):
            diagonal, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, diagonal + (word != other))
    return row[-1]


def phantom_breaks(text: str, heard: str) -> int:
    """How many more marks inside the sentence were heard than it has."""
    return max(0, len(_HEARD_BREAK.findall(heard)) - len(_BREAK.findall(text)))


@dataclass(frozen=True, slots=True)
class Heard:
    """One recording of one sentence, and what was made of it.

    `clicks` is how many jumps the wave has, `energy` the sum of the squares of its samples.
    """

    file: Path
    voice: str
    sentence: str
    text: str
    score: float
    clicks: int
    energy: float
    samples: int

    @property
    def errors(self) -> int:
        return word_errors(words(self.sentence), words(self.text))

    @property
    def breaks(self) -> int:
        return phantom_breaks(self.sentence, self.text)


def heard(file: Path, voice: str, sentence: str, text: str, score: float) -> Heard:
    """A recording with the clicks, energy and length that its file has."""
    with wave.open(str(file), "rb") as opened:
        samples = np.frombuffer(opened.readframes(opened.getnframes()), "<i2").astype(np.float64)
    return Heard(
        file, voice, sentence, text, score, len(clicks(from_wav(file))), float((samples**2).sum()), len(samples)
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """A way of speaking in figures; loudness and length by voice, to be compared with another way's."""

    word_error_rate: float
    breaks: int
    score: float
    clicks: int
    loudness: dict[str, float]
    length: dict[str, float]


def summarise(recordings: Sequence[Heard]) -> Summary:
    """All recordings of one way, at least one."""
    spoken = sum(len(words(each.sentence)) for each in recordings)
    return Summary(
        sum(each.errors for each in recordings) / spoken,
        sum(each.breaks for each in recordings),
        fmean(each.score for each in recordings),
        sum(each.clicks for each in recordings),
        _by_voice(recordings, _loudness),
        _by_voice(recordings, lambda each: float(sum(one.samples for one in each))),
    )


def _loudness(recordings: Sequence[Heard]) -> float:
    """Root of the mean square over all samples."""
    return math.sqrt(sum(each.energy for each in recordings) / sum(each.samples for each in recordings))


def _by_voice(recordings: Iterable[Heard], figure: Callable[[list[Heard]], float]) -> dict[str, float]:
    groups: defaultdict[str, list[Heard]] = defaultdict(list)
    for each in recordings:
        groups[each.voice].append(each)
    return {voice: figure(group) for voice, group in groups.items()}


def furthest(ours: dict[str, float], theirs: dict[str, float]) -> tuple[str, float]:
    """The voice whose figure differs most from the other's, and the ratio of the two."""
    ratios = {voice: figure / theirs[voice] for voice, figure in ours.items()}
    return max(ratios.items(), key=lambda item: abs(item[1] - 1))
