"""Feature flags: list, item, status, dependents."""

from demo.posthog import staleness
from demo.posthog.door import Call
from demo.posthog.paging import limit_offset
from demo.posthog.replies import Reply, gap, not_found
from demo.posthog.routes.table import in_project
from demo.posthog.shapes import Json

_ORDERS = ("id", "key", "name", "created_at", "updated_at")


def listed(call: Call) -> Reply:
    """Soft-deleted flags never show; archived ones only on request."""
    asked = call.query("limit", "offset", "active", "archived", "search", "key", "order")
    flags = _kept(call, archived=asked.get("archived") == "true")
    if "active" in asked:
        flags = [flag for flag in flags if _has_state(flag, asked["active"], call)]
    if "key" in asked:
        flags = [flag for flag in flags if flag["key"].lower() == asked["key"].lower()]
    if "search" in asked:
        words = asked["search"].lower()
        flags = [flag for flag in flags if words in f"{flag['key']}\n{flag['name']}".lower()]
    page = limit_offset(call.request, _ordered(flags, asked.get("order", "-created_at")))
    page["results"] = [_answered(flag, call) for flag in page["results"]]
    return Reply(page, "feature-flag-list")


def _kept(call: Call, *, archived: bool) -> list[Json]:
    """Flags that are not deleted; an old server knows no archive and ignores the question."""
    flags = [flag for flag in call.world.story.flags if not flag["deleted"]]
    if call.world.modes.edition == "old":
        return flags
    return [flag for flag in flags if bool(flag.get("archived")) is archived]


def _has_state(flag: Json, state: str, call: Call) -> bool:
    if state == "STALE":
        return staleness.listed_as_stale(flag, call.world.clock())
    if state not in {"true", "false"}:
        raise gap(f"active={state!r}")
    return flag["active"] is (state == "true")


def _ordered(flags: list[Json], order: str) -> list[Json]:
    name = order.removeprefix("-")
    if name not in _ORDERS:
        raise gap(f"order={order!r}")
    return sorted(
        flags, key=lambda flag: (flag[name] or "", flag["id"]), reverse=order.startswith("-")
    )


def _answered(flag: Json, call: Call) -> Json:
    return flag | {"status": staleness.status_of(flag, call.world.clock())}


def find(call: Call) -> Json:
    """The flag of the path, soft-deleted ones too; raises 404."""
    number = call.number("flag")
    for flag in call.world.story.flags:
        if flag["id"] == number:
            return flag
    raise not_found()


def item(call: Call) -> Reply:
    """One flag; a soft-deleted one can still be read here."""
    return Reply(_answered(find(call), call), "feature-flag")


def status(call: Call) -> Reply:
    """PostHog's own judgement, in lower case here and in upper case in the list."""
    flag = find(call)
    word = staleness.status_of(flag, call.world.clock()).lower()
    body: Json = {
        "status": word,
        "reason": f"Flag is {word} by its release conditions and its last call",
    }
    if call.world.modes.edition != "old":
        body["rollout"] = staleness.rollout_of(flag)
    return Reply(body, "linked-objects#flagStatus")


def dependents_of(flag: Json, flags: list[Json]) -> list[Json]:
    """Active flags with a release condition on this one; disabled ones are left out."""
    return [
        other
        for other in flags
        if other["active"] and not other["deleted"] and str(flag["id"]) in _required_flags(other)
    ]


def _required_flags(flag: Json) -> set[str]:
    required: set[str] = set()
    for group in staleness.groups_of(flag) or []:
        conditions: list[Json] = group.get("properties") or []
        required |= {one["key"] for one in conditions if one.get("type") == "flag"}
    return required


def dependent_flags(call: Call) -> Reply:
    """Who depends on this flag."""
    body = [
        {"id": other["id"], "key": other["key"], "name": other["name"]}
        for other in dependents_of(find(call), call.world.story.flags)
    ]
    return Reply(body, "linked-objects#dependentFlags")


ROUTES = (
    in_project("GET", "feature_flags/", "feature_flag:read", listed),
    in_project("GET", "feature_flags/{flag:int}/", "feature_flag:read", item),
    in_project("GET", "feature_flags/{flag:int}/status/", "feature_flag:read", status),
    in_project(
        "GET", "feature_flags/{flag:int}/dependent_flags/", "feature_flag:read", dependent_flags
    ),
)
