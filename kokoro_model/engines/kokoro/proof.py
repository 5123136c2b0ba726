"""Proving that an optimised model sounds like the graph it was made from.

The original runs once for each of a few texts and shows what crosses the cut. The vocoder must make the
original's sound out of exactly that. The front is compared but for the source, which is noise and a phase
that adds up rounding errors over the whole text: no two builds of the original agree on it either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.layout import Seam
from kokoro_model.engines.kokoro.model import Inputs, vocabulary
from kokoro_model.engines.kokoro.session import Provider, open_session, run
from kokoro_model.engines.kokoro.streaming import Reading, SplitModel

if TYPE_CHECKING:
    from pathlib import Path

    import onnxruntime
    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.split import Cut
    from kokoro_model.engines.kokoro.styles import Styles

    Arrays = dict[str, NDArray[Any]]

TOLERANCE = 1e-5
"""How far a sample may be off, full scale being 1."""

FEATURE_TOLERANCE = 1e-3
"""How far the front's features may be off, relative to the largest of them."""

STREAMING_SNR = 15.0
"""Decibels by which chunks must resemble the whole: less than they reach, more than a wrong cut could."""

_TEXTS = ((5, 1.0), (90, 1.0), (40, 1.3))  # phonemes and speed


@dataclass(frozen=True, slots=True)
class _Sample:
    tokens: list[int]
    speed: float
    feed: Arrays
    shown: Arrays


class Proof:
    """Runs the original at `reference` with the first of `styles`, ready to be compared with."""

    def __init__(self, reference: Path, styles: Styles) -> None:
        session = open_session(reference, Provider())
        inputs, known = Inputs(session), sorted(vocabulary(session).values())
        dice = np.random.default_rng(1)
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

    def seam(self, cut: Cut, front: Path, vocoder: Path) -> Seam:
        """Tell how the parts fit together. Raises EngineError where they don't, or sound different."""
        parts = [open_session(part, Provider(), optimised=True) for part in (front, vocoder)]
        for sample in self._samples:
            self._compare(sample, cut, *parts)
        step, hop, extra = self._rates(cut)
        streams = self._streams(Seam(cut.features, cut.source, step, hop, extra, streams=True), cut, *parts)
        return Seam(cut.features, cut.source, step, hop, extra, streams)

    def _compare(
        self,
        sample: _Sample,
        cut: Cut,
        front: onnxruntime.InferenceSession,
        vocoder: onnxruntime.InferenceSession,
    ) -> None:
        shown = sample.shown
        crossing = {name: shown[name] for name in (cut.features, cut.source)}
        sound = _run(vocoder, {**crossing, "style": sample.feed["style"]})[cut.audio]
        _expect(sound.shape == shown[cut.audio].shape, "the vocoder's sound has another length")
        error = float(np.abs(sound - shown[cut.audio]).max())
        _expect(error <= TOLERANCE, f"the vocoder is off by {error:.1e}")
        for name, array in _run(front, sample.feed).items():
            _expect(array.shape == shown[name].shape, f"{name} has another length")
            if name != cut.source:
                error = float(np.abs(array - shown[name]).max() / np.abs(shown[name]).max())
                _expect(error <= FEATURE_TOLERANCE, f"{name} is off by {error:.1e}")

    def _rates(self, cut: Cut) -> tuple[int, int, int]:
        lengths = np.array(
            [[s.shown[name].shape[-1] for name in (cut.features, cut.source, cut.audio)] for s in self._samples]
        )
        steps, columns, samples = lengths.T
        step = samples[0] // steps[0]
        hop = (columns[1] - columns[0]) // (steps[1] - steps[0])
        extra = columns[0] - hop * steps[0]
        fits = (samples == steps * step).all() and (columns == steps * hop + extra).all() and extra >= 0
        _expect(bool(fits), "features, source and sound are not in step")
        return int(step), int(hop), int(extra)

    def _streams(
        self,
        seam: Seam,
        cut: Cut,
        front: onnxruntime.InferenceSession,
        vocoder: onnxruntime.InferenceSession,
    ) -> bool:
        """Whether chunks sound like the whole, over the longest text."""
        sample = max(self._samples, key=lambda s: len(s.tokens))
        shown = sample.shown
        reading = Reading(shown[cut.features], shown[cut.source], sample.feed["style"], None)
        whole = shown[cut.audio].ravel()
        model = SplitModel(front, vocoder, seam, streaming=True)
        chunks = np.concatenate([chunk.samples for chunk in model.stream(reading)])
        return snr(whole, chunks) >= STREAMING_SNR


def snr(whole: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Decibels by which `other` differs from `whole`: the more the closer."""
    return float(10 * np.log10(np.square(whole).sum() / max(np.square(whole - other).sum(), 1e-30)))


def _run(session: onnxruntime.InferenceSession, feed: Arrays) -> Arrays:
    names = [output.name for output in session.get_outputs()]
    wanted = {entry.name for entry in session.get_inputs()}
    arrays = run(session, names, {name: array for name, array in feed.items() if name in wanted})
    return dict(zip(names, arrays, strict=True))


def _expect(truth: bool, otherwise: str) -> None:
    if not truth:
        raise EngineError(otherwise)
