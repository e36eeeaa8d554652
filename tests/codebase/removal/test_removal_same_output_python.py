"""A program with the flag settled and the cleaned program do the same, thousands of times."""

import ast
from collections.abc import Callable, Iterator
from inspect import iscoroutine, isgenerator
from itertools import count, product
from types import TracebackType

import pytest

from codebase.removal import RemovalResult
from tests.codebase.removal.python_programs import Programs

Remove = Callable[..., RemovalResult]

VALUES: tuple[bool | str, ...] = (True, False, "test", "control", "other")
PROGRAMS = 2000
"""How many programs every run of the tests compares, all values together."""
BATCH = 10
EDITED_SHARE = 0.6
"""Of so many programs the flag must be gone, or the comparison says little."""


class _Client:
    """Answers like the SDK with the flag fixed to a value."""

    def __init__(self, value: bool | str) -> None:
        self._value = value

    def feature_enabled(self, key: str, distinct_id: str, **_: object) -> bool:
        return bool(self._value) if key == "new-nav" else distinct_id == "1"

    def get_feature_flag(self, key: str, distinct_id: str) -> bool | str:
        return self._value


class _AsyncClient:
    """The same, to be awaited."""

    def __init__(self, value: bool | str, log: "_Log") -> None:
        self._client, self._log = _Client(value), log

    async def feature_enabled(self, key: str, distinct_id: str, **_: object) -> bool:
        return self._client.feature_enabled(key, distinct_id)

    async def get_feature_flag(self, key: str, distinct_id: str) -> bool | str:
        return self._client.get_feature_flag(key, distinct_id)

    async def sleep(self, seconds: int) -> None:
        self._log(("slept", seconds))


class _Log(list[object]):
    """Writes down everything that happens."""

    def __call__(self, what: object) -> object:
        self.append(repr(what) if not isinstance(what, _Log) else "the log")
        return what

    def tick(self, number: int) -> bool:
        self.append(number)
        return number % 3 > 0

    def call(self, name: str, what: object) -> str:
        self.append((name, repr(what)))
        return name

    def room(self) -> "_Log":
        return self

    def __enter__(self) -> "_Log":
        self.append("in")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        self.append(("out", kind.__name__ if kind else None))


class _User:
    id, rows = "1", (0, 1, 2)

    def __init__(self, a: bool, b: bool) -> None:
        self.a, self.b, self.n = a, b, 2 * a + b
        self._steps = count()

    def __repr__(self) -> str:
        return "the user"

    def step(self) -> bool:
        return next(self._steps) < 4


def _driven(result: object) -> object:
    """Return what a function, a generator or a coroutine comes to."""
    if isgenerator(result):
        return list(result)
    if iscoroutine(result):
        try:
            result.send(None)
        except StopIteration as stop:
            return stop.value
    return result


def _behaviour(source: str, value: bool | str) -> list[object]:
    """Run every function of a program for every user and write down what it does."""
    scope: dict[str, object] = {"posthog": _Client(value)}
    exec(compile(source, "<program>", "exec", dont_inherit=True), scope)
    runs = [each for name, each in scope.items() if name.startswith("run") and callable(each)]
    seen: list[object] = [run.__doc__ for run in runs]
    for run, a, b in product(runs, (True, False), (True, False)):
        log = _Log()
        try:
            log(_driven(run(_Client(value), _AsyncClient(value, log), _User(a, b), log)))
        except Exception as error:  # noqa: BLE001 - whatever is raised must be raised again
            log((type(error).__name__, str(error)))
        seen.append(list(log))
    return seen


def _batches(first: int, number: int) -> Iterator[tuple[bool | str, dict[str, str]]]:
    for start in range(first, first + number, BATCH):
        value = VALUES[start // BATCH % len(VALUES)]
        seeds = range(start, start + BATCH)
        yield value, {f"src/p{seed}.py": Programs(seed, value).source() for seed in seeds}


def compare(remove: Remove, value: bool | str, programs: dict[str, str]) -> int:
    """Take the flag out of some programs, compare, and return how many it is gone from."""
    contents = remove(programs, value).contents
    cleaned = {path: (content or b"").decode() for path, content in contents.items()}
    for path, after in cleaned.items():
        ast.parse(after)
        assert '"new-nav", u.id' not in after, path
        assert _behaviour(programs[path], value) == _behaviour(after, value), path
    assert remove(cleaned, value).contents == {}
    return len(cleaned)


@pytest.mark.parametrize("part", range(4))
def test_cleaned_program_does_what_the_settled_one_does(remove: Remove, part: int) -> None:
    """Every call, result and exception is the same; most programs lose the flag."""
    share = PROGRAMS // 4
    edited = sum(compare(remove, *batch) for batch in _batches(part * share, share))
    assert edited >= EDITED_SHARE * share
