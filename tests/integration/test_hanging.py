"""Without systemd, too, an engine that hangs is left behind, and what waits for it is made by the next."""

from __future__ import annotations

import os
import select
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.integration.kokoro_system import System

SECONDS = 30.0


def ended(pid: int) -> bool:
    """Whether the process ends in time."""
    descriptor = os.pidfd_open(pid)
    try:
        return bool(select.select([descriptor], [], [], SECONDS)[0])
    finally:
        os.close(descriptor)


def test_a_text_whose_engine_hangs_is_written_by_the_next_service(bare_system: System) -> None:
    """The thread that makes the sound waits for a writer to a FIFO, while all others go on."""
    system, words = bare_system, bare_system.folder / "words.txt"
    os.mkfifo(words)
    system.environ |= {"KOKORO_PRONUNCIATIONS": str(words), "KOKORO_ENGINE_PATIENCE": "1", "KOKORO_ENGINE": "espeak"}
    file = system.folder / "a.wav"
    system.say("-o", str(file), "Hello there.")
    first = system.status()["pid"]
    assert ended(first), "it hangs still"
    words.unlink()
    system.say("-w", "-o", str(system.folder / "b.wav"), "Files are written one after the other.")
    assert file.stat().st_size > 10_000
    log = (system.folder / "state/kokoro/kokoro.log").read_text()
    assert "a new process has to speak: an engine hangs" in log
    assert log.count("the espeak engine loaded") >= 2
