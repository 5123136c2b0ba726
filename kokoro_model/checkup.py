"""What the model service needs, looked at for `say --doctor`: its settings, engines, files and packages.

`python -I -m kokoro_model.checkup [FILE]`: FILE is model.conf where the service reads it.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_ipc import directories, settings_file
from kokoro_ipc.checkup import Check, Finding, describe, install, main, note, problem, reinstall, well

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kokoro_model.files import Installed, Release

SETUP = "say --setup"
SPARE = 64 << 20
"""Bytes of disk that remembered phrases may take."""


def checks(conf: str, environ: Mapping[str, str]) -> list[Check]:
    """All of them, for a service with those settings."""
    settings = {**environ, **settings_file.read(conf)} if conf else dict(environ)
    return [
        *([("Settings", functools.partial(_settings, conf))] if conf else []),
        ("Packages", packages),
        ("espeak-ng", espeak),
        ("Kokoro", functools.partial(kokoro, settings)),
        ("Languages", languages),
        ("onnxruntime", functools.partial(runtime, settings, conf)),
        ("Blends", functools.partial(blends, settings)),
    ]


def _settings(conf: str) -> Iterator[Finding]:
    from kokoro_model.__main__ import check, options

    yield from settings_file.check(conf, options, check)


def packages(name: str = "kokoro-say") -> Iterator[Finding]:
    """Whether all packages are there that ours cannot do without."""
    needed = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requires(name) or [] if "extra ==" not in line]
    missing = [package for package in needed if not _version(package)]
    if missing:
        yield problem(f"{sys.prefix} lacks {', '.join(missing)}", reinstall())
    else:
        yield well(f"Python {sys.version.split()[0]} has all {len(needed)} packages that {name} {version(name)} needs")


def espeak() -> Iterator[Finding]:
    """Whether espeak-ng's library and its data load."""
    from kokoro_model.engines import EngineError
    from kokoro_model.engines.espeak.library import Library

    try:
        voices = Library().voices()
    except EngineError as error:
        yield problem(str(error), reinstall())
        return
    yield well(f"espeak-ng has {len(voices)} voices") if voices else problem("espeak-ng has no voice", reinstall())


def kokoro(settings: Mapping[str, str], *, release: Release | None = None) -> Iterator[Finding]:
    """Whether Kokoro's files are in place, whole and readable; `release` says what is whole."""
    if settings.get("KOKORO_ENGINE") == "espeak":
        yield note("KOKORO_ENGINE=espeak: espeak-ng speaks Kokoro's voices")
        return
    own = [settings.get(name, "") for name in ("KOKORO_MODEL", "KOKORO_VOICES")]
    if any(own):
        yield from _own_files(*own)
        return
    from kokoro_model.files import RELEASE, FilesError, installed

    directory, release = Path(settings.get("KOKORO_MODELS") or directories.ours("CACHE", settings)), release or RELEASE
    try:
        found = installed(directory, release=release)
    except FilesError as error:
        if os.path.isdir(directory) and not os.access(directory, os.R_OK | os.X_OK):
            yield problem(f"{directory} cannot be read", f"chmod u+rwx {shlex.quote(str(directory))}")
        else:
            yield problem(f"{error}; until then espeak-ng speaks for it", SETUP)
        return
    if found is None:
        yield note("Kokoro's files are not here, so that espeak-ng speaks its voices", SETUP)
        yield from _room(directory, sum(file.size for file in release.files(next(iter(release.models)))))
        return
    unreadable = _readable(found.model, found.voices)
    yield from unreadable or [well(f"Kokoro ({found.precision}) is in {directory}")]
    if not unreadable:
        yield from _precision(found)
    yield from _room(directory, SPARE)


def _precision(found: Installed) -> Iterator[Finding]:
    """What the precision of the model is good for here, once it is optimised."""
    from kokoro_model.engines import EngineError
    from kokoro_model.engines.kokoro.optimizer.cache import Optimiser
    from kokoro_model.engines.kokoro.precision import advice, multiplies_int8

    try:
        made = Optimiser(found.model, found.voices, found.model.parent / "optimised", deterministic=False).find()
    except (EngineError, ImportError, OSError):  # which other checks tell
        return
    if made and (said := advice(found.precision, made[1], fast_int8=multiplies_int8())):
        yield note(said) if made[1].converted else note(said, f"{SETUP} --precision fp32")


