"""The sound server as a thing that may be away: taking it, and bringing it and the sink that is recorded back."""

from __future__ import annotations

import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.end_to_end.test_sound_server import choose

if TYPE_CHECKING:
    from collections.abc import Iterator

SOCKETS = ("pipewire.socket", "pipewire-pulse.socket")
SERVICES = ("pipewire.service", "pipewire-pulse.service", "wireplumber.service")
START_SECONDS = 10.0


def systemctl(*words: str) -> None:
    """Of the user manager."""
    subprocess.run(["systemctl", "--user", *words], check=True)


def bring_speakers() -> None:
    """The sink that is recorded from, as a device that is plugged in; the sound server may be starting still."""
    _await("load-module", "module-null-sink", "sink_name=speakers")
    _await("set-default-sink", "speakers")  # WirePlumber, which does that, comes later
    choose("speakers")


def _await(*words: str) -> None:
    """Ask the sound server until it does that."""
    limit = time.monotonic() + START_SECONDS
    while subprocess.run(["pactl", *words], check=False, capture_output=True).returncode:
        assert time.monotonic() < limit, f"the sound server does not start: no {words[0]}"


@contextmanager
def no_sound_server() -> Iterator[None]:
    """The sound server is away, and nothing starts it."""
    systemctl("stop", *SOCKETS, *SERVICES)
    try:
        yield
    finally:
        systemctl("start", *SOCKETS, "wireplumber.service")
        bring_speakers()
