"""Threads, which the system may have no more of."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from kokoro_ipc.errors import BUSY, FailureError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


def begin(name: str, target: Callable[..., None], *args: Any) -> threading.Thread:
    """Start one that does not keep the process alive; raises FailureError(busy)."""
    thread = threading.Thread(target=target, args=args, name=name, daemon=True)
    try:
        thread.start()
    except (RuntimeError, MemoryError) as error:
        log.error("the thread “%s” does not start: %s", name, error)
        raise FailureError(BUSY, "the system has no room for more threads: try again later") from None
    return thread
