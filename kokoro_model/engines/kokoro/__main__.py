"""The process that makes an optimised model: python -m kokoro_model.engines.kokoro MODEL VOICES FOLDER."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.styles import Styles


def main() -> None:
    """Build into an empty folder; what went wrong is the last line on stderr."""
    parser = argparse.ArgumentParser(prog="kokoro-optimise", description="Optimise a Kokoro model for this CPU.")
    parser.add_argument("model", type=Path)
    parser.add_argument("voices", type=Path)
    parser.add_argument("folder", type=Path, help="an empty folder to write to")
    parser.add_argument("--deterministic", action="store_true", help="take the noise out")
    options = parser.parse_args()
    os.nice(10)  # speech goes first
    try:
        from kokoro_model.engines.kokoro.build import build

        build(options.model, Styles(options.voices), options.folder, deterministic=options.deterministic)
    except (EngineError, ImportError) as error:
        sys.exit(str(error))


main()
