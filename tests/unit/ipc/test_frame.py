"""Frames come out whole however their bytes are cut, and nothing that is no frame gets by."""

from __future__ import annotations

import json
import tracemalloc
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc import frame
from kokoro_ipc.errors import ProtocolError
from kokoro_ipc.frame import MAX_HEADER, MAX_PAYLOAD, FrameDecoder

if TYPE_CHECKING:
    from collections.abc import Iterable

    Frame = tuple[dict[str, Any], bytes]

VECTORS: dict[str, tuple[bytes, Frame]] = {
    "the smallest": (b"\0\0\0\x02{}", ({}, b"")),
    "a field": (b'\0\0\0\x0f{"type":"stop"}', ({"type": "stop"}, b"")),
    "a payload": (b'\0\0\0\x1b{"type":"text","payload":3}abc', ({"type": "text"}, b"abc")),
    "an empty payload": (b'\0\0\0\x0d{"payload":0}', ({}, b"")),
    "a payload like a frame": (b'\0\0\0\x0d{"payload":6}\0\0\0\x02{}', ({}, b"\0\0\0\x02{}")),
    "escapes": (b'\0\0\0\x10{"a":"\\u00e9\\n"}', ({"a": "é\n"}, b"")),
    "raw UTF-8": ('\0\0\0\x0a{"a":"é"}'.encode(), ({"a": "é"}, b"")),
    "white space inside": (b'\0\0\0\x0b{ "a" : 1 }', ({"a": 1}, b"")),
    "all of JSON": (
        b'\0\0\0\x29{"a":[null,true,false,-1,2.5,{}],"b":"x"}',
        ({"a": [None, True, False, -1, 2.5, {}], "b": "x"}, b""),
    ),
}
NAMED = pytest.mark.parametrize(("wire", "whole"), VECTORS.values(), ids=VECTORS)

headers = st.dictionaries(
    st.text(max_size=20).filter(lambda name: name != "payload"),
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    max_size=5,
)
frames = st.tuples(headers, st.binary(max_size=2000))


def decoded(pieces: Iterable[bytes]) -> list[Frame]:
    """All frames of the pieces, each asked for as soon as it can be there."""
    decoder = FrameDecoder()
    found = []
    for piece in pieces:
        decoder.feed(piece)
        while (whole := decoder.next()) is not None:
            found.append(whole)
    decoder.eof()
    return found


def cut(data: bytes, places: Iterable[int]) -> list[bytes]:
    """`data` cut at the places."""
    at = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[begin:end] for begin, end in pairwise(at)]


def header_of(size: int) -> dict[str, str]:
    """A header of exactly so many bytes."""
    return {"a": "x" * (size - len(json.dumps({"a": ""}, separators=(",", ":"))))}


@NAMED
def test_a_vector_is_read_whole(wire: bytes, whole: Frame) -> None:
    assert decoded([wire]) == [whole]


@NAMED
def test_a_vector_is_read_byte_by_byte(wire: bytes, whole: Frame) -> None:
    assert decoded(bytes([byte]) for byte in wire) == [whole]


@NAMED
def test_no_beginning_of_a_vector_is_a_frame_or_a_clean_end(wire: bytes, whole: Frame) -> None:
    for size in range(1, len(wire)):
        decoder = FrameDecoder()
        decoder.feed(wire[:size])
        assert decoder.next() is None
        assert decoder.inside_frame
        with pytest.raises(ProtocolError, match="in the middle of a frame"):
            decoder.eof()


def test_vectors_are_read_one_after_the_other() -> None:
    assert decoded([b"".join(wire for wire, _ in VECTORS.values())]) == [whole for _, whole in VECTORS.values()]


@given(st.lists(frames, max_size=5), st.lists(st.integers(0, 2**32), max_size=30))
def test_what_is_encoded_is_read_however_it_is_cut(sent: list[Frame], places: list[int]) -> None:
    wire = b"".join(frame.encode(header, payload) for header, payload in sent)
    assert decoded(cut(wire, places)) == sent


@given(st.lists(st.binary(max_size=64), max_size=8))
def test_garbage_is_frames_or_a_protocol_error(pieces: list[bytes]) -> None:
    try:
        found = decoded(pieces)
    except ProtocolError:
        return
    assert all(type(header) is dict for header, _ in found)


def test_a_clean_end_is_between_frames() -> None:
    decoder = FrameDecoder()
    assert not decoder.inside_frame
    decoder.eof()
    decoder.feed(b"\0\0\0\x02{}")
    assert decoder.inside_frame
    assert decoder.next() == ({}, b"")
    assert not decoder.inside_frame
    decoder.eof()


def test_the_largest_frame_passes_and_one_byte_more_is_not_sent() -> None:
    header, payload = header_of(MAX_HEADER - len(f',"payload":{MAX_PAYLOAD}')), bytes(MAX_PAYLOAD)
    assert decoded([frame.encode(header, payload)]) == [(header, payload)]
    with pytest.raises(ProtocolError, match="too large"):
        frame.encode(header, payload + b"\0")
    with pytest.raises(ProtocolError, match="too large"):
        frame.encode(header_of(MAX_HEADER + 1))


@pytest.mark.parametrize("size", [0, 1, MAX_HEADER + 1, 2**31, 2**32 - 1])
def test_a_header_of_impossible_size_is_refused_before_it_comes(size: int) -> None:
    decoder = FrameDecoder()
    decoder.feed(size.to_bytes(4, "big"))
    with pytest.raises(ProtocolError, match=f"{size} bytes"):
        decoder.next()


@pytest.mark.parametrize("size", ["-1", str(MAX_PAYLOAD + 1), "1.0", "true", "null", '"5"', "[]", "1e3", "9" * 400])
def test_a_payload_of_impossible_size_is_refused_before_it_comes(size: str) -> None:
    header = f'{{"payload":{size}}}'.encode()
    decoder = FrameDecoder()
    decoder.feed(len(header).to_bytes(4, "big") + header)
    with pytest.raises(ProtocolError, match="payload"):
        decoder.next()


@pytest.mark.parametrize(
    "header",
    [
        *(b"[]", b"12", b'"a"', b"null", b"{}}", b" {}", b"{} ", b"{a:1}", b'{"a":NaN}', b"\xff\xff", b'{"a":"\xc3"}'),
        *(b"{]", b"[" * 60000, b'{"a":' * 10000, b"\0\0", b'{"a":' + b"9" * 5000 + b"}"),
    ],
    ids=lambda header: repr(header[:12]),
)
def test_a_header_that_is_no_json_object_is_refused(header: bytes) -> None:
    decoder = FrameDecoder()
    decoder.feed(len(header).to_bytes(4, "big") + header)
    with pytest.raises(ProtocolError, match="header"):
        decoder.next()


def test_a_long_conversation_leaves_nothing_behind() -> None:
    wire = frame.encode({"type": "audio"}, bytes(64 * 1024))
    decoder = FrameDecoder()
    tracemalloc.start()
    try:
        for _ in range(200):
            decoder.feed(wire)
            assert decoder.next() is not None
        assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    finally:
        tracemalloc.stop()
