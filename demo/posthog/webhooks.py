"""What PostHog tells by webhook: unsigned, and neither once nor in order."""

import json
from typing import Any, Literal
from uuid import UUID

import httpx
from pydantic import BaseModel, ConfigDict, Field

from demo.posthog.flag_items import iso
from demo.posthog.shapes import Json
from demo.posthog.story import Story

Trigger = Literal[
    "flag_changed", "issue_created", "issue_reopened", "issue_spiking", "health_issue", "unknown"
]
_EVENTS: dict[Trigger, str] = {
    "flag_changed": "$activity_log_entry_created",
    "issue_created": "$error_tracking_issue_created",
    "issue_reopened": "$error_tracking_issue_reopened",
    "issue_spiking": "$error_tracking_issue_spiking",
    "health_issue": "$health_check_issue_firing",
    "unknown": "$something_nobody_has_told_you_about",
}
_PATIENCE_SECONDS = 5


class WebhookOrder(BaseModel):
    """Deliveries to make: each trigger `times` times, in order or `newest_first`."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(pattern="^http://(127\\.0\\.0\\.1|localhost):")
    triggers: list[Trigger] = Field(min_length=1)
    times: int = Field(default=1, ge=1)
    newest_first: bool = False
    headers: dict[str, str] = Field(default_factory=dict[str, str])
    """What the user typed into the destination: the only thing that tells it from a stranger's."""
    padding: int = Field(default=0, ge=0, le=50_000_000)
    """Characters that make the body larger than anybody should read."""


def deliver(order: WebhookOrder, story: Story) -> list[int]:
    """Send all of them, one after another; the statuses, 0 where nobody answered.

    There is no signature and no time in a header, and a redirect is not followed.
    """
    bodies = [
        body(trigger, number, story, order.padding)
        for number, trigger in enumerate(order.triggers)
        for _ in range(order.times)
    ]
    if order.newest_first:
        bodies.reverse()
    with httpx.Client(timeout=_PATIENCE_SECONDS, trust_env=False) as client:
        return [_status(client, order, each) for each in bodies]


def _status(client: httpx.Client, order: WebhookOrder, payload: Json) -> int:
    headers = {"Content-Type": "application/json"} | order.headers
    try:
        return client.post(order.url, content=json.dumps(payload), headers=headers).status_code
    except httpx.HTTPError:
        return 0


def body(trigger: Trigger, number: int, story: Story, padding: int = 0) -> Json:
    """The default body of a webhook destination; a repeated delivery has the same `uuid`."""
    flag = story.flags[0] if story.flags else {"id": 1, "key": "somebody"}
    issue = story.issues[0] if story.issues else {"id": str(UUID(int=1)), "name": "Error"}
    distinct_id, properties = _content(trigger, flag, issue)
    if padding:
        properties["padding"] = "x" * padding
    return {
        "event": {
            "uuid": str(UUID(int=0xE0000 + number, version=4)),
            "event": _EVENTS[trigger],
            "distinct_id": distinct_id,
            "properties": properties,
            "timestamp": iso(story.now),
            "url": "https://posthog.example/project/1/events/x",
            "elements_chain": "",
        },
        "person": {"id": None, "properties": {}, "name": "Mara", "url": ""},
    }


def _content(trigger: Trigger, flag: Json, issue: Json) -> tuple[str, dict[str, Any]]:
    """Whom the event is about, and what it says."""
    if trigger == "flag_changed":
        detail = {"name": flag["key"], "changes": [{"field": "active", "after": False}]}
        said = {"scope": "FeatureFlag", "activity": "updated", "item_id": str(flag["id"])}
        return "team-mara", said | {"detail": detail, "user": {"first_name": "Mara"}}
    if trigger == "health_issue":
        health = {"title": "Stale flags", "kind": "stale_feature_flags", "severity": "warning"}
        return "health", health | {"summary": "", "link": "", "payload": {}}
    if trigger == "unknown":
        return "nobody", {}
    told: dict[str, Any] = {"name": issue["name"], "description": "", "status": "active"}
    if trigger == "issue_spiking":
        told |= {"computed_baseline": 3.5, "current_bucket_value": 900}
    return issue["id"], told
