"""The units: installed, as they were installed, in force, and none that has failed."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
from typing import TYPE_CHECKING, TypeAlias

from kokoro_ipc.checkup import NOTE, PROBLEM, Finding, install, note, problem, well

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from say.doctor.here import Here

    Unit: TypeAlias = Mapping[str, str]

SOCKET, SERVICE = "kokoro-model.socket", "kokoro-model.service"
VOICE = "kokoro-voice@af_heart_en-us.service"
"""Any of them: they are one unit file."""
NEEDED = (SOCKET, SERVICE, VOICE)
OTHERS = (
    "kokoro-api.socket",
    "kokoro-api.service",
    "kokoro-wyoming.socket",
    "kokoro-wyoming.service",
    "kokoro-mpris.service",
)
_PROPERTIES = (
    "Id,LoadState,ActiveState,UnitFileState,FragmentPath,NeedDaemonReload,Result,ExecStart,NRestarts,WatchdogUSec"
)
RESET = "systemctl --user reset-failed 'kokoro-*' && systemctl --user restart kokoro-model.socket"


def check(here: Here) -> Iterator[Finding]:
    """All that systemd and the files tell of the units."""
    if not here.has_manager:
        yield well("no systemd user manager has a part in it: say starts the service itself, as its child")
        return
    status, shown, error = here.systemctl("show", f"--property={_PROPERTIES}", *NEEDED, *OTHERS)
    if status:
        yield problem(f"systemd's user manager does not answer: {error}", _environment(here))
        return
    units = [unit for unit in map(_properties, shown.strip().split("\n\n")) if "Id" in unit]
    if all(unit["LoadState"] == "not-found" for unit in units):
        yield note("the units are not installed: say starts the service itself, as its child", install())
        return
    found = [finding for unit in units for finding in _unit(here, unit)]
    found += [*_failed(here), *changed(here), *_elsewhere(here, units)]
    yield from found
    if not any(finding.kind in {NOTE, PROBLEM} for finding in found):
        listening = sum(unit["Id"].endswith(".socket") and unit["ActiveState"] == "active" for unit in units)
        yield well(f"{len(units)} units are as they were installed; {listening} of their sockets listen")


def _properties(block: str) -> dict[str, str]:
    return dict(line.partition("=")[::2] for line in block.splitlines())


def _unit(here: Here, unit: Unit) -> Iterator[Finding]:
    """What is wrong with one of them by itself."""
    name, load = unit["Id"], unit["LoadState"]
    if load == "masked":
        yield _masked(name)
    elif load == "not-found":
        if name in NEEDED:
            yield problem(f"{name} is not installed, though others of the units are", install())
    elif load != "loaded":
        yield problem(f"{name} cannot be read by systemd ({load})", _put_aside(here, unit["FragmentPath"]) or install())
    else:
        yield from _loaded(here, unit)


def _loaded(here: Here, unit: Unit) -> Iterator[Finding]:
    name, program = unit["Id"], _program(unit)
    if unit["NeedDaemonReload"] == "yes":
        yield problem(f"{name} has changed since systemd read it", "systemctl --user daemon-reload")
    if not unit["FragmentPath"].startswith(here.directory("DATA") + "/systemd/user/"):
        yield problem(
            f"{unit['FragmentPath']} is in the place of the unit that was installed",
            _put_aside(here, unit["FragmentPath"]),
        )
    if program and not os.access(program, os.X_OK):
        yield problem(f"{name} starts {program}, which is not there", install())
    if name == SOCKET and unit["UnitFileState"] == "disabled":
        yield note(f"{SOCKET} does not listen from login on", f"systemctl --user enable --now {SOCKET}")
    elif name == SOCKET and unit["ActiveState"] == "inactive":
        yield note(f"{SOCKET} does not listen; the next text starts it", f"systemctl --user start {SOCKET}")
    yield from _watched(unit)


def _watched(unit: Unit) -> Iterator[Finding]:
    """How a service has fared with those who look after it."""
    name = unit["Id"]
    if unit.get("NRestarts", "0") != "0":
        why = f"journalctl --user --boot --unit {name} --priority warning"
        yield note(f"{name} has died and was started again, {unit['NRestarts']} times: {why} tells why")
    if unit.get("WatchdogUSec") == "0" and name.endswith(".service") and name != "kokoro-mpris.service":
        yield note(f"{name} has no watchdog: who sets WatchdogSec=0 is not helped where it hangs")


def _masked(name: str) -> Finding:
    start = f" && systemctl --user start {name}" if name.endswith(".socket") else ""
    mend = f"systemctl --user unmask {name}{start}"
    if name in NEEDED:
        return problem(f"{name} is masked: nothing can be spoken", mend)
    return note(f"{name} is masked", f"systemctl --user unmask {name}")


def _failed(here: Here) -> Iterator[Finding]:
    """Units that have failed, and stay so until somebody takes notice."""
    _, listed, _ = here.systemctl("list-units", "--failed", "--plain", "--no-legend", "kokoro-*")
    for name in [line.split()[0] for line in listed.splitlines() if line.strip()]:
        _, result, _ = here.systemctl("show", "--property=Result", "--value", name)
        reset = RESET if name in {SOCKET, SERVICE} else f"systemctl --user reset-failed {shlex.quote(name)}"
        yield problem(f"{name} has failed ({result.strip()}): journalctl --user --boot --unit {name} tells why", reset)


def changed(here: Here) -> Iterator[Finding]:
    """Files outside of the environment that are not as they were installed."""
    try:
        with open(os.path.join(here.prefix, "sums"), encoding="utf-8") as file:
            lines = file.read().splitlines()
    except OSError:
        return  # what was not installed has nothing to be compared with
    for line in lines:
        expected, _, path = line.partition("  ")
        name = os.path.basename(path)
        if (found := _sum(path)) == expected:
            continue
        if "/systemd/user/" in path or "/dbus-1/" in path or path.endswith(("/say", "/sd_kokoro")):
            state = "is gone" if not found else "is not as it was installed, of another version or changed"
            yield problem(f"{name} {state}: {path}", install())


def _sum(path: str) -> str:
    """The file's SHA-256, empty where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ""


def _elsewhere(here: Here, units: list[dict[str, str]]) -> Iterator[Finding]:
    """Whether the units run another installation than this `say` belongs to."""
    program = next((_program(unit) for unit in units if unit["Id"] == SERVICE), "")
    theirs = os.path.dirname(os.path.dirname(program))
    if program and os.path.exists(program) and os.path.realpath(theirs) != os.path.realpath(here.prefix):
        yield note(f"this say is of {here.prefix}, and the units run {theirs}: they may be of different versions")


def _program(unit: Unit) -> str:
    """What it starts, empty where it starts nothing."""
    found = re.search(r"path=(\S+) ;", unit.get("ExecStart", ""))
    return found[1] if found else ""


def _put_aside(here: Here, path: str) -> str:
    """The command that takes a user's own unit file out of the way; `revert` does it for the system's units only."""
    if not path.startswith(here.directory("CONFIG") + "/systemd/user/"):
        return ""
    return f"mv {shlex.quote(path)} {shlex.quote(f'{path}.old')} && systemctl --user daemon-reload"


def _environment(here: Here) -> str:
    """What is missing to reach the user manager."""
    if here.environ.get("XDG_RUNTIME_DIR"):
        return ""
    return f"export XDG_RUNTIME_DIR=/run/user/{os.getuid()}"
