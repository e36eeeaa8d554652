"""Webhooks: signed deliveries to one address, and what can go wrong on their way.

GitHub sends each delivery once. What a listener has to live with comes from people who redeliver,
from networks, and from deliveries that overtake each other: all of it is on order here.
"""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal
from uuid import uuid4

import httpx
from pydantic import BaseModel, ConfigDict, Field

from demo.emulators import credentials
from demo.emulators.payloads import now

Json = dict[str, Any]
Signature = Literal["right", "wrong", "missing"]

PATIENCE_SECONDS = 10.0
"""How long GitHub waits for an answer."""

UNREACHABLE, TIMED_OUT = 502, 504

LOOPBACK_URL = r"^http://(127\.0\.0\.1|localhost)(:\d+)?/"


class HookOrder(BaseModel):
    """The address of the App's webhook; `events` null means all of them."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(pattern=LOOPBACK_URL)
    secret: str = credentials.GITHUB_WEBHOOK_SECRET
    events: list[str] | None = None


class DisturbOrder(BaseModel):
    """What happens to the next `times` deliveries of an event; `event` is a glob.

    `drop`: nothing arrives, and GitHub notes a failure. `repeat`: it arrives `copies` times, all
    with the same GUID. `delay`: it arrives after `seconds`. `hold`: it waits until it is released.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["drop", "repeat", "delay", "hold"]
    event: str = "*"
    times: int = Field(default=1, ge=1)
    copies: int = Field(default=2, ge=2)
    seconds: float = Field(default=1.0, ge=0)


@dataclass
class Delivery:
    """One attempt to tell the listener something."""

    id: int
    guid: str
    event: str
    payload: Json
    redelivery: bool = False
    signature: Signature = "right"
    delivered_at: str = ""
    duration: float = 0.0
    status_code: int = 0
    """0 while it is on its way or held."""
    request_headers: dict[str, str] = field(default_factory=dict[str, str])
    response_headers: dict[str, str] = field(default_factory=dict[str, str])
    response: str = ""

    @property
    def status(self) -> str:
        """The word that GitHub has for the answer."""
        if self.status_code == TIMED_OUT:
            return "timed out"
        if self.status_code == UNREACHABLE and not self.response_headers:
            return "failed to connect to host"
        fine = httpx.codes.is_success(self.status_code)
        return "OK" if fine else f"Invalid HTTP Response: {self.status_code}"


