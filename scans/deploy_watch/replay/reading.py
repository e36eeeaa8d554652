"""Reads recorded deploys out of JSON, and says what is wrong with one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from scans.deploy_watch.observations import History, Observed, Rows
from scans.deploy_watch.replay.cases import Case, CaseLook, Label

EARLIEST_ROW, EARLIEST_SESSIONS, LATEST = -60, -180, 450
"""Minutes from T0 that a watch can take in: an hour before it, three for sessions, and the longest
watch after it."""
MOST = 10**9
"""Of anything that is counted in an hour or a minute."""


class CaseUnreadable(ValueError):
    """A case has another shape than it has to have; the text says where and which."""


def read_case(document: object) -> Case:
    """Return the case that a JSON object holds.

    Raises:
        CaseUnreadable: It holds none, or one that contradicts itself.
    """
    case = _object(document, "the line")
    reading = _Reading(tagged=case.get("releases") is not None, names=_Names())
    history = _history(_object(case.get("history"), "history"))
    before = reading.before(_object(case.get("before"), "before"))
    known = {*history.issues, *before.rows.issue}
    return Case(
        id=_text(case.get("id"), "id"),
        history=history,
        files=tuple(_text(each, "deploy_files") for each in _list(case, "deploy_files")),
        before=before,
        looks=tuple(reading.looks(_list(case, "looks"), known)),
        label=_label(case),
    )


class _Names(dict[int, str]):
    """Names of issues, each made once: a hundred thousand rows have a dozen of them."""

    def __missing__(self, number: int) -> str:
        name = self[number] = str(number)
        return name


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


@dataclass(frozen=True)
class _Reading:
    """How rows and sessions of one case are written."""

    tagged: bool
    """Whether they carry the release."""
    names: _Names

    def before(self, before: Mapping[str, Any]) -> Observed:
        """Return what had arrived at T0."""
        by_minute = _counts(before.get("sessions_by_minute"), "before.sessions_by_minute")
        if len(by_minute) > -EARLIEST_SESSIONS:
            raise CaseUnreadable("before.sessions_by_minute: more than the three hours before T0")
        rows = self.rows(_list(before, "rows", "before."), "before.rows")
        sessions = dict(zip(range(-len(by_minute), 0), by_minute, strict=True))
        # Before the deploy there is nobody on what it brings.
        return Observed(rows=rows, sessions=sessions, on_new={} if self.tagged else None)

    def looks(self, looks: Sequence[object], known: set[str]) -> Iterator[CaseLook]:
        """Yield the looks; an issue that is not `known` yet is new."""
        last = -1
        for number, each in enumerate(looks):
            where = f"looks[{number}]"
            look = _object(each, where)
            minute = _whole(look.get("minute"), f"{where}.minute")
            if not last < minute <= LATEST:
                raise CaseUnreadable(f"{where}.minute: later than the look before, up to {LATEST}")
            last = minute
            yield CaseLook(minute, self._news(look, where, known))

    def _news(self, look: Mapping[str, Any], where: str, known: set[str]) -> Observed:
        rows = self.rows(_list(look, "rows", f"{where}."), f"{where}.rows")
        files = _object(look.get("new_issue_files", {}), f"{where}.new_issue_files")
        fresh = set(rows.issue) - known
        known |= fresh
        born = {issue: _text(files.get(issue, ""), f"{where}.new_issue_files") for issue in fresh}
        pairs = _list(look, "sessions_by_minute", f"{where}.")
        return Observed(rows, *self._sessions(pairs, f"{where}.sessions_by_minute"), born=born)

    def rows(self, rows: Sequence[object], where: str) -> Rows:
        """Return rows as columns."""
        if not rows:
            return Rows()
        issue, person, minute, events, *release = _columns(rows, 5 if self.tagged else 4, where)
        _check_minutes(minute, EARLIEST_ROW, where)
        _check_counts(events, where)
        if release and not set(release[0]) <= {-1, 0, 1}:
            raise CaseUnreadable(f"{where}: a release is 1, 0 or -1")
        return Rows(
            issue=tuple(map(self.names.__getitem__, issue)),
            person=tuple(map(str, person)),
            minute=minute,
            events=events,
            release=release[0] if release else (),
        )

    def _sessions(
        self, pairs: Sequence[object], where: str
    ) -> tuple[dict[int, int], dict[int, int] | None]:
        if not pairs:
            return {}, {} if self.tagged else None
        minute, sessions, *on_new = _columns(pairs, 3 if self.tagged else 2, where)
        _check_minutes(minute, EARLIEST_SESSIONS, where)
        for column in (sessions, *on_new):
            _check_counts(column, where)
        counted = _by_minute(minute, sessions)
        return counted, _by_minute(minute, on_new[0]) if on_new else None


def _check_minutes(minutes: Sequence[int], earliest: int, where: str) -> None:
    if min(minutes) < earliest or max(minutes) > LATEST:
        raise CaseUnreadable(f"{where}: a minute outside {earliest} to {LATEST}")


def _check_counts(counts: Sequence[int], where: str) -> None:
    if min(counts) < 0 or max(counts) > MOST:
        raise CaseUnreadable(f"{where}: a count outside 0 to {MOST}")


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
    if counts and set(map(type, counts)) != {int}:
        raise CaseUnreadable(f"{where}: what is no whole number")
    if counts:
        _check_counts(counts, where)
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
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise CaseUnreadable(f"{where}: half of a character")
    return value


def _issue(value: object, where: str) -> str:
    if type(value) not in (int, str):
        raise CaseUnreadable(f"{where}: an issue, found {_kind(value)}")
    return _text(str(value), where)


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
