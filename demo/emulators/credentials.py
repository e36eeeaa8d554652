"""Who may talk to the pretend company. Everything here is fixed and obviously fake.

The one real secret, the private key of the GitHub App, is generated at every start and never
leaves the data folder.
"""

from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

OWNER = "my-org"
REPOSITORY = "shop"
FULL_NAME = f"{OWNER}/{REPOSITORY}"

GITHUB_TOKEN = "ghp_demo_hazelnut"  # noqa: S105 - a published constant of the demo
BOT_LOGIN = "groundskeeper-bot"
READ_ONLY_TOKEN = "ghp_demo_readonly"  # noqa: S105 - a user with no rights in the repository
STRANGER_LOGIN = "passer-by"

APP_ID = 4711
APP_SLUG = "groundskeeper"
INSTALLATION_ID = 100
GITHUB_WEBHOOK_SECRET = "demo-hazelnut-webhook"  # noqa: S105 - a published constant of the demo

SLACK_TOKEN = "xoxb-demo-hazelnut"  # noqa: S105 - a published constant of the demo
NARROW_SLACK_TOKEN = "xoxb-demo-narrow"  # noqa: S105 - may post and nothing else
SLACK_APP_TOKEN = "xapp-demo-hazelnut"  # noqa: S105 - opens Socket Mode and nothing else
SLACK_SIGNING_SECRET = "demo-hazelnut-signing"  # noqa: S105 - a published constant of the demo
SLACK_APP_ID = "A0HAZELNUT"
SLACK_CHANNEL = "flags"
SLACK_ALERT_CHANNEL = "incidents"
SLACK_SCOPES = (
    "chat:write",
    "channels:read",
    "channels:history",
    "channels:join",
    "groups:read",
    "groups:history",
    "users:read",
    "users:read.email",
    "metadata.message:read",
    "files:read",
    "files:write",
)


def make_private_key(file: Path) -> str:
    """Generates the App's key, keeps it in `file` for its owner only, and returns it as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    file.touch(mode=0o600)
    file.write_bytes(pem)
    return pem.decode()
