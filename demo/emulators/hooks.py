"""The App's webhook deliveries: GitHub's API about them, and sending one on order."""

from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo.emulators import credentials
from demo.emulators.deploys import Deploys, deployment_status
from demo.emulators.ledger import Exchange
from demo.emulators.payloads import ACTIONS, Payloads
from demo.emulators.refusals import error
from demo.emulators.webhooks import Delivery, Signature, Webhooks

Json = dict[str, Any]

ROUTE = "/app/hook/deliveries"
_PER_PAGE = 30


class DeliverOrder(BaseModel):
    """One event for the listener; `payload` is laid over what we make of it, at the top level."""

    model_config = ConfigDict(extra="forbid")

    event: str
    action: str | None = None
    number: int | None = None
    """Of the deployment or of the pull request; the newest one if left out."""
    before: str = ""
    """Of a push."""
    sha: str = ""
    """What was pushed, checked or released; the default branch if left out."""
    text: str = "release-1"
    """Of the comment, or the tag of the release."""
    sender: str = credentials.BOT_LOGIN
    payload: Json = Field(default_factory=dict[str, Any])
    signature: Signature = "right"
    times: int = Field(default=1, ge=1)


class Hooks:
    """What there is to know about deliveries. Only the App itself may ask, with its JWT."""

    def __init__(
        self,
        webhooks: Webhooks,
        payloads: Payloads,
        deploys: Deploys,
        upstream: httpx.AsyncClient,
    ) -> None:
        self._webhooks = webhooks
        self._payloads = payloads
        self._deploys = deploys
        self._upstream = upstream
        self.handlers = {
            f"GET {ROUTE}": self._list,
            f"GET {ROUTE}/{{number}}": self._show,
            f"POST {ROUTE}/{{number}}/attempts": self._attempt,
        }

    async def deliver(self, order: DeliverOrder) -> Json:
        """Send what is ordered, and return GUID and statuses.

        Raises:
            ValueError: No address was set, or there is nothing to tell of.
        """
        payload = await self.payload(order)
        sent = await self._webhooks.send(
            order.event, payload, signature=order.signature, times=order.times
        )
        return {"guid": sent[0].guid, "status_codes": [each.status_code for each in sent]}

    async def payload(self, order: DeliverOrder) -> Json:
        """Return the body of an event. Raises `ValueError` for what does not exist."""
        action = order.action or ACTIONS.get(order.event)
        head = {} if action is None else {"action": action}
        about = await self._about(order)
        return head | about | await self._payloads.envelope(order.sender) | order.payload

    async def _about(self, order: DeliverOrder) -> Json:
        if order.event == "ping":
            return await self._payloads.ping()
        if order.event in ("deployment", "deployment_status"):
            return self._deployment(order)
        if order.event == "pull_request":
            pull = await self._payloads.pull(order.number)
            return {"number": pull["number"], "pull_request": pull}
        if order.event == "issue_comment":
            return await self._payloads.comment(order.number or 1, order.text, order.sender)
        sha = order.sha or await self._payloads.tip()
        if order.event == "push":
            return await self._payloads.push(order.before or sha, sha)
        if order.event == "release":
            return await self._payloads.release(order.text, sha)
        if order.event in ("check_suite", "check_run"):
            return await self._payloads.check(order.event, sha)
        return {}

    def _deployment(self, order: DeliverOrder) -> Json:
        found = self._deploys.find(order.number)
        if found is None:
            raise ValueError(f"no deployment {order.number or ''}")
        status = self._deploys.newest_status(found["id"])
        told = deployment_status(found, status)
        return told if order.event == "deployment_status" else {"deployment": found}

    async def _refused(self, request: Request) -> Response | None:
        """Emulate knows the App's key, and so whether the token is the App's."""
        headers = {"authorization": request.headers.get("authorization", "")}
        answer = await self._upstream.get("/app", headers=headers)
        if answer.is_success:
            return None
        return error(401, "A JSON web token could not be decoded")

    async def _list(self, request: Request, _: Exchange, __: dict[str, str]) -> Response:
        if refusal := await self._refused(request):
            return refusal
        asked = request.query_params
        found = [each for each in reversed(self._webhooks.deliveries) if each.delivered_at]
        if asked.get("status") in ("success", "failure"):
            found = [
                each for each in found if (each.status == "OK") == (asked["status"] == "success")
            ]
        before = int(asked.get("cursor", "v1_0").removeprefix("v1_"))
        found = [each for each in found if not before or each.id < before]
        size = int(asked.get("per_page", _PER_PAGE))
        headers = dict[str, str]()
        if len(found) > size:
            cursor = f"v1_{found[size - 1].id}"
            following = request.url.include_query_params(cursor=cursor)
            headers["Link"] = f'<{following}>; rel="next"'
        return JSONResponse([_brief(each) for each in found[:size]], headers=headers)

    async def _show(self, request: Request, _: Exchange, parameters: dict[str, str]) -> Response:
        if refusal := await self._refused(request):
            return refusal
        found = self._webhooks.find(int(parameters["number"]))
        return error(404, "Not Found") if found is None else JSONResponse(_whole(found))

    async def _attempt(self, request: Request, _: Exchange, parameters: dict[str, str]) -> Response:
        if refusal := await self._refused(request):
            return refusal
        again = await self._webhooks.redeliver(int(parameters["number"]))
        return error(404, "Not Found") if again is None else JSONResponse({}, 202)


def told(deliveries: list[Delivery]) -> list[Json]:
    """Return what the control door says of deliveries, oldest first."""
    return [_brief(each) for each in deliveries]


def _brief(delivery: Delivery) -> Json:
    return {
        "id": delivery.id,
        "guid": delivery.guid,
        "delivered_at": delivery.delivered_at,
        "redelivery": delivery.redelivery,
        "duration": delivery.duration,
        "status": delivery.status,
        "status_code": delivery.status_code,
        "event": delivery.event,
        "action": delivery.payload.get("action"),
        "installation_id": credentials.INSTALLATION_ID,
        "repository_id": delivery.payload.get("repository", {}).get("id"),
        "throttled_at": None,
    }


def _whole(delivery: Delivery) -> Json:
    return _brief(delivery) | {
        "url": "",
        "request": {"headers": delivery.request_headers, "payload": delivery.payload},
        "response": {"headers": delivery.response_headers, "payload": delivery.response},
    }
