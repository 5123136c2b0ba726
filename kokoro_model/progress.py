"""How far a fetch is, for the person before the terminal or for whoever reads the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tqdm import tqdm

if TYPE_CHECKING:
    from types import TracebackType
    from typing import NoReturn, Self, TextIO


tqdm.monitor_interval = 0  # no thread that redraws a bar nobody moves: each piece that comes moves it


class Display(Protocol):
    """Shows one file after another; a context manager, so that no bar is left half drawn."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def progress(self, name: str, done: int, size: int) -> None:
        """`done` of `size` bytes of the file called `name` are here."""

    def tell(self, sentence: str) -> None:
        """Show one sentence without harm to a bar."""


def display(stream: TextIO) -> Display:
    """A bar where `stream` is a terminal, else a line for every tenth."""
    return Bars(stream) if stream.isatty() else Lines(stream)


class Bars:
    """A bar for each file: percent, bytes, time left and rate; what an earlier fetch brought is not in the
    rate.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._name = ""
        self._bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def progress(self, name: str, done: int, size: int) -> None:
        """Draw the bar, anew where the file is another or begins again."""
        bar = self._bar
        if bar is None or name != self._name or done < bar.n:
            bar = self._begin(name, done, size)
        bar.update(done - bar.n)
        if done == size:
            self._close()

    def tell(self, sentence: str) -> None:
        """Write above the bar."""
        tqdm.write(sentence, file=self._stream)

    def _begin(self, name: str, done: int, size: int) -> tqdm[NoReturn]:
        self._close()
        self._name = name
        self._bar = tqdm(
            desc=name,
            initial=done,
            total=size,
            unit="B",
            unit_scale=True,
            dynamic_ncols=True,
            file=self._stream,
        )
        return self._bar

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class Lines:
    """A line when a file begins and one for every further tenth of it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = ("", -1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.flush()

    def progress(self, name: str, done: int, size: int) -> None:
        """Write a line where the tenth is another than that of the last line."""
        tenth = (name, done * 10 // size)
        if tenth != self._shown:
            self._shown = tenth
            self.tell(f"{name}: {done * 100 // size} % of {size / 1e6:,.0f} MB")

    def tell(self, sentence: str) -> None:
        """Write a line."""
        self._stream.write(f"{sentence}\n")
        self._stream.flush()
