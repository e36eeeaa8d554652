"""Replays recorded deploys: one line after the other, on all cores, in little memory."""

import gc
import gzip
import json
import sys
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cli.failures import WrongCommand
from cli.output import print_bytes, print_text, working
from cli.searching import crew_of
from clients.forks import Exchange, Forks
from scans.deploy_watch.replay.answers import answer
from scans.deploy_watch.replay.cases import Label
from scans.deploy_watch.replay.reading import CaseUnreadable, read_case
from scans.deploy_watch.replay.score import Answer, scored
from scans.deploy_watch.settings import DeployWatchSettings

if TYPE_CHECKING:
    from rich.status import Status

    from codebase.finding.crew import Crew

STDIN = "-"

GZIP = b"\x1f\x8b"
"""How a compressed file begins (RFC 1952), whatever its name."""

LONGEST = 64 * 2**20
"""Bytes of one line. A busy project's case has one or two million; what is longer is no case."""

ROUND = 512
"""Lines after which the processes tell each other whether to go on: a file that is wrong in its
third line should not be read for a minute. Fewer would make them wait for each other."""

GARBAGE = 1_000_000
"""Objects between two searches for cycles. A case is some hundred thousand lists without any."""

MOST_PROCESSES = 2
"""Each holds a case, a detector and numpy: about 110 MB. Together they stay below 300."""

Judged = tuple[Answer, Label | None]


@dataclass(frozen=True)
class Wrong:
    """A line that holds no case."""

    line: int
    why: str


@dataclass
class Share:
    """What one process has made of its lines."""

    judged: list[Judged]
    wrong: Wrong | None = None


def run(cases: Path, config: Path | None, *, as_json: bool) -> None:
    """Print what would have been said of every case.

    Raises:
        WrongCommand: The file cannot be read, or one of its lines holds no case.
        ConfigurationError: A settings file was named, and is wrong.
    """
    with working(f"replaying {cases}") as shown:
        told = replayed(cases, _settings(config), _crew(shown))
    if as_json:
        documents = [said.model_dump_json() for said, _ in told]
        listed = ",\n ".join(documents)
        print_bytes(f"[{listed}]\n".encode())
        return
    from messages.deploy_backtest import case_report

    print_text(case_report(scored(told)))


def _crew(shown: "Status | None") -> "Crew | None":
    crew = crew_of(shown)
    if crew is None or crew.size <= MOST_PROCESSES:
        return crew
    return Forks(MOST_PROCESSES, shown.start if shown is not None else None)


def _settings(config: Path | None) -> DeployWatchSettings:
    """Cases need no settings; thresholds are taken from a file only if one is named."""
    if config is None:
        return DeployWatchSettings()
    import settings

    return settings.load(config).scans.deploy_watch.rule()


def replayed(path: Path, settings: DeployWatchSettings, crew: "Crew | None") -> list[Judged]:
    """Return what would have been said of every case of a file, plain or compressed.

    Raises:
        WrongCommand: The file cannot be read, or one of its lines holds no case.
    """
    with _little_garbage():
        # What is no file, a pipe say, can be opened once only.
        shares = _together(path, settings, crew) if crew is not None and path.is_file() else None
        if shares is None:
            shares = [_share(path, settings, 1, 0, lambda _: ())]
    wrong = [each.wrong for each in shares if each.wrong is not None]
    if wrong:
        first = min(wrong, key=lambda each: each.line)
        raise WrongCommand(f"{path}: line {first.line}: {first.why}")
    return [judged for each in shares for judged in each.judged]


@contextmanager
def _little_garbage() -> Generator[None]:
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _together(path: Path, settings: DeployWatchSettings, crew: "Crew") -> list[Share] | None:
    """Share the lines out; None where a process that was helping is gone.

    Each opens the file itself: to hand the lines over would cost more than to skip them.
    """
    try:
        return crew.run(partial(_share, path, settings, crew.size))
    except ChildProcessError:
        return None


def _share(
    path: Path, settings: DeployWatchSettings, size: int, who: int, exchange: Exchange
) -> Share:
    mine = Share([])
    with _opened(path) as file:
        for number, line in _lines(path, file):
            if number % size == who and mine.wrong is None and line.strip():
                try:
                    mine.judged.append(_judged(line, settings))
                except CaseUnreadable as error:
                    mine.wrong = Wrong(number, str(error))
            # Everybody sees all lines, so everybody speaks at the same ones.
            if number % ROUND == 0 and any((mine.wrong, *exchange(mine.wrong))):
                break
    return mine


def _judged(line: bytes, settings: DeployWatchSettings) -> Judged:
    case = read_case(_document(line))
    return answer(case, settings), case.label


def _document(line: bytes) -> object:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise CaseUnreadable(f"no JSON: {error.msg} at character {error.pos + 1}") from None
    except (ValueError, RecursionError):
        raise CaseUnreadable(
            "no JSON: not UTF-8, too deep, or a number of too many digits"
        ) from None


def _lines(path: Path, file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers, the first being 1."""
    number = 0
    try:
        while line := file.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                raise WrongCommand(f"{path}: line {number}: longer than {LONGEST // 2**20} MiB")
            yield number, line
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise WrongCommand(f"{path}: the compressed file is damaged after line {number}") from None
    except OSError as error:
        raise WrongCommand(f"{path}: {error.strerror}") from None


@contextmanager
def _opened(path: Path) -> Generator[BinaryIO]:
    if str(path) == STDIN:
        yield _plain(cast("BufferedReader", sys.stdin.buffer))
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise WrongCommand(f"{path}: {error.strerror}; give a file of cases") from None
    with file:
        yield _plain(file)


def _plain(file: BufferedReader) -> BinaryIO:
    compressed = file.peek(len(GZIP)).startswith(GZIP)
    return cast("BinaryIO", gzip.GzipFile(fileobj=file)) if compressed else file
