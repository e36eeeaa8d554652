"""HogQL: ask, poll, cancel."""

from zlib import crc32

from demo.posthog.door import Call
from demo.posthog.faults import Fault
from demo.posthog.flag_items import iso
from demo.posthog.hogql.engine import Answer
from demo.posthog.hogql.refusals import GAP_CODE, Refused
from demo.posthog.hogql.translator import DEFAULT_ROWS
from demo.posthog.query_jobs import CACHE_TIME, Job
from demo.posthog.replies import Reply, gap, invalid, not_found
from demo.posthog.routes import error_tracking, experiment_results
from demo.posthog.routes.table import in_project
from demo.posthog.shapes import Json, an_object

_BODY = {"query", "refresh", "name", "client_query_id"}
_QUERY = {"kind", "query", "values", "name", "filters"}
_REFRESHES = {"blocking", "force_blocking", "async", "force_async"}


def ask(call: Call) -> Reply:
    """Answer at once with 200, or promise an answer with 202."""
    body = call.json()
    _refuse_unknown(body, _BODY)
    asked = an_object(body.get("query"))
    if asked is None:
        raise invalid("query: This field is required.", "required")
    if asked.get("kind") == error_tracking.KIND:
        return error_tracking.answer(call, asked)
    if asked.get("kind") == experiment_results.KIND:
        return experiment_results.answer(call, asked)
    query, refresh = _checked(asked), body.get("refresh", "blocking")
    if refresh not in _REFRESHES:
        raise gap(f"refresh={refresh!r}")
    if call.fault is not None and call.fault.kind == "accepted_202":
        return _promise(call, query, call.fault)
    if refresh in {"async", "force_async"}:
        return _promise(call, query, Fault(route="*", kind="accepted_202"))
    if refresh == "blocking":
        known = call.world.jobs.cached(query, call.world.clock())
        if known is not None:
            return Reply(known | {"is_cached": True}, "query-response")
    answer = _calculate(call, query)
    call.world.jobs.remember(query, call.world.clock(), answer)
    return Reply(answer, "query-response")


def _checked(query: Json) -> Json:
    if query.get("kind") != "HogQLQuery":
        raise gap(f"a query of kind {query.get('kind')!r}")
    _refuse_unknown(query, _QUERY)
    _refuse_unknown(an_object(query.get("filters")) or {}, {"filterTestAccounts"})
    if not isinstance(query.get("query"), str):
        raise invalid("query.query: This field is required.", "required")
    if an_object(query.get("values") or {}) is None:
        raise invalid("query.values: Input should be a valid dictionary")
    return query


def _refuse_unknown(given: Json, known: set[str]) -> None:
    """An option that would change PostHog's answer must not be passed over in silence."""
    unknown = sorted(given.keys() - known)
    if unknown:
        raise gap(f"the query option {unknown[0]!r}")


def _calculate(call: Call, query: Json) -> Json:
    text, now = str(query["query"]), call.world.clock()
    call.world.catch_up()
    if "system." in text:
        if _has_no_system_tables(call):
            raise invalid("Unknown table `system`.")
        call.world.bring_system_tables()
    try:
        answer = call.world.tables.run(text, query.get("values") or {}, now)
    except Refused as refusal:
        if refusal.code == GAP_CODE:
            raise gap(str(refusal)) from refusal
        raise invalid(str(refusal), refusal.code) from refusal
    return _body(answer, text, call)


def _has_no_system_tables(call: Call) -> bool:
    ordered = call.fault is not None and call.fault.kind == "no_system_tables"
    return ordered or call.world.modes.edition == "old"


def _body(answer: Answer, text: str, call: Call) -> Json:
    now = call.world.clock()
    own_limit = answer.has_more is None
    return {
        "results": answer.rows,
        "columns": answer.columns,
        "types": answer.types,
        "hasMore": answer.has_more,
        "limit": None if own_limit else DEFAULT_ROWS,
        "offset": None if own_limit else 0,
        "hogql": text,
        "clickhouse": None,
        "query": text,
        "timings": None,
        "modifiers": {},
        "metadata": None,
        "error": None,
        "is_cached": False,
        "cache_key": f"cache_1_{crc32(text.encode()):08x}",
        "cache_target_age": iso(now + CACHE_TIME),
        "last_refresh": iso(now),
        "next_allowed_client_refresh": iso(now),
        "timezone": call.world.story.zone,
        "query_status": None,
    }


def _promise(call: Call, query: Json, order: Fault) -> Reply:
    """202, with stale rows beside it when the order says so."""
    answer = _calculate(call, query)
    job = call.world.jobs.start(
        answer, call.world.clock(), polls=order.polls, outcome=order.outcome
    )
    body: Json = {"query_status": _status(job)}
    if order.stale:
        body |= {"results": answer["results"], "is_cached": True}
    return Reply(body, "query-async", 202)


def poll(call: Call) -> Reply:
    """202 while running, then 200, 400 or 500; always with `query_status`, never an envelope."""
    job = _job(call)
    if job.outcome == "never" or job.polls_left > 0:
        job.polls_left -= 1
        return Reply({"query_status": _status(job)}, "query-async", 202)
    job.ended = True
    ended = {"complete": True, "end_time": iso(call.world.clock())}
    if job.outcome == "complete":
        return Reply(
            {"query_status": _status(job) | ended | {"results": job.answer}}, "query-async"
        )
    failed = _status(job) | ended | {"error": True}
    if job.outcome == "failed":
        failed["error_message"] = "Query exceeded the memory limit."
    return Reply({"query_status": failed}, "query-async", 400 if job.outcome == "failed" else 500)


def cancel(call: Call) -> Reply:
    """Documented as 204, answers 200 with a message."""
    call.world.jobs.cancel(_job(call).id)
    return Reply({"message": "Query task cancelled"}, "linked-objects#message")


def _job(call: Call) -> Job:
    job = call.world.jobs.get(call.request.path_params["query"])
    if job is None:
        raise not_found("Query not found.")
    return job


def _status(job: Job) -> Json:
    return {
        "id": job.id,
        "team_id": 1,
        "query_async": True,
        "complete": False,
        "error": False,
        "error_message": None,
        "results": None,
        "start_time": iso(job.started),
        "pickup_time": None,
        "end_time": None,
        "expiration_time": None,
        "task_id": None,
        "insight_id": None,
        "dashboard_id": None,
        "labels": None,
        "query_progress": None,
    }


ROUTES = (
    in_project("POST", "query/", "query:read", ask, limiter="query"),
    in_project("GET", "query/{query}/", "query:read", poll),
    in_project("DELETE", "query/{query}/", "query:read", cancel),
)
