"""Text without the secrets that this process holds."""

import base64
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from clients import secrecy
from clients.errors import ScopeMissing
from clients.github import GitHub, TokenCredentials
from clients.posthog import PostHog
from clients.secrecy import hold, without_secrets
from clients.slack import Slack

KEY = "phx_Wq7-made+up/key="


@pytest.fixture(autouse=True)
def nothing_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was handed nothing yet."""
    monkeypatch.setattr(secrecy, "_held", {})


@pytest.mark.parametrize(
    "told",
    [
        KEY,
        f"Authorization: Bearer {KEY}",
        quote(KEY, safe=""),
        KEY.encode().hex(),
        *(base64.b64encode(b"x" * before + KEY.encode() + b"tail").decode() for before in range(5)),
        base64.urlsafe_b64encode(f"x-access-token:{KEY}".encode()).decode(),
    ],
)
def test_no_form_of_a_held_secret_is_told(told: str) -> None:
    """Plain, in a URL, as hexadecimal, or anywhere inside base64: what is held is taken out."""
    hold(SecretStr(KEY))
    shown = without_secrets(f"before {told} after")
    assert "[removed]" in shown
    assert shown.startswith("before ")
    assert shown.endswith(" after")
    for form in (KEY, quote(KEY, safe=""), KEY.encode().hex(), "d3E3LW1hZGUr"):
        assert form not in shown


def test_any_line_of_a_key_file_is_a_secret() -> None:
    """A service or a library may quote one line of a PEM; its first and last line are no secret."""
    hold(SecretStr("-----BEGIN KEY-----\nMIIEowIBAAKCAQEA7\r\n  ab\n-----END KEY-----\n"))
    assert without_secrets("got MIIEowIBAAKCAQEA7 ab") == "got [removed] ab"
    assert without_secrets("-----BEGIN KEY-----") == "-----BEGIN KEY-----"


def test_a_secret_that_begins_with_another_leaves_no_rest() -> None:
    """The longest one is taken out first."""
    hold(SecretStr("made-up-secret"))
    assert without_secrets("a made-up-secret-too", SecretStr("made-up-secret-too")) == "a [removed]"


def test_every_client_holds_what_it_is_given() -> None:
    """Whoever sends a secret sees to it that no error repeats it, also in an unusual form."""
    tokens = ["ghp_made_up_1234", "xoxb-made-up-5678", "phx_made_up_9012"]
    GitHub("https://api.github.example", TokenCredentials(SecretStr(tokens[0])))
    Slack(SecretStr(tokens[1]))
    PostHog("https://posthog.example", 1, SecretStr(tokens[2]))
    for token in tokens:
        encoded = base64.b64encode(token.encode()).decode()
        assert encoded.rstrip("=")[:-2] not in str(ScopeMissing("X", "GET /", f"not {encoded}"))
