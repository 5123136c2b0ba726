"""say: hands text to the model service and returns. What it does with most texts imports almost nothing."""

from __future__ import annotations

import os
import sys

from kokoro_ipc import directories
from kokoro_ipc.errors import DisconnectedError, FailureError, ProtocolError
from kokoro_ipc.launch import LaunchError
from say import options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from say.options import Options

OK, FAILED, USAGE, INTERRUPTED, BY_SIGNAL = 0, 1, 2, 3, 130
"""Exit statuses: done; it failed; the command line or the text is wrong; another text or --stop came between; ^C."""
_USAGE_CODES = {"bad_request", "nothing_to_say", "unknown_voice", "unknown_language", "too_long"}


def main() -> None:
    """The command: exits with one of the statuses above."""
    status = run(sys.argv[1:], os.environ)
    sys.stdout.flush()
    os._exit(status)


def run(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Do what the command line says; gives the exit status."""
    try:
        wanted = options.parse(arguments, options.Options())
        if wanted.action in {"speak", "interact", "explain"}:  # the defaults are for texts, and narrow no command
            wanted = options.parse(arguments, options.defaults(environ, _read_conf(environ)))
        return _do(wanted, environ)
    except options.UsageError as error:
        return _complain(str(error), USAGE)
    except FailureError as failure:
        return _complain(failure.message, USAGE if failure.code in _USAGE_CODES else FAILED)
    except BrokenPipeError:  # of standard output: who read it has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except (LaunchError, ProtocolError, DisconnectedError, OSError) as error:
        return _complain(_reason(error), FAILED)
    except KeyboardInterrupt:
        return BY_SIGNAL


def _do(wanted: Options, environ: Mapping[str, str]) -> int:
    if wanted.log_level:
        from say import control

        control.set_log_level(wanted.log_level, environ)
        if wanted.action == "speak" and not (wanted.text or wanted.file or wanted.held):
            return OK
    if wanted.action in {"speak", "again"}:
        from say import speak

        return (speak.run if wanted.action == "speak" else speak.again)(wanted, environ)
    if wanted.action == "interact":
        from say import interact

        return interact.run(wanted, environ)
    if wanted.action in {"help", "version"}:
        sys.stdout.write(_help(wanted.text) if wanted.action == "help" else f"say {_version()}\n")
        return OK
    return _tell(wanted, environ)


def _tell(wanted: Options, environ: Mapping[str, str]) -> int:
    """Questions about the system, and commands for it."""
    if wanted.action == "doctor":
        from say import doctor

        return doctor.run(wanted, environ)
    if wanted.action == "complete":
        from say import completion

        return completion.run(wanted.argument, environ)
    if wanted.action == "explain":
        from say import explain

        return explain.run(wanted, environ)
    from say import control

    return control.run(wanted, environ)


def _read_conf(environ: Mapping[str, str]) -> str:
    """The text of say.conf, empty where there is none; raises UsageError."""
    path = directories.ours("CONFIG", environ) + "/say.conf"
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise options.UsageError(
            f"{path} cannot be read ({error.strerror}): set HOME or XDG_CONFIG_HOME to a directory of yours"
        ) from None
    except UnicodeDecodeError as error:
        raise options.UsageError(f"{path} is not UTF-8 text: byte {error.start + 1} is wrong") from None


def _help(words: Sequence[str]) -> str:
    from say import help_text

    return help_text.about(words)


def _version() -> str:
    from importlib.metadata import version

    return version("kokoro-say")


def _reason(error: Exception) -> str:
    """What went wrong, without the number of the error."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _complain(text: str, status: int) -> int:
    sys.stderr.write(f"say: {text}\n")
    from say import notification

    if not notification.has_terminal():
        notification.show(text, os.environ)
    return status


if __name__ == "__main__":
    main()
