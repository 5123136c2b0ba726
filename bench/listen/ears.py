"""The recogniser and the judge: programs of their own, since what they need does not go into one environment.

The recogniser is Whisper (base), MIT, run by faster-whisper, MIT; the judge is DistillMOS, MIT.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"


class EarsError(Exception):
    """Nothing can be heard; the message tells the way out."""


@dataclass(frozen=True, slots=True)
class Ears:
    """What hears; its environment, made by `packaging/venv --listen`, is `folder`/venv."""

    folder: Path

    def check(self) -> None:
        """Raises EarsError where the system lacks what the judge needs."""
        asked = [SYSTEM_PYTHON, "-c", "import torch, torchaudio"]
        if subprocess.run(asked, capture_output=True, env=_environ(), check=False).returncode:
            raise EarsError(
                f"{SYSTEM_PYTHON} has no torch and torchaudio, which judge the sound: install them"
                " (Debian and Ubuntu: apt-get install python3-torch python3-torchaudio)"
            )

    def texts(self, files: Sequence[Path], lang: str = "en-us") -> list[str]:
        """What is heard in each file, in that language. Raises CalledProcessError."""
        code = "zh" if lang == "cmn" else lang[:2]  # as Whisper names them
        python = self.folder / "venv" / "bin" / "python"
        heard = _ask([str(python), str(HERE / "recogniser.py"), str(self.folder / "whisper-base"), code], files)
        return [json.loads(line) for line in heard]

    def scores(self, files: Sequence[Path]) -> list[float]:
        """The mean opinion score of each file. Raises CalledProcessError."""
        (packages,) = (self.folder / "venv" / "lib").glob("python*/site-packages")
        return [float(line) for line in _ask([SYSTEM_PYTHON, str(HERE / "judge.py"), str(packages)], files)]


def _ask(command: Sequence[str], files: Sequence[Path]) -> list[str]:
    """The lines that a program answers, one for each file."""
    asked = "".join(f"{file}\n" for file in files)
    done = subprocess.run(
        command, input=asked, stdout=subprocess.PIPE, stderr=sys.stderr, text=True, env=_environ(), check=True
    )
    answers = done.stdout.splitlines()
    assert len(answers) == len(files), done.stdout
    return answers


def _environ() -> dict[str, str]:
    """Ours without what belongs to our own Python and our own numpy."""
    ours = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "OPENBLAS_CORETYPE"}
    return {name: value for name, value in os.environ.items() if name not in ours}
