"""What the children of tests do at a signal: what they would do if a user had started them."""

from __future__ import annotations

import signal

PYTHONS_OWN = {signal.SIGPIPE, signal.SIGXFSZ}
"""Ignored by every Python; `subprocess` gives its children the defaults."""


def keep_from_children() -> None:
    """Have no child inherit that a signal is ignored, as `nohup`, cron or a shell's `&` has us ignore some.

    This process goes on passing them over, but by a handler: whoever is started gets the default in its place.
    """
    for number in signal.valid_signals() - PYTHONS_OWN:
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)
