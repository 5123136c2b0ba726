"""What is worth knowing of a model in reduced precision, for those who set Kokoro up or look for what is wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_model.engines.kokoro.layout import Layout

_CPUINFO = Path("/proc/cpuinfo")
_MULTIPLIES_INT8 = re.compile(r"^(?:flags|Features)\b.*\b(?:avx512_vnni|avx_vnni|asimddp|i8mm)\b", re.MULTILINE)
"""The instructions that multiply 8-bit integers and add up: VNNI of x86, dot products of ARM."""


def multiplies_int8(cpuinfo: Path = _CPUINFO) -> bool:
    """Whether this CPU has instructions for products of 8-bit integers; True where it does not tell."""
    try:
        text = cpuinfo.read_text()
    except OSError:
        return True
    return bool(_MULTIPLIES_INT8.search(text))


def advice(precision: str, layout: Layout, *, fast_int8: bool) -> str:
    """A sentence on a model in that precision whose optimised form is laid out so; empty where there is none to say."""
    if layout.converted:
        return (
            f"the optimised {precision} model computes in floats on the CPU: it is as fast as fp32 and takes as much"
            " room, so that only the download is smaller"
        )
    if precision == "int8" and not fast_int8:
        return "the int8 model stays in integers, for which this CPU has no instructions: fp32 is faster"
    return ""
