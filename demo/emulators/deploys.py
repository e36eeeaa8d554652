"""GitHub's deployments over HTTP, and those that a control order tells of in retrospect."""

import re
from typing import Any, Literal

import httpx
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo.emulators import credentials
from demo.emulators.deployments import STATES, Deployments
from demo.emulators.ledger import Exchange
from demo.emulators.payloads import Payloads
from demo.emulators.refusals import error
from demo.emulators.repository import Repository
from demo.emulators.webhooks import Webhooks

Json = dict[str, Any]
State = Literal["error", "failure", "inactive", "in_progress", "queued", "pending", "success"]

ROUTE = "/repos/{owner}/{repo}/deployments"
_SHA = re.compile(r"[0-9a-f]{40}")


class StateOrder(BaseModel):
    """What became of a deployment, and when; now if left out."""

    model_config = ConfigDict(extra="forbid")

    state: State
    at: AwareDatetime | None = None


class DeployOrder(BaseModel):
    """A deployment with its states, oldest first; times may lie in the past."""

    model_config = ConfigDict(extra="forbid")

    ref: str
    environment: str = "production"
    at: AwareDatetime | None = None
    creator: str = credentials.BOT_LOGIN
    states: list[StateOrder] = Field(default_factory=lambda: [StateOrder(state="success")])


class Deploys:
    """Deployments of the one repository. Every new status is told to the webhook.

    `api` speaks to emulate as an administrator, `upstream` as whoever asks; `address` is that of
    the API, as clients see it.
    """

    def __init__(
        self,
        repository: Repository,
        upstream: httpx.AsyncClient,
        payloads: Payloads,
        webhooks: Webhooks,
        address: str,
    ) -> None:
        self._repository = repository
        self._upstream = upstream
        self._payloads = payloads
        self._webhooks = webhooks
        self._address = f"{address}/repos/{credentials.FULL_NAME}"
        self._kept = Deployments()
        self.handlers = {
            f"GET {ROUTE}": self._list,
            f"POST {ROUTE}": self._create,
            f"GET {ROUTE}/{{number}}": self._show,
            f"GET {ROUTE}/{{number}}/statuses": self._list_statuses,
            f"POST {ROUTE}/{{number}}/statuses": self._add_status,
        }

    def forget(self) -> None:
        """Nothing was deployed."""
        self._kept = Deployments()

    def find(self, number: int | None) -> Json | None:
        """Return a deployment by its id, or the newest one."""
        if number is None:
            return next(iter(self._kept.all({})), None)
        return self._kept.find(number)

    def newest_status(self, number: int) -> Json | None:
        """Return the newest status of a deployment, if it has any."""
        return next(iter(self._kept.statuses(number) or []), None)

    async def play(self, order: DeployOrder) -> Json:
        """Note a deployment as ordered, and tell of each of its states.

        Raises:
            ValueError: There is no such commit.
        """
        sha = await self._sha(order.ref)
        if sha is None:
            raise ValueError(f"no commit {order.ref!r}")
        creator = (await self._payloads.envelope(order.creator))["sender"]
        body = {"ref": order.ref, "environment": order.environment}
        deployment = self._kept.create(self._address, sha, body, creator, order.at)
        for each in order.states:
            page = {
                "state": each.state,
                "log_url": f"{self._address}/runs/{deployment['id']}".replace("/repos/", "/"),
                "environment_url": "https://shop.example",
            }
            status = self._kept.add_status(deployment["id"], page, creator, each.at or order.at)
            await self._tell(deployment, status)
        return deployment

    async def _tell(self, deployment: Json, status: Json | None) -> None:
        if self._webhooks.hook is None:
            return
        login = (deployment["creator"] or {"login": credentials.BOT_LOGIN})["login"]
        payload = deployment_status(deployment, status) | await self._payloads.envelope(login)
        self._webhooks.announce("deployment_status", payload)

    async def _sha(self, ref: str) -> str | None:
        known = _SHA.fullmatch(ref) and await self._repository.has(ref)
        return ref if known else await self._repository.tip(ref)

    async def _creator(self, request: Request) -> Json | None:
        """Whoever asks; GitHub names nobody for some apps."""
        headers = {"authorization": request.headers.get("authorization", "")}
        answer = await self._upstream.get("/user", headers=headers)
        if answer.is_error:
            return None
        user = answer.json()
        return {name: user[name] for name in ("login", "id", "node_id", "html_url", "type")}

    async def _list(self, request: Request, _: Exchange, __: dict[str, str]) -> Response:
        if request.query_params.get("page", "1") != "1":
            return JSONResponse([])
        return JSONResponse(self._kept.all(dict(request.query_params)))

    async def _show(self, _: Request, __: Exchange, parameters: dict[str, str]) -> Response:
        found = self._kept.find(int(parameters["number"]))
        return error(404, "Not Found") if found is None else JSONResponse(found)

    async def _create(self, request: Request, exchange: Exchange, _: dict[str, str]) -> Response:
        body: Json = exchange.request or {}
        ref = str(body.get("ref", ""))
        sha = await self._sha(ref)
        if sha is None:
            return error(409, f"No ref found for: {ref}")
        made = self._kept.create(self._address, sha, body, await self._creator(request))
        return JSONResponse(made, 201)

    async def _list_statuses(
        self, request: Request, _: Exchange, parameters: dict[str, str]
    ) -> Response:
        found = self._kept.statuses(int(parameters["number"]))
        if found is None:
            return error(404, "Not Found")
        return JSONResponse(found if request.query_params.get("page", "1") == "1" else [])

    async def _add_status(
        self, request: Request, exchange: Exchange, parameters: dict[str, str]
    ) -> Response:
        body: Json = exchange.request or {}
        if body.get("state") not in STATES:
            return error(422, "Validation Failed")
        number = int(parameters["number"])
        status = self._kept.add_status(number, body, await self._creator(request))
        deployment = self._kept.find(number)
        if status is None or deployment is None:
            return error(404, "Not Found")
        await self._tell(deployment, status)
        return JSONResponse(status, 201)


def deployment_status(deployment: Json, status: Json | None) -> Json:
    """Return what the event says beside the usual: the deployment and its newest status."""
    return {
        "action": "created",
        "deployment": deployment,
        "deployment_status": status,
        "check_run": None,
        "workflow": None,
        "workflow_run": None,
    }
