"""Whether Kokoro's files are in place, told by names and sizes alone: cheap enough to ask at every start.

A file of the right size with wrong bytes is not noticed here; `fetch` reads every byte and brings such a file
anew.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import DamagedError
from .release import RELEASE

if TYPE_CHECKING:
    from pathlib import Path

    from .release import ModelFile, Release


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that can be loaded and the voices it speaks with."""

    precision: str
    model: Path
    voices: Path


def installed(directory: Path, precision: str | None = None, *, release: Release = RELEASE) -> Installed | None:
    """The model of this precision, or the preferred one of those here; None where a file is missing.

    Raises DamagedError where a file is there but truncated, too long or unreadable, and no other model is
    whole; FilesError where the release has no such precision.
    """
    damage: DamagedError | None = None
    for each in [precision] if precision else release.models:
        files = release.files(each)
        try:
            whole = [is_whole(directory / file.name, file) for file in files]
        except DamagedError as error:
            damage = damage or error
            continue
        if all(whole):
            model, voices = files
            return Installed(each, directory / model.name, directory / voices.name)
    if damage:
        raise damage
    return None


def is_whole(path: Path, file: ModelFile) -> bool:
    """Whether `path` has the size of `file`; False where nothing is there, DamagedError where something else
    is.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise DamagedError(
            f"{path} cannot be read ({error.strerror}): mend its permissions or its directory"
        ) from error
    if not stat.S_ISREG(found.st_mode):
        raise DamagedError(f"{path} is not a file: move it away and fetch Kokoro's files again")
    if found.st_size != file.size:
        raise DamagedError(f"{path} has {found.st_size:,} bytes instead of {file.size:,}: fetch Kokoro's files again")
    return True
