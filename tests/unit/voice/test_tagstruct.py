"""PulseAudio's values: what is written is read again, and what is cut off or unknown is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc.errors import ProtocolError
from kokoro_voice import tagstruct

numbers = st.integers(0, 2**32 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
lists = st.dictionaries(texts, st.binary(max_size=12), max_size=4)
values = numbers | texts | st.binary(max_size=12) | lists
EXACT = (
    b"L\0\0\0\x07" + b"taf\0" + b"N" + b"1" + b"0" + b"B\x05" + b"a\x05\x02\0\0\xbb\x80" + b"m\x02\x01\x02"
    b"v\x01\0\x01\0\0" + b"U" + bytes(7) + b"\x09" + b"Pta\0L\0\0\0\x02x\0\0\0\x02b\0N"
)


def written(value: object) -> bytes:
    if isinstance(value, int):
        return tagstruct.number(value)
    if isinstance(value, str):
        return tagstruct.text(value)
    if isinstance(value, bytes):
        return tagstruct.blob(value)
    assert isinstance(value, dict)
    return tagstruct.properties(value)


@given(st.lists(values, max_size=6))
def test_what_is_written_is_read_again(wanted: list[object]) -> None:
    assert tagstruct.values(b"".join(map(written, wanted))) == wanted


def test_every_type_is_read_as_the_protocol_has_it() -> None:
    expected = [7, "af", None, True, False, 5, (5, 2, 48_000), (1, 2), (65_536,), 9, {"a": b"b\0"}]
    assert tagstruct.values(EXACT) == expected


@given(st.integers(1, len(EXACT) - 1))
def test_half_a_message_is_refused_or_shorter(size: int) -> None:
    with suppress(ProtocolError):
        assert len(tagstruct.values(EXACT[:size])) < 11


@given(st.binary(max_size=40))
def test_any_bytes_are_values_or_refused(data: bytes) -> None:
    with suppress(ProtocolError):
        tagstruct.values(data)


def test_an_unknown_type_is_named() -> None:
    with pytest.raises(ProtocolError, match="b'z'"):
        tagstruct.values(b"z")


def test_a_frame_tells_the_length_of_its_message() -> None:
    frame = tagstruct.framed(b"abc")
    assert frame == b"\0\0\0\x03\xff\xff\xff\xff" + bytes(12) + b"abc"


@pytest.mark.parametrize(
    "payload", [b"P" * 10_000, b"Pta\0PN", b"Pta\0L\0\0\0\1PN", b"P1"], ids=["deep", "a", "b", "c"]
)
def test_properties_hold_names_and_bytes_alone(payload: bytes) -> None:
    with pytest.raises(ProtocolError, match="property"):
        tagstruct.values(payload)
