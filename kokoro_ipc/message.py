"""Every message of the protocol, each a class: its fields are the header's, `payload` is the bytes behind it.

A message is checked when it arrives (unknown type, missing, unknown or mistyped field: ProtocolError that names it), so
that inside the processes only typed objects go about. docs/protocol.md tells who sends what, and when.
"""

from __future__ import annotations

from kokoro_ipc import frame
from kokoro_ipc.errors import ProtocolError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, dataclass_transform
else:

    def dataclass_transform(**_: object) -> object:
        """Stand in for typing's, at run time: typing itself costs 6 ms to import."""
        return lambda cls: cls


_TYPES = {"str": (str,), "int": (int,), "float": (float, int), "bool": (bool,), "bytes": (bytes,)}
_LARGEST = 1.7976931348623157e308
"""The largest float; what is beyond cannot be passed on."""
_CLASSES: dict[str, type[Message]] = {}


@dataclass_transform(kw_only_default=True)
class Message:
    """A message; a subclass lists its fields with their types and defaults, and names itself."""

    kind: ClassVar[str]
    fields: ClassVar[dict[str, str]]

    def __init_subclass__(cls, *, kind: str) -> None:
        cls.kind = kind
        cls.fields = dict(cls.__annotations__)
        _CLASSES[kind] = cls

    def __init__(self, **values: Any) -> None:
        for name in self.fields:
            if name in values:
                setattr(self, name, values.pop(name))
            elif not hasattr(type(self), name):
                raise TypeError(f"{self.kind} needs {name}")
        if values:
            raise TypeError(f"{self.kind} has no {', '.join(values)}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self.kind == other.kind and self.values() == other.values()

    def __hash__(self) -> int:
        return hash((self.kind, *self.values().values()))

    def __repr__(self) -> str:
        shown = {name: len(value) if type(value) is bytes else value for name, value in self.values().items()}
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown.items())})"

    def values(self) -> dict[str, Any]:
        """Every field's value by name."""
        return {name: getattr(self, name) for name in self.fields}


def all_messages() -> dict[str, type[Message]]:
    """Every class of message by the name it has on the wire."""
    return dict(_CLASSES)


def encode(message: Message) -> bytes:
    """The frame of a message; fields that have their default stay at home."""
    defaults = type(message).__dict__
    changed = {
        name: value
        for name, value in message.values().items()
        if name != "payload" and (name not in defaults or value != defaults[name])
    }
    return frame.encode({"type": message.kind, **changed}, getattr(message, "payload", b""))


def decode(header: dict[str, Any], payload: bytes) -> Message:
    """The message of a frame; raises ProtocolError that names what is wrong with it."""
    values = dict(header)
    kind = values.pop("type", None)
    cls = _CLASSES.get(kind) if type(kind) is str else None
    if cls is None:
        raise ProtocolError(f"no message is of type {kind!r}")
    if payload or "payload" in cls.fields:
        values["payload"] = payload
    try:
        return cls(**{name: _checked(cls, name, value) for name, value in values.items()})
    except TypeError as error:
        raise ProtocolError(str(error)) from None


def _checked(cls: type[Message], name: str, value: Any) -> object:
    expected = cls.fields.get(name)
    if expected is None:
        raise ProtocolError(f"{cls.kind} has no {name}")
    if type(value) in _TYPES[expected] and (expected != "float" or abs(value) <= _LARGEST):
        return float(value) if expected == "float" else value
    raise ProtocolError(f"{cls.kind}: {name} is not of type {expected}")


class Speak(Message, kind="speak"):
    """Say a text: from `say` to the model, and on to the voice. `output` is a file's absolute path, else loud.

    `device` is a sound device's name or number, empty for the voice's own.

    `payload` is the (beginning of the) text in UTF-8; with `more`, `Text` messages and an `End` follow.
    `form` is `text` as people write it, `plain` text to be spoken as it stands, or `phonemes`. With `auto`, paragraphs
    that are certainly in another language than `lang` are spoken by a voice of theirs; a `lang` of "auto" means that.
    Pauses are seconds of silence behind sentences and paragraphs, negative for the model service's own.
    `mode` is `replace`, `append` or `urgent`; `wait` asks for the events up to `Finished`; `id` is the model's to give.
    """

    voice: str = ""
    lang: str = ""
    auto: bool = False
    form: str = "text"
    speed: float = 1.0
    volume: float = 1.0
    sentence_pause: float = -1.0
    paragraph_pause: float = -1.0
    mode: str = "replace"
    output: str = ""
    device: str = ""
    wait: bool = False
    more: bool = False
    id: str = ""
    payload: bytes = b""


class Text(Message, kind="text"):
    """More text of the utterance (`id` on the way to a voice) or of the synthesis under way."""

    id: str = ""
    payload: bytes


class End(Message, kind="end"):
    """No more text of the utterance `id`, or of the synthesis under way."""

    id: str = ""


class Begun(Message, kind="begun"):
    """A text that comes in pieces is in hand, and may be spoken already; its sender can stop it by this `id`."""

    id: str
    voice: str


class Accepted(Message, kind="accepted"):
    """The whole text is safely held; `notice` is a line for the person who asked."""

    id: str
    voice: str
    lang: str
    notice: str = ""


class Started(Message, kind="started"):
    """The first sound of the utterance has gone to the device, `latency` seconds after the voice got it."""

    id: str
    latency: float


