"""What is done when nobody has been at work for a while, and not before."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from kokoro_model.engines.kokoro.idle import Idle

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 3600.0


def test_each_action_comes_in_its_time_once_nobody_is_inside() -> None:
    first, second, never = threading.Event(), threading.Event(), threading.Event()
    order: list[str] = []

    def act(name: str, done: threading.Event) -> None:
        order.append(name)
        done.set()

    plan: list[tuple[float, Callable[[], None]]] = [
        (0.02, partial(act, "second", second)),
        (0.0, partial(act, "first", first)),
        (LONG, never.set),
    ]
    idle = Idle(plan)
    with idle:
        assert not first.wait(0.05), "somebody is inside"
    assert first.wait(10)
    assert second.wait(10)
    assert order == ["first", "second"]
    assert not never.is_set()
    idle.forget()


def test_who_is_inside_twice_keeps_it_waiting_until_both_have_left() -> None:
    acted = threading.Event()
    idle = Idle([(0.0, acted.set)])
    with idle:
        with idle:
            pass
        assert not acted.wait(0.05)
    assert acted.wait(10)
    idle.forget()


def test_coming_back_puts_it_off_and_an_error_inside_does_not() -> None:
    calls: list[int] = []
    done = threading.Event()

    def act() -> None:
        calls.append(1)
        done.set()

    idle = Idle([(0.05, act)])
    for _ in range(20):
        with idle:
            pass
    try:
        with idle:
            raise ValueError
    except ValueError:
        pass
    assert done.wait(10)
    idle.forget()
    assert calls == [1]


def test_forgetting_waits_for_what_is_under_way_and_lets_nothing_begin() -> None:
    begun, may_end, ended, never = (threading.Event() for _ in range(4))

    def act() -> None:
        begun.set()
        may_end.wait(10)
        ended.set()

    idle = Idle([(0.0, act), (LONG, never.set)])
    with idle:
        pass
    assert begun.wait(10)
    forgetting = threading.Thread(target=idle.forget)
    forgetting.start()
    assert forgetting.is_alive()
    may_end.set()
    forgetting.join(10)
    assert ended.is_set()
    assert not never.is_set()
