"""The HTTP server does what its own OpenAPI document says, whatever it is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.api_server import ApiServer
from tests.tone_model import ToneModel

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "schemathesis.toml")


@pytest.fixture(scope="module")
def _onnxruntime() -> None:
    """It opens files for good when it is first imported, as phonemizing does."""
    __import__("onnxruntime")


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("_onnxruntime")
def test_the_server_keeps_to_its_schema(tmp_path: Path) -> None:
    with ApiServer(ToneModel(tmp_path)) as server:
        schemathesis = os.path.join(os.path.dirname(sys.executable), "schemathesis")
        command = [schemathesis, "--config-file", CONFIG, "run", f"{server.url}/openapi.json", "--max-examples", "5"]
        done = subprocess.run([*command, "--no-color"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout
