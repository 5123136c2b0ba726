"""What runs beside the speech, in a process of its own: python -m kokoro_model.engines.kokoro.optimizer COMMAND.

build MODEL VOICES FOLDER      write the optimised form of a model into an empty folder
calibrate FOLDER VOICES NAME   measure a voice with the optimised model in a folder, and keep what was measured there
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.styles import Styles


def main() -> None:
    """Do what the command line says; what went wrong is the last line on stderr."""
    options = _parser().parse_args()
    os.nice(10)  # speech goes first
    try:
        options.run(options)
    except (EngineError, ImportError, OSError) as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kokoro-optimizer", description="Prepare a Kokoro model for this CPU.")
    commands = parser.add_subparsers(required=True)
    build = commands.add_parser("build", help="optimise a model")
    build.add_argument("model", type=Path)
    build.add_argument("voices", type=Path)
    build.add_argument("folder", type=Path, help="an empty folder to write to")
    build.add_argument("--deterministic", action="store_true", help="take the noise out")
    build.set_defaults(run=_build)
    calibrate = commands.add_parser("calibrate", help="measure a voice")
    calibrate.add_argument("folder", type=Path, help="an optimised model")
    calibrate.add_argument("voices", type=Path)
    calibrate.add_argument("name", help="the voice")
    calibrate.set_defaults(run=_calibrate)
    return parser


def _build(options: argparse.Namespace) -> None:
    from kokoro_model.engines.kokoro.optimizer.build import build

    build(options.model, Styles(options.voices), options.folder, deterministic=options.deterministic)


def _calibrate(options: argparse.Namespace) -> None:
    from kokoro_model.engines.kokoro.layout import Layout
    from kokoro_model.engines.kokoro.optimizer.calibration import Calibrator
    from kokoro_model.engines.kokoro.voice_statistics import VoiceStatistics

    layout = Layout.read(options.folder)
    if layout is None or layout.seam is None or not layout.seam.context:
        raise EngineError(f"{options.folder} holds no model that streams")
    styles = Styles(options.voices)
    measured = Calibrator(options.folder, layout.seam).measure(styles, options.name)
    VoiceStatistics(options.folder, styles).write(options.name, measured)


main()
