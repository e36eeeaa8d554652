"""How fast the listener answers, and what it can hand over, beside the server and the worker.

    python benchmarks/listener.py [--seconds 60] [--rate 200] [--reaching 10] [--no-ramp]

One process runs the embedded Temporal server, a worker and the listener, as `groundskeeper up`
does; this one only sends, over loopback, at fixed times whatever the answers are. Latency counts
from the time at which a request was due, so a stall of either side is in it.

First the mixture: `--rate` signed deliveries a second, of which `--reaching` start a watch or reach
an open one, half each, and the others need no workflow: other events, deployments that have not
succeeded, replays, buttons that are links. Then the same number of requests to `/healthz`, for the
ratio. Then a ramp of deliveries that all reach a workflow, up to the first step at which more than
a hundredth is refused with 503; what was refused is sent again afterwards, as a sender would.

After each part Temporal is asked for every watch and its whole history: `lost` are deliveries that
were answered 202 and are in none, `doubled` are those that are there twice. Every watch is one run,
so `runs_in_temporal` is the number of all watches so far. The goal: p99 within
50 ms, nothing lost, nothing doubled, memory flat. Nothing here passes or fails.
"""

import argparse
import asyncio
import contextlib
import gc
import hashlib
import hmac
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pydantic import SecretStr
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.worker import Worker

from cli.main import GARBAGE
from listener import github
from listener.app import Listener
from listener.doors import Doors, Watching
from runtime import logs
from runtime.connection import connect
from runtime.embedded import EmbeddedServer, Place
from runtime.hand_over import TemporalWatches
from runtime.serving import serving
from runtime.starting import start_once
from workflows import names
from workflows.deploy_watch import DeployWatch
from workflows.registry import sandbox

SECRET = SecretStr("a secret of the benchmark")
REPOSITORY = "org/shop"
RAMP = (20, 40, 60, 80, 100, 130, 160, 200, 250, 300)
RAMP_SECONDS = 10.0
MOST_REFUSED = 0.01
QUIET_SECONDS = 1.0
CONNECTIONS = 64


# The side that is measured: a process of its own.


async def serve(folder: Path) -> None:
    """Run server, worker and listener until the standard input ends."""
    gc.set_threshold(*GARBAGE)
    logs.configure()
    port = free_port()
    place = Place(folder, port, port + 1000)
    async with EmbeddedServer(place):
        client = await connect(place.address)
        async with working(client), listening(client) as address:
            say({"address": address, "temporal": place.address})
            while line := await asyncio.to_thread(sys.stdin.readline):
                say({"asked": line.strip(), "rss_mib": rss_mib(), "cpu": time.process_time()})


@contextlib.asynccontextmanager
async def working(client: Client) -> AsyncGenerator[None]:
    """Serve the queue of the watches: real ones, whose questions to other services wait."""
    worker = Worker(
        client, task_queue=names.CORE, workflows=[DeployWatch], workflow_runner=sandbox()
    )
    async with worker:
        yield


@contextlib.asynccontextmanager
async def listening(client: Client) -> AsyncGenerator[str]:
    """Serve the listener."""

    async def ready() -> str:
        return ""

    async def start_scan(scan: str, project: str, *, delivery: str) -> str:
        return await start_once(client, scan, project, delivery)

    doors = Doors(
        projects=frozenset({"shop"}),
        secrets={"ci": SECRET},
        start_scan=start_scan,
        ready=ready,
        watching=Watching(TemporalWatches(client), {REPOSITORY: ("shop",)}),
        github_secret=SECRET,
        slack_secret=SECRET,
        posthog_secret=SECRET,
    )
    async with serving(Listener(doors).app, "127.0.0.1", 0) as address:
        yield address


def say(document: dict[str, Any]) -> None:
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


def rss_mib() -> float:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return round(pages * 4096 / 2**20, 1)


def free_port() -> int:
    """Return a port below those that the system hands out."""
    return random.Random(time.time_ns()).randrange(20_000, 29_000)  # noqa: S311


# What is sent.


