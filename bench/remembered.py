"""python -m bench.remembered DIR: how soon a phrase is heard that Kokoro has said before, beside espeak-ng.

Runs in a user session like `python -m bench`, with the model and voices in DIR.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.__main__ import SAY, TEXT, first_sound, paired, row, run
from tests.listening import Recorder

RUNS = 15


def settings(folder: Path) -> list[str]:
    """What makes the service speak with the model in a folder."""
    return [f"KOKORO_MODEL={folder}/kokoro-v1.0.onnx", f"KOKORO_VOICES={folder}/voices-v1.0.bin"]


def main() -> None:
    wanted = settings(Path(sys.argv[1]).resolve())
    run(SAY, "--kill")
    run("systemctl", "--user", "set-environment", *wanted)
    try:
        measure()
    finally:
        run(SAY, "--kill")
        run("systemctl", "--user", "unset-environment", *(setting.partition("=")[0] for setting in wanted))


def measure() -> None:
    with Recorder() as recorder:
        notice = subprocess.run([SAY, "-w", TEXT], capture_output=True, text=True, check=True).stderr
        assert not notice, notice
        ours, espeak = paired(
            RUNS, lambda: first_sound(recorder, SAY, TEXT), lambda: first_sound(recorder, SAY, "-v", "en-us", TEXT)
        )
        row("remembered phrase (beside: say by espeak-ng)", ours, espeak, "at most 1.5")


if __name__ == "__main__":
    main()
