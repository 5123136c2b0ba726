"""Measure the statistics of a voice's normalisations over a few sentences: some seconds of work for each voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
    "wiː jˈuːʒuːəli hæv ɐ kˈʌp ʌv tˈiː æt fˈɔːɹ, ɹˈiːd ðə pˈeɪpɚ, ænd ðˈɛn ɡˌoʊ fɚɹə lˈɔŋ wˈɔːk təɡˈɛðɚ.",
)
"""Phonemes of English sentences of usual length; the statistics hardly depend on the words."""


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
        """The mean and variance of every channel over all sentences, float32 [2, channels]. Raises EngineError."""
        means, variances = np.stack([self._sentence(styles, voice, text) for text in SENTENCES], axis=1)
        mean = means.mean(axis=0)
        variance = (variances + means**2).mean(axis=0) - mean**2
        return np.stack([mean, variance]).astype(np.float32)

    def _sentence(self, styles: Styles, voice: str, phonemes: str) -> NDArray[np.float64]:
        tokens = [self._vocabulary[phoneme] for phoneme in phonemes if phoneme in self._vocabulary]
        feed = self._inputs.feed(tokens, styles.style({voice: 1.0}, len(tokens) - 1), 1.0)
        features, source = run(self._front, [self._seam.features, self._seam.source], feed)
        crossing = {self._seam.features: features, self._seam.source: source, "style": feed["style"]}
        return np.concatenate(run(self._measuring, self._outputs, crossing), axis=1).astype(np.float64)
