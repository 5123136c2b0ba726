"""What speech-dispatcher does with a module, over real pipes: the module runs on a thread of its own."""

from __future__ import annotations

import os
import select
import threading
from typing import TYPE_CHECKING

from kokoro_speechd.__main__ import run

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 10.0
_EVENTS = {b"701 BEGIN": "begin", b"702 END": "end", b"703 STOP": "stop", b"704 PAUSE": "pause"}
_MARKED, _PLAYED = b"700 INDEX MARK", b"705 AUDIO"


class Server:
    """The server's side: commands with their replies, and the events of what is spoken."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._inlet, self._outlet = os.pipe(), os.pipe()
        self._rest = b""
        self._thread = threading.Thread(target=run, args=(self._inlet[0], self._outlet[1], environ))
        self._thread.start()
        self.sound = b""
        """All that was to be played since `speak`."""
        self.rates: set[int] = set()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._inlet[1])
        self._thread.join(SECONDS)
        assert not self._thread.is_alive(), "the module does not end with its server"
        for descriptor in (self._inlet[0], *self._outlet):
            os.close(descriptor)

    def send(self, *lines: str) -> None:
        """Say lines."""
        os.write(self._inlet[1], "".join(f"{line}\n" for line in lines).encode())

    def ask(self, *lines: str) -> str:
        """Say lines that have one reply; gives it, its lines in a row."""
        self.send(*lines)
        return b"\n".join(self.read()).decode()

    def set(self, **settings: str | int) -> None:
        """Change settings."""
        assert self.ask("SET") == "203 OK RECEIVING SETTINGS"
        assert self.ask(*(f"{name}={value}" for name, value in settings.items()), ".") == "203 OK SETTINGS RECEIVED"

    def speak(self, *lines: str, command: str = "SPEAK") -> str:
        """Have a message spoken; gives the reply."""
        self.sound, self.rates = b"", set()
        assert self.ask(command) == "202 OK RECEIVING MESSAGE"
        return self.ask(*lines, ".")

    def event(self) -> str:
        """The next event: its kind, or the name of a mark, or `audio`."""
        *lines, last = self.read()
        if last == _MARKED:
            return lines[0].removeprefix(b"700-").decode()
        if last == _PLAYED:
            self._play(lines)
            return "audio"
        return _EVENTS[last]

    def events(self) -> list[str]:
        """All events up to the last of a message; sound in a row counts as one."""
        found: list[str] = []
        while not found or found[-1] not in {"end", "stop", "pause"}:
            event = self.event()
            if found[-1:] != ["audio"] or event != "audio":
                found.append(event)
        return found

    def read(self) -> list[bytes]:
        """The lines of one reply or event."""
        lines = []
        while True:
            lines.append(self._line())
            if lines[-1][3:4] == b" ":
                return lines

    def _line(self) -> bytes:
        while b"\n" not in self._rest:
            readable, _, _ = select.select([self._outlet[0]], [], [], SECONDS)
            assert readable, "the module says nothing"
            self._rest += os.read(self._outlet[0], 65536)
        line, self._rest = self._rest.split(b"\n", 1)
        return line

    def _play(self, lines: list[bytes]) -> None:
        fields = dict(line.removeprefix(b"705-").split(b"=", 1) for line in lines[:-1])
        kind, _, escaped = lines[-1].partition(b"\0")
        assert kind == b"705-AUDIO"
        pieces = escaped.split(b"}")
        sound = pieces[0] + b"".join(bytes([piece[0] ^ 0x20]) + piece[1:] for piece in pieces[1:])
        assert len(sound) == 2 * int(fields[b"num_samples"]) > 0
        assert (fields[b"bits"], fields[b"num_channels"], fields[b"big_endian"]) == (b"16", b"1", b"0")
        self.rates.add(int(fields[b"sample_rate"]))
        self.sound += sound
