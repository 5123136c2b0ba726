"""python -m fuzz [--minutes N] [TARGET ...]: all targets in turn, guided by coverage, for so many minutes together.

What an input is found to break is kept in fuzz/corpus/TARGET/find-…, which the tests replay from then on. Inputs that
reach something new grow in build/fuzz/TARGET; `--keep` takes the fewest that reach as much into fuzz/corpus.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz import targets

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
_GROWN = HERE.parent / "build" / "fuzz"
_LONGEST = 1024
"""Bytes of an input, so that a million can be tried."""
_LONGEST_KEPT = 256
_INPUT_SECONDS = 10
_MEMORY = 2048
"""MiB that one target may take."""


def main() -> None:
    """Read the command line, and go."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="of all targets together; 10 by default")
    parser.add_argument("--keep", action="store_true", help="take what was found to be new into fuzz/corpus, and go")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(targets.names())}")
    wanted = parser.parse_args()
    names = wanted.targets or targets.names()
    if wanted.keep:
        for name in names:
            _keep(name)
        return
    found = [name for name in names if _hunt(name, wanted.minutes * 60 / len(names))]
    sys.exit(f"found: {', '.join(found)}; the inputs are fuzz/corpus/*/find-*" if found else 0)


def _hunt(name: str, seconds: float) -> bool:
    """Try one target for so long; whether something was found."""
    folder, grown = CORPUS / name, _GROWN / name
    folder.mkdir(parents=True, exist_ok=True)
    grown.mkdir(parents=True, exist_ok=True)
    before, begun = set(folder.glob("find-*")), time.monotonic()
    options = [f"-max_total_time={round(seconds)}", f"-max_len={_LONGEST}", f"-timeout={_INPUT_SECONDS}"]
    options += [f"-rss_limit_mb={_MEMORY}", f"-dict={_dictionary(name)}", f"-artifact_prefix={folder}/find-"]
    log = _GROWN / f"{name}.log"
    status = _guided(name, [*options, "-print_final_stats=1", str(grown), str(folder)], log)
    cpu = os.times().children_user
    found = sorted(set(folder.glob("find-*")) - before)
    new = len(list(grown.iterdir()))
    print(
        f"{name}: {time.monotonic() - begun:.0f} s, {_runs(log)} inputs, {new} of them new; {cpu:.0f} s of CPU so far",
        flush=True,
    )
    for path in found:
        print(f"  found {path}: {log} tells what it breaks", flush=True)
    if status and not found:
        sys.exit(f"{name} did not run: {log} tells why")
    return bool(found)


def _guided(name: str, options: Sequence[str], log: Path) -> int:
    """Run libFuzzer; gives its exit status."""
    with log.open("wb") as out:
        command = [sys.executable, "-m", "fuzz.guided", name, *options]
        return subprocess.run(command, stdout=out, stderr=out, check=False, cwd=HERE.parent).returncode


def _dictionary(name: str) -> Path:
    """The target's words as libFuzzer reads them."""
    path = _GROWN / f"{name}.dict"
    words = (word.encode(errors="surrogateescape") for word in targets.load(name).WORDS)
    path.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in words))
    return path


def _runs(log: Path) -> str:
    """How many inputs were tried, as libFuzzer counts them."""
    lines = log.read_text(errors="replace").splitlines()
    return next((line.split()[-1] for line in lines if line.startswith("stat::number_of_executed_units")), "some")


def _keep(name: str) -> None:
    """Add to the corpus the fewest small inputs that reach all that was reached."""
    grown = _GROWN / name
    if grown.is_dir():
        options = ["-set_cover_merge=1", f"-max_len={_LONGEST_KEPT}", str(CORPUS / name), str(grown)]
        _guided(name, options, _GROWN / f"{name}.log")


if __name__ == "__main__":
    main()