def languages() -> Iterator[Finding]:
    """Whether the languages of Kokoro that need packages of their own can be read."""
    from kokoro_model.engines.kokoro.phonemize import READERS

    for reader in READERS.values():
        if reader.installed:
            yield well(f"{reader.language} can be read")
        else:
            make = install()
            missing = f"what reads {reader.language} is not installed, so that its Kokoro voices do not speak"
            yield note(
                missing, f"{make} LANGUAGES={reader.short}" if make else f"pip install 'kokoro-say[{reader.extra}]'"
            )


def _own_files(model: str, voices: str) -> Iterator[Finding]:
    """A model of one's own."""
    if not (model and voices):
        yield problem("KOKORO_MODEL and KOKORO_VOICES go together: one of them is set, espeak-ng speaks in their place")
        return
    missing = [path for path in (model, voices) if not os.path.exists(path)]
    for path in missing:
        yield problem(f"there is no {path}, which the settings name; espeak-ng speaks in its place")
    if not missing:
        yield from _readable(Path(model), Path(voices)) or [well(f"Kokoro speaks with {model}")]


def _readable(*files: Path) -> list[Finding]:
    return [
        problem(f"{file} cannot be read by you", f"chmod u+rX {shlex.quote(str(file))}")
        for file in files
        if not os.access(file, os.R_OK)
    ]


def _room(directory: Path, needed: int) -> Iterator[Finding]:
    """Whether the disk has room for so many bytes there."""
    there = directory
    while not os.path.exists(there):  # nor where it cannot be seen
        there = there.parent
    free = shutil.disk_usage(there).free
    if free < needed:
        yield problem(f"the disk of {there} has {free >> 20} MB left where {needed >> 20} are needed: make room there")


def runtime(settings: Mapping[str, str], conf: str) -> Iterator[Finding]:
    """Whether onnxruntime loads, and computes where it is to."""
    try:
        from kokoro_model.engines.kokoro.session import CUDA, available_providers

        providers = available_providers()
    except (ImportError, OSError) as error:
        yield problem(f"onnxruntime does not load: {describe(error)}", reinstall())
        return
    installed = [name for name in ("onnxruntime", "onnxruntime-gpu") if _version(name)]
    if CUDA not in providers and "onnxruntime-gpu" in installed:
        yield problem("onnxruntime for CPUs has overwritten onnxruntime-gpu, which is the same module", _only_gpu())
    elif CUDA not in providers and _gpu():
        yield note("there is a GPU, and the onnxruntime that is installed is for CPUs only", reinstall())
    yield from _provider(settings.get("KOKORO_DEVICE", "auto"), providers, conf)


def _provider(device: str, providers: list[str], conf: str) -> Iterator[Finding]:
    from kokoro_model.engines import EngineError
    from kokoro_model.engines.kokoro.session import choose

    unset = settings_file.remove(conf, f"KOKORO_DEVICE={device}") if conf else "unset KOKORO_DEVICE"
    try:
        chosen = choose(device, providers, memory_of=lambda _: None)
    except EngineError as error:
        yield problem(f"KOKORO_DEVICE: {error}", unset)
        return
    if chosen.warning:
        yield problem(f"KOKORO_DEVICE: {chosen.warning}", unset)
        return
    name = " and ".join(f"{each} {_version(each)}" for each in ("onnxruntime", "onnxruntime-gpu") if _version(each))
    yield well(f"{name} computes by {chosen.name}")


def _only_gpu() -> str:
    """The command that makes the one for GPUs count."""
    if importlib.util.find_spec("pip") is None:
        return reinstall()
    return f"{shlex.quote(sys.executable)} -m pip install --force-reinstall --no-deps onnxruntime-gpu"


def _gpu() -> bool:
    """Whether the driver's tool lists one."""
    if shutil.which("nvidia-smi") is None:
        return False
    listed = subprocess.run(["nvidia-smi", "--list-gpus"], capture_output=True, text=True, check=False, timeout=10)
    return "GPU" in listed.stdout


def blends(settings: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the file of blends can be understood."""
    from kokoro_model.blends import Blends, BlendsError

    path = Path(settings.get("KOKORO_CUSTOM_VOICES") or directories.ours("DATA", settings) + "/custom_voices.json")
    try:
        names = Blends(path, set()).names()
    except BlendsError as error:
        yield problem(str(error), f"mv {shlex.quote(str(path))} {shlex.quote(f'{path}.bad')}")
        return
    yield well(f"{len(list(names))} blends of your own")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


if __name__ == "__main__":
    main(checks("".join(sys.argv[1:]), os.environ))
