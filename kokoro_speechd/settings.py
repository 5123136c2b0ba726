"""How the next text is to be spoken, in speech-dispatcher's terms and in the model's.

The model knows no pitch: the sound is said to be of another sample rate, so that the server plays it higher or lower,
and is made slower or faster by as much beforehand.
"""

from __future__ import annotations

from kokoro_speechd.punctuation import LEVELS

SAMPLE_RATE = 24_000
_SLOWEST, _FASTEST = 0.5, 2.0
_NUMBERS = ("rate", "pitch", "pitch_range", "volume")
_TEXTS = ("language", "voice", "synthesis_voice")
_CHOICES = {
    "punctuation_mode": LEVELS,
    "spelling_mode": ("on", "off"),
    "cap_let_recogn": ("none", "spell", "icon"),
}


class Settings:
    """As the server sets them before each text; numbers are -100 to 100."""

    def __init__(self) -> None:
        self.rate = self.pitch = self.pitch_range = 0
        self.volume = 100
        self.language = self.synthesis_voice = ""
        self.voice = "male1"
        self.punctuation_mode, self.spelling_mode, self.cap_let_recogn = "none", "off", "none"

    def set(self, name: str, value: str) -> None:
        """Change one; raises ValueError for what is not known or out of range."""
        if name in _NUMBERS:
            if not -100 <= int(value) <= 100:
                raise ValueError(name)
            setattr(self, name, int(value))
        elif name in _TEXTS:
            setattr(self, name, "" if value == "NULL" else value)
        elif value in _CHOICES.get(name, ()):
            setattr(self, name, value)
        else:
            raise ValueError(name)

    @property
    def sample_rate(self) -> int:
        """Samples a second that the sound is said to have: half an octave up or down at the ends."""
        return round(SAMPLE_RATE * 2 ** (self.pitch / 200))

    @property
    def speed(self) -> float:
        """The speed the sound is made at: half to double, less what its sample rate changes of it."""
        wanted = 2 ** (self.rate / 100) * SAMPLE_RATE / self.sample_rate
        return min(_FASTEST, max(_SLOWEST, wanted))

    @property
    def loudness(self) -> float:
        """The volume the sound is made at, 0 to 1."""
        return (self.volume + 100) / 200
