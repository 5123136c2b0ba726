"""The lean JSON says what json says, and of what is no JSON only that."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kokoro_ipc import lean_json

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=20,
)
MALFORMED = [
    *(
        "",
        " ",
        "{",
        "[",
        '"',
        "[1,",
        "[1,]",
        '{"a"',
        '{"a":',
        '{"a":1,',
        '{"a":1,}',
        "{1:2}",
        "{a:1}",
        "tru",
        "nulL",
        "-",
    ),
    *(
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "[NaN]",
        '"\\x"',
        '"\\u12"',
        '"\\ud8',
        '"a\nb"',
    ),
    *(
        "[1 2]",
        "1 2",
        "{}{}",
        " 1",
        "1 ",
        "'a'",
        "//",
        "\ud800",
        "\ufeff{}",
        "9" * 5000,
        "[" * 50_000,
        '{"a":' * 50_000,
    ),
]
LEAN_PROCESS = """
import sys
sys.path.insert(0, sys.argv[1])
from kokoro_ipc import lean_json
for line in sys.stdin.buffer.read().split(b"\\0"):
    try:
        lean_json.loads(line.decode("utf-8", "surrogatepass"))
    except ValueError as error:
        assert str(error), line
    else:
        sys.exit(f"taken for JSON: {line!r}")
assert "json" not in sys.modules
"""


def refuse(name: str) -> None:
    raise ValueError(name)


@given(values)
def test_a_value_becomes_the_text_that_json_makes(value: object) -> None:
    assert lean_json.dumps(value) == json.dumps(value, separators=(",", ":"))


@given(values)
def test_a_value_makes_the_round_trip(value: object) -> None:
    assert lean_json.loads(lean_json.dumps(value)) == value
    assert lean_json.loads(json.dumps(value)) == value
    assert lean_json.loads(json.dumps(value, ensure_ascii=False, indent=1)) == value


@given(st.text() | values.map(json.dumps).flatmap(lambda text: st.integers(0, len(text)).map(lambda at: text[:at])))
@example('{"a":1}x')
@example("\u2028")
def test_a_text_is_read_as_json_reads_it_or_is_a_value_error(text: str) -> None:
    try:
        expected = json.loads(text, parse_constant=refuse)
    except ValueError:
        with pytest.raises(ValueError, match=r"."):
            lean_json.loads(text)
        return
    if text == text.strip(" \t\r\n"):
        assert lean_json.loads(text) == expected


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: ascii(text[:10]))
def test_what_is_malformed_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        lean_json.loads(text)


def test_what_is_malformed_is_a_value_error_where_json_is_not_loaded() -> None:
    texts = b"\0".join(text.encode("utf-8", "surrogatepass") for text in MALFORMED)
    checkout = os.path.dirname(os.path.dirname(lean_json.__file__))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LEAN_PROCESS, checkout], input=texts, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), b"a", {1, 2}, object(), [float("nan")]])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        lean_json.dumps(value)
