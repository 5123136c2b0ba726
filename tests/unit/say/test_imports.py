"""What a plain `say TEXT` imports: next to nothing, whatever else say can do."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"subprocess", "shutil", "textwrap", "json", "argparse", "jeepney", "socket", "typing", "re"}
SELDOM = {
    f"say.{name}"
    for name in ("selection", "notification", "help_text", "completion", "shells", "control", "doctor", "explain")
}


def test_a_text_needs_none_of_what_is_seldom_used() -> None:
    program = "import sys, say.__main__, say.speak; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-c", program], stdout=subprocess.PIPE, text=True, check=True)
    alone = subprocess.run(
        [sys.executable, "-I", "-c", "import sys; print(*sys.modules)"], stdout=subprocess.PIPE, text=True, check=True
    )
    imported = set(done.stdout.split()) - set(alone.stdout.split())
    assert "say.speak" in imported
    assert imported & (HEAVY | SELDOM) == set()
