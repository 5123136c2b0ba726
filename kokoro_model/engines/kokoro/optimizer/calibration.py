"""Measure the statistics of a voice's normalisations over a few sentences: some seconds of work for each voice.

Every text has about as much silence at its ends, so that it weighs more in a short one: the moments are nearly linear
in the reciprocal of the length. Without that, a text of two seconds comes out half as loud as it should.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kokoro_model.engines import SAMPLE_RATE
from kokoro_model.engines.kokoro.inference import Inputs, vocabulary
from kokoro_model.engines.kokoro.layout import FRONT, MEASURING, STATISTICS
from kokoro_model.engines.kokoro.session import Provider, open_session, run

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.layout import Seam
    from kokoro_model.engines.kokoro.styles import Styles

    Floats = NDArray[np.float32]

SENTENCES = (
    "ðə bˈɜːtʃ kənˈuː slˈɪd ɔnðə smˈuːð plˈæŋks, ænd ðə smˈɔːl bˈoʊt tˈɜːnd slˈoʊli təwˈɔːɹdz ðə ʃˈɔːɹ.",
    "wˌɛn ðə sˈʌnlaɪt stɹˈaɪks ɹˈeɪndɹɑːps ɪnðɪ ˈɛɹ, ðeɪ ˈækt æz ɐ pɹˈɪzəm ænd fˈɔːɹm ɐ ɹˈeɪnboʊ.",
    "wˌaɪ dˈɪd nˈoʊbɑːdi ˈæsk ðə jˈʌŋ tˈiːtʃɚɹ ɐbˌaʊt ðə fˈaɪv wˈʊdən bˈɑːksᵻz ɪnðə jˈɑːɹd?",
    "ðɪs ɪz mˈaɪn.",
    "aɪ θˈɪŋk wiː ʃˌʊd ɡˌoʊ hˈoʊm.",
    "hiː wˈɔːkt təwˈɔːɹdz ðə dˈɔːɹ ænd ˈoʊpənd ɪt.",
)
"""Phonemes of English sentences, long and short; the statistics hardly depend on the words."""


class Calibrator:
    """Measures voices with the optimised model in `folder`, whose parts fit together as `seam` says."""

    def __init__(self, folder: Path, seam: Seam) -> None:
        self._front, self._measuring = (
            open_session(folder / part, Provider(), optimised=True) for part in (FRONT, MEASURING)
        )
        self._seam = seam
        self._inputs, self._vocabulary = Inputs(self._front), vocabulary(self._front)
        names = [output.name for output in self._measuring.get_outputs()]
        self._outputs = [name for name in names if name.startswith(f"{STATISTICS}/")]

    def measure(self, styles: Styles, voice: str) -> Floats:
        """The moments of every channel by length, as VoiceStatistics keeps them. Raises EngineError."""
        lengths, moments = zip(*[self._sentence(styles, voice, text) for text in SENTENCES], strict=True)
        by_length = np.stack([np.ones(len(lengths)), 1 / np.array(lengths)], axis=1)
        flat = np.stack(moments).reshape(len(lengths), -1)
        (constant, slope), *_ = np.linalg.lstsq(by_length, flat, rcond=None)
        return np.stack([constant, slope]).reshape(4, -1).astype(np.float32)

    def _sentence(self, styles: Styles, voice: str, phonemes: str) -> tuple[float, NDArray[np.float64]]:
        """The length in seconds, and the first and the second moment of every channel [2, channels]."""
        tokens = [self._vocabulary[phoneme] for phoneme in phonemes if phoneme in self._vocabulary]
        feed = self._inputs.feed(tokens, styles.style({voice: 1.0}, len(tokens) - 1), 1.0)
        features, source = run(self._front, [self._seam.features, self._seam.source], feed)
        crossing = {self._seam.features: features, self._seam.source: source, "style": feed["style"]}
        mean, variance = np.concatenate(run(self._measuring, self._outputs, crossing), axis=1).astype(np.float64)
        return features.shape[-1] * self._seam.step / SAMPLE_RATE, np.stack([mean, variance + mean**2])
