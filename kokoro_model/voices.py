"""The catalogue: every voice by name and number, with its language and gender.

Kokoro's 54 voices come first, numbered 1 to 54 in alphabetical order; others of its kind, blends that a user has named
and espeak-ng's own follow by name. A recipe is a voice as well, wherever a voice is named.
"""

from __future__ import annotations

import difflib
import logging
import re
import threading
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_ipc.errors import BAD_REQUEST, OUTPUT_FAILED, UNKNOWN_VOICE, FailureError
from kokoro_model.blends import Blends, BlendsError, UnwritableError
from kokoro_model.recipes import Recipe, RecipeError, UnknownVoiceError, main_voice, parse, voices_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

log = logging.getLogger(__name__)
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
_ALSO = {**_LANGUAGES, "zh": "cmn", "zh-cn": "cmn"}
"""Languages by other names than espeak-ng's: the letters of Kokoro's programs, and what most call Chinese."""
_GENDERS = {"f": "female", "m": "male"}
_ALIASES = {"female": "af_aoede", "male": "am_michael"}
_FIRST = ("af_heart", "am_michael", "bf_emma", "bm_george")
"""Kokoro's best of their language and gender; of all others the first counts."""
_RECIPE_SIGN = re.compile(r"[+,:(]")


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice: the engine it belongs to, its own language, and `gender` (female, male, or unknown as "").

    `recipe` is what a blend is mixed from, empty for any other voice.
    """

    name: str
    engine: str
    lang: str
    gender: str
    title: str = ""
    number: int | None = None
    recipe: str = ""

    @property
    def sound(self) -> str:
        """What an engine is asked for: the name, or a blend's recipe, since the name may get another."""
        return self.recipe or self.name

    @property
    def parts(self) -> list[str]:
        """The names of the voices it is mixed from; its own where it is no blend."""
        return voices_of(self.sound)


def kokoro_voices() -> list[Voice]:
    """Kokoro's 54 voices."""
    return [kokoro_voice(name, number) for number, name in enumerate(_KOKORO, start=1)]


def kokoro_voice(name: str, number: int | None = None) -> Voice:
    """A voice of Kokoro's: the first letter of its name tells the language, the second the gender."""
    lang, gender = _LANGUAGES.get(name[:1], _LANGUAGES["a"]), _GENDERS.get(name[1:2], "")
    return Voice(name, "kokoro", lang, gender, name[3:].capitalize(), number)


