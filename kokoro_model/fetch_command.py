"""`kokoro-model fetch`: bring Kokoro's files; the exit status is 0 when they are here, whole and proven."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError
from kokoro_model.files import DEFAULT_MIRROR, RELEASE, FilesError, fetch, installed
from kokoro_model.progress import display

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_model.files import Installed, Release


def optimise(found: Installed, tell: Callable[[str], None]) -> None:
    """Optimise the model for this machine, and say what its precision is good for here.

    Where that fails the service speaks with it as it came.
    """
    from kokoro_model.engines.kokoro.optimizer.cache import Optimiser
    from kokoro_model.engines.kokoro.precision import advice, multiplies_int8

    try:
        optimiser = Optimiser(found.model, found.voices, found.model.parent / "optimised", deterministic=False)
        if optimiser.find() is None:
            tell("optimising the model for this machine, once: some seconds")
        made = optimiser.make()
    except EngineError as error:
        tell(f"kokoro-model fetch: {error}; it will speak as it came")
        return
    if made and (said := advice(found.precision, made[1], fast_int8=multiplies_int8())):
        tell(said)


def main(
    argv: Sequence[str],
    *,
    directory: Path,
    mirror: str = DEFAULT_MIRROR,
    release: Release = RELEASE,
    prepare: Callable[[Installed, Callable[[str], None]], None] = optimise,
) -> int:
    """Run the command with the arguments after its name; `directory` and `mirror` are its flags' defaults.

    `prepare` is done once the files are here.
    """
    options = _parser(directory, mirror, release).parse_args(argv)
    with display(sys.stderr) as shown:
        try:
            fetch(
                options.directory,
                progress=shown.progress,
                tell=shown.tell,
                precision=options.precision,
                mirror=options.mirror,
                release=release,
            )
            if found := installed(options.directory, options.precision, release=release):
                prepare(found, shown.tell)
        except FilesError as error:
            shown.tell(f"kokoro-model fetch: {error}")
            return 1
        except KeyboardInterrupt:
            shown.tell("kokoro-model fetch: interrupted; the next fetch goes on from what has come")
            return 130
    sys.stdout.write(f"Kokoro ({options.precision}) is in {options.directory}\n")
    return 0


def _parser(directory: Path, mirror: str, release: Release) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kokoro-model fetch",
        description="Bring Kokoro's model and voices, going on where an earlier fetch ended.",
        epilog="Proxies are taken from http_proxy, https_proxy and no_proxy. A mirror needs no trust: "
        "a file whose SHA-256 is not the release's is refused.",
    )
    sizes = ", ".join(f"{name} {file.size / 1e6:,.0f} MB" for name, file in release.models.items())
    choices = list(release.models)
    parser.add_argument("--precision", choices=choices, default=choices[0], help=f"which model: {sizes}")
    parser.add_argument("--mirror", default=mirror, help="the folder's http or https address (%(default)s)")
    parser.add_argument("--directory", type=Path, default=directory, help="where the files go (%(default)s)")
    return parser
