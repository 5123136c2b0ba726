"""The voices that speech-dispatcher is told of, and which of them speaks.

The model service knows them. Where it does not run it is not started for a list: what it told last time is kept in a
file. So whoever has installed say, and speaks by something else, has no model in memory.
"""

from __future__ import annotations

import os

from kokoro_ipc import lean_json, message
from kokoro_ipc.errors import DisconnectedError, ProtocolError
from kokoro_ipc.launch import LaunchError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.channel import Channel
    from kokoro_speechd.settings import Settings

ANSWER_SECONDS = 10.0
_FIRST = ("af_heart", "am_michael", "bf_emma", "bm_george")
"""Kokoro's best of their language and gender; all others come in the service's order."""
_OTHER_NAMES = {"zh": "cmn", "no": "nb"}


class Voice:
    """One of the model's voices; `gender` is female, male or empty."""

    def __init__(self, name: str, lang: str, gender: str, engine: str) -> None:
        self.name, self.lang, self.gender, self.engine = name, lang, gender, engine


_DEFAULT = Voice("af_heart", "en-us", "female", "kokoro")


class Voices:
    """The list; `running` tells whether the service can be asked without being started."""

    def __init__(self, connect: Callable[[], Channel], running: Callable[[], bool], kept: str) -> None:
        self._connect, self._running, self._kept = connect, running, kept
        self._known: list[Voice] = []

    def listed(self) -> list[Voice]:
        """All voices, as fresh as may be; never none, because speech-dispatcher ends a module without voices."""
        if not self._known or self._running():
            self._known = self._read() or self._known or [_DEFAULT]
        return self._known

    def choose(self, settings: Settings) -> Voice:
        """Who speaks: the voice that is named, else one of the language and kind that are wanted."""
        voices = self._known or self.listed()
        for voice in voices:
            if voice.name == settings.synthesis_voice:
                return voice
        speakers = _of_language(voices, settings.language) or [_DEFAULT]
        speakers = [voice for voice in speakers if voice.engine == "kokoro"] or speakers
        return _of_kind(speakers, settings.voice)

    def _read(self) -> list[Voice]:
        kept = _parsed(_text_of(self._kept))
        if kept and not self._running():
            return kept
        try:
            text = self._ask()
        except (LaunchError, OSError, DisconnectedError, ProtocolError):
            return kept
        listed = _parsed(text)
        if listed:
            _keep(self._kept, text)
        return listed

    def _ask(self) -> str:
        with self._connect() as channel:
            channel.send(message.Voices())
            answer = channel.receive(ANSWER_SECONDS)
        return answer.payload.decode() if isinstance(answer, message.Ok) else ""


def _parsed(text: str) -> list[Voice]:
    """The voices of the service's answer, the best ones first; none where it is no such answer."""
    try:
        listed = lean_json.loads(text)
        voices = [Voice(*(voice[key] for key in ("name", "lang", "gender", "engine"))) for voice in listed]
    except (ValueError, KeyError, TypeError):
        return []
    return sorted(voices, key=lambda voice: voice.name not in _FIRST)


def _of_language(voices: list[Voice], wanted: str) -> list[Voice]:
    """The voices of a language such as `en-GB`, or else of any of its regions, English ones where it has none."""
    whole = wanted.lower().replace("_", "-")
    main = whole.partition("-")[0]
    main = _OTHER_NAMES.get(main, main)
    exact = [voice for voice in voices if voice.lang.lower() == whole]
    near = [voice for voice in voices if voice.lang.lower().partition("-")[0] == main]
    if exact or near:
        if main == whole:  # no region was wanted: that of the first of them
            exact = exact or [voice for voice in near if voice.lang == near[0].lang]
        return exact or near
    return [voice for voice in voices if voice.lang == _DEFAULT.lang]


def _of_kind(voices: list[Voice], kind: str) -> Voice:
    """The voice of a kind such as `female2` or `child_male`; any where there is none of that gender."""
    gender = "female" if "female" in kind else "male"
    fitting = [voice for voice in voices if voice.gender == gender] or voices
    place = int(kind[-1]) - 1 if kind[-1:].isdecimal() else 0
    return fitting[place % len(fitting)]


def _text_of(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError):
        return ""


def _keep(path: str, text: str) -> None:
    """Replace the kept list; one that cannot be kept is asked for again."""
    try:
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        with open(path + ".new", "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(path + ".new", path)
    except OSError:
        pass
