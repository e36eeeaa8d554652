"""What the company's engineer writes into the settings so that deploys are watched."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import settings
from demo.company import Company
from demo.emulators import credentials
from demo.posthog import keys


def _company() -> Company:
    addresses = SimpleNamespace(
        site="http://127.0.0.1:1",
        github_api="http://127.0.0.1:1/github",
        slack_api="http://127.0.0.1:1/slack/api/",
        clone_url="http://127.0.0.1:2/my-org/shop.git",
    )
    return Company(
        posthog="http://127.0.0.1:3", emulators=cast("Any", SimpleNamespace(addresses=addresses))
    )


def test_the_settings_have_what_a_deploy_watch_needs(tmp_path: Path) -> None:
    """A channel of its own, people, alerts, and every secret of the listener and of Slack."""
    company, file = _company(), tmp_path / settings.DEFAULT_FILE
    file.write_text(
        company.settings(data_dir=tmp_path, temporal_port=4, ui_port=5, listener_port=6)
    )
    read = settings.load(file, env=company.environment)
    assert read.slack.alert_channel == credentials.SLACK_ALERT_CHANNEL
    assert read.slack.people == {"robin-hazel": "robin-hazel@hazelnut.example"}
    assert read.scans.deploy_watch.alerts == "on"
    assert not read.quiet_hours.enabled
    secrets = read.secrets
    assert secrets.github_webhook_secret().get_secret_value() == credentials.GITHUB_WEBHOOK_SECRET
    assert secrets.slack_app_token().get_secret_value() == credentials.SLACK_APP_TOKEN
    assert secrets.slack_signing_secret().get_secret_value() == credentials.SLACK_SIGNING_SECRET
    assert secrets.posthog_write_api_key("hazelnut").get_secret_value() == keys.WRITE_KEY
    assert secrets.posthog_webhook_secret()
