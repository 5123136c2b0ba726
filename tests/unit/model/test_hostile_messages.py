"""Whatever messages a peer sends in whatever order, its own conversation is the worst that ends."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kokoro_ipc import message
from tests.unit.model.peers import House

if TYPE_CHECKING:
    from kokoro_ipc.message import Message

ANY = st.text(st.characters(exclude_categories=()), max_size=40)
NAMES = st.sampled_from(
    ["", "af_heart", "3", "af_bella(2)+af_sky", "af_bella:0", "en-us", "text", "/tmp/x.wav", "x", "\0"]
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "str": NAMES | ANY,
    "int": st.integers(-3, 3) | st.integers(),
    "float": st.floats(allow_nan=False, allow_infinity=False) | st.just(1.0),
    "bool": st.booleans(),
    "bytes": st.sampled_from([b"", b"Hello.", b"\xff", b"[pause:1s]", b"\xf0\x9f"]) | st.binary(max_size=40),
}
LASTING = {message.Shutdown, message.LogLevel, message.Blend, message.Unblend, message.Teach, message.Forget}
"""What changes more than conversations: files of this machine among it."""
KINDS = [cls for cls in message.all_messages().values() if cls not in LASTING]


def some(cls: type[Message]) -> st.SearchStrategy[Message]:
    """Messages of a class, all of whose fields are given."""
    return st.fixed_dictionaries({name: VALUES[kind] for name, kind in cls.fields.items()}).map(
        lambda given: cls(**given)
    )


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(KINDS).flatmap(some), max_size=8), max_size=3))
def test_no_order_of_messages_ends_more_than_its_conversation(conversations: list[list[Message]]) -> None:
    with House(start_seconds=0.1, start_again_seconds=0.1) as house:
        for messages in conversations:
            peer = house.connect()
            with contextlib.suppress(OSError):  # the service may have hung up
                for sent in messages:
                    peer.send(sent)
        assert isinstance(house.connect().ask(message.Status()), message.Ok)
