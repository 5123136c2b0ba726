"""Logs: fields in the journal where it listens, lines on stderr elsewhere.

A record's fields are given as `extra={"VOICE": …, "UTTERANCE": …}` in upper case; what users have
spoken never goes in.
"""

from __future__ import annotations

import logging
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = ("debug", "info", "warning", "error")


def set_up(identifier: str, level: str, environ: Mapping[str, str]) -> None:
    """Log as `identifier` from `level` (one of LEVELS) on."""
    handler = _journal(identifier) if _stderr_is_journal(environ) else _lines(identifier)
    logging.basicConfig(level=level.upper(), handlers=[handler])


def set_level(level: str) -> None:
    """Log from `level` on from now on; one that is not of LEVELS changes nothing."""
    if level in LEVELS:
        logging.getLogger().setLevel(level.upper())


def _stderr_is_journal(environ: Mapping[str, str]) -> bool:
    status = os.fstat(sys.stderr.fileno())
    return environ.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


def _journal(identifier: str) -> logging.Handler:
    from systemd import journal

    def send(text: str, **fields: object) -> None:
        kept = {name: value for name, value in fields.items() if name.isupper() and name != "CODE_ARGS"}
        journal.send(text, **kept)

    handler: logging.Handler = journal.JournalHandler(sender_function=send, SYSLOG_IDENTIFIER=identifier)
    handler.setFormatter(logging.Formatter("%(message)s"))  # the journal has fields for all else
    return handler


def _lines(identifier: str) -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(f"%(asctime)s {identifier}[%(process)d] %(levelname)s %(message)s"))
    return handler
