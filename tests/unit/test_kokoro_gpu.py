"""The GPU's memory, by NVIDIA's own library before a driver that says what the test wants."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

DRIVER = """
#include <string.h>
#include <unistd.h>
typedef struct { unsigned long long total, free, used; } Memory;
typedef struct { unsigned pid; unsigned long long used; unsigned instance, compute; } Process;
int nvmlInitWithFlags(unsigned flags) { return INIT; }
int nvmlShutdown(void) { return 0; }
const char *nvmlErrorString(int code) { return "it does not start"; }
int nvmlDeviceGetCount_v2(unsigned *count) { *count = GPUS; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned number, void **gpu) { *gpu = (void *)(unsigned long)(number + 1); return 0; }
int nvmlDeviceGetMemoryInfo(void *gpu, Memory *told) {
  *told = (Memory){(unsigned long)gpu << 30, 0, (unsigned long)gpu << 20};
  return 0;
}
int nvmlDeviceGetComputeRunningProcesses_v3(void *gpu, unsigned *count, Process *told) {
  if (!told) { *count = 1; return 7; }
  memset(told, 0, sizeof *told);
  told->pid = (unsigned long)gpu == OURS ? getpid() : 1;
  *count = 1;
  return 0;
}
"""
"""NVML's own names; GPU number N (from 1) has N GiB and N MiB in use, and the one numbered OURS runs this process."""


def told(directory: Path, *, gpus: int, ours: int = 0, init: int = 0) -> str:
    """What is known of the GPU's memory with such a driver."""
    (directory / "driver.c").write_text(DRIVER)
    facts = [f"-DGPUS={gpus}", f"-DOURS={ours}", f"-DINIT={init}"]
    library = directory / "libnvidia-ml.so.1"
    subprocess.run(["gcc", "-shared", "-fPIC", *facts, "-o", library, directory / "driver.c"], check=True)
    return ask({**os.environ, "LD_LIBRARY_PATH": str(directory)})


def ask(environ: dict[str, str]) -> str:
    question = "from kokoro_model.engines.kokoro.gpu import memory; print(memory())"
    return subprocess.run(
        [sys.executable, "-c", question], env=environ, capture_output=True, text=True, check=True, timeout=20
    ).stdout.strip()


@pytest.mark.parametrize(("gpus", "ours", "number"), [(1, 0, 1), (1, 1, 1), (3, 2, 2)])
def test_the_gpu_that_runs_us_tells(tmp_path: Path, gpus: int, ours: int, number: int) -> None:
    assert told(tmp_path, gpus=gpus, ours=ours) == f"GpuMemory(used={number << 20}, total={number << 30})"


@pytest.mark.parametrize(("gpus", "init"), [(0, 0), (2, 0), (1, 999)])
def test_nothing_is_told_of_a_gpu_that_may_be_another(tmp_path: Path, gpus: int, init: int) -> None:
    assert told(tmp_path, gpus=gpus, init=init) == "None"
