"""What the daemons' own checkups find: each is a program of the same Python, so that what crashes it is a finding."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from kokoro_ipc.checkup import PROGRAM_SECONDS, Check, Finding, note, problem, reinstall, well
from say import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from say.doctor.here import Here

DAEMONS = ("model", "voice", "api", "wyoming", "mpris")
_ALWAYS = ("model", "voice")
_GRACE_SECONDS = 5.0


def checks(here: Here) -> list[Check]:
    """One for each daemon that there is anything to ask of."""
    found: list[Check] = []
    for daemon in DAEMONS:
        conf = os.path.join(here.directory("CONFIG"), "kokoro", f"{daemon}.conf")
        if daemon in _ALWAYS or os.path.exists(conf):
            found.append((daemon.capitalize(), functools.partial(ask, here, daemon, conf if _reads(here) else "")))
    return found


def _reads(here: Here) -> bool:
    """Whether the daemons read their files of settings: systemd does that for them."""
    return here.has_manager


def ask(here: Here, daemon: str, conf: str) -> Iterator[Finding]:
    """What a daemon's checkup finds."""
    command = [sys.executable, "-I", "-m", f"kokoro_{daemon}.checkup", *([conf] if conf else [])]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(here.environ)
    ) as program:
        try:
            told, errors = program.communicate(timeout=PROGRAM_SECONDS + _GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
            told, errors = program.communicate()
    for line in told.decode(errors="replace").splitlines():
        try:
            yield Finding(**json.loads(line))
        except (ValueError, TypeError):
            continue  # a library has written there as well
    if program.returncode:
        last = errors.decode(errors="replace").strip().rpartition("\n")[2]
        how = f"ended by signal {-program.returncode}" if program.returncode < 0 else last
        yield problem(f"its checkup broke ({how})", reinstall())


def say_conf(here: Here) -> Iterator[Finding]:
    """The settings of `say` itself, line by line."""
    from kokoro_ipc import settings_file

    path = os.path.join(here.directory("CONFIG"), "kokoro/say.conf")
    if not os.path.exists(path):
        yield well("say has its defaults")
        return
    wrong = 0
    with open(path, encoding="utf-8") as file:
        lines = [line.strip() for line in file.read().splitlines()]
    for line in lines:
        try:
            options.defaults({}, line)
        except options.UsageError as error:
            wrong += 1
            name = line.partition("=")[0].strip()
            near = "" if name in options.SETTINGS or "=" not in line else settings_file.meant(name, [*options.SETTINGS])
            mend = settings_file.rename(path, line, name, near) if near else settings_file.remove(path, line)
            yield problem(f"{path}: {error}", mend)
    if not wrong:
        yield well(f"{path} makes sense")


def unread(here: Here) -> Iterator[Finding]:
    """Files of settings that nobody reads here."""
    for daemon in DAEMONS:
        path = os.path.join(here.directory("CONFIG"), "kokoro", f"{daemon}.conf")
        if not _reads(here) and os.path.exists(path):
            yield note(f"{path} is not read without systemd: settings come from the environment")
