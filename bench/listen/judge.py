"""judge.py PACKAGES: listeners' mean opinion, 1 to 5, of each WAV file that stdin has a line for, as a line each.

DistillMOS foretells it. Its package is in the folder PACKAGES; torch and torchaudio are those of the system's Python,
which runs this, and what that has goes before what is in the folder.
"""

from __future__ import annotations

import contextlib
import sys
import wave

sys.path.append(sys.argv[1])

import torch
import torchaudio
from distillmos import ConvTransformerSQAModel

HEARS = 16_000


def main() -> None:
    with contextlib.redirect_stdout(sys.stderr):  # it tells which weights it loads
        model = ConvTransformerSQAModel().eval()
    with torch.no_grad():
        for line in sys.stdin:
            print(float(model(_sound(line.rstrip("\n")))), flush=True)


def _sound(path: str) -> torch.Tensor:
    """A mono recording at the rate that the model hears, float32 [1, samples]."""
    with wave.open(path, "rb") as file:
        rate, frames = file.getframerate(), bytearray(file.readframes(file.getnframes()))
    samples = torch.frombuffer(frames, dtype=torch.int16).float() / 32768
    return torchaudio.transforms.Resample(rate, HEARS)(samples[None])


main()
