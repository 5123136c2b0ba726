"""The command, as people type it: arguments, pipes, interruptions, ^C."""

from __future__ import annotations

import signal
import subprocess
from typing import TYPE_CHECKING

from tests.soak.texts import long, short

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.soak.tally import Tally

SECONDS = 60.0


class CommandDoor:
    """One worker with voices of its own. All its texts are waited for, so that their ends are known."""

    def __init__(self, tally: Tally, chance: Random, voices: Sequence[str], program: str) -> None:
        self._tally, self._chance, self._voices, self._program = tally, chance, voices, program

    def run(self, number: int) -> None:
        """Run so many commands."""
        left = number
        while left > 0:
            left -= self._chance.choices((self._plain, self._piped, self._cut_off, self._stopped), [4, 2, 2, 1])[0]()
        self._tally.asked += number - left

    def _plain(self) -> int:
        return self._end(self._begin(self._voice, short(self._chance)))

    def _piped(self) -> int:
        say = self._begin(self._voice)
        assert say.stdin
        for piece in (b"One, ", b"two, ", b"three."):
            say.stdin.write(piece)
            say.stdin.flush()
        return self._end(say)

    def _cut_off(self) -> int:
        voice = self._voice
        first = self._begin(voice, long(self._chance))
        second = self._begin(voice, short(self._chance))
        return self._end(first) + self._end(second)

    def _stopped(self) -> int:
        voice = self._voice
        say = self._begin(voice, long(self._chance))
        subprocess.run([self._program, "--stop", "-v", voice], check=True, timeout=SECONDS)
        return self._end(say)

    @property
    def _voice(self) -> str:
        return self._chance.choice(self._voices)

    def _begin(self, voice: str, *text: str) -> subprocess.Popen[bytes]:
        command = [self._program, "-w", "-s", "2", "-v", voice, *text]
        stdin = subprocess.DEVNULL if text else subprocess.PIPE
        return subprocess.Popen(command, stdin=stdin, stderr=subprocess.DEVNULL)

    def _end(self, say: subprocess.Popen[bytes]) -> int:
        """Wait for it; gives 1, the number of texts."""
        try:
            say.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            say.send_signal(signal.SIGKILL)
            say.communicate()
        self._tally.statuses[say.returncode] += 1
        return 1
