"""What people of the project changed in PostHog around the onset of a rise.

The activity log says what was changed and when, the list of experiments which were launched. For
each flag one query tells whether the people who have it fail more often than everybody does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from clients.errors import ClientError
from clients.posthog import error_texts, exposure_texts
from clients.posthog.client import PostHog
from clients.posthog.usage_rows import seconds, travels, whole
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.rivals import Rival
from scans.evidence.times import moment
from scans.model import Json

BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=5)
"""From when to when a change may have done it, seen from the onset."""

MOST_FLAGS = 5
"""Changed flags that are read; further ones are named without more."""
MOST_COMPARED = 3
"""Flags of which it is asked whom they hit: a query each."""
LEAST_FAILING = 5
"""People who fail, below whom a ratio says nothing."""

WITH_FLAG = "errors with a flag"
"""Name in the project's query log."""


@dataclass(frozen=True)
class Around:
    """When the rise began, and whom it hit."""

    onset: datetime
    until: datetime
    counting: Counting
    issues: tuple[str, ...] = ()
    """The issues in evidence; none: every error."""

    def holds(self, at: datetime | None) -> bool:
        """Return whether a moment lies close enough to the onset."""
        return at is not None and self.onset - BEFORE <= at <= self.onset + AFTER


async def read(posthog: PostHog, around: Around) -> tuple[tuple[Rival, ...], tuple[str, ...]]:
    """Return the changes around the onset, newest first, and what could not be read."""
    found: list[Rival] = []
    blind: list[str] = []
    for what, asked in (("changes of flags", _flags), ("experiments", _experiments)):
        try:
            found += await asked(posthog, around)
        except ClientError as error:
            blind.append(f"{what} could not be read: {error.detail or error}")
    found.sort(key=lambda one: (-one.at.timestamp(), one.kind, one.key))
    compared = [await _compared(posthog, around, one) for one in found[:MOST_COMPARED]]
    return (*compared, *found[MOST_COMPARED:]), tuple(blind)


async def _flags(posthog: PostHog, around: Around) -> list[Rival]:
    entries = (await posthog.activity()).rows
    near = [entry for entry in entries if around.holds(moment(entry.get("created_at")))]
    by_flag: dict[str, list[Json]] = {}
    for entry in near:
        by_flag.setdefault(str(entry.get("item_id")), []).append(entry)
    found: list[Rival] = []
    for number, (flag_id, changes) in enumerate(by_flag.items()):
        remote = number < MOST_FLAGS and await _is_remote(posthog, flag_id)
        found += [one for entry in changes if (one := _rival(posthog, entry, remote=remote))]
    return found


async def _is_remote(posthog: PostHog, flag_id: str) -> bool:
    """Whether a flag only carries a value; one that cannot be read counts as an ordinary one."""
    try:
        return (await posthog.flag(flag_id)).get("is_remote_configuration") is True
    except ClientError:
        return False


def _rival(posthog: PostHog, entry: Json, *, remote: bool) -> Rival | None:
    detail, user = _object(entry.get("detail")), _object(entry.get("user"))
    at, key = moment(entry.get("created_at")), detail.get("name")
    what = _what(str(entry.get("activity")), _changes(detail), remote=remote)
    if at is None or not what:
        return None
    return Rival(
        kind="remote_config" if remote else "flag",
        key=key if isinstance(key, str) and key else f"flag {entry.get('item_id')}",
        at=at,
        what=what,
        by=str(user.get("first_name") or ""),
        url=posthog.page(f"feature_flags/{entry.get('item_id')}"),
    )


def _what(activity: str, changes: Iterable[Json], *, remote: bool) -> str:
    """Return what changed of what people get; nothing where that is the same as before."""
    if activity in ("created", "deleted"):
        return activity
    said: list[str] = []
    for change in changes:
        before, after = change.get("before"), change.get("after")
        match change.get("field"):
            case "active":
                said.append("switched on" if after is True or after == "true" else "switched off")
            case "deleted" | "archived" as field:
                said.append(field if after is True or after == "true" else f"no longer {field}")
            case "filters":
                said.append("value changed" if remote else _rollout(before, after))
            case _:
                continue
    return ", ".join(dict.fromkeys(said))


def _rollout(before: Any, after: Any) -> str:
    shares = [_share(each) for each in (before, after)]
    if None not in shares and shares[0] != shares[1]:
        return f"rollout {shares[0]:g} % to {shares[1]:g} %"
    return "conditions changed"


def _share(filters: Any) -> float | None:
    """The largest rollout of the conditions, in percent; None where nobody can say."""
    groups = _object(filters).get("groups")
    rollouts = [
        100.0 if (share := _object(group).get("rollout_percentage")) is None else share
        for group in (cast("list[Any]", groups) if isinstance(groups, list) else [])
    ]
    numbers = [float(each) for each in rollouts if isinstance(each, int | float)]
    return max(numbers) if numbers and len(numbers) == len(rollouts) else None


async def _experiments(posthog: PostHog, around: Around) -> list[Rival]:
    launched: list[Rival] = []
    for one in await posthog.experiments():
        at = moment(one.get("start_date"))
        if at is None or not around.holds(at):
            continue
        launched.append(
            Rival(
                kind="experiment",
                key=str(one.get("feature_flag_key") or one.get("name") or one.get("id")),
                at=at,
                what="launched",
                by=str(_object(one.get("created_by")).get("first_name") or ""),
                url=posthog.page(f"experiments/{one.get('id')}"),
            )
        )
    return launched


async def _compared(posthog: PostHog, around: Around, rival: Rival) -> Rival:
    """Return a rival with how many times as often people with its flag fail, if that is known."""
    if not travels(rival.key):
        return rival
    values: Json = {
        "flag": f"$feature/{rival.key}",
        "since": seconds(rival.at),
        "until": seconds(around.until),
        **exposure_texts.values(around.counting),
    }
    values.pop("own", None)
    if around.issues:
        values["ids"] = list(around.issues)
    text = error_texts.with_flag(around.counting, some_issues=bool(around.issues))
    try:
        rows = await posthog.query(text, values, WITH_FLAG, 1)
        ratio = _ratio(rows)
    except ClientError:
        return rival
    return rival.model_copy(update={"exposed_failing_ratio": ratio})


def _ratio(rows: Sequence[Json]) -> float | None:
    if len(rows) != 1:
        return None
    failing, failing_with, everybody, everybody_with = (
        whole(rows[0], column, WITH_FLAG)
        for column in ("failing", "failing_with", "everybody", "everybody_with")
    )
    if failing < LEAST_FAILING or not everybody_with:
        return None
    return (failing_with / everybody_with) / (failing / everybody)


def _changes(detail: Json) -> Iterator[Json]:
    changes = detail.get("changes")
    for change in cast("list[Any]", changes) if isinstance(changes, list) else []:
        if isinstance(change, dict):
            yield cast("Json", change)


def _object(value: Any) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}
