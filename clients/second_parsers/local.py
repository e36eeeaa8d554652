"""What this machine has, asked about many files at once."""

import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import IntEnum
from functools import partial
from pathlib import Path

from clients.second_parsers.bench import Bench
from clients.second_parsers.node import node_verdicts
from clients.second_parsers.shebang import without_shebang
from scans.model.rewritten import ParserVerdict, Rewritten

SECONDS = 10.0
"""How long one run of a parser may take; most take less than 0.1 s."""
SECONDS_FOR_ALL = 30.0
"""How long all files of one removal may take together."""
_THREADS = 8


class _Answer(IntEnum):
    """How well a parser likes a text. A rewrite must not be liked less than what it replaces."""

    BROKEN = 0
    UNTIDY = 1
    """It can be read, and is laid out in another way than the language's formatter would."""
    FINE = 2


class LocalParsers:
    """Asks the programs of this machine. Synchronous; never raises."""

    def __init__(
        self,
        path: str | None = None,
        *,
        seconds: float = SECONDS,
        seconds_for_all: float = SECONDS_FOR_ALL,
    ) -> None:
        """`path` is searched instead of PATH."""
        folders = os.get_exec_path() if path is None else path.split(os.pathsep)
        # The folder that somebody stands in may be the checkout.
        self._path = os.pathsep.join(each for each in folders if Path(each).is_absolute())
        self._seconds = seconds
        self._seconds_for_all = seconds_for_all

    def verdicts(self, files: Sequence[Rewritten], /) -> list[ParserVerdict]:
        """Return one verdict per file, in their order.

        Only a file that a parser took before can be refused: there the rewrite is to blame.
        """
        deadline = time.monotonic() + self._seconds_for_all
        try:
            with tempfile.TemporaryDirectory(prefix="groundskeeper-") as folder:
                found = _asked(Bench(folder, self._path, deadline, self._seconds), files)
        except OSError:  # no room, or no process more
            found = {}
        return [found.get(at, "not run") for at in range(len(files))]


def _asked(bench: Bench, files: Sequence[Rewritten]) -> dict[int, ParserVerdict]:
    """Return the verdict on each file that could be asked about, by its index."""
    alone = [at for at, file in enumerate(files) if file.language in _ASKED_ALONE]
    with ThreadPoolExecutor(_THREADS) as pool:
        said = pool.map(partial(_verdict, bench), (files[at] for at in alone))
        return node_verdicts(bench, files) | dict(zip(alone, said, strict=True))


def _verdict(bench: Bench, file: Rewritten) -> ParserVerdict:
    ask = _ASKED_ALONE[file.language]
    after = ask(bench, file.after)
    if after is _Answer.FINE:
        return "took it"
    before = ask(bench, file.before) if after is not None else None
    if after is None or before is None:
        return "not run"
    if after < before:
        return "refused it"
    return "not run" if after is _Answer.BROKEN else "took it"


def _gofmt(bench: Bench, source: bytes) -> _Answer | None:
    """Read Go, and compare the layout: who formats every file would find ours in the way."""
    program = bench.program("gofmt")
    ended = bench.ask([program, "-e", "-l"], source) if program else None
    if ended is None:
        return None
    if ended.status:
        return _Answer.BROKEN
    return _Answer.UNTIDY if ended.out else _Answer.FINE


def _ruby(bench: Bench, source: bytes) -> _Answer | None:
    program = bench.program("ruby")
    command = [program, "--disable=all", "-c", "-"] if program else None
    ended = bench.ask(command, without_shebang(source)) if command else None
    if ended is None:
        return None
    return _Answer.BROKEN if ended.status else _Answer.FINE


_ASKED_ALONE: Mapping[str, Callable[[Bench, bytes], _Answer | None]] = {
    "go": _gofmt,
    "ruby": _ruby,
}
