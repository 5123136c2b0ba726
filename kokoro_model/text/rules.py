"""The rules by which a text is read, and the one place that runs them.

- No text takes a request down, or the service: what fails in a rule, whatever it is, leaves the text as it stood before
  the rule, and the others go on.
- It is told once for each text and rule: the rule's name, the kind of error and the line of code. The error's own words
  are not, for they may hold what people say.
"""

from __future__ import annotations

import logging
import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from kokoro_model.text.rewriting import Rewriting

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class Rule(NamedTuple):
    """One rule: `apply` rewrites a text in a language (espeak's name of it).

    It is not applied to a text in which `needs` finds nothing.
    """

    name: str
    apply: Callable[[Rewriting, str], None]
    needs: re.Pattern[str] | None = None


class Barrier:
    """Runs the rules of one text; `tell` is told what fails."""

    def __init__(self, tell: Callable[[str, BaseException], None] | None = None) -> None:
        self._tell = tell or _journal
        self._told: set[str] = set()

    def rewrite(self, rules: Iterable[Rule], text: Rewriting, lang: str) -> None:
        """Apply the rules in their order."""
        for rule in rules:
            if rule.needs and not rule.needs.search(text.text):
                continue
            before = text.copy()
            self.attempt(rule.name, partial(rule.apply, text, lang), partial(text.restore, before))
            if text.text != before.text:
                self.changed(rule.name, before, text)

    def changed(self, rule: str, before: Rewriting, after: Rewriting) -> None:
        """Told of each rule that made a difference; nothing here, for who explains a reading."""

    def claim(self, rule: str, start: int, end: int) -> None:
        """Told of what is read in another way than by a `Rule`, the source from `start` to `end`; nothing here."""

    def attempt(self, name: str, work: Callable[[], Result], otherwise: Callable[[], Result]) -> Result:
        """What the work gives or, where it fails, what stands in for it."""
        try:
            return work()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - a panic of a library in Rust is no Exception
            if name not in self._told:
                self._told.add(name)
                self._tell(name, error)
            return otherwise()


def place(error: BaseException) -> str:
    """What kind of error it is and where it was raised, without its own words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} in {os.path.basename(trace.tb_frame.f_code.co_filename)}, line {trace.tb_lineno}"


def _journal(name: str, error: BaseException) -> None:
    told = "the rule “%s” failed (%s): what it should have read is spoken as it stands"
    log.warning(told, name, place(error), extra={"RULE": name})
