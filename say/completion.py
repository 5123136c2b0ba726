"""The names that a shell asks for, to complete a command line: of voices, languages, blends and devices."""

from __future__ import annotations

import sys
from typing import Any

from kokoro_ipc import launch, lean_json, message
from kokoro_ipc.errors import FailureError
from say.options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Named = Iterator[tuple[str, str]]
    Voice = Mapping[str, Any]

KINDS = ("blends", "devices", "languages", "voices")


def run(what: str, environ: Mapping[str, str]) -> int:
    """Print the names of that kind, one a line, with a tab and a description behind it; raises UsageError."""
    if what == "devices":
        names = _devices()
    elif what in KINDS:
        names = _from_voices(what, _voices(environ))
    else:
        raise UsageError(f"--complete knows {', '.join(KINDS)}, not “{what}”")
    sys.stdout.writelines(f"{name}\t{description}\n" for name, description in names)
    return 0


def _voices(environ: Mapping[str, str]) -> list[Voice]:
    with launch.connect(environ) as channel:
        channel.request(message.Voices())
        answer = channel.receive()
    if isinstance(answer, message.Failed):
        raise FailureError(answer.code, answer.message)
    voices: list[Voice] = lean_json.loads(answer.payload.decode()) if isinstance(answer, message.Ok) else []
    return voices


def _from_voices(what: str, voices: Sequence[Voice]) -> Named:
    if what == "languages":
        return _languages(voices)
    if what == "blends":
        return ((voice["name"], voice["recipe"]) for voice in voices if voice["recipe"])
    return _names_and_titles(voices)


def _languages(voices: Sequence[Voice]) -> Named:
    yield "auto", "noticed by paragraph"
    yield from ((lang, _count(lang, voices)) for lang in sorted({voice["lang"] for voice in voices}))


def _count(lang: str, voices: Sequence[Voice]) -> str:
    speaking = [voice["name"] for voice in voices if voice["lang"] == lang]
    return speaking[0] if len(speaking) == 1 else f"{len(speaking)} voices"


def _names_and_titles(voices: Sequence[Voice]) -> Named:
    """Names, then the titles that Kokoro's voices are found by as well."""
    for voice in voices:
        yield voice["name"], f"{voice['recipe'] or voice['title']}, {voice['lang']}"
    titles = [voice["title"].casefold() for voice in voices]
    for voice, title in zip(voices, titles, strict=True):
        if voice["number"] and titles.count(title) == 1:
            yield title, f"{voice['name']}, {voice['lang']}"


def _devices() -> Named:
    yield "null", "no sound at all"
    try:
        import sounddevice
    except OSError:  # PortAudio is missing, and with it every device
        return
    for number, device in enumerate(sounddevice.query_devices()):
        if device["max_output_channels"]:
            yield device["name"], f"device {number}"
