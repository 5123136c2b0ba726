"""JSON by the C core of Python's json package alone.

Importing `json` costs 5 ms (it brings regular expressions), which is as long as a bare interpreter takes to start and
more than `say` needs for everything else. Its C core does all that headers need; where there is none, json itself does.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


class _Context:
    """How the scanner reads: plain Python values, and no number that JSON does not know."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int, parse_constant = float, int, staticmethod(_no_constant)


try:
    from _json import encode_basestring_ascii, make_encoder, make_scanner
except ImportError:  # an interpreter without the C core
    import json

    def _scan(text: str) -> tuple[Any, int]:
        return json.JSONDecoder(parse_constant=_no_constant).raw_decode(text)

    def dumps(value: object) -> str:
        """The JSON text of `value`; raises TypeError or ValueError for what JSON cannot say."""
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
else:

    def _refuse(value: object) -> object:
        raise TypeError(f"{type(value).__name__} is not JSON")

    _encode = make_encoder(None, _refuse, encode_basestring_ascii, None, ":", ",", False, False, False)
    _context: Any = _Context
    _scan_at: Callable[[str, int], tuple[Any, int]] = make_scanner(_context)

    def _scan(text: str) -> tuple[Any, int]:
        return _scan_at(text, 0)

    def dumps(value: object) -> str:
        """The JSON text of `value`; raises TypeError or ValueError for what JSON cannot say."""
        return "".join(_encode(value, 0))


def loads(text: str) -> Any:
    """The value of a JSON text without white space around it; raises ValueError."""
    try:
        value, end = _scan(text)
    except (StopIteration, SystemError):  # SystemError: the C core wants to raise an error of json, which is not loaded
        raise ValueError("not JSON") from None
    except RecursionError:
        raise ValueError("JSON nested too deep") from None
    if end != len(text):
        raise ValueError("more after the JSON value")
    return value
