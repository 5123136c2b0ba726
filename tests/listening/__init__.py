"""Hearing what the speakers play, and judging it.

Sound is float32, mono, 48,000 samples a second, between -1.0 and 1.0.
"""

from tests.listening.clicks import Click, clicks
from tests.listening.match import Match, find, from_wav, presence, survival
from tests.listening.recorder import Recorder
from tests.listening.recording import Recording
from tests.listening.sound import LOUD, RATE, Samples, bursts, from_pcm, sounding
from tests.listening.tears import own_clicks
from tests.listening.voice import Signature, distance, nearest, pitch, signature

__all__ = [
    "LOUD",
    "RATE",
    "Click",
    "Match",
    "Recorder",
    "Recording",
    "Samples",
    "Signature",
    "bursts",
    "clicks",
    "distance",
    "find",
    "from_pcm",
    "from_wav",
    "nearest",
    "own_clicks",
    "pitch",
    "presence",
    "signature",
    "sounding",
    "survival",
]
