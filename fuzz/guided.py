"""python -m fuzz.guided TARGET [libFuzzer's options and folders]: one target, guided by what of our code is reached."""

from __future__ import annotations

import logging
import sys

import atheris

from fuzz import targets

_OURS = [
    "fuzz.targets",
    "kokoro_ipc",
    "say",
    "kokoro_model",
    "kokoro_voice",
    "kokoro_api",
    "kokoro_speechd",
    "kokoro_wyoming",
]


def main() -> None:
    """Run until a limit of libFuzzer's or a find ends it."""
    name, *options = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    atheris.enabled_hooks.add("str")  # not "RegEx": its patterns cannot be asked to match from a place on
    with atheris.instrument_imports(include=_OURS):
        target = targets.load(name)
    again = f"{sys.executable} -m fuzz.guided {name}"  # how libFuzzer starts itself anew, by a shell
    atheris.Setup([again, *options], target.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
