"""What other editions of the server leave out of their answers."""

from collections.abc import Callable
from typing import Any

from demo.posthog.modes import Edition
from demo.posthog.shapes import Json, an_object

_Change = Callable[[Json], Json]


def without(row: Json, *names: str) -> Json:
    """The row less some of its fields."""
    return {name: value for name, value in row.items() if name not in names}


def old_flag(flag: Json) -> Json:
    """A flag before archiving, staleness and the date of the last call existed."""
    return without(flag, "archived", "last_called_at", "status")


def free_event(definition: Json) -> Json:
    """An event definition of the free edition."""
    return without(
        definition, "description", "verified", "verified_at", "verified_by", "hidden", "owner"
    )


def old_experiment(experiment: Json) -> Json:
    """An experiment before conclusions: only its dates tell its state."""
    return without(experiment, "conclusion", "conclusion_comment", "status", "scheduling_config")


_CHANGES: dict[Edition, dict[str, _Change]] = {
    "cloud": {},
    "free": {
        "event-definition-list": free_event,
        "event-definition-list#item": free_event,
    },
    "old": {
        "feature-flag": old_flag,
        "feature-flag-list": old_flag,
        "experiment-list": old_experiment,
    },
}


def told_by(edition: Edition, schema: str, body: Any) -> Any:
    """A body as a server of that edition would have answered it."""
    change, answered = _CHANGES[edition].get(schema), an_object(body)
    return body if change is None or answered is None else on_items(answered, change)


def on_items(body: Json, change: _Change) -> Json:
    """A list with every item changed, or a single item changed."""
    if "results" not in body:
        return change(body)
    return body | {"results": [change(row) for row in body["results"]]}