class Catalogue:
    """All voices there are. Any thread may call any method. `blends` is the file of those with names."""

    def __init__(self, blends: Path) -> None:
        self._adding = threading.Lock()
        self._voices: dict[str, Voice] = {}
        self._keys: dict[str, Voice] = {}
        self._blendable: set[str] = set()
        self._blends = Blends(blends, self._blendable)
        self.add(kokoro_voices())

    def add(self, voices: Iterable[Voice]) -> None:
        """Take more voices in; those that are known by the same name are replaced."""
        more = {voice.name: voice for voice in voices}
        with self._adding:
            self._voices = {**self._voices, **more}
            self._keys = _keys(self._voices)
            self._blendable.update(voice.name for voice in more.values() if voice.engine == "kokoro")

    def voices(self) -> list[Voice]:
        """Every voice: Kokoro's by number, then the blends, then the others by name."""
        order = {"kokoro": 0, "blend": 1, "espeak": 2}
        voices = [*self._voices.values(), *self._named_blends()]
        return sorted(voices, key=lambda v: (order["blend" if v.recipe else v.engine], v.number or 1000, v.name))

    def languages(self) -> set[str]:
        """Every language that some voice speaks."""
        return {voice.lang for voice in self._voices.values()}

    def language(self, wanted: str) -> str | None:
        """The language of that name as voices have it, None where no voice speaks it.

        `en-US` and `en_us` are `en-us`, and so is `a`, as Kokoro's own programs call it.
        """
        known = {lang.lower(): lang for lang in self.languages()}
        name = wanted.lower().replace("_", "-")
        return known.get(name) or known.get(_ALSO.get(name, ""))

    def speakers(self, lang: str, voice: Voice) -> list[Voice]:
        """The voices of a language that go with a voice: of its engine, those of its gender first.

        A blend has the gender of the voice that weighs most.
        """
        gender = kokoro_voice(main_voice(voice.sound)).gender if voice.recipe else voice.gender
        fitting = [v for v in self._voices.values() if (v.lang, v.engine) == (lang, voice.engine)]
        return sorted(fitting, key=lambda v: (v.gender != gender, v.name not in _FIRST, v.number or 1000, v.name))

    def knows(self, wanted: str) -> bool:
        """Whether `find` would find it."""
        return wanted.lower() in self._keys

    def find(self, wanted: str) -> Voice:
        """The voice of that name, number, alias, title that only it has, or recipe.

        Raises FailureError: unknown_voice, or bad_request for a blend whose file or recipe is spoilt.
        """
        found = self._keys.get(wanted.lower()) or self._blend(wanted) or self._mixed(wanted)
        if found is None:
            raise FailureError(UNKNOWN_VOICE, self._unknown(wanted))
        return found

    def keep(self, name: str, recipe: str) -> Voice:
        """Name a blend; raises FailureError."""
        if self.knows(name):
            raise FailureError(BAD_REQUEST, f"{name} is a voice already: choose another name for the blend")
        try:
            self._blends.keep(name, parse(recipe, self._blendable))
        except UnwritableError as error:
            raise FailureError(OUTPUT_FAILED, str(error)) from None
        except (BlendsError, RecipeError) as error:
            raise FailureError(BAD_REQUEST, str(error)) from None
        return self.find(name)

    def drop(self, name: str) -> None:
        """Forget a blend; raises FailureError."""
        try:
            self._blends.remove(name)
        except UnwritableError as error:
            raise FailureError(OUTPUT_FAILED, str(error)) from None
        except BlendsError as error:
            raise FailureError(BAD_REQUEST, str(error)) from None

    def _named_blends(self) -> Iterator[Voice]:
        """The blends that can be spoken; one that cannot be understood does not hide the rest."""
        try:
            names = self._blends.names()
        except BlendsError as error:
            log.warning("%s", error)
            return
        for name in names:
            try:
                if blend := self._blend(name):
                    yield blend
            except FailureError as failure:
                log.warning("%s", failure.message)

    def _blend(self, name: str) -> Voice | None:
        """The blend of that name; raises FailureError where its recipe is spoilt."""
        try:
            recipe = self._blends.get(name)
        except UnknownVoiceError as error:
            raise FailureError(UNKNOWN_VOICE, f"the blend {name} cannot be mixed: {error}") from None
        except RecipeError as error:
            raise FailureError(BAD_REQUEST, f"the blend {name} cannot be mixed: {error}") from None
        except BlendsError as error:
            raise FailureError(BAD_REQUEST, str(error)) from None
        return None if recipe is None else _voice_of(name, recipe)

    def _mixed(self, text: str) -> Voice | None:
        """The voice of a recipe written in place of a name; None where it is no recipe."""
        if not _RECIPE_SIGN.search(text):
            return None
        try:
            recipe = parse(text, self._blendable)
        except UnknownVoiceError as error:
            raise FailureError(UNKNOWN_VOICE, self._unknown(error.voice)) from None
        except RecipeError as error:
            raise FailureError(UNKNOWN_VOICE, str(error)) from None
        return self._voices[recipe.main_voice] if len(recipe.parts) == 1 else _voice_of(str(recipe), recipe)

    def _unknown(self, wanted: str) -> str:
        shown = wanted if len(wanted) <= 40 else wanted[:40] + "…"
        if wanted.isdigit():
            return f"there is no voice {shown}: voices have the numbers 1 to {len(_KOKORO)}"
        same_title = [name for name, voice in self._voices.items() if voice.title.lower() == wanted.lower()]
        near = same_title or difflib.get_close_matches(wanted[:40].lower(), self._keys, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`say -v '?'` lists them"
        return f"there is no voice “{shown}”: {hint}"


def _keys(voices: dict[str, Voice]) -> dict[str, Voice]:
    """What each can be called, in lower case."""
    titles = Counter(voice.title.lower() for voice in voices.values())
    keys = {v.title.lower(): v for v in voices.values() if titles[v.title.lower()] == 1}
    keys |= {str(v.number): v for v in voices.values() if v.number is not None}
    keys |= {alias: voices[name] for alias, name in _ALIASES.items()}
    return keys | {name.lower(): voice for name, voice in voices.items()}


def _voice_of(name: str, recipe: Recipe) -> Voice:
    """A blend as a voice: it has the language of the voice that weighs most, and a gender if all have the same."""
    main = kokoro_voice(recipe.main_voice)
    genders = {kokoro_voice(part).gender for part, _ in recipe.parts}
    return Voice(name, "kokoro", main.lang, genders.pop() if len(genders) == 1 else "", recipe=str(recipe))
