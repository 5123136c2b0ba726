"""Cached phrases: found again, told apart by all that makes their sound, and bounded."""

from __future__ import annotations

import dataclasses
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.engines import Word
from kokoro_model.phrase_cache import Phrase, PhraseCache, PhraseKey
from kokoro_model.phrase_store import PhraseStore

if TYPE_CHECKING:
    from pathlib import Path

KEY = PhraseKey("kokoro", "v1.0-fp32", "af_heart", "en-us", 1.0, 1.0, "Battery low")
SOUND = Phrase(b"\1\2" * 500, (Word(0, 7, 0.1, 0.5), Word(8, 11, 0.5, 0.9)))
OTHERS = [
    dataclasses.replace(KEY, engine="espeak"),
    dataclasses.replace(KEY, model="v1.0-int8"),
    dataclasses.replace(KEY, voice="af_sky"),
    dataclasses.replace(KEY, language="en-gb"),
    dataclasses.replace(KEY, speed=1.1),
    dataclasses.replace(KEY, volume=0.5),
    dataclasses.replace(KEY, text="Battery full"),
]


def test_what_was_put_is_got_again() -> None:
    cache = PhraseCache(100_000)
    assert cache.get(KEY) is None
    cache.put(KEY, SOUND)
    assert cache.get(KEY) == SOUND


@pytest.mark.parametrize("other", OTHERS)
def test_every_part_of_the_key_tells_phrases_apart(other: PhraseKey) -> None:
    cache = PhraseCache(100_000)
    cache.put(KEY, SOUND)
    assert cache.get(other) is None
    assert other.digest() != KEY.digest()


def test_the_keys_above_differ_in_every_part() -> None:
    differing = [
        field.name
        for other in OTHERS
        for field in dataclasses.fields(PhraseKey)
        if getattr(other, field.name) != getattr(KEY, field.name)
    ]
    assert differing == [field.name for field in dataclasses.fields(PhraseKey)]


@given(st.text(max_size=4), st.text(max_size=4), st.text(max_size=4), st.text(max_size=4))
def test_digests_do_not_confuse_where_one_part_ends(a: str, b: str, c: str, d: str) -> None:
    one = dataclasses.replace(KEY, voice=a, text=b)
    two = dataclasses.replace(KEY, voice=c, text=d)
    assert (one == two) == (one.digest() == two.digest())


def test_a_digest_stays_the_same_so_that_an_update_finds_what_was_kept() -> None:
    assert KEY.digest() == "816583b08a6fff41f9ca2a1bc471cf9b46d1240ef2f9f1492917bf672a44ea3f"


steps = st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.integers(0, 400)), max_size=60)


@given(steps, st.integers(0, 6))
def test_the_phrases_asked_for_last_stay_within_the_limit(steps: list[tuple[bool, int, int]], room: int) -> None:
    """Against the plainest model of it: a list of what fits, the phrase used last at its end."""
    limit = room * 700
    cache = PhraseCache(limit)
    model: list[tuple[str, Phrase]] = []
    for putting, name, samples in steps:
        key = dataclasses.replace(KEY, text=f"{name}")
        known = [entry for entry in model if entry[0] == key.text]
        if putting:
            known = [(key.text, Phrase(bytes(2 * samples), ()))]
            cache.put(key, known[0][1])
        else:
            assert cache.get(key) == (known[0][1] if known else None)
        fitting = [entry for entry in known if len(entry[1].pcm) + 513 <= limit]
        model = [entry for entry in model if entry[0] != key.text] + fitting
        while sum(len(phrase.pcm) + 513 for _, phrase in model) > limit:
            model.pop(0)


def test_getting_a_phrase_keeps_it_longer_than_one_put_later() -> None:
    asked, unasked, new = (dataclasses.replace(KEY, text=text) for text in ("asked", "unasked", "new"))
    cache = PhraseCache(4_000)
    cache.put(asked, SOUND)
    cache.put(unasked, SOUND)
    cache.get(asked)
    cache.put(new, SOUND)
    assert [cache.get(key) is not None for key in (asked, unasked, new)] == [True, False, True]


def test_a_phrase_larger_than_the_limit_drives_nothing_out() -> None:
    cache = PhraseCache(5_000)
    cache.put(KEY, SOUND)
    cache.put(dataclasses.replace(KEY, text="long"), Phrase(bytes(6_000), ()))
    assert cache.get(KEY) == SOUND


def test_threads_may_share_it(tmp_path: Path) -> None:
    cache = PhraseCache(20_000, PhraseStore(tmp_path / "phrases", 20_000))
    wrong: list[int] = []

    def work(seed: int) -> None:
        for turn in range(200):
            number = (seed * 7 + turn * 3) % 30
            key = dataclasses.replace(KEY, text=f"{number}")
            phrase = cache.get(key)
            if phrase is None:
                cache.put(key, Phrase(bytes([number]) * 1000, ()))
            elif phrase.pcm != bytes([number]) * 1000:
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert cache._size <= 20_000
    assert cache._size == sum(1000 + 512 + len(key.text) for key in cache._phrases)
