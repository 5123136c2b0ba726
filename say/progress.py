"""The progress bar of --wait, on a terminal."""

from __future__ import annotations

import os
import sys

_WIDTH = 40


class Progress:
    """One line of stderr that is drawn over and over."""

    def show(self, done: int, total: int) -> None:
        """So much of the text is spoken."""
        full = _WIDTH * done // max(total, 1)
        percent = 100 * done // max(total, 1)
        line = f"{'█' * full}{'░' * (_WIDTH - full)} {percent:3d} %"
        sys.stderr.write("\r" + line[: max(10, os.get_terminal_size(sys.stderr.fileno()).columns - 1)])
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave no trace."""
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
