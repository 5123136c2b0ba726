"""Bringing a release: every file whole and proven by its hash, or a sentence that says why not."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from .errors import DamagedError, FetchError
from .installed import is_whole
from .part import Part, part_path, sha256
from .release import DEFAULT_MIRROR, RELEASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from .release import ModelFile, Release
    from .transfer import Source

_SPARE = 1 << 20
"""Bytes that stay free beside the files, for the file system's own use."""


def fetch(
    directory: Path,
    *,
    progress: Callable[[str, int, int], None],
    tell: Callable[[str], None],
    precision: str = "fp32",
    mirror: str = DEFAULT_MIRROR,
    release: Release = RELEASE,
    timeout: float = 30.0,
    pauses: Sequence[float] = (1.0, 3.0, 10.0),
) -> list[Path]:
    """Bring the model of one precision and the voices into `directory`; returns their paths.

    What is there and right stays, what is there and wrong is replaced, what was broken off goes on. `mirror`
    is the folder's http or https address. `progress` hears a file's name, the bytes of it that are here, and
    its size; `tell` hears sentences. `timeout`: the seconds that a server may be silent; `pauses`: the
    seconds to wait before each new try once a connection has broken off. Raises FilesError. May be
    interrupted, and called again, any time.
    """
    from .transfer import Source  # TLS and HTTP: modules that only a fetch needs

    if not mirror.startswith(("https://", "http://")):
        raise FetchError(f"the mirror {mirror} is no http or https address: write it like {DEFAULT_MIRROR}")
    source = Source(mirror, timeout, pauses)
    files = release.files(precision)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        missing = [file for file in files if not _is_here(directory, file, tell)]
        _check_space(directory, missing)
        for file in missing:
            _fetch_one(directory, file, source, progress, tell)
    except OSError as error:
        raise _disk_failure(directory, error) from error
    return [directory / file.name for file in files]


def _is_here(directory: Path, file: ModelFile, tell: Callable[[str], None]) -> bool:
    path = directory / file.name
    try:
        if not is_whole(path, file):
            return False
    except DamagedError as error:
        tell(str(error))
        return False
    if sha256(path) != file.sha256:
        tell(f"{path} is damaged and will be replaced")
        return False
    tell(f"{file.name} is here and whole")
    return True


def _check_space(directory: Path, missing: Iterable[ModelFile]) -> None:
    wanted = sum(file.size - _size(part_path(directory / file.name)) for file in missing)
    disk = os.statvfs(directory)
    free = disk.f_bavail * disk.f_frsize
    if wanted and free < wanted + _SPARE:
        raise FetchError(
            f"{directory} has {free / 1e6:,.0f} MB free and Kokoro's files need {wanted / 1e6:,.0f} MB: "
            "make room or choose another directory"
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _fetch_one(
    directory: Path,
    file: ModelFile,
    source: Source,
    progress: Callable[[str, int, int], None],
    tell: Callable[[str], None],
) -> None:
    target = directory / file.name
    with Part(target, wait=lambda: tell(f"another fetch brings {file.name}: waiting for it")) as part:
        if _is_here(directory, file, tell):
            part.restart()
        else:
            _fill(part, file, source, progress, tell)
            part.complete()


def _fill(
    part: Part,
    file: ModelFile,
    source: Source,
    progress: Callable[[str, int, int], None],
    tell: Callable[[str], None],
) -> None:
    """Bring the file until its hash is right, from the start where an earlier fetch left wrong bytes."""
    while True:
        source.bring(file, part, progress)
        found, inherited = part.sha256(), part.inherited
        if found == file.sha256:
            return
        part.restart()
        if not inherited:
            raise FetchError(
                f"{file.name} from {source.mirror} is not the released file "
                f"(SHA-256 {found[:12]}… instead of {file.sha256[:12]}…): use another mirror"
            )
        tell(f"what an earlier fetch left of {file.name} is damaged: fetching it from the start")


def _disk_failure(directory: Path, error: OSError) -> FetchError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FetchError(f"the disk of {directory} is full: make room and fetch again, what has come is kept")
    return FetchError(
        f"{error.filename or directory} cannot be written ({error.strerror}): "
        "mend its permissions or choose another directory"
    )
