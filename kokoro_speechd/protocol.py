"""What speech-dispatcher and its output module say to each other, sans-IO: lines in, replies and events out.

Rules:

- Each command has one reply, which goes out whole; `STOP` and `PAUSE` have none.
- Between `200 OK SPEAKING` and the end of what is spoken there are events: first `BEGIN`, then sound and marks in
  their order, and one of `END`, `STOP` and `PAUSE` last.
- The server plays the sound; where it wants a module to, it is refused.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_speechd.module import Module

BEGIN, END, STOP, PAUSE = b"701 BEGIN\n", b"702 END\n", b"703 STOP\n", b"704 PAUSE\n"
_MESSAGES = {"SPEAK", "CHAR", "KEY", "SOUND_ICON"}
_OPENINGS = {
    **dict.fromkeys(_MESSAGES, "202 OK RECEIVING MESSAGE"),
    "SET": "203 OK RECEIVING SETTINGS",
    "AUDIO": "207 OK RECEIVING AUDIO SETTINGS",
    "LOGLEVEL": "207 OK RECEIVING LOGLEVEL SETTINGS",
}
_SETTLED = {"SET": "203 OK SETTINGS RECEIVED", "AUDIO": "203 OK AUDIO INITIALIZED", "LOGLEVEL": "203 OK LOGLEVEL SET"}


def audio(sound: bytes, rate: int) -> bytes:
    """The event that has the server play `sound`: s16le, mono, `rate` samples a second."""
    form = f"705-bits=16\n705-num_channels=1\n705-sample_rate={rate}\n705-num_samples={len(sound) // 2}\n"
    escaped = sound.replace(b"}", b"}]").replace(b"\n", b"}*")
    return form.encode() + b"705-big_endian=0\n705-AUDIO\0" + escaped + b"\n705 AUDIO\n"


_SERVERS = "__spd_"
"""How the marks begin that the server sets itself, behind each sentence; it goes on from them after a pause."""
FIRST_PLACE = f"{_SERVERS}-1"
"""The mark that would stand before all of the server's."""


def is_servers(mark: str) -> bool:
    """Whether the server has set that mark, not a client."""
    return mark.startswith(_SERVERS)


def index_mark(name: str) -> bytes:
    """The event that tells that a mark has been reached."""
    return f"700-{name.replace(chr(10), ' ')}\n700 INDEX MARK\n".encode()


class Conversation:
    """Reads the server's lines, has the module do what they say, and writes the replies."""

    def __init__(self, module: Module, write: Callable[[bytes], None]) -> None:
        self._module = module
        self._write = write
        self._rest = b""
        self._command = ""  # whose lines are coming in
        self._lines: list[str] = []
        self.over = False
        """Whether the server has said QUIT."""

    def feed(self, data: bytes) -> None:
        """Take what was read from the server."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            text = line.decode(errors="replace")
            if self._command:
                self._take(text)
            elif text in _OPENINGS:
                self._command = text
                self._reply(_OPENINGS[text])
            else:
                self._do(text)

    def _reply(self, *lines: str) -> None:
        self._write("".join(f"{line}\n" for line in lines).encode())

    def _take(self, line: str) -> None:
        if line != ".":
            self._lines.append(line.removeprefix("."))
            return
        command, lines = self._command, self._lines
        self._command, self._lines = "", []
        if command in _MESSAGES:
            self._speak(command, lines)
        else:
            self._reply(self._settle(command, lines))

    def _speak(self, command: str, lines: list[str]) -> None:
        if command != "SPEAK" and len(lines) > 1:
            self._reply("305 DATA MORE THAN ONE LINE")
            return
        text = "\n".join(lines)
        speech = self._module.prepare(command, text) if text else None
        if speech is None:
            self._reply("301 ERROR CANT SPEAK")
            return
        self._reply("200 OK SPEAKING")
        self._module.begin(speech)

    def _settle(self, command: str, lines: list[str]) -> str:
        """Take settings, all of a command's or those before a wrong one; gives the reply."""
        for line in lines:
            name, equals, value = line.partition("=")
            if not (name and equals):
                return "302 ERROR BAD SYNTAX"
            try:
                if command == "SET":
                    self._module.settings.set(name, value)
                elif command == "AUDIO":
                    _check_audio(name, value)
            except ValueError:
                return "303 ERROR INVALID PARAMETER OR VALUE"
        return _SETTLED[command]

    def _do(self, line: str) -> None:
        command, *words = line.split()[:4] or [""]
        match [command, *words]:
            case ["INIT"]:
                self._reply("299-Kokoro, by the model service of say", "299 OK LOADED SUCCESSFULLY")
            case ["LIST", "VOICES", *wanted]:
                self._list_voices(*wanted)
            case ["STOP"]:
                self._module.stop()
            case ["PAUSE"]:
                self._module.pause()
            case ["DEBUG", ("ON" | "OFF") as state, *_]:
                self._reply(f"200 OK DEBUGGING {state}")
            case ["QUIT"]:
                self.over = True
                self._module.stop()
                self._reply("210 OK QUIT")
            case _:
                self._reply("300 ERR UNKNOWN COMMAND")

    def _list_voices(self, lang: str = "", variant: str = "") -> None:
        listed = [
            f"200-{voice.name}\t{voice.lang}\t{voice.gender or 'none'}"
            for voice in self._module.voices.listed()
            if voice.lang.startswith(lang) and (voice.gender or "none").startswith(variant)
        ]
        self._reply(*listed, "200 OK VOICE LIST SENT" if listed else "304 CANT LIST VOICES")


def _check_audio(name: str, value: str) -> None:
    """Raises ValueError where the server does not want to play itself."""
    if (name, value) != ("audio_output_method", "server"):
        raise ValueError(name)
