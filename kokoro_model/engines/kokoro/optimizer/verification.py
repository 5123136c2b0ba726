"""Verify that an optimised model sounds like the graph it was made from.

The original runs once for each of a few texts and shows what crosses the cut. The vocoder must make the
original's sound out of exactly that. The front is compared but for the source, which is noise and a phase
that adds up rounding errors over the whole text: no two builds of the original agree on it either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.inference import Inputs, vocabulary
from kokoro_model.engines.kokoro.layout import STATISTICS, Seam
from kokoro_model.engines.kokoro.session import Provider, open_session, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import onnxruntime
    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.optimizer.partition import Cut
    from kokoro_model.engines.kokoro.styles import Styles

    Arrays = dict[str, NDArray[Any]]
    Floats = NDArray[np.float32]

TOLERANCE = 1e-5
"""How far a sample may be off, full scale being 1."""

FEATURE_SNR = 50.0
"""Decibels by which the front's features must resemble the original's. Rounding alone makes 56 to 80 of them on real
weights: what is left of it is not heard, while a wrong rewrite leaves less than 20."""

STREAMING_SNR = 60.0
"""Decibels by which the streaming vocoder must resemble the original and a chunk the whole, with equal statistics."""

LONGEST_CONTEXT = 64
"""Steps; what needs more of them on either side of a chunk costs more than it gains."""

_TEXTS = ((5, 1.0), (90, 1.0), (40, 1.3))  # phonemes and speed


@dataclass(frozen=True, slots=True)
class _Sample:
    tokens: list[int]
    speed: float
    feed: Arrays
    shown: Arrays


class Verifier:
    """Runs the original at `reference` with the first of `styles`, ready to be compared with.

    `cut` names what the original shows besides its sound.
    """

    def __init__(self, reference: Path, styles: Styles, cut: Cut | None = None) -> None:
        session = open_session(reference, Provider())
        inputs, known = Inputs(session), sorted(vocabulary(session).values())
        dice = np.random.default_rng(1)
        self._cut = cut
        self._samples: list[_Sample] = []
        for length, speed in _TEXTS:
            tokens = [int(token) for token in dice.choice(known, length)]
            feed = inputs.feed(tokens, styles.style({styles.names[0]: 1.0}, length - 1), speed)
            self._samples.append(_Sample(tokens, speed, feed, _run(session, feed)))

    def whole(self, optimised: Path) -> None:
        """Raise EngineError unless the model at `optimised` takes as long as the original over every text.

        Its noise is another in every run, so the samples themselves tell nothing.
        """
        session = open_session(optimised, Provider(), optimised=True)
        for sample in self._samples:
            for name, array in _run(session, sample.feed).items():
                _expect(array.shape == sample.shown[name].shape, f"{name} has another length")

    def seam(self, front: Path, vocoder: Path) -> Seam:
        """Tell how the parts fit together. Raises EngineError where they don't, or sound different."""
        parts = [open_session(part, Provider(), optimised=True) for part in (front, vocoder)]
        for sample in self._samples:
            self._compare(sample, *parts)
        step, hop, extra = self._rates()
        return Seam(self._crossing.features, self._crossing.source, step, hop, extra, context=0)

    def statistics(self, measuring: Path) -> list[Floats]:
        """The statistics of each normalisation over the longest text, float32 [2, channels] each.

        Raises EngineError where the vocoder at `measuring` makes another sound.
        """
        session, sample = open_session(measuring, Provider(), optimised=True), self._longest
        made = _run(session, self._vocoder_feed(sample))
        _expect_alike(made[self._crossing.audio], sample.shown[self._crossing.audio], "measuring vocoder")
        return [array for name, array in made.items() if name.startswith(f"{STATISTICS}/")]

    def context(self, seam: Seam, streaming: Path, statistics: Sequence[Floats]) -> int:
        """The steps of context with which a chunk out of the middle is the whole's; 0 where no number is enough.

        Raises EngineError unless the vocoder at `streaming` makes the original's sound with the original's statistics.
        """
        session, sample = open_session(streaming, Provider(), optimised=True), self._longest
        feed = {**self._vocoder_feed(sample), STATISTICS: np.concatenate(statistics, axis=1)}
        whole = _run(session, feed)[self._crossing.audio]
        resemblance = snr(sample.shown[self._crossing.audio], whole)
        _expect(resemblance >= STREAMING_SNR, f"its sound resembles the original's by {resemblance:.0f} dB only")
        for context in range(2, LONGEST_CONTEXT + 1, 2):
            if self._resembles(session, feed, seam, context, whole.ravel()):
                return context
        return 0

    @property
    def _crossing(self) -> Cut:
        assert self._cut is not None
        return self._cut

    @property
    def _longest(self) -> _Sample:
        return max(self._samples, key=lambda sample: len(sample.tokens))

    def _vocoder_feed(self, sample: _Sample) -> Arrays:
        crossing = {name: sample.shown[name] for name in (self._crossing.features, self._crossing.source)}
        return {**crossing, "style": sample.feed["style"]}

    def _compare(
        self, sample: _Sample, front: onnxruntime.InferenceSession, vocoder: onnxruntime.InferenceSession
    ) -> None:
        shown, cut = sample.shown, self._crossing
        _expect_alike(_run(vocoder, self._vocoder_feed(sample))[cut.audio], shown[cut.audio], "vocoder")
        for name, array in _run(front, sample.feed).items():
            _expect(array.shape == shown[name].shape, f"{name} has another length")
            if name != cut.source:
                resemblance = snr(shown[name], array)
                _expect(resemblance >= FEATURE_SNR, f"{name} resembles the original's by {resemblance:.0f} dB only")

    def _rates(self) -> tuple[int, int, int]:
        names = self._crossing.features, self._crossing.source, self._crossing.audio
        lengths = np.array([[sample.shown[name].shape[-1] for name in names] for sample in self._samples])
        steps, columns, samples = lengths.T
        step = samples[0] // steps[0]
        hop = (columns[1] - columns[0]) // (steps[1] - steps[0])
        extra = columns[0] - hop * steps[0]
        fits = (samples == steps * step).all() and (columns == steps * hop + extra).all() and extra >= 0
        _expect(bool(fits), "features, source and sound are not in step")
        return int(step), int(hop), int(extra)

    def _resembles(
        self, session: onnxruntime.InferenceSession, feed: Arrays, seam: Seam, context: int, whole: Floats
    ) -> bool:
        """Whether the middle third of the text, computed by itself with that context, is what it is in the whole."""
        length = feed[seam.features].shape[-1]
        start, end = length // 3, 2 * length // 3
        low, high = max(0, start - context), min(length, end + context)
        columns = slice(low * seam.hop, high * seam.hop + seam.extra)
        part = {
            **feed,
            seam.features: feed[seam.features][..., low:high],
            seam.source: feed[seam.source][..., columns],
        }
        samples = _run(session, part)[self._crossing.audio].ravel()
        heard = samples[(start - low) * seam.step : (end - low) * seam.step]
        return snr(whole[start * seam.step : end * seam.step], heard) >= STREAMING_SNR


def snr(whole: Floats, other: Floats) -> float:
    """Decibels by which `other` differs from `whole`: the more the closer."""
    return float(10 * np.log10(np.square(whole).sum() / max(np.square(whole - other).sum(), 1e-30)))


def _run(session: onnxruntime.InferenceSession, feed: Arrays) -> Arrays:
    names = [output.name for output in session.get_outputs()]
    wanted = {entry.name for entry in session.get_inputs()}
    arrays = run(session, names, {name: array for name, array in feed.items() if name in wanted})
    return dict(zip(names, arrays, strict=True))


def _expect_alike(sound: Floats, original: Floats, what: str) -> None:
    _expect(sound.shape == original.shape, f"the {what}'s sound has another length")
    error = float(np.abs(sound - original).max())
    _expect(error <= TOLERANCE, f"the {what} is off by {error:.1e}")


def _expect(truth: bool, otherwise: str) -> None:
    if not truth:
        raise EngineError(otherwise)
