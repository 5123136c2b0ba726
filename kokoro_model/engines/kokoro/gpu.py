"""The memory of the GPU that this process speaks on, as NVIDIA's driver tells it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class GpuMemory:
    """Bytes of the whole GPU: those in use, by whomever, and all there are."""

    used: int
    total: int


def memory() -> GpuMemory | None:
    """Of the only GPU, or of the one among several that lists this process; None where the driver does not tell.

    A number would not tell which one it is: CUDA and the driver count GPUs in different orders.
    """
    try:
        import pynvml
    except ImportError:  # it comes with onnxruntime for GPUs
        return None
    try:
        pynvml.nvmlInit()
        try:
            return _memory(pynvml)
        finally:
            pynvml.nvmlShutdown()
    except pynvml.NVMLError:
        return None


def _memory(nvml: Any) -> GpuMemory | None:
    gpus = [nvml.nvmlDeviceGetHandleByIndex(number) for number in range(nvml.nvmlDeviceGetCount())]
    ours = gpus if len(gpus) == 1 else [gpu for gpu in gpus if _runs_us(nvml, gpu)]
    if len(ours) != 1:
        return None
    told = nvml.nvmlDeviceGetMemoryInfo(ours[0])
    return GpuMemory(int(told.used), int(told.total))


def _runs_us(nvml: Any, gpu: Any) -> bool:
    return any(process.pid == os.getpid() for process in nvml.nvmlDeviceGetComputeRunningProcesses(gpu))