class Webhooks:
    """The App's webhook: where it leads, what was sent, and what waits."""

    def __init__(self) -> None:
        self.hook: HookOrder | None = None
        self.deliveries = list[Delivery]()
        self._disturb = list[DisturbOrder]()
        self._held = list[Delivery]()
        self._under_way = set[asyncio.Task[None]]()
        self._client = httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False)

    def disturb(self, order: DisturbOrder) -> None:
        """Let something happen to the next deliveries."""
        self._disturb.append(order)

    def announce(self, event: str, payload: Json) -> None:
        """Send in the background, as GitHub does after an answer; nothing without an address."""
        if self.hook is not None and self._wanted(self.hook, event):
            self._start(self._carry(self._new(event, payload)))

    async def send(
        self, event: str, payload: Json, *, signature: Signature = "right", times: int = 1
    ) -> list[Delivery]:
        """Send now, `times` times with one GUID, and return the deliveries with their answers.

        Raises:
            ValueError: No address was set.
        """
        if self.hook is None:
            raise ValueError("no webhook address: POST /_control/hook first")
        first = self._new(event, payload, signature=signature)
        again = [
            self._new(event, payload, guid=first.guid, signature=signature)
            for _ in range(times - 1)
        ]
        for each in (first, *again):
            await self._carry(each)
        return [first, *again]

    async def redeliver(self, number: int) -> Delivery | None:
        """Send a delivery again under its old GUID; None if there is no such."""
        old = self.find(number)
        if old is None or self.hook is None:
            return None
        again = self._new(old.event, old.payload, guid=old.guid, redelivery=True)
        self._start(self._post(again))
        return again

    def find(self, number: int) -> Delivery | None:
        """Return a delivery by its id."""
        return next((each for each in self.deliveries if each.id == number), None)

    async def release(self, *, newest_first: bool) -> int:
        """Send what is held; returns how many there were."""
        waiting = self._held[::-1] if newest_first else self._held[:]
        self._held.clear()
        for each in waiting:
            await self._post(each)
        return len(waiting)

    async def forget(self) -> None:
        """No address, no deliveries, nothing under way."""
        for task in tuple(self._under_way):
            task.cancel()
        self.hook = None
        self.deliveries.clear()
        self._disturb.clear()
        self._held.clear()

    async def close(self) -> None:
        """End every connection."""
        await self.forget()
        await self._client.aclose()

    def _new(
        self,
        event: str,
        payload: Json,
        *,
        guid: str = "",
        redelivery: bool = False,
        signature: Signature = "right",
    ) -> Delivery:
        number = 10_000 + len(self.deliveries)
        made = Delivery(number, guid or str(uuid4()), event, payload, redelivery, signature)
        self.deliveries.append(made)
        return made

    def _start(self, sending: Any) -> None:
        task: asyncio.Task[None] = asyncio.ensure_future(sending)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    @staticmethod
    def _wanted(hook: HookOrder, event: str) -> bool:
        return hook.events is None or event in hook.events

    def _take(self, event: str) -> DisturbOrder | None:
        for order in self._disturb:
            if fnmatchcase(event, order.event):
                order.times -= 1
                if not order.times:
                    self._disturb.remove(order)
                return order
        return None

    async def _carry(self, delivery: Delivery) -> None:
        order = self._take(delivery.event)
        if order is None:
            await self._post(delivery)
        elif order.kind == "drop":
            delivery.status_code, delivery.delivered_at = UNREACHABLE, now()
        elif order.kind == "hold":
            self._held.append(delivery)
        elif order.kind == "delay":
            await asyncio.sleep(order.seconds)
            await self._post(delivery)
        else:
            for _ in range(order.copies):
                await self._post(delivery)

    async def _post(self, delivery: Delivery) -> None:
        assert self.hook is not None
        body = json.dumps(delivery.payload, ensure_ascii=False).encode()
        delivery.request_headers = _headers(delivery, body, self.hook.secret)
        delivery.delivered_at, begun = now(), time.monotonic()
        try:
            answer = await self._client.post(
                self.hook.url, content=body, headers=delivery.request_headers
            )
        except httpx.TimeoutException:
            delivery.status_code = TIMED_OUT
        except httpx.HTTPError:
            delivery.status_code = UNREACHABLE
        else:
            delivery.status_code = answer.status_code
            delivery.response_headers = dict(answer.headers)
            delivery.response = answer.text[:1000]
        delivery.duration = round(time.monotonic() - begun, 2)


def _headers(delivery: Delivery, body: bytes, secret: str) -> dict[str, str]:
    headers = {
        "Accept": "*/*",
        "Content-Type": "application/json",
        "User-Agent": "GitHub-Hookshot/0de60de",
        "X-GitHub-Delivery": delivery.guid,
        "X-GitHub-Event": delivery.event,
        "X-GitHub-Hook-ID": "1",
        "X-GitHub-Hook-Installation-Target-ID": str(credentials.APP_ID),
        "X-GitHub-Hook-Installation-Target-Type": "integration",
    }
    if delivery.signature == "missing":
        return headers
    key = secret if delivery.signature == "right" else f"not {secret}"
    for name, digest in (("X-Hub-Signature", "sha1"), ("X-Hub-Signature-256", "sha256")):
        value = hmac.new(key.encode(), body, getattr(hashlib, digest)).hexdigest()
        headers[name] = f"{digest}={value}"
    return headers
