"""What we build on keeps no record of its use behind our back."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_onnxruntime_leaves_no_files_of_its_own(tmp_path: Path) -> None:
    program = "from kokoro_model.engines.kokoro.session import available_providers; available_providers()"
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    subprocess.run([sys.executable, "-c", program], env={**environ, "HOME": str(tmp_path)}, check=True)
    assert os.listdir(tmp_path) == []