@dataclass(frozen=True)
class Sent:
    """One request."""

    raw: bytes
    delivery: str = ""
    """Its id, where it reaches a workflow."""
    watch: str = ""


@dataclass
class Traffic:
    """Makes requests; each has a delivery of its own unless it is a replay."""

    seed: int
    made: list[Sent] = field(default_factory=list[Sent])
    """Those that reach a workflow."""
    _numbers: int = 0

    def reaching(self) -> Sent:
        """Return the success of a new deployment, or of one that is watched already."""
        self._numbers += 1
        deployment = self._numbers // 2 if self._numbers % 2 else self._numbers // 2 + 1
        sent = self._status("success", self.seed * 1_000_000 + deployment)
        self.made.append(sent)
        return sent

    def others(self, chance: random.Random) -> Sent:
        """Return a request that needs no workflow."""
        kind = chance.randrange(5)
        if kind == 0 and self.made:
            return Sent(chance.choice(self.made[-500:]).raw)
        if kind == 1:
            return Sent(self._status("in_progress", chance.randrange(10**6)).raw)
        if kind == 2:
            return Sent(slack_link())
        if kind == 3:
            return Sent(posthog_event(chance))
        event = chance.choice(("push", "pull_request", "check_suite", "issue_comment"))
        return Sent(self._github(event, {"padding": "x" * chance.randrange(2_000, 20_000)})[0])

    def _status(self, state: str, deployment: int) -> Sent:
        payload = {
            "deployment": {"id": deployment, "sha": f"{deployment:040x}", "environment": "prod"},
            "deployment_status": {
                "state": state,
                "created_at": datetime.now(UTC).isoformat(),
                "environment": "prod",
            },
            "repository": {"full_name": REPOSITORY, "default_branch": "main"},
            "padding": "x" * 6_000,
        }
        raw, delivery = self._github("deployment_status", payload)
        return Sent(raw, delivery, f"deploy-watch:{REPOSITORY}:prod:{deployment}")

    def _github(self, event: str, payload: dict[str, Any]) -> tuple[bytes, str]:
        body = json.dumps(payload).encode()
        delivery = hashlib.sha256(body + os.urandom(16)).hexdigest()[:36]
        headers = {
            "Content-Type": "application/json",
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": delivery,
            "X-Hub-Signature-256": github.sign(SECRET, body),
        }
        return post("/github", headers, body), delivery


def slack_link() -> bytes:
    """Return a button that only opens a page: acknowledged, and nothing else."""
    actions = [{"action_id": "gk.link.issue"}]
    used = {"type": "block_actions", "user": {"id": "U012AB3CD"}, "actions": actions}
    body = urlencode({"payload": json.dumps(used)}).encode()
    stamp = str(int(time.time()))
    key, text = SECRET.get_secret_value().encode(), b"v0:" + stamp.encode() + b":" + body
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": "v0=" + hmac.new(key, text, hashlib.sha256).hexdigest(),
    }
    return post("/slack", headers, body)


def posthog_event(chance: random.Random) -> bytes:
    """Return a webhook about something that needs nothing done."""
    event = {"uuid": f"{chance.getrandbits(128):032x}", "event": "$insight_alert_firing"}
    secret = SECRET.get_secret_value()
    headers = {"Content-Type": "application/json", "X-Groundskeeper-Secret": secret}
    return post("/posthog", headers, json.dumps({"event": event}).encode())


