"""What belongs to others: speech-dispatcher, which has to find our module, and the journal."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from typing import TYPE_CHECKING

from kokoro_ipc.checkup import Finding, install, note, problem, well

if TYPE_CHECKING:
    from collections.abc import Iterator

    from say.doctor.here import Here

SYSTEM_CONF = "/etc/speech-dispatcher/speechd.conf"
LINE = 'AddModule "kokoro" "sd_kokoro" ""'


def speech_dispatcher(here: Here, system_conf: str = SYSTEM_CONF) -> Iterator[Finding]:
    """Whether speech-dispatcher finds our module, where there is one."""
    if shutil.which("speech-dispatcher", path=here.environ.get("PATH", "")) is None:
        yield well("it is not installed, and not needed")
        return
    module = os.path.join(os.path.dirname(here.directory("DATA")), "libexec/speech-dispatcher-modules/sd_kokoro")
    if not os.access(module, os.X_OK):
        yield note(f"speech-dispatcher does not have the module {module}", install())
        return
    own = os.path.join(here.directory("CONFIG"), "speech-dispatcher/speechd.conf")
    conf = own if os.path.exists(own) else system_conf
    named = re.findall(r"^[ \t]*AddModule[ \t].*$", _text(conf), re.MULTILINE)
    if named and not any("sd_kokoro" in line for line in named):
        yield problem(f"{conf} names the modules that speech-dispatcher looks for, and not ours", _add(own, conf))
    else:
        yield well(f"speech-dispatcher finds {module}")


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _add(own: str, conf: str) -> str:
    """The command that names our module in the user's own configuration."""
    target = shlex.quote(own)
    copy = "" if conf == own else f"mkdir -p {shlex.quote(os.path.dirname(own))} && cp {shlex.quote(conf)} {target} && "
    return f"{copy}echo {shlex.quote(LINE)} >>{target}"


def journal(here: Here) -> Iterator[Finding]:
    """Whether the log can be read."""
    if not here.has_manager:
        path = os.path.join(here.directory("STATE"), "kokoro/kokoro.log")
        yield well(f"the log is {path}" if os.path.exists(path) else f"the log will be {path}")
        return
    status, _, error = here.run("journalctl", "--user", "--quiet", "--lines=1", "--unit=kokoro-model.service")
    first = error.splitlines()[0] if error else ""
    if status == 127:
        yield note("journalctl is not there: what goes wrong behind say cannot be read")
    elif status or "not seeing messages" in error or "No journal files" in error:
        yield note(f"your journal cannot be read: {first or f'journalctl ends with {status}'}", _join(here))
    else:
        yield well("journalctl --user --unit 'kokoro-*' tells what happened")


def _join(here: Here) -> str:
    user = here.environ.get("USER", "")
    return f"sudo usermod --append --groups systemd-journal {shlex.quote(user)}" if user else ""
