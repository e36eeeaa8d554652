"""Lists of what hangs on flags and events: experiments, surveys, insights and the like."""

from demo.posthog.door import Call, Handler, Row
from demo.posthog.paging import limit_offset
from demo.posthog.replies import Reply, gap
from demo.posthog.routes.table import in_project
from demo.posthog.shapes import Json


def _plain(collection: str, schema: str, *ignored: str) -> Handler:
    """A list of everything; `ignored` are parameters that change nothing for our objects."""

    def handler(call: Call) -> Reply:
        call.query("limit", "offset", *ignored)
        rows: list[Json] = getattr(call.world.story, collection)
        return Reply(limit_offset(call.request, rows), schema)

    return handler


def scheduled_changes(call: Call) -> Reply:
    """Pending, executed and failed changes alike."""
    asked = call.query("limit", "offset", "model_name", "record_id")
    if asked.get("model_name", "FeatureFlag") != "FeatureFlag":
        raise gap("scheduled changes of another model than FeatureFlag")
    rows = [
        change
        for change in call.world.story.scheduled_changes
        if change["record_id"] == asked.get("record_id", change["record_id"])
    ]
    return Reply(limit_offset(call.request, rows), "linked-objects#scheduledChangeList")


def insights(call: Call) -> Reply:
    """Saved insights; `basic` leaves out what we never had."""
    asked = call.query("limit", "offset", "saved", "basic")
    saved = asked.get("saved") == "true"
    rows = [one for one in call.world.story.insights if one["saved"] or not saved]
    return Reply(limit_offset(call.request, rows), "linked-objects#insightList")


def _row(path: str, thing: str, handler: Handler) -> Row:
    return in_project("GET", f"{path}/", f"{thing}:read", handler)


ROUTES = (
    _row("scheduled_changes", "feature_flag", scheduled_changes),
    _row("experiments", "experiment", _plain("experiments", "experiment-list")),
    _row(
        "early_access_feature",
        "early_access_feature",
        _plain("early_access", "linked-objects#earlyAccessFeatureList"),
    ),
    _row("surveys", "survey", _plain("surveys", "linked-objects#surveyList")),
    _row("insights", "insight", insights),
    _row("actions", "action", _plain("actions", "linked-objects#actionList")),
    _row("cohorts", "cohort", _plain("cohorts", "linked-objects#cohortList")),
    _row("alerts", "alert", _plain("alerts", "linked-objects#alertList")),
)