class Saying(Message, kind="saying"):
    """The sentence of the utterance that is heard now, or that a pause has broken off; `payload` is its text."""

    id: str
    voice: str
    paused: bool = False
    payload: bytes


class Progress(Message, kind="progress"):
    """`done` bytes of the utterance's text, of `total` known so far, have been spoken or written."""

    id: str
    done: int
    total: int


class Finished(Message, kind="finished"):
    """The utterance is over: `spoken`, `written`, `replaced` or `stopped`, after `seconds` of sound."""

    id: str
    outcome: str
    seconds: float


class Failed(Message, kind="failed"):
    """A request, or the utterance `id`, failed; `code` is one of kokoro_ipc.errors, `message` one sentence."""

    code: str
    message: str
    id: str = ""


class Stop(Message, kind="stop"):
    """Fall silent and drop what is queued: one voice, or only its utterance `id`, or (no voice) all."""

    voice: str = ""
    id: str = ""


class Pause(Message, kind="pause"):
    """Fall silent and keep the place: one voice, or all."""

    voice: str = ""


class Resume(Message, kind="resume"):
    """Go on where a pause began: one voice, or all."""

    voice: str = ""


class Skip(Message, kind="skip"):
    """Go on with the next sentence: one voice, or all."""

    voice: str = ""


class Back(Message, kind="back"):
    """Go back to the sentence before: one voice, or all."""

    voice: str = ""


class Change(Message, kind="change"):
    """Go on at that speed from the next segment on: one voice, or all."""

    voice: str = ""
    speed: float


class Again(Message, kind="again"):
    """Say once more what a voice has said last, or what was said last by any; `wait` asks for the events."""

    voice: str = ""
    wait: bool = False


class Watch(Message, kind="watch"):
    """Ask to be told, from now on, what all voices are saying."""


class Status(Message, kind="status"):
    """Ask how the model service is."""


class Voices(Message, kind="voices"):
    """Ask for the catalogue of voices."""


class Blend(Message, kind="blend"):
    """Keep a blend of voices by a name, in place of the one that has it."""

    name: str
    recipe: str


class Unblend(Message, kind="unblend"):
    """Forget a blend."""

    name: str


class Teach(Message, kind="teach"):
    """Keep how a word is said: phonemes, or text that is read like any other."""

    word: str
    sound: str


class Forget(Message, kind="forget"):
    """Forget how a word was taught to be said."""

    word: str


class Phonemize(Message, kind="phonemize"):
    """Ask how Kokoro would say a text: the phonemes, and with `explain` how each token is read.

    `lang` empty is the voice's own.
    """

    lang: str = ""
    voice: str = ""
    explain: bool = False
    payload: bytes


class UseEngine(Message, kind="use_engine"):
    """From now on Kokoro's voices are spoken by Kokoro where it can (`auto`), or by `espeak`."""

    engine: str


class LogLevel(Message, kind="log_level"):
    """Log from this level on (debug, info, warning or error), the model service and all voices, until they end."""

    level: str


class Shutdown(Message, kind="shutdown"):
    """Stop every voice and the model service; what starts them stays."""


class Ok(Message, kind="ok"):
    """Done; `payload` is the JSON answer where the request asks for one."""

    payload: bytes = b""


class Synthesize(Message, kind="synthesize"):
    """Make a text's sound and send it back here. To cancel, close the connection.

    `lang` empty is the voice's own. `background`: nobody listens to it as it is made (a file), so listeners come
    first. `timings` asks for the times of words. `id` names the text in the journal. Pauses and `auto` are as in Speak;
    `begins_in` is the language of a paragraph that the text begins in the middle of.
    """

    voice: str
    lang: str
    auto: bool = False
    begins_in: str = ""
    form: str = "text"
    speed: float = 1.0
    volume: float = 1.0
    sentence_pause: float = -1.0
    paragraph_pause: float = -1.0
    background: bool = False
    timings: bool = False
    more: bool = False
    id: str = ""
    payload: bytes = b""


class PassOver(Message, kind="pass_over"):
    """Make no more sound of sentences up to that one, counted as `Segment` counts: they were skipped."""

    sentence: int


class AudioStart(Message, kind="audio_start"):
    """The form of the sound that follows: `rate` samples a second, `channels`, `width` bytes a sample."""

    rate: int
    channels: int
    width: int


class Segment(Message, kind="segment"):
    """The sound of the text's bytes `start` to `end` follows; it begins at second `at`, in that sentence.

    `lang` is what they are spoken in, where that was to be found out.
    """

    start: int
    end: int
    sentence: int
    at: float
    lang: str = ""


class Audio(Message, kind="audio"):
    """Sound, in whole samples."""

    payload: bytes


class Timings(Message, kind="timings"):
    """When each word of the segment is heard: a JSON list of `[start, end, begins, ends]`, bytes and seconds."""

    payload: bytes


class SegmentEnd(Message, kind="segment_end"):
    """The segment's sound is whole."""


class AudioEnd(Message, kind="audio_end"):
    """All text has been turned into sound."""


class Register(Message, kind="register"):
    """A voice unit is here and takes the texts of `voice` in `lang`."""

    voice: str
    lang: str


class Retire(Message, kind="retire"):
    """An idle voice wants to leave; it has had `received` texts, so that one under way is not lost."""

    received: int


class Retired(Message, kind="retired"):
    """No text will come any more: leave."""


class Dismissed(Message, kind="dismissed"):
    """The voice is not wanted: another unit has its name, or the model is shutting down."""
