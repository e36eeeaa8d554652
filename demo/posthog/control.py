"""The control door: how a test orders faults, changes the project and reads what was asked.

Open only with `--control`. Needs no key, is never faulty and never recorded.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from demo.posthog.faults import Fault
from demo.posthog.incident import Incident
from demo.posthog.incident_order import IncidentOrder
from demo.posthog.keys import Key
from demo.posthog.orders import (
    DefinitionOrder,
    FlagOrder,
    KeyOrder,
    MergeOrder,
    ObjectOrder,
    WaitOrder,
)
from demo.posthog.shapes import Json
from demo.posthog.story import read_event
from demo.posthog.webhooks import WebhookOrder, deliver
from demo.posthog.world import World

_OBJECTS = frozenset(
    {
        "activity", "experiments", "early_access", "scheduled_changes", "surveys", "insights",
        "actions", "cohorts", "alerts", "annotations", "issues",
    }
)  # fmt: skip


def mount(world: World) -> Mount:
    """Everything under `/_control`."""
    door = _Control(world)
    handlers: list[tuple[str, str, Callable[[Request], Awaitable[Any]]]] = [
        ("POST", "/faults/", door.order_fault),
        ("GET", "/faults/", door.open_faults),
        ("DELETE", "/faults/", door.clear_faults),
        ("GET", "/requests/", door.requests),
        ("DELETE", "/requests/", door.forget_requests),
        ("GET", "/captured/", door.captured),
        ("POST", "/flags/", door.change_flags),
        ("POST", "/events/", door.change_events),
        ("POST", "/event_definitions/", door.change_definitions),
        ("GET", "/gauges/", door.gauges),
        ("GET", "/modes/", door.modes),
        ("POST", "/modes/", door.change_modes),
        ("POST", "/wait/", door.wait),
        ("POST", "/merge_issues/", door.merge_issues),
        ("POST", "/webhooks/", door.send_webhooks),
        ("POST", "/incident/", door.play_incident),
        ("DELETE", "/incident/", door.forget_incident),
        ("POST", "/keys/", door.add_key),
        ("POST", "/reset/", door.reset),
        ("POST", "/{collection}/", door.change_objects),
    ]
    return Mount(
        "/_control",
        routes=[
            Route(path, _answered(handler), methods=[method]) for method, path, handler in handlers
        ],
    )


def _answered(
    handler: Callable[[Request], Awaitable[Any]],
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await handler(request))
        except (ValidationError, ValueError, KeyError) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 400)

    return answer


class _Control:
    def __init__(self, world: World) -> None:
        self._world = world

    async def order_fault(self, request: Request) -> Json:
        fault = Fault.model_validate(await request.json())
        self._world.faults.order(fault)
        return fault.model_dump()

    async def open_faults(self, request: Request) -> list[Json]:
        del request
        return [fault.model_dump() for fault in self._world.faults.open]

    async def clear_faults(self, request: Request) -> Json:
        del request
        self._world.faults.clear()
        return {}

    async def requests(self, request: Request) -> list[Json]:
        del request
        return [asdict(seen) for seen in self._world.requests]

    async def forget_requests(self, request: Request) -> Json:
        del request
        self._world.requests.clear()
        return {}

    async def gauges(self, request: Request) -> Json:
        del request
        seen = self._world.requests
        return {
            "requests": len(seen),
            "queries": sum(one.queries_at_once > 0 for one in seen),
            "queries_at_once": max((one.queries_at_once for one in seen), default=0),
            "refused": sum(one.status == 429 for one in seen),
        }

    async def modes(self, request: Request) -> Json:
        del request
        return self._world.modes.model_dump()

    async def change_modes(self, request: Request) -> Json:
        self._world.modes = self._world.modes.changed(await request.json())
        return self._world.modes.model_dump()

    async def wait(self, request: Request) -> Json:
        order = WaitOrder.model_validate(await request.json())
        self._world.throttle.forward(order.seconds)
        return order.model_dump()

    async def captured(self, request: Request) -> list[Json]:
        del request
        return self._world.captured

    async def change_flags(self, request: Request) -> Json:
        order = FlagOrder.model_validate(await request.json())
        if order.replace is not None:
            self._world.story.flags.clear()
        self._world.add_flags([*(order.replace or []), *order.add])
        by_key = {flag["key"]: flag for flag in self._world.story.flags}
        for key, changes in order.patch.items():
            by_key[key] |= changes
        self._world.flags_changed()
        return {"flags": len(by_key)}

    async def change_events(self, request: Request) -> Json:
        order = ObjectOrder.model_validate(await request.json())
        events = self._world.story.events
        if order.replace is not None:
            events.clear()
        given = [*(order.replace or []), *order.add]
        events.extend(read_event(one, len(events) + index) for index, one in enumerate(given))
        events.sort(key=lambda event: event.timestamp)
        self._world.events_changed()
        return {"events": len(events)}

    async def change_definitions(self, request: Request) -> Json:
        order = DefinitionOrder.model_validate(await request.json())
        known = {row["name"] for row in self._world.event_definitions}
        unknown = sorted(order.patch.keys() - known)
        if unknown:
            raise ValueError(f"no event {unknown[0]!r}")
        self._world.patch_definitions(order.patch)
        return {"event_definitions": len(known)}

    async def change_objects(self, request: Request) -> Json:
        name = request.path_params["collection"]
        if name not in _OBJECTS:
            raise ValueError(f"no collection {name!r}; there are {', '.join(sorted(_OBJECTS))}")
        order = ObjectOrder.model_validate(await request.json())
        collection: list[Json] = getattr(self._world.story, name)
        if order.replace is not None:
            collection[:] = order.replace
        collection.extend(order.add)
        return {name: len(collection)}

    async def merge_issues(self, request: Request) -> Json:
        order = MergeOrder.model_validate(await request.json())
        self._world.merge_issue(order.issue, order.into)
        return {"issues": len(self._world.story.issues)}

    async def send_webhooks(self, request: Request) -> Json:
        order = WebhookOrder.model_validate(await request.json())
        return {"statuses": await run_in_threadpool(deliver, order, self._world.story)}

    async def play_incident(self, request: Request) -> Json:
        order = IncidentOrder.model_validate(await request.json())
        incident = await run_in_threadpool(Incident, order, self._world.clock())
        await run_in_threadpool(self._world.play, incident)
        return {"issue": incident.issue, "events": len(incident.arrived())}

    async def forget_incident(self, request: Request) -> Json:
        del request
        self._world.play(None)
        return {}

    async def add_key(self, request: Request) -> Json:
        order = KeyOrder.model_validate(await request.json())
        projects = None if order.projects is None else frozenset(order.projects)
        self._world.keys[order.key] = Key(frozenset(order.scopes), projects)
        return {"keys": len(self._world.keys)}

    async def reset(self, request: Request) -> Json:
        del request
        self._world.reset()
        return {}
