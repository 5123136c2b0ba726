"""Each target of the fuzzer holds for all inputs that were kept, and for fresh ones made of them.

`make fuzz` looks for more, guided by coverage; what it finds to be broken it adds to what is replayed here.
"""

from __future__ import annotations

import pytest

from fuzz import inputs, targets
from fuzz.__main__ import CORPUS

FRESH = {
    "phonemes": 60,
    "espeak": 40,
    "http": 150,
    "websocket": 150,
    "blends": 300,
    "wyoming": 400,
    "languages": 300,
    "lexicon": 800,
}
"""How many fresh inputs, where 1500 would take long."""
FRESH_OF_A_RULE = 400


@pytest.fixture(scope="module")
def _onnxruntime() -> None:
    """It opens files for good when it is first imported, as phonemizing does."""
    __import__("onnxruntime")


@pytest.mark.usefixtures("_onnxruntime")
@pytest.mark.parametrize("name", targets.names())
def test_hostile_input_breaks_nothing(name: str) -> None:
    target = targets.load(name)
    known = [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]
    assert known, "no input is kept for the target"
    for data in (*known, *inputs.fresh(known, target.WORDS, _count(name))):
        try:
            target.check(data)
        except Exception as error:
            error.add_note(f"the input was {data!r}")
            raise


def _count(name: str) -> int:
    return FRESH.get(name, FRESH_OF_A_RULE if name.startswith("rule-") else 1500)
