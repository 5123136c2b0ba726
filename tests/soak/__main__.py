"""python -m tests.soak [UTTERANCES]: see the package."""

from __future__ import annotations

import sys

from tests.soak.day import soak

UTTERANCES = 20_000


def main() -> None:
    """Run it, print the table, and exit with 1 where a line does not hold."""
    lines = soak(int(sys.argv[1]) if len(sys.argv) > 1 else UTTERANCES)
    sys.exit(not all(line.holds for line in lines))


if __name__ == "__main__":
    main()
