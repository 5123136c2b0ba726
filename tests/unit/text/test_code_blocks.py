"""Blocks of code are read, announced or skipped, however they are cut, and nothing else is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.text.code_blocks import ANNOUNCE, READ, SKIP, WAYS, CodeBlocks
from tests.unit.text.proportion import in_proportion
from tests.unit.text.structure import Heard, heard_alike

PYTHON = "Run this:\n\n```python\nimport os. So it is.\n\nprint(os.name)\n```\n\nThen go on."


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (ANNOUNCE, ["Run this:", "code block.", "Then go on."]),
        (SKIP, ["Run this:", "Then go on."]),
        (READ, ["Run this:", "import os.", "So it is.", "print(os dot name)", "Then go on."]),
    ],
)
def test_the_setting_tells_what_is_heard(way: str, expected: Heard) -> None:
    assert heard_alike(PYTHON, code_blocks=way) == expected


@pytest.mark.parametrize(
    "block",
    [
        "```\nls\n```",
        "```sh\nls\n```",
        "``` bash\n# list. All.\nls\n```",
        "```\n# list. All.\nls\n```",
        "```\n- a: b\n\n- c: d\n```",
        "```{.python .numberLines}\nx = 1\n```",
        '```js title="a b.js"\nx()\n```',
        "```cpp src/main.cpp\nx();\n```",
        "```1:9:src/main.py\nx()\n```",
        "~~~\nls\n~~~",
        "~~~ruby\nputs 1\n~~~",
        "~~~ {.haskell}\nmain\n~~~",
        "````md\n```\nls\n```\nMore. And more.\n````",
        "~~~~\n~~~\nls\n```\n~~~~",
        "```\nls\n`````",
        "  ```\n  ls\n  ```",
        "```\n\tif x:\n\n\n\t\ty. Z\n```",
        "```py\n```",
        "```py\n\n\n```",
        "```sh\r\nls\r\n```",
        "```sh\n" + "x = 1; " * 400 + "\n```",
        "```sh\n" + "x" * 4000 + "\n```",
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_each_kind_of_block(block: str, *, whole: bool) -> None:
    text = f"Look here.\n{block}\nSo it is."
    assert heard_alike(text, whole=whole) == ["Look here.", "code block.", "So it is."]
    assert heard_alike(text, whole=whole, code_blocks=SKIP) == ["Look here.", "So it is."]


@pytest.mark.parametrize("block", ["```\nls", "```py\nx = 1\n\ny. Z. And so on\n``", "~~~\nls\n```\nx. Y."])
@pytest.mark.parametrize("whole", [True, False])
def test_an_unclosed_block_goes_on_to_the_end(block: str, *, whole: bool) -> None:
    assert heard_alike(f"Look here.\n{block}", whole=whole) == ["Look here.", "code block."]


def test_blocks_follow_each_other() -> None:
    text = "```sh\nls\n```\n```sh\ncd\n```\nDone.\n\n```\nx\n```"
    assert heard_alike(text) == ["code block.", "code block.", "Done.", "code block."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ends.\n\n~~~\n\nIt begins.", ["It ends.", "It begins."]),
        ("ls -l\n```\n\nIt begins. It ends.", ["ls dash l.", "It begins.", "It ends."]),
        ("Use ```ls``` here. And there.", ["Use ls here.", "And there."]),
        ("``` is a fence. It opens.", ["is a fence.", "It opens."]),
        ("~~~ The End ~~~\nIt begins.", ["The End", "It begins."]),
        ("~~~~ Part Two\nIt begins.", ["Part Two.", "It begins."]),
        ("```", []),
    ],
)
def test_what_opens_no_block_hides_nothing(text: str, expected: Heard) -> None:
    for way in WAYS:
        assert heard_alike(text, code_blocks=way) == expected


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", "Codeblock."),
        ("es", "bloque de código."),
        ("fr-fr", "bloc de code."),
        ("it", "blocco di codice."),
        ("pt-br", "bloco de código."),
        ("hi", "कोड ब्लॉक."),
        ("ja", "コードブロック."),
        ("cmn", "代码块."),
    ],
)
def test_is_announced_in_the_language_spoken(lang: str, said: str) -> None:
    assert heard_alike("```sh\nls\n```", lang=lang) == [said]


def test_is_skipped_in_a_language_without_words_for_it() -> None:
    assert heard_alike("Ano.\n```sh\nls\n```\nNe.", lang="cs") == ["Ano.", "Ne."]


def test_plain_text_is_spoken_as_it_stands() -> None:
    assert "ls" in " ".join(map(str, heard_alike("```sh\nls\n```", form="plain")))


@given(
    st.lists(st.sampled_from(["```", "~~~", "`", "\n", "a", "sh", "\n\n", " "]), max_size=20).map("".join),
    st.sampled_from(WAYS),
)
def test_characters_keep_their_places(text: str, way: str) -> None:
    blanked = CodeBlocks(way).blank(text)
    assert len(blanked) == len(text)
    assert all(now in {was, "\n", "`"} for was, now in zip(text, blanked, strict=True))


@pytest.mark.parametrize("unit", ["```sh\nls\n```\n", "```\n", "`", "~~~\n\n", "```a" * 9 + "\n"])
def test_time_is_in_proportion(unit: str) -> None:
    assert in_proportion(lambda text: CodeBlocks().blank(text), unit, 10_000, 100_000)
