"""What a client's events ask for, sans-IO: events in, wishes out.

- `synthesize` is a whole text. From `synthesize-start` to `synthesize-stop` the chunks are the text, and a `synthesize`
  among them says it once more, for servers that know no chunks: it is ignored.
- Chunks may split words. A word is passed on once it is whole, or a pause between two chunks would be heard in it.
- Events that are not for us are ignored, so that newer clients can send them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from wyoming.event import Event
from wyoming.info import Describe
from wyoming.ping import Ping
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop

from kokoro_ipc.errors import BAD_REQUEST, TOO_LONG, FailureError

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 100_000
"""Characters of a text."""
_UNSPACED = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
"""Characters of Chinese and Japanese, which have no spaces between words."""
_OPEN_WORD = re.compile(rf"[^\s{_UNSPACED}]*[^\W{_UNSPACED}]\Z")
"""What may go on in the next chunk: all behind the last space, where it ends in a letter or a digit."""
_LONGEST_WORD = 200
"""Characters that are held of one; the beginning of a longer one is passed on before it is whole."""


@dataclass(frozen=True, slots=True)
class Begin:
    """A text begins, to be spoken by `voice`, or (where that is empty) by one of the language; both may be empty."""

    voice: str
    language: str
    streamed: bool


@dataclass(frozen=True, slots=True)
class Text:
    """More of it, in whole words."""

    text: str


@dataclass(frozen=True, slots=True)
class End:
    """It is complete."""


Wish: TypeAlias = Begin | Text | End | Describe | Ping


class Dialogue:
    """One client's events in their order."""

    def __init__(self) -> None:
        self._streaming = False
        self._length = 0
        self._word = ""  # the beginning of one that may go on
        self._meanings: dict[str, Callable[[Any], list[Wish]]] = {
            "describe": lambda _: [Describe()],
            "ping": lambda event: [Ping.from_event(event)],
            "synthesize": self._synthesize,
            "synthesize-start": self._start,
            "synthesize-chunk": self._chunk,
            "synthesize-stop": self._stop,
        }

    def receive(self, event: Event) -> list[Wish]:
        """What an event asks for; raises FailureError."""
        try:
            meaning = self._meanings.get(event.type)
            given = {name: value for name, value in event.data.items() if value is not None}
            return meaning(Event(event.type, given)) if meaning else []
        except (KeyError, TypeError, AttributeError):
            raise FailureError(BAD_REQUEST, f"{event.type} has not the fields that it should have") from None

    def _synthesize(self, event: Event) -> list[Wish]:
        if self._streaming:
            return []
        _check_voice(event)
        wanted = Synthesize.from_event(event)
        begin = _begin(wanted)
        self._length = 0
        return [begin, Text(self._checked(wanted.text)), End()]

    def _start(self, event: Event) -> list[Wish]:
        if self._streaming:
            raise FailureError(BAD_REQUEST, "synthesize-start came before the text was stopped that had been started")
        _check_voice(event)
        begin = _begin(SynthesizeStart.from_event(event))
        self._streaming, self._length, self._word = True, 0, ""
        return [begin]

    def _chunk(self, event: Event) -> list[Wish]:
        self._check_started(event)
        text = self._word + self._checked(SynthesizeChunk.from_event(event).text)
        going_on = _OPEN_WORD.search(text, max(0, len(text) - _LONGEST_WORD))
        whole = text[: going_on.start()] if going_on else text
        self._word = text[len(whole) :]
        return [Text(whole)] if whole else []

    def _stop(self, event: Event) -> list[Wish]:
        self._check_started(event)
        SynthesizeStop.from_event(event)
        self._streaming = False
        return [Text(self._word), End()] if self._word else [End()]

    def _check_started(self, event: Event) -> None:
        if not self._streaming:
            raise FailureError(BAD_REQUEST, f"{event.type} came without a synthesize-start")

    def _checked(self, text: object) -> str:
        if not isinstance(text, str):
            raise FailureError(BAD_REQUEST, "a text is a string")
        self._length += len(text)
        if self._length > LONGEST:
            raise FailureError(TOO_LONG, f"a text has at most {LONGEST} characters")
        try:
            text.encode()
        except UnicodeEncodeError:
            raise FailureError(BAD_REQUEST, "the text has half a character in it (a surrogate)") from None
        return text


def _check_voice(event: Event) -> None:
    if not isinstance(event.data.get("voice", {}), dict):
        raise FailureError(BAD_REQUEST, "a voice is an object with a name or a language")


def _begin(wanted: Synthesize | SynthesizeStart) -> Begin:
    if wanted.text_format not in {None, "text"}:
        raise FailureError(BAD_REQUEST, f"the form of a text is text, not {str(wanted.text_format)[:20]}")
    voice, language = (wanted.voice.name, wanted.voice.language) if wanted.voice else (None, None)
    if not (isinstance(voice, str | None) and isinstance(language, str | None)):
        raise FailureError(BAD_REQUEST, "a voice and a language are named by strings")
    return Begin(voice or "", language or "", isinstance(wanted, SynthesizeStart))
