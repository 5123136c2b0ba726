"""Numbers in words by the rules of a language, in the notation of the CLDR's rule-based number formats.

A grammar is a text. `%%name:` begins a set of rules; a rule is `base: words;` and holds from its base up to the next
one's. A rule without a base has the one after the rule before it. In the words,

- `<<` stands for the words of the quotient and `>>` for those of the remainder, by the same set of rules; the divisor
  is the greatest power of ten that is not above the base, or what stands behind a slash: `80/20: quatre-vingt[->>];`
- `<%name<`, `>%name>` and `=%name=` (the number itself) are by another set;
- what is in square brackets is left out where the remainder is 0;
- an apostrophe at the beginning of a rule keeps the white space behind it.

The notation is documented with ICU's RuleBasedNumberFormat; of it this is what cardinals and ordinals need.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

_RULE = re.compile(r"\s*(?:(?P<base>[0-9]+)(?:/(?P<radix>[0-9]+))?:)?\s*(?P<words>[^;:]*)\Z")
_PART = re.compile(r"(?P<open>\[)|(?P<close>\])|(?P<kind>[<>=])(?:%(?P<set>[a-z-]+))?(?P=kind)")


class _Part(NamedTuple):
    """Words as they are, or by a set of rules those of the quotient (`<`), the remainder (`>`) or the number (`=`)."""

    text: str
    kind: str
    optional: bool


class _Rule(NamedTuple):
    base: int
    divisor: int
    parts: tuple[_Part, ...]


class NumberGrammar:
    """The rules of one language."""

    def __init__(self, rules: str) -> None:
        self._sets: dict[str, list[_Rule]] = {}
        for section in rules.split("%%")[1:]:
            name, _, body = section.partition(":")
            self._sets[name.strip()] = _rules(body, name.strip())
        self.spell = lru_cache(maxsize=1024)(self._spell)

    @property
    def sets(self) -> frozenset[str]:
        """The names of the sets of rules."""
        return frozenset(self._sets)

    def _spell(self, number: int, name: str = "cardinal") -> str:
        """`number` from 0 in words."""
        rules = self._sets[name]
        rule = rules[bisect_right(rules, number, key=attrgetter("base")) - 1]
        quotient, remainder = divmod(number, rule.divisor)
        values = {"<": quotient, ">": remainder, "=": number}
        return "".join(
            self.spell(values[part.kind], part.text) if part.kind else part.text
            for part in rule.parts
            if remainder or not part.optional
        )


def _rules(body: str, name: str) -> list[_Rule]:
    rules: list[_Rule] = []
    for written in body.strip().rstrip(";").split(";"):
        found = _RULE.match(written.strip())
        if not found:
            raise ValueError(f"“{written.strip()}” is no rule of a number grammar")
        base = int(found["base"]) if found["base"] else rules[-1].base + 1 if rules else 0
        divisor = int(found["radix"] or 0) or 10 ** (len(str(base)) - 1 if base else 0)
        rules.append(_Rule(base, divisor, tuple(_parts(found["words"].removeprefix("'"), name))))
    return rules


def _parts(words: str, name: str) -> list[_Part]:
    parts: list[_Part] = []
    done, optional = 0, False
    for found in _PART.finditer(words):
        if found.start() > done:
            parts.append(_Part(words[done : found.start()], "", optional))
        if found["kind"]:
            parts.append(_Part(found["set"] or name, found["kind"], optional))
        optional = bool(found["open"]) or (optional and not found["close"])
        done = found.end()
    if done < len(words):
        parts.append(_Part(words[done:], "", optional))
    return parts
