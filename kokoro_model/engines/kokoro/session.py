"""Onnxruntime sessions: which provider runs, and options that keep loading short and memory flat.

Rules:
- A model that was optimised before is loaded as it stands: no optimisation, no prepacking, so that its
  weights stay pages of the file.
- Memory reuse is left to the arena. The planner that would do it ahead of time is quadratic in the nodes of
  the graph and takes five times as long as all the rest of loading.
- Memory patterns stay off: one is kept for every shape that was ever seen, and every text has another.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from kokoro_model.engines import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import onnxruntime
    from numpy.typing import NDArray

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
EXACT_INT8 = "session.x64quantprecision"
"""The entry of a session's configuration that keeps sums of 8-bit products from overflowing on a CPU without VNNI."""


@dataclass(frozen=True, slots=True)
class Provider:
    """What runs the model: onnxruntime's name for it, its options, and what was asked for in vain."""

    name: str = CPU
    options: dict[str, str] = field(default_factory=dict)
    warning: str = ""


def choose(
    device: str,
    available: Sequence[str],
    *,
    memory_fraction: float | None = None,
    memory_of: Callable[[int], int | None],
) -> Provider:
    """Pick the provider for `device` (auto, cpu, cuda or cuda:N) out of onnxruntime's `available` ones.

    `memory_of` tells a GPU's memory in bytes. A GPU that was asked for and is not there leaves the CPU and a
    warning; "auto" takes what there is without a word. Raises EngineError for any other device.
    """
    kind, _, number = device.partition(":")
    if kind not in ("auto", "cpu", "cuda") or (number and not (kind == "cuda" and number.isdigit())):
        raise EngineError(f"unknown device {device!r}: use auto, cpu, cuda or cuda:N")
    if kind == "cpu" or (kind == "auto" and CUDA not in available):
        return Provider()
    if CUDA not in available:
        return Provider(warning=f"{device} is not available to this onnxruntime: speaking on the CPU")
    index = int(number or 0)
    # An exhaustive search for the best convolution would begin anew at every text's length
    options = {"device_id": str(index), "cudnn_conv_algo_search": "HEURISTIC"}
    if memory_fraction is not None and (memory := memory_of(index)):
        options["gpu_mem_limit"] = str(int(memory * memory_fraction))
    return Provider(CUDA, options)


def overwritten() -> str:
    """What to do where onnxruntime for the CPU has taken the place of the one for GPUs; empty where it has not."""
    try:
        version("onnxruntime-gpu")
    except PackageNotFoundError:
        return ""
    return "onnxruntime has overwritten onnxruntime-gpu: pip install --force-reinstall --no-deps onnxruntime-gpu"


def gpu_memory(index: int) -> int | None:
    """Bytes of memory of the GPU numbered `index`, None where the driver's tool does not tell."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return None
    query = [tool, f"--id={index}", "--query-gpu=memory.total", "--format=csv,noheader,nounits"]
    answer = subprocess.run(query, capture_output=True, text=True, check=False, timeout=10)
    return int(answer.stdout) << 20 if answer.stdout.strip().isdigit() else None


def available_providers() -> list[str]:
    """The providers of this onnxruntime; GPU libraries that pip brought are loaded first."""
    import onnxruntime

    providers: list[str] = onnxruntime.get_available_providers()
    if CUDA in providers and hasattr(onnxruntime, "preload_dlls"):
        onnxruntime.preload_dlls()
    return providers


def open_session(
    path: Path, provider: Provider, *, optimised: bool = False, threads: int = 0, without: Sequence[str] = ()
) -> onnxruntime.InferenceSession:
    """Load the model at `path`; `threads` 0 means one for every core. Raises EngineError.

    `without` names those of onnxruntime's optimisations that are left out.
    """
    import onnxruntime

    options = _options(onnxruntime.SessionOptions(), threads)
    if optimised:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.add_session_config_entry("session.disable_prepacking", "1")
    try:
        return onnxruntime.InferenceSession(path, options, providers=_ladder(provider), disabled_optimizers=without)
    except Exception as error:
        raise EngineError(f"{path} is not a model onnxruntime can load ({error}): fetch it again") from error


def run(
    session: onnxruntime.InferenceSession,
    outputs: Sequence[str] | None,
    feed: Mapping[str, NDArray[Any]],
    options: onnxruntime.RunOptions | None = None,
) -> list[NDArray[Any]]:
    """Run the model once; `outputs` None means all of them. Raises EngineError."""
    try:
        arrays: list[NDArray[Any]] = session.run(outputs, feed, options)
    except Exception as error:
        raise EngineError(f"the model failed: {error}") from error
    return arrays


def running(session: onnxruntime.InferenceSession) -> str:
    """The provider that `session` runs on in truth: onnxruntime falls back to the CPU without an error."""
    return str(session.get_providers()[0])


def give_heap_back() -> None:
    """Let the C library return to the system what onnxruntime's arenas have returned to it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's alone
    if trim is not None:
        trim(0)


def _ladder(provider: Provider) -> list[Any]:
    return [CPU] if provider.name == CPU else [(provider.name, provider.options), CPU]


def _options(options: Any, threads: int) -> Any:
    options.log_severity_level = 3  # errors only: a model optimised for one CPU is warned about at each start
    options.intra_op_num_threads = threads
    options.enable_mem_pattern = False
    options.enable_mem_reuse = False
    options.add_session_config_entry(EXACT_INT8, "1")
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # an eighth less CPU, as fast
    return options
