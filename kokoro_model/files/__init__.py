"""Kokoro's files: what the release holds, whether it is here and whole, and how to bring it.

Light to import: the network's modules are loaded by the first `fetch`.
"""

from __future__ import annotations

from .download import fetch
from .errors import DamagedError, FetchError, FilesError
from .installed import Installed, installed
from .release import DEFAULT_MIRROR, RELEASE, ModelFile, Release

__all__ = [
    "DEFAULT_MIRROR",
    "RELEASE",
    "DamagedError",
    "FetchError",
    "FilesError",
    "Installed",
    "ModelFile",
    "Release",
    "fetch",
    "installed",
]
