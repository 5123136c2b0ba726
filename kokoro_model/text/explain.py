"""How a segment is read, told token by token: what is said for it, and by which rules.

A token is what rules changed, widened to the white space around it (in scripts without spaces it stays as it is); what
stands between tokens is told as a whole. Where only white space was changed, nothing is read differently.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text import markup
from kokoro_model.text.reading import Passage
from kokoro_model.text.rules import Barrier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kokoro_model.text.reading import Reader
    from kokoro_model.text.rewriting import Alignment, Rewriting
    from kokoro_model.text.segmenter import Segment

_WIDENED = re.compile("[^\\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""A character that belongs to the token beside it: none of a script that parts no words."""


_MARKS = "marks"
_SOUNDS = frozenset({_MARKS, "pronunciations"})
"""What changes the sound, and not always the words."""


class Atom(NamedTuple):
    """The smallest part of a rewritten text that has a source of its own."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """`text` of the source is read as `said`, by `rules` in their order, none where it is read as it stands.

    `passage` counts what the reader gave for the segment; in its text, `said` begins at `start` and ends at `end`.
    """

    text: str
    said: str
    rules: tuple[str, ...]
    passage: int = 0
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Claim:
    """A stretch of the source that rules changed."""

    start: int
    end: int
    rules: tuple[str, ...]


class Trace(Barrier):
    """Runs the rules of one segment after the other, and keeps what they changed in the last."""

    def __init__(self) -> None:
        super().__init__()
        self._claims: list[_Claim] = []

    def changed(self, rule: str, before: Rewriting, after: Rewriting) -> None:
        """Keep where the rule made a difference; nobody hears white space."""
        if "".join(before.text.split()) == "".join(after.text.split()):
            return
        differing = set(atoms(before.text, before.alignment)) ^ set(atoms(after.text, after.alignment))
        self._claims += _merged(_Claim(atom.start, atom.end, (rule,)) for atom in differing)

    def claim(self, rule: str, start: int, end: int) -> None:
        """Keep that a rule has spoken for this part of the source."""
        self._claims.append(_Claim(start, end, (rule,)))

    def claims(self, source: str) -> list[_Claim]:
        """What was changed since the last call, in whole tokens of `source`."""
        found, self._claims = self._claims, []
        order = list(dict.fromkeys(rule for claim in found for rule in claim.rules))
        marks = [claim for claim in found if claim.rules == (_MARKS,)]
        for mark in marks:  # each is a token by itself
            source = source[: mark.start] + " " * (mark.end - mark.start) + source[mark.end :]
        tokens = _merged([*marks, *(_widened(source, claim) for claim in found if claim not in marks)], apart=True)
        return [replace(token, rules=tuple(sorted(token.rules, key=order.index))) for token in tokens]


class Explainer:
    """Tells how a reader that was given this trace reads its segments."""

    def __init__(self, reader: Reader, trace: Trace) -> None:
        self._reader, self._trace = reader, trace

    def read(self, segment: Segment) -> tuple[list[Passage], list[Token]]:
        """What is to be heard of a segment but for its pauses, and its tokens in order."""
        for start, end in markup.spans(segment.text):
            self._trace.claim(_MARKS, start, end)
        passages = [part for part in self._reader.read(segment) if isinstance(part, Passage)]
        return passages, list(_tokens(segment.text, passages, self._trace.claims(segment.text)))


def atoms(text: str, alignment: Alignment) -> Iterator[Atom]:
    """A text in its smallest parts: characters where they were copied, else what took the place of something."""
    for start, end, begin, stop in alignment:
        if end - start == stop - begin:
            yield from (Atom(begin + i, begin + i + 1, text[start + i]) for i in range(end - start))
        else:
            yield Atom(begin, stop, text[start:end])


def _merged(claims: Iterable[_Claim], *, apart: bool = False) -> list[_Claim]:
    """The claims in the order of the source, those that overlap made one; also neighbours, unless they are `apart`."""
    merged: list[_Claim] = []
    for claim in sorted(claims, key=lambda claim: claim.start):
        last = merged[-1] if merged else None
        touches = last is not None and claim.start == last.end and not (apart and claim.start < claim.end)
        if last and (claim.start < last.end or touches):
            rules = tuple(dict.fromkeys((*last.rules, *claim.rules)))
            merged[-1] = _Claim(last.start, max(last.end, claim.end), rules)
        else:
            merged.append(claim)
    return merged


def _widened(source: str, claim: _Claim) -> _Claim:
    """The claim up to the white space around it."""
    start, end = claim.start, claim.end
    while start > 0 and _WIDENED.match(source, start - 1):
        start -= 1
    while end < len(source) and _WIDENED.match(source, end):
        end += 1
    return _Claim(start, end, claim.rules)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of a passage that one claim, or none, accounts for; `begin` and `stop` are its source."""

    begin: int
    stop: int
    claim: _Claim | None
    said: str = ""
    passage: int = 0
    start: int = 0
    end: int = 0

    def whole(self) -> _Stretch:
        """With all the source of its claim, what is dropped at its ends as well."""
        return replace(self, begin=self.claim.start, stop=self.claim.end) if self.claim else self


