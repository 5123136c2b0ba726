"""What can be wrong with Kokoro's files; each message is a sentence that names the thing and the way out."""

from __future__ import annotations


class FilesError(Exception):
    """Kokoro's files cannot be had or used."""


class DamagedError(FilesError):
    """A file is in place but is not what the release holds."""


class FetchError(FilesError):
    """A file could not be brought."""


class BrokenOffError(FetchError):
    """The server or the way to it failed for the moment: what has come stays, a new try may bring more."""
