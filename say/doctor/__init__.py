"""`say --doctor`: what keeps speech from being heard, each finding with the command that mends it.

Nothing is started and nothing is changed. Every check has a bound, runs beside the others, and is lost alone where it
breaks: `kokoro_ipc.checkup` has the rules.
"""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING

from kokoro_ipc.checkup import PROBLEM, Check, environment, examine
from say.doctor import others, place, programs, sockets, units
from say.doctor.here import Here
from say.doctor.report import as_json, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from say.options import Options

SECONDS = 30.0
"""After which no check is waited for any more."""


def run(wanted: Options, environ: Mapping[str, str]) -> int:
    """Look, and tell; gives the exit status: 0 where speech is heard as it was set up, else 1."""
    here = Here(environ, os.path.abspath(sys.argv[0]), environment())
    found = list(examine(checks(here), SECONDS))
    sys.stdout.write(as_json(found) if wanted.json else as_text(found, colour=sys.stdout.isatty()))
    return 1 if any(finding.kind == PROBLEM for finding in found) else 0


def checks(here: Here) -> list[Check]:
    """All there are, in the order in which a text passes what they look at."""
    return [
        ("Command", functools.partial(place.on_path, here)),
        ("Settings", functools.partial(programs.say_conf, here)),
        ("Settings", functools.partial(programs.unread, here)),
        ("Runtime", functools.partial(place.runtime, here)),
        ("Directories", functools.partial(place.directories, here)),
        ("Units", functools.partial(units.check, here)),
        ("Socket", functools.partial(sockets.check, here)),
        *programs.checks(here),
        ("Servers", functools.partial(sockets.servers, here)),
        ("Servers", functools.partial(sockets.lingering, here)),
        ("Dispatcher", functools.partial(others.speech_dispatcher, here)),
        ("Journal", functools.partial(others.journal, here)),
    ]