def post(path: str, headers: dict[str, str], body: bytes) -> bytes:
    """Return a request as it goes over the wire."""
    lines = [f"POST {path} HTTP/1.1", "Host: listener", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


HEALTH = Sent(b"GET /healthz HTTP/1.1\r\nHost: listener\r\n\r\n")


# How it is sent.


@dataclass
class Answers:
    """What came back."""

    seconds: list[float] = field(default_factory=list[float])
    reaching_seconds: list[float] = field(default_factory=list[float])
    statuses: Counter[int] = field(default_factory=Counter[int])
    taken: list[Sent] = field(default_factory=list[Sent])
    """Answered 202, of those that reach a workflow."""
    refused: list[Sent] = field(default_factory=list[Sent])

    def add(self, sent: Sent, status: int, seconds: float) -> None:
        """Note one answer; status 0 is none at all."""
        self.seconds.append(seconds)
        self.statuses[status] += 1
        if sent.delivery:
            self.reaching_seconds.append(seconds)
            (self.taken if status == 202 else self.refused).append(sent)

    def figures(self) -> dict[str, Any]:
        """Return what is printed."""
        return {
            "requests": len(self.seconds),
            "statuses": dict(sorted(self.statuses.items())),
            "milliseconds": percentiles(self.seconds),
            "reaching_milliseconds": percentiles(self.reaching_seconds),
        }


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Return median, p99 and the largest, in milliseconds."""
    ordered = sorted(seconds)
    if not ordered:
        return {}
    shares = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "max": 1.0}
    last = len(ordered) - 1
    return {name: round(ordered[int(last * share)] * 1000, 1) for name, share in shares.items()}


class Sender:
    """Keeps connections to the listener, and sends at fixed times."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname, parts.port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def send(self, requests: Iterable[Sent], rate: float) -> Answers:
        """Send them at `rate` a second, without waiting for answers in between."""
        answers, tasks = Answers(), set[asyncio.Task[None]]()
        began = time.perf_counter()
        for number, sent in enumerate(requests):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            task = asyncio.create_task(self._one(sent, due, answers))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        await asyncio.gather(*tasks)
        return answers

    async def _one(self, sent: Sent, due: float, answers: Answers) -> None:
        try:
            status = await self._ask(sent.raw)
        except (OSError, asyncio.IncompleteReadError):
            status = 0
        answers.add(sent, status, time.perf_counter() - due)

    async def _ask(self, raw: bytes) -> int:
        while self._idle:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                return await self._over(*self._idle.pop(), raw)
            # It had been idle for too long, as every client finds out now and then.
        return await self._over(*await asyncio.open_connection(self._host, self._port), raw)

    async def _over(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, raw: bytes
    ) -> int:
        writer.write(raw)
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-len")]
        await reader.readexactly(int(lengths[0].split(b":")[1]) if lengths else 0)
        if len(self._idle) < CONNECTIONS:
            self._idle.append((reader, writer))
        else:
            writer.close()
        return status


# What is compared.


async def compared(client: Client, answers: Answers) -> dict[str, int]:
    """Return how Temporal's record differs from what was answered."""
    taken = {sent.delivery: sent.watch for sent in answers.taken}
    found: Counter[str] = Counter()
    signalled: Counter[str] = Counter()
    for watch in set(taken.values()):
        with contextlib.suppress(RPCError):
            history = await client.get_workflow_handle(watch).fetch_history()
            for event in history.events:
                accepted = event.workflow_execution_update_accepted_event_attributes
                if accepted.accepted_request.meta.update_id:
                    found[accepted.accepted_request.meta.update_id] += 1
                signal = event.workflow_execution_signaled_event_attributes
                signalled[watch] += signal.signal_name == "heard_again"
    # No worker took these in time, so they went in by a signal, which has no id.
    others = Counter(watch for delivery, watch in taken.items() if not found[delivery])
    runs = await client.count_workflows(f"WorkflowType = '{names.DEPLOY_WATCH}'")
    return {
        "taken": len(taken),
        "watches": len(set(taken.values())),
        "runs_in_temporal": runs.count,
        "by_signal": sum(others.values()),
        "lost": sum(max(0, times - signalled[watch]) for watch, times in others.items()),
        "doubled": sum(times > 1 for times in found.values()),
    }


def mixture(traffic: Traffic, rate: int, reaching: int, seconds: float) -> Iterable[Sent]:
    """Yield the requests of the first part, those that reach a workflow evenly spread."""
    chance = random.Random(traffic.seed)  # noqa: S311
    every = rate // reaching if reaching else 0
    for number in range(int(rate * seconds)):
        yield traffic.reaching() if every and number % every == 0 else traffic.others(chance)


async def ramp(sender: Sender, client: Client) -> list[dict[str, Any]]:
    """Raise the rate until deliveries are refused; send those again, and compare."""
    steps: list[dict[str, Any]] = []
    for number, rate in enumerate(RAMP, start=2):
        traffic = Traffic(number)
        every = [traffic.reaching() for _ in range(int(rate * RAMP_SECONDS))]
        answers = await sender.send(every, rate)
        again = answers.refused
        answers.refused = []
        refused = len(again)
        while again:
            await asyncio.sleep(QUIET_SECONDS)
            more = await sender.send(again, RAMP[0])
            answers.taken += more.taken
            again = more.refused
        step = {"per_second": rate, "refused": refused, **answers.figures()}
        steps.append(step | await compared(client, answers))
        sys.stderr.write(json.dumps(steps[-1]) + "\n")
        if refused > MOST_REFUSED * len(every):
            break
    return steps


# The whole.


async def measure(arguments: argparse.Namespace, child: "subprocess.Popen[str]") -> dict[str, Any]:
    """Return all figures."""
    ready = heard(child)
    client = await connect(ready["temporal"])
    sender = Sender(ready["address"])
    warm = Traffic(0)
    await sender.send(mixture(warm, arguments.rate, arguments.reaching, 3), arguments.rate)
    traffic = Traffic(1)
    requests = mixture(traffic, arguments.rate, arguments.reaching, arguments.seconds)
    before = asked(child)
    answers = await sender.send(requests, arguments.rate)
    after = asked(child)
    mixed = answers.figures() | cost(before, after, answers) | await compared(client, answers)
    many = int(arguments.rate * min(arguments.seconds, 20))
    before = asked(child)
    asking = await sender.send((HEALTH for _ in range(many)), arguments.rate)
    health = asking.figures() | cost(before, asked(child), asking)
    document: dict[str, Any] = {"mixture": mixed, "healthz": health}
    theirs = percentiles(asking.seconds)
    for name, ours in percentiles(answers.seconds).items():
        document[f"ratio_{name}"] = round(ours / theirs[name], 1)
    if arguments.ramp:
        document["ramp"] = await ramp(sender, client)
        document["rss_mib_after_ramp"] = asked(child)["rss_mib"]
    return document


def cost(before: dict[str, Any], after: dict[str, Any], answers: Answers) -> dict[str, Any]:
    """Return what a part took of the measured process: memory, and time of its processor."""
    taken = (after["cpu"] - before["cpu"]) / len(answers.seconds)
    return {
        "rss_mib": [before["rss_mib"], after["rss_mib"]],
        "cpu_milliseconds_each": round(taken * 1000, 2),
    }


def heard(child: "subprocess.Popen[str]") -> dict[str, Any]:
    """Return the next line of the child."""
    assert child.stdout
    while line := child.stdout.readline():
        if line.startswith("{"):
            return json.loads(line)
    raise SystemExit("the measured process ended")


def asked(child: "subprocess.Popen[str]") -> dict[str, Any]:
    """Return the memory of the child in MiB, and its processor time in seconds."""
    assert child.stdin
    child.stdin.write("cost\n")
    child.stdin.flush()
    return heard(child)


def main() -> None:
    """Print one JSON document."""
    words = argparse.ArgumentParser()
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--rate", type=int, default=200)
    words.add_argument("--reaching", type=int, default=10)
    words.add_argument("--no-ramp", dest="ramp", action="store_false")
    words.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    arguments = words.parse_args()
    if arguments.serve:
        asyncio.run(serve(arguments.serve))
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--serve", folder]
        pipe, lines = subprocess.PIPE, Path(folder) / "worker.log"
        # The sandbox loads workflows anew for each run; installed ones are compiled already.
        compiled = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
        with (
            lines.open("w") as log,
            subprocess.Popen(
                command, stdin=pipe, stdout=pipe, stderr=log, text=True, env=compiled
            ) as child,
        ):
            try:
                document = asyncio.run(measure(arguments, child))
            finally:
                assert child.stdin
                child.stdin.close()
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


if __name__ == "__main__":
    main()
