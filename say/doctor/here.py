"""What is examined: the environment of the user who asks, and the installation that is asked."""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokoro_ipc import address, directories, launch

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMAND_SECONDS = 5.0


@dataclass(frozen=True)
class Here:
    """`program` is the path of this `say`, `prefix` the environment of Python that it belongs to."""

    environ: Mapping[str, str]
    program: str
    prefix: str

    @property
    def home(self) -> str:
        """The user's."""
        return directories.home(self.environ)

    @property
    def socket(self) -> str:
        """The model service's."""
        return address.socket_path(self.environ)

    @property
    def has_manager(self) -> bool:
        """Whether systemd would start the service for this environment."""
        return not self.environ.get("KOKORO_SOCKET") and launch.has_user_manager(self.environ)

    def directory(self, kind: str) -> str:
        """XDG's directory of that kind: CACHE, CONFIG, DATA or STATE."""
        return directories.of_kind(kind, self.environ)

    def run(self, *command: str) -> tuple[int, str, str]:
        """Exit status, output and errors of a command; status 127 where it is missing, 124 where it does not end."""
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                text=True,
                errors="replace",
                check=False,
                env=dict(self.environ),
                timeout=COMMAND_SECONDS,
            )
        except OSError as error:
            return 127, "", f"{command[0]}: {error.strerror}"
        except subprocess.TimeoutExpired:
            return 124, "", f"{shlex.join(command)} does not answer within {COMMAND_SECONDS:g} s"
        return done.returncode, done.stdout, done.stderr.strip()

    def systemctl(self, *arguments: str) -> tuple[int, str, str]:
        """As `run`, of the user manager."""
        return self.run("systemctl", "--user", *arguments)
