"""A recorded deploy: what was known at T0, and what each look then added to it.

A detector may add up one look after the other and never reads ahead, so that it sees what a watch
would have seen at the time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from scans.deploy_watch.observations import History, Observed, Rows


class CaseUnreadable(ValueError):
    """A case has another shape than it has to have; the text says where and which."""


@dataclass(frozen=True)
class CaseLook:
    """One look."""

    minute: int
    """Minutes after T0."""
    news: Observed
    """What was not visible at the look before; sessions are differences too."""


@dataclass(frozen=True)
class Label:
    """What really happened: for the count afterwards, never for the detector."""

    raised: bool
    """Whether the deploy raised the errors."""
    kind: str = ""
    size: float | None = None
    """How many times the errors became."""
    rate: float | None = None
    """Errors per hour before the deploy."""


@dataclass(frozen=True)
class Case:
    """One deploy of one project."""

    id: str
    history: History
    files: tuple[str, ...]
    """Files that the deploy changed."""
    before: Observed
    """What had arrived at T0: rows of the last hour, sessions of the last three."""
    looks: tuple[CaseLook, ...]
    label: Label | None
    """None where the case is blind."""


def read_case(document: object) -> Case:
    """Return the case that a JSON object holds.

    Raises:
        CaseUnreadable: It holds none, or one that contradicts itself.
    """
    case = _object(document, "the line")
    tagged = case.get("releases") is not None
    history = _history(_object(case.get("history"), "history"))
    before = _before(_object(case.get("before"), "before"), tagged=tagged)
    known = {*history.issues, *before.rows.issue}
    return Case(
        id=_text(case.get("id"), "id"),
        history=history,
        files=tuple(_text(each, "deploy_files") for each in _list(case, "deploy_files")),
        before=before,
        looks=tuple(_looks(_list(case, "looks"), known, tagged=tagged)),
        label=_label(case),
    )


def sum_of(seen: Observed, news: Observed) -> Observed:
    """Return everything that is visible once `news` has come to what was `seen` before."""
    old, new = seen.rows, news.rows
    rows = Rows(
        issue=[*old.issue, *new.issue],
        person=[*old.person, *new.person],
        minute=[*old.minute, *new.minute],
        events=[*old.events, *new.events],
        release=[*old.release, *new.release],
    )
    on_new = None if seen.on_new is None else _added(seen.on_new, news.on_new or {})
    return Observed(
        rows=rows,
        sessions=_added(seen.sessions, news.sessions),
        on_new=on_new,
        born={**news.born, **seen.born},
        blind=news.blind,
    )


def _added(first: Mapping[int, int], second: Mapping[int, int]) -> dict[int, int]:
    total = dict(first)
    for minute, count in second.items():
        total[minute] = total.get(minute, 0) + count
    return total


def _history(history: Mapping[str, Any]) -> History:
    sessions = _counts(history.get("sessions"), "history.sessions")
    issues: dict[str, Sequence[int]] = {}
    for each in _list(history, "issues", "history."):
        issue = _object(each, "history.issues")
        name = _issue(issue.get("issue"), "history.issues")
        issues[name] = _counts(issue.get("users"), f"history.issues {name} users")
    users = _counts(history.get("users"), "history.users")
    for name, column in {"users": users, **issues}.items():
        if len(column) != len(sessions):
            raise CaseUnreadable(
                f"history: {len(sessions)} hours of sessions, {len(column)} of {name}"
            )
    births = _counts(history.get("births", []), "history.births")
    return History(sessions=sessions, users=users, issues=issues, births=births)


def _before(before: Mapping[str, Any], *, tagged: bool) -> Observed:
    by_minute = _counts(before.get("sessions_by_minute"), "before.sessions_by_minute")
    sessions = dict(zip(range(-len(by_minute), 0), by_minute, strict=True))
    rows = _rows(_list(before, "rows", "before."), "before.rows", tagged=tagged)
    # Before the deploy there is nobody on what it brings.
    return Observed(rows=rows, sessions=sessions, on_new={} if tagged else None)


def _looks(looks: Sequence[object], known: set[str], *, tagged: bool) -> Iterator[CaseLook]:
    minutes: list[int] = []
    for number, each in enumerate(looks):
        where = f"looks[{number}]"
        look = _object(each, where)
        minutes.append(_whole(look.get("minute"), f"{where}.minute"))
        rows = _rows(_list(look, "rows", f"{where}."), f"{where}.rows", tagged=tagged)
        files = _object(look.get("new_issue_files", {}), f"{where}.new_issue_files")
        fresh = set(rows.issue) - known
        born = {issue: _text(files.get(issue, ""), f"{where}.new_issue_files") for issue in fresh}
        known |= fresh
        pairs = _list(look, "sessions_by_minute", f"{where}.")
        sessions, on_new = _sessions(pairs, f"{where}.sessions_by_minute", tagged=tagged)
        yield CaseLook(minutes[-1], Observed(rows, sessions, on_new, born))
    if any(later <= earlier for earlier, later in pairwise(minutes)):
        raise CaseUnreadable("looks: each has to be later than the one before")


def _rows(rows: Sequence[object], where: str, *, tagged: bool) -> Rows:
    if not rows:
        return Rows()
    issue, person, minute, events, *release = _columns(rows, 5 if tagged else 4, where)
    if min(events) < 0:
        raise CaseUnreadable(f"{where}: a count below zero")
    if release and not set(release[0]) <= {-1, 0, 1}:
        raise CaseUnreadable(f"{where}: a release is 1, 0 or -1")
    return Rows(
        issue=tuple(map(str, issue)),
        person=tuple(map(str, person)),
        minute=minute,
        events=events,
        release=release[0] if release else (),
    )


def _sessions(
    pairs: Sequence[object], where: str, *, tagged: bool
) -> tuple[dict[int, int], dict[int, int] | None]:
    if not pairs:
        return {}, {} if tagged else None
    minute, sessions, *on_new = _columns(pairs, 3 if tagged else 2, where)
    if min(sessions) < 0 or (on_new and min(on_new[0]) < 0):
        raise CaseUnreadable(f"{where}: a count below zero")
    counted = _by_minute(minute, sessions)
    return counted, _by_minute(minute, on_new[0]) if on_new else None


def _by_minute(minutes: Iterable[int], counts: Iterable[int]) -> dict[int, int]:
    total: dict[int, int] = {}
    for minute, count in zip(minutes, counts, strict=True):
        total[minute] = total.get(minute, 0) + count
    return total


def _columns(rows: Sequence[Any], width: int, where: str) -> list[tuple[int, ...]]:
    """Return columns of whole numbers out of rows of `width`."""
    try:
        columns: list[tuple[int, ...]] = list(zip(*rows, strict=True))
    except (TypeError, ValueError):
        columns = []
    if len(columns) != width:
        raise CaseUnreadable(f"{where}: every row has to be a list of {width} numbers")
    for column in columns:
        # `True` is a number to Python, and none here.
        if set(map(type, column)) != {int}:
            raise CaseUnreadable(f"{where}: what is no whole number")
    return columns


def _counts(value: object, where: str) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise CaseUnreadable(f"{where}: a list of counts, found {_kind(value)}")
    counts = tuple(cast("list[int]", value))
    if counts and (set(map(type, counts)) != {int} or min(counts) < 0):
        raise CaseUnreadable(f"{where}: what is no count")
    return counts


def _label(case: Mapping[str, Any]) -> Label | None:
    if "label" not in case:
        return None
    if case["label"] not in (0, 1):
        raise CaseUnreadable("label: 0 or 1")
    truth = _object(case.get("truth", {}), "truth")
    numbers = {
        name: float(truth[name]) for name in ("size", "rate") if type(truth.get(name)) in _NUMBERS
    }
    return Label(raised=case["label"] == 1, kind=str(case.get("kind", "")), **numbers)


_NUMBERS = (int, float)


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise CaseUnreadable(f"{where}: an object, found {_kind(value)}")
    return cast("dict[str, Any]", value)


def _list(holder: Mapping[str, Any], name: str, inside: str = "") -> Sequence[object]:
    value = holder.get(name)
    if not isinstance(value, list):
        raise CaseUnreadable(f"{inside}{name}: a list, found {_kind(value)}")
    return cast("list[object]", value)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise CaseUnreadable(f"{where}: a text, found {_kind(value)}")
    return value


def _issue(value: object, where: str) -> str:
    if type(value) not in (int, str):
        raise CaseUnreadable(f"{where}: an issue, found {_kind(value)}")
    return str(value)


def _whole(value: object, where: str) -> int:
    if type(value) is not int:
        raise CaseUnreadable(f"{where}: a whole number, found {_kind(value)}")
    return value


_KINDS: Mapping[type, str] = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    type(None): "nothing",
}


def _kind(value: object) -> str:
    return _KINDS.get(cast("type", type(value)), "a number")
