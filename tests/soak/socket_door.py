"""The model's own socket, by its protocol: texts in every mode, whole and in pieces, and commands in between."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING

from kokoro_ipc import address, message
from kokoro_ipc.channel import Channel, connect
from kokoro_ipc.errors import UNKNOWN_VOICE
from tests.soak.texts import long, short

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from kokoro_ipc.message import Message
    from tests.soak.tally import Tally

SECONDS = 60.0
OUTSTANDING = 12
"""Texts whose end is not waited for yet."""
SPEED = 2.0


class SocketDoor:
    """One worker with voices of its own."""

    def __init__(self, tally: Tally, chance: Random, voices: Sequence[str], folder: Path) -> None:
        self._tally, self._chance, self._voices, self._folder = tally, chance, voices, folder
        self._voice = voices[0]
        self._waiting: deque[tuple[Channel, str]] = deque()

    def run(self, number: int) -> None:
        """Have so many texts said."""
        ways = [self._say, self._in_pieces, self._left_in_the_middle, self._interrupted, self._written, self._again]
        for done in range(number):
            if done % 25 == 0:
                self._voice = self._chance.choice(self._voices)  # those that nobody chooses leave
                self._own()
            self._chance.choices(ways, [8, 3, 1, 6, 1, 1])[0]()
            self._tally.asked += 1
            while len(self._waiting) > OUTSTANDING:
                self._settle()
        while self._waiting:
            self._settle()

    # --- ways to have a text said

    def _say(self) -> None:
        mode = self._chance.choices(("replace", "append", "urgent"), [6, 2, 1])[0]
        self._take(self._speak(short(self._chance), mode=mode))

    def _interrupted(self) -> None:
        self._take(self._speak(long(self._chance)))
        command = self._chance.choice((message.Stop, message.Skip, message.Back, message.Pause, None))
        if command is not None:
            self._command(command(voice=self._voice))
            if command is message.Pause:
                self._command(message.Resume(voice=self._voice))
        if self._chance.random() < 0.2:
            self._command(message.Change(voice=self._voice, speed=1.5))
        self._say()
        self._tally.asked += 1

    def _in_pieces(self) -> None:
        channel = self._speak("One, ", more=True)
        for piece in ("two, ", "three. ", "And four."):
            channel.send(message.Text(payload=piece.encode()))
        channel.send(message.End())
        self._take(channel)

    def _left_in_the_middle(self) -> None:
        with self._speak("It begins, ", more=True) as channel:
            begun = channel.receive(SECONDS)
            assert isinstance(begun, message.Begun), begun
            channel.send(message.Text(payload=b"and it breaks"))
        self._tally.texts[begun.id] = ""

    def _written(self) -> None:
        path = self._folder / f"{os.urandom(8).hex()}.wav"
        channel = self._speak(short(self._chance), output=str(path))
        self._take(channel)
        self._settle_all()
        path.unlink()

    def _again(self) -> None:
        channel = self._connect()
        channel.send(message.Again(voice=self._voice, wait=True))
        self._take(channel, may_be_refused=True)

    # --- blends and engines

    def _own(self) -> None:
        """Edit a blend of our own, speak by it, forget it; and now and then choose an engine."""
        name = f"soak_{self._voices[0]}"
        weight = self._chance.randint(1, 9)
        self._command(message.Blend(name=name, recipe=f"{self._voices[0]}({weight})+{self._voices[1]}"))
        with self._connect() as channel:
            channel.send(message.Synthesize(voice=name, lang="", payload=b"We are one."))
            self._tally.whole += _hear_all(channel)
        self._command(message.Unblend(name=name))
        with self._connect() as channel:
            channel.send(message.Speak(voice=name, payload=b"Nobody says this."))
            refused = channel.receive(SECONDS)
            assert isinstance(refused, message.Failed), refused
            assert refused.code == UNKNOWN_VOICE
        self._command(message.UseEngine(engine=self._chance.choice(("auto", "espeak"))))

    # --- conversations

    def _connect(self) -> Channel:
        return connect(address.socket_path(os.environ))

    def _speak(self, text: str, *, mode: str = "replace", more: bool = False, output: str = "") -> Channel:
        channel = self._connect()
        channel.send(
            message.Speak(
                voice=self._voice, mode=mode, speed=SPEED, output=output, wait=True, more=more, payload=text.encode()
            )
        )
        return channel

    def _take(self, channel: Channel, *, may_be_refused: bool = False) -> None:
        """Hear that the text is taken; its end is heard later."""
        told: Message = message.Begun(id="", voice="")
        while isinstance(told, message.Begun | message.Started | message.Progress):
            told = channel.receive(SECONDS)
        if isinstance(told, message.Failed) and may_be_refused and not told.id:
            self._tally.commands["refused"] += 1
            channel.close()
        elif isinstance(told, message.Accepted):
            self._tally.texts[told.id] = ""
            self._waiting.append((channel, told.id))
        else:
            self._end(channel, told)

    def _settle(self) -> None:
        channel, _ = self._waiting.popleft()
        told: Message = message.Started(id="", latency=0.0)
        while isinstance(told, message.Started | message.Progress):
            told = channel.receive(SECONDS)
        self._end(channel, told)

    def _settle_all(self) -> None:
        while self._waiting:
            self._settle()

    def _end(self, channel: Channel, told: Message) -> None:
        channel.close()
        assert isinstance(told, message.Finished | message.Failed), told
        self._tally.texts[told.id] = told.outcome if isinstance(told, message.Finished) else told.code

    def _command(self, command: Message) -> None:
        with self._connect() as channel:
            channel.send(command)
            answer = channel.receive(SECONDS)
        assert isinstance(answer, message.Ok), answer
        self._tally.commands[command.kind] += 1


def _hear_all(channel: Channel) -> int:
    while not isinstance(told := channel.receive(SECONDS), message.AudioEnd):
        assert not isinstance(told, message.Failed), told
    return 1
