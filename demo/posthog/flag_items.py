"""Flag items and their activity, in the shapes PostHog's API answers."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from demo.posthog.flag_stories import FlagStory
from demo.posthog.people import author, user
from demo.posthog.shapes import Json


def iso(moment: datetime) -> str:
    """The API's spelling of a UTC moment, microseconds included."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def complete(partial: Json, *, flag_id: int, now: datetime) -> Json:
    """A whole flag item; `partial` wins over the defaults."""
    created = iso(now - timedelta(days=60))
    defaults: Json = {
        "id": flag_id,
        "key": f"flag-{flag_id}",
        "name": "",
        "filters": {"groups": [{"properties": [], "rollout_percentage": 100}]},
        "active": True,
        "archived": False,
        "deleted": False,
        "created_at": created,
        "updated_at": created,
        "created_by": None,
        "last_modified_by": None,
        "version": 1,
        "last_called_at": None,
        "experiment_set": [],
        "experiment_set_metadata": [],
        "surveys": [],
        "features": [],
        "tags": [],
        "evaluation_contexts": [],
        "evaluation_runtime": "all",
        "bucketing_identifier": "distinct_id",
        "ensure_experience_continuity": False,
        "is_remote_configuration": False,
        "has_encrypted_payloads": False,
        "is_used_in_replay_settings": False,
        "is_eligible_for_experiment": True,
        "can_edit": True,
        "user_access_level": "editor",
        "usage_dashboard": None,
        "analytics_dashboards": [],
        "has_enriched_analytics": None,
    }
    return defaults | partial


def item(story: FlagStory, now: datetime) -> Json:
    """The flag as the list answers it; calls inside the recorded events are added later."""
    edits = [story.created_days, story.changed_days, story.touched_days]
    newest = min(days for days in edits if days is not None)
    silent = story.silent_days
    return complete(
        {
            "key": story.key,
            "name": story.name,
            "filters": deepcopy(story.filters),
            "active": story.active,
            "archived": story.archived,
            "deleted": story.deleted,
            "tags": list(story.tags),
            "created_at": iso(now - timedelta(days=story.created_days)),
            "updated_at": iso(now - timedelta(days=newest)),
            "created_by": author(story.id),
            "last_modified_by": author(story.id + 1),
            "version": len(activity(story, now)),
            "last_called_at": None if silent is None else iso(now - timedelta(days=silent)),
            "evaluation_runtime": story.evaluation_runtime,
        },
        flag_id=story.id,
        now=now,
    )


def activity(story: FlagStory, now: datetime) -> list[Json]:
    """Every recorded edit of the flag, newest first."""
    entries = [_entry(story, now, story.created_days, "created", [], author(story.id))]
    if story.changed_days != story.created_days:
        changes = _behaviour_changes(story)
        entries.insert(
            0, _entry(story, now, story.changed_days, "updated", changes, author(story.id + 1))
        )
    if story.touched_days is not None:
        changes = [change("tags", [], list(story.tags))]
        entries.insert(0, _entry(story, now, story.touched_days, "updated", changes, user(3)))
    return entries


def _behaviour_changes(story: FlagStory) -> list[Json]:
    changes: list[Json] = []
    if not story.active:
        changes.append(change("active", before=True, after=False))
    if story.before is not None or story.active:
        changes.append(change("filters", story.before or {"groups": []}, story.filters))
    if story.deleted:
        changes.append(change("deleted", before=False, after=True))
    return changes


def change(field: str, before: Any, after: Any) -> Json:
    """One changed field of an activity entry."""
    return {
        "type": "FeatureFlag",
        "action": "changed",
        "field": field,
        "before": before,
        "after": after,
    }


def entry(
    flag_id: int, key: str, at: datetime, verb: str, changes: list[Json], by: Json | None
) -> Json:
    """One entry of the activity log; its id follows from what it says."""
    number = flag_id * 10**10 + int(at.timestamp())
    return {
        "id": str(UUID(int=number, version=4)),
        "user": by,
        "activity": verb,
        "scope": "FeatureFlag",
        "item_id": str(flag_id),
        "detail": {"id": None, "name": key, "short_id": None, "type": None, "changes": changes},
        "created_at": iso(at),
        "is_system": by is None,
    }


def _entry(
    story: FlagStory, now: datetime, days: float, verb: str, changes: list[Json], by: Json | None
) -> Json:
    at = now - timedelta(days=days)
    return entry(story.id, story.key, at, verb, changes, by)
