"""The catalogue: every voice by name and number, with its language and gender.

Kokoro's 54 voices come first, numbered 1 to 54 in alphabetical order; espeak-ng's own follow by name.
"""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_ipc.errors import UNKNOWN_VOICE, FailureError

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_VOICE = "af_heart"
_NAMES = {
    "af": "alloy aoede bella heart jessica kore nicole nova river sarah sky",
    "am": "adam echo eric fenrir liam michael onyx puck santa",
    "bf": "alice emma isabella lily",
    "bm": "daniel fable george lewis",
    "ef": "dora",
    "em": "alex santa",
    "ff": "siwis",
    "hf": "alpha beta",
    "hm": "omega psi",
    "if": "sara",
    "im": "nicola",
    "jf": "alpha gongitsune nezumi tebukuro",
    "jm": "kumo",
    "pf": "dora",
    "pm": "alex santa",
    "zf": "xiaobei xiaoni xiaoxiao xiaoyi",
    "zm": "yunjian yunxi yunxia yunyang",
}
_KOKORO = [f"{kind}_{name}" for kind, names in _NAMES.items() for name in names.split()]
_LANGUAGES = {
    "a": "en-us",
    "b": "en-gb",
    "e": "es",
    "f": "fr-fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-br",
    "z": "cmn",
}
_GENDERS = {"f": "female", "m": "male"}
_ALIASES = {"female": "af_aoede", "male": "am_michael"}


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice: the engine it belongs to, its own language, and `gender` (female, male, or unknown as "")."""

    name: str
    engine: str
    lang: str
    gender: str
    title: str = ""
    number: int | None = None


def kokoro_voices() -> list[Voice]:
    """Kokoro's 54 voices: the first letter of a name tells the language, the second the gender."""
    return [
        Voice(name, "kokoro", _LANGUAGES[name[0]], _GENDERS[name[1]], name[3:].capitalize(), number)
        for number, name in enumerate(_KOKORO, start=1)
    ]


class Catalogue:
    """All voices there are. Threads: `add` by one, `find` and `voices` by any."""

    def __init__(self) -> None:
        self._voices: dict[str, Voice] = {}
        self._keys: dict[str, Voice] = {}
        self.add(kokoro_voices())

    def add(self, voices: Iterable[Voice]) -> None:
        """Take more voices in; those that are known by the same name are replaced."""
        self._voices = {**self._voices, **{voice.name: voice for voice in voices}}
        titles = Counter(voice.title.lower() for voice in self._voices.values())
        keys = {v.title.lower(): v for v in self._voices.values() if titles[v.title.lower()] == 1}
        keys |= {str(v.number): v for v in self._voices.values() if v.number is not None}
        keys |= {alias: self._voices[name] for alias, name in _ALIASES.items()}
        self._keys = keys | {name.lower(): voice for name, voice in self._voices.items()}

    def voices(self) -> list[Voice]:
        """Every voice: Kokoro's by number, then the others by name."""
        return sorted(self._voices.values(), key=lambda voice: (voice.number or 1000, voice.name))

    def languages(self) -> set[str]:
        """Every language that some voice speaks."""
        return {voice.lang for voice in self._voices.values()}

    def knows(self, wanted: str) -> bool:
        """Whether `find` would find it."""
        return wanted.lower() in self._keys

    def find(self, wanted: str) -> Voice:
        """The voice of that name, number, alias, or title that only it has; raises FailureError(unknown_voice)."""
        found = self._keys.get(wanted.lower())
        if found is None:
            raise FailureError(UNKNOWN_VOICE, self._unknown(wanted))
        return found

    def _unknown(self, wanted: str) -> str:
        shown = wanted if len(wanted) <= 40 else wanted[:40] + "…"
        if wanted.isdigit():
            return f"there is no voice {shown}: voices have the numbers 1 to {len(_KOKORO)}"
        same_title = [name for name, voice in self._voices.items() if voice.title.lower() == wanted.lower()]
        near = same_title or difflib.get_close_matches(wanted[:40].lower(), self._keys, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`say -v '?'` lists them"
        return f"there is no voice “{shown}”: {hint}"
