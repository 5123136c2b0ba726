"""Running `say` as a user does, with the times that the recorder and the journal go by."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Ran:
    """A command that has ended; times are seconds of `time.monotonic()`."""

    command: Sequence[str]
    status: int
    stdout: str
    stderr: str
    began: float
    ended: float

    @property
    def seconds(self) -> float:
        """How long it took, its start included."""
        return self.ended - self.began


class Say:
    """The installed command; call it with its arguments."""

    def __init__(self, program: str, env: Mapping[str, str]) -> None:
        self.program = program
        self._env = env

    def __call__(
        self,
        *args: str,
        stdin: str | bytes = b"",
        status: int | None = 0,
        cwd: str | None = None,
        timeout: float = 60,
    ) -> Ran:
        """Run to its end and assert its exit status, unless that is None."""
        command = [self.program, *args]
        text = stdin.encode() if isinstance(stdin, str) else stdin
        began = time.monotonic()
        done = subprocess.run(
            command, input=text, capture_output=True, check=False, env=self._env, cwd=cwd, timeout=timeout
        )
        ran = Ran(command, done.returncode, done.stdout.decode(), done.stderr.decode(), began, time.monotonic())
        assert status is None or ran.status == status, ran
        return ran

    def start(self, *args: str, cwd: str | None = None) -> subprocess.Popen[bytes]:
        """Start it with pipes to all its ends, to be talked to, interrupted or left waiting."""
        pipe = subprocess.PIPE
        return subprocess.Popen([self.program, *args], stdin=pipe, stdout=pipe, stderr=pipe, env=self._env, cwd=cwd)
