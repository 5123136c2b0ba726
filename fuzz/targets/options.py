"""The command line and say.conf: meant and in bounds, or one line that says what is wrong."""

from __future__ import annotations

from fuzz import inputs
from kokoro_ipc import message
from say import source
from say.options import GROUPS, SETTINGS, Options, UsageError, defaults, parse

WORDS = (
    *(name for group in GROUPS.values() for option in group for name in option.names),
    *(f"{name}=" for name in SETTINGS), "\n", "=", "nan", "inf", "1e999", "-0", "1_0", "'", '"', "#", ";", "\udcff",
    "٣", "--", "?",
)  # fmt: skip


def check(data: bytes) -> None:
    """The text of say.conf, up to a NUL, and then the words of the command line, one a line."""
    conf, _, words = inputs.text(data).partition("\0")
    try:
        options = parse(words.split("\n"), defaults({}, conf))
    except UsageError as error:
        assert str(error)
        return
    assert 0.5 <= options.speed <= 2.0
    assert 0.0 <= options.volume <= 2.0
    for name, value in vars(Options()).items():
        if value is not None:
            assert type(getattr(options, name)) is type(value), name
    if options.text and not (options.file or options.held):
        _check_text(options)


def _check_text(options: Options) -> None:
    pieces = list(source.pieces(options, {}))
    assert b"".join(pieces).decode() == " ".join(options.text).encode(errors="replace").decode()
    assert message.encode(
        message.Speak(voice=options.voice, device=options.device, payload=pieces[0] if pieces else b"")
    )
