"""How espeak-ng stands in for a Kokoro voice: its language and gender, and a variant and pitch of its own.

Voices of one language differ by variant; the pitch (0 to 100, 50 is the variant's own) sets apart those whose
variants sound near each other.
"""

from __future__ import annotations

_FEMALE = (
    ("f2", 50),
    ("Annie", 62),
    ("f1", 38),
    ("f3", 45),
    ("belinda", 55),
    ("steph", 30),
    ("f5", 68),
    ("linda", 40),
    ("aunty", 50),
    ("shelby", 62),
    ("Andrea", 52),
)
_MALE = (
    ("m3", 50),
    ("m1", 30),
    ("m7", 75),
    ("Michael", 45),
    ("m4", 62),
    ("max", 20),
    ("m5", 90),
    ("Mario", 60),
    ("m8", 10),
)


def standin(gender: str, place: int) -> tuple[str, int]:
    """Variant and pitch of the voice at `place` (from 0) among the voices of its language and gender."""
    choices = _FEMALE if gender == "female" else _MALE
    return choices[place % len(choices)]
