"""What is broken only in a session that was built for it: on a desktop somebody lives in."""

from __future__ import annotations

from pathlib import Path

import pytest

SMALL, SEALED = Path("/run/small"), Path("/run/sealed")
"""File systems that tests/user-session mounts: one of 256 KB, and one that takes nothing."""

built_only = pytest.mark.skipif(not SMALL.is_mount(), reason="a session that root has built has to bear it")
