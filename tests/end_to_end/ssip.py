"""A client of speech-dispatcher, by its own protocol: what is sent, and every event with its time."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from dataclasses import dataclass
from typing import Self

TIMEOUT = 30.0
_EVENTS = {"700": "mark", "701": "begin", "702": "end", "703": "stop", "704": "pause", "705": "resume"}


def end_server() -> None:
    """End the user's speech-dispatcher where there is one; the next client starts another."""
    pid_file = os.environ["XDG_RUNTIME_DIR"] + "/speech-dispatcher/pid/speech-dispatcher.pid"
    with contextlib.suppress(FileNotFoundError, ProcessLookupError), open(pid_file, encoding="ascii") as file:
        pid = int(file.read())
        process = os.pidfd_open(pid)
        try:
            os.kill(pid, signal.SIGTERM)
            select.select([process], [], [], 10)
        finally:
            os.close(process)


@dataclass(frozen=True)
class Event:
    """What happened to a message, by the server's number for it; `mark` is an index mark's name."""

    kind: str
    number: int
    mark: str
    at: float


class Client:
    """A connection, for one thread. Waits raise TimeoutError after half a minute."""

    def __init__(self, name: str = "tests") -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(TIMEOUT)
        self._socket.connect(os.environ["XDG_RUNTIME_DIR"] + "/speech-dispatcher/speechd.sock")
        self._file = self._socket.makefile("rb")
        self.events: list[Event] = []
        self.ask(f"SET self CLIENT_NAME tests:{name}:main")
        self.ask("SET self NOTIFICATION ALL on")
        self.set(output_module="kokoro", language="en-US")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._socket.close()

    def ask(self, *lines: str) -> list[str]:
        """Send a command; gives the lines of its answer, which is no error."""
        self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())
        answer = self._answer()
        while answer[-1][0] == "7":
            self._note(answer)
            answer = self._answer()
        assert answer[-1][0] == "2", answer
        return answer

    def set(self, **parameters: str | int) -> None:
        """Set parameters of what follows."""
        for name, value in parameters.items():
            self.ask(f"SET self {name.upper()} {value}")

    def speak(self, text: str) -> int:
        """Have a text of one line spoken; gives its number."""
        self.ask("SPEAK")
        return int(self.ask(text, ".")[0][4:])

    def char(self, char: str) -> int:
        """Echo a character; gives the message's number."""
        return int(self.ask(f"CHAR {char}")[0][4:])

    def wait_for(self, kind: str, number: int) -> Event:
        """The event of that kind of a message, awaited where it has not come."""
        deadline = time.monotonic() + TIMEOUT
        while True:
            for event in self.events:
                if (event.kind, event.number) == (kind, number):
                    return event
            if time.monotonic() > deadline:
                raise TimeoutError(f"there was no {kind} of {number} among {self.events}")
            self._note(self._answer())

    def of(self, number: int) -> list[str]:
        """What has happened to a message so far: kinds of events, and marks by their names."""
        return [event.mark or event.kind for event in self.events if event.number == number]

    def _answer(self) -> list[str]:
        lines = []
        while True:
            line = self._file.readline().decode().rstrip("\r\n")
            assert line, "the server has closed the connection"
            lines.append(line)
            if line[3] == " ":
                return lines

    def _note(self, lines: list[str]) -> None:
        mark = lines[2][4:] if lines[-1][:3] == "700" else ""
        self.events.append(Event(_EVENTS[lines[-1][:3]], int(lines[0][4:]), mark, time.monotonic()))
