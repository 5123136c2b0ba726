"""Commands for what is being spoken, and questions about the system."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

from kokoro_ipc import address, launch, lean_json, message
from kokoro_ipc.errors import DisconnectedError, FailureError
from say.options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokoro_ipc.channel import Channel
    from say.options import Options

_COMMANDS: dict[str, type[message.Message]] = {
    "stop": message.Stop,
    "pause": message.Pause,
    "resume": message.Resume,
    "skip": message.Skip,
    "back": message.Back,
}
_OWN = {"blend", "unblend", "teach", "forget"}
_KILL_SECONDS = 5.0


def run(wanted: Options, environ: Mapping[str, str]) -> int:
    """Do what is wanted; gives the exit status."""
    path = address.socket_path(environ)
    if wanted.action == "setup":
        return _set_up(wanted, environ)
    if wanted.action in _OWN:
        own = _own(wanted.action, wanted.argument)  # what makes no sense starts nothing
        with launch.connect(environ) as channel:
            ask(channel, own)
    elif wanted.action == "kill":
        _kill(path, environ)
    elif wanted.action == "list":
        _list(wanted, environ)
    elif wanted.action == "status":
        _status(wanted, path, environ)
    else:
        _tell(path, _command(wanted), environ)
    return 0


def _tell(path: str, command: message.Message, environ: Mapping[str, str]) -> None:
    """Where nothing runs nothing speaks, and nothing need be started to say so."""
    model = launch.reach(path, environ)
    if model is not None:
        with model:
            ask(model, command)


def _command(wanted: Options) -> message.Message:
    """The message for what is being spoken."""
    if wanted.action == "live":
        return message.Change(voice=wanted.voice, speed=wanted.speed)
    return _COMMANDS[wanted.action](voice=wanted.voice)


def _set_up(wanted: Options, environ: Mapping[str, str]) -> int:
    """Have the model service's program bring Kokoro's files; it draws the progress, and a running service sees them."""
    precision = ["--precision", wanted.precision] if wanted.precision else []
    fetch = [sys.executable, "-I", "-m", "kokoro_model", "fetch", *precision]
    try:
        return subprocess.run(fetch, env=dict(environ), check=False).returncode
    except KeyboardInterrupt:
        return 130  # the program has said what there is to say


def set_log_level(level: str, environ: Mapping[str, str]) -> None:
    """Have the daemons log from that level on, until they end."""
    with launch.connect(environ) as channel:
        ask(channel, message.LogLevel(level=level))


def _own(action: str, given: str) -> message.Message:
    """The message for a voice or a word of the user's own; raises UsageError."""
    if action == "unblend":
        return message.Unblend(name=given)
    if action == "forget":
        return message.Forget(word=given)
    before, behind = _halves(given, action)
    return message.Blend(name=before, recipe=behind) if action == "blend" else message.Teach(word=before, sound=behind)


def _halves(given: str, option: str) -> tuple[str, str]:
    """What is before and behind the equals sign; raises UsageError."""
    before, equals, behind = (part.strip() for part in given.partition("="))
    if not (equals and before and behind):
        raise UsageError(f"--{option} needs {'NAME=RECIPE' if option == 'blend' else 'WORD=SOUND'}, not “{given}”")
    return before, behind


def ask(channel: Channel, question: message.Message) -> Any:
    """The JSON answer, or None where there is none; raises FailureError."""
    channel.request(question)
    answer = channel.receive()
    if isinstance(answer, message.Failed):
        raise FailureError(answer.code, answer.message)
    return lean_json.loads(answer.payload.decode()) if isinstance(answer, message.Ok) and answer.payload else None


# --- the list of voices


def _list(wanted: Options, environ: Mapping[str, str]) -> None:
    with launch.connect(environ) as channel:
        voices = ask(channel, message.Voices())
    if wanted.lang.lower() not in {"", "auto"}:
        lang = wanted.lang.replace("_", "-").lower()
        voices = [voice for voice in voices if voice["lang"].lower() == lang]
    if wanted.json:
        sys.stdout.write(lean_json.dumps(voices) + "\n")
        return
    rows: list[tuple[str, ...]] = [("", "VOICE", "LANGUAGE", "GENDER", "ENGINE", "STATE", "TITLE")]
    rows += [_row(voice) for voice in voices]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def _row(voice: Mapping[str, Any]) -> tuple[str, ...]:
    state = "speaking" if voice["speaking"] else "loaded" if voice["loaded"] else ""
    number = f"{voice['number']:>3}" if voice["number"] else ""
    title = voice["recipe"] or voice["title"]
    return number, voice["name"], voice["lang"], voice["gender"], voice["engine"], state, title


# --- the status


def _status(wanted: Options, path: str, environ: Mapping[str, str]) -> None:
    model = launch.reach(path, environ)
    status: dict[str, Any] = {"socket": path, "runs_as": _way(environ), "running": model is not None}
    if model is not None:
        with model:
            status |= ask(model, message.Status())
    if wanted.json:
        sys.stdout.write(lean_json.dumps(status) + "\n")
    else:
        sys.stdout.write("\n".join(_status_lines(status)) + "\n")


def _way(environ: Mapping[str, str]) -> str:
    """How the daemons run, or would."""
    if environ.get("KOKORO_SOCKET") or not launch.has_user_manager(environ):
        return "child processes"
    shown = _systemctl("show", "--property=LoadState", "--value", launch.UNIT)
    return "systemd user units" if shown.stdout.strip() == "loaded" else "child processes"


def _status_lines(status: Mapping[str, Any]) -> list[str]:
    by = "started by say" if status["runs_as"] == "child processes" else "started by their socket"
    lines = [f"Runs as:  {status['runs_as']}, {by}", f"Socket:   {status['socket']}"]
    if not status["running"]:
        return [*lines, "Model:    not running; the next text starts it"]
    minutes, seconds = divmod(int(status["up_seconds"]), 60)
    lines.append(f"Model:    running for {minutes} min {seconds} s (pid {status['pid']})")
    lines.append(f"Engine:   {', '.join(status['engines'])}, {status['engine_state']}; {status['queued']} texts queued")
    voices = [f"{v['name']} ({v['lang']}, {'speaking' if v['speaking'] else 'silent'})" for v in status["voices"]]
    lines.append(f"Voices:   {', '.join(voices) or 'none loaded'}")
    return lines


# --- the end of everything


def _kill(path: str, environ: Mapping[str, str]) -> None:
    """Stop the model and all voices; what listens for the next text stays."""
    if _way(environ) == "systemd user units":
        done = _systemctl("stop", "kokoro-model.service", "kokoro-voice@*.service")
        if done.returncode:
            raise launch.LaunchError(f"systemctl --user stop: {done.stderr.strip()}")
    model = launch.reach(path, environ)
    if model is not None:
        with model:
            _shut_down(model, path)


def _shut_down(channel: Channel, path: str) -> None:
    """Ask the service to end, and make it end where it does not answer."""
    try:
        channel.send(message.Shutdown())
        while True:
            channel.receive(_KILL_SECONDS)
    except TimeoutError:
        pid = address.running_pid(path)
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
    except (DisconnectedError, OSError):
        pass  # it is gone, which is what was wanted


def _systemctl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemctl", "--user", *arguments], capture_output=True, text=True, check=False)