def _tokens(source: str, passages: Sequence[Passage], claims: Sequence[_Claim]) -> Iterator[Token]:
    """The tokens in order, and what stands between them as one each."""
    for stretch in _plain_joined(_as_they_stand(source, _stretches(passages, claims))):
        text = source[stretch.begin : stretch.stop].strip()
        rules = stretch.claim.rules if stretch.claim else ()
        if text or stretch.said.strip():
            said = " ".join(stretch.said.split())
            yield Token(text, said, rules, stretch.passage, stretch.start, stretch.end)


def _stretches(passages: Sequence[Passage], claims: Sequence[_Claim]) -> list[_Stretch]:
    """The stretches of all passages in order, and the claims of which nothing is said."""
    found = [stretch for number, passage in enumerate(passages) for stretch in _parted(passage, number, claims)]
    count = Counter(stretch.claim for stretch in found)
    whole = [stretch.whole() if count[stretch.claim] == 1 else stretch for stretch in found]
    silent = [_Stretch(claim.start, claim.end, claim) for claim in claims if claim not in count]
    return sorted([*whole, *silent], key=lambda stretch: stretch.begin)


def _parted(passage: Passage, number: int, claims: Sequence[_Claim]) -> Iterator[_Stretch]:
    ends = [claim.end for claim in claims]
    at = 0
    for claim, group in groupby(atoms(passage.text, passage.alignment), key=lambda atom: _claim_of(atom, claims, ends)):
        together = list(group)
        said = "".join(atom.text for atom in together)
        yield _Stretch(together[0].start, together[-1].end, claim, said, number, at, at + len(said))
        at += len(said)


def _claim_of(atom: Atom, claims: Sequence[_Claim], ends: Sequence[int]) -> _Claim | None:
    """The claim that an atom's source lies in; one without a source belongs to what ends or begins there."""
    at = bisect_left(ends, min(atom.start + 1, atom.end))
    return claims[at] if at < len(claims) and claims[at].start < max(atom.end, atom.start + 1) else None


def _as_they_stand(source: str, stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """The stretches, without a claim where nothing but white space is another."""
    for stretch in stretches:
        sounds = stretch.claim is not None and not _SOUNDS.isdisjoint(stretch.claim.rules)
        same = source[stretch.begin : stretch.stop].split() == stretch.said.split()
        yield replace(stretch, claim=None) if same and not sounds else stretch


def _plain_joined(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """The stretches, with those of one passage that no rule changed made one where they follow each other."""
    last: _Stretch | None = None
    for stretch in stretches:
        if last and not last.claim and not stretch.claim and last.passage == stretch.passage:
            last = replace(last, stop=stretch.stop, said=last.said + stretch.said, end=stretch.end)
            continue
        if last:
            yield last
        last = stretch
    if last:
        yield last
