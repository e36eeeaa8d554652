"""Slack as slack_sdk sees it, above all where emulate alone would answer otherwise."""

from typing import Any, cast

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from demo.emulators import Emulators, credentials

pytestmark = pytest.mark.requires_server

METADATA = {"event_type": "groundskeeper", "event_payload": {"key": "digest:1"}}


def _section(**more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}, **more}


def _history(slack: Any, channel: str, **arguments: Any) -> list[dict[str, Any]]:
    return slack.conversations_history(channel=channel, **arguments)["messages"]


def _error(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return cast("Any", error.value).response["error"]


def test_a_message_is_posted_to_a_channel_by_its_name(slack: Any) -> None:
    """`#flags` and `flags` are the same channel; the answer has its id."""
    with_hash = slack.chat_postMessage(channel="#flags", text="one")
    without = slack.chat_postMessage(channel="flags", text="two")
    assert with_hash["channel"] == without["channel"]


def test_history_shows_metadata_on_request_only(slack: Any) -> None:
    """How a message is found again, and that it takes the argument."""
    posted = slack.chat_postMessage(channel="flags", text="digest", metadata=METADATA)
    shown = _history(slack, posted["channel"], include_all_metadata=True)[0]
    hidden = _history(slack, posted["channel"])[0]
    assert shown["metadata"] == METADATA
    assert "metadata" not in hidden


def test_history_keeps_to_the_time_span(slack: Any) -> None:
    """`oldest` excludes the message itself unless `inclusive`."""
    first = slack.chat_postMessage(channel="flags", text="first")
    second = slack.chat_postMessage(channel="flags", text="second")
    after = _history(slack, first["channel"], oldest=first["ts"])
    assert [message["ts"] for message in after] == [second["ts"]]
    both = _history(slack, first["channel"], oldest=first["ts"], inclusive=True)
    assert [message["ts"] for message in both] == [second["ts"], first["ts"]]


def test_a_message_is_edited_in_place_and_answered_in_its_thread(slack: Any) -> None:
    """Update and thread reply belong to the message they name."""
    posted = slack.chat_postMessage(channel="flags", text="before", blocks=[_section()])
    slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="after")
    slack.chat_postMessage(channel=posted["channel"], thread_ts=posted["ts"], text="reply")
    thread = slack.conversations_replies(channel=posted["channel"], ts=posted["ts"])["messages"]
    assert [message["text"] for message in thread] == ["after", "reply"]


def test_the_permalink_leads_to_a_page_that_exists(company: Emulators, slack: Any) -> None:
    """Slack's own address would lead out of the machine."""
    posted = slack.chat_postMessage(channel="flags", text="look")
    link = slack.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])
    assert str(link["permalink"]).startswith(f"{company.addresses.site}/slack/archives/")


def test_an_unknown_token_is_refused(company: Emulators) -> None:
    """Emulate alone would let anybody in as its first user."""
    stranger: Any = WebClient("xoxb-unknown", base_url=company.addresses.slack_api)
    with pytest.raises(SlackApiError) as error:
        stranger.auth_test()
    assert _error(error) == "invalid_auth"


def test_a_missing_scope_is_named(company: Emulators) -> None:
    """A token that may only post cannot read what was posted."""
    narrow: Any = WebClient(credentials.NARROW_SLACK_TOKEN, base_url=company.addresses.slack_api)
    posted = narrow.chat_postMessage(channel="flags", text="narrow")
    with pytest.raises(SlackApiError) as error:
        narrow.conversations_history(channel=posted["channel"])
    assert _error(error) == "missing_scope"


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([_section() for _ in range(51)], id="51 blocks"),
        pytest.param([_section(block_id="a"), _section(block_id="a")], id="a repeated block id"),
        pytest.param(
            [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], id="a mrkdwn header"
        ),
        pytest.param([{"type": "sectoin"}], id="an unknown type"),
        pytest.param(
            [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], id="long text"
        ),
    ],
)
def test_blocks_that_slack_refuses_are_refused(slack: Any, blocks: list[dict[str, Any]]) -> None:
    """Emulate alone would take any of them."""
    with pytest.raises(SlackApiError) as error:
        slack.chat_postMessage(channel="flags", text="x", blocks=blocks)
    assert _error(error) == "invalid_blocks"


def test_more_text_than_slack_takes_is_refused(slack: Any) -> None:
    """Each block is within its limit; together they are not."""
    text = {"type": "mrkdwn", "text": "x" * 2_900}
    with pytest.raises(SlackApiError) as error:
        slack.chat_postMessage(
            channel="flags", text="x", blocks=[{"type": "section", "text": text}] * 5
        )
    assert _error(error) == "msg_blocks_too_long"


def test_an_unknown_method_fails_loudly(company: Emulators, slack: Any) -> None:
    """A method nobody has compared with Slack's is a failure of the run."""
    with pytest.raises(SlackApiError):
        slack.pins_list(channel="flags")
    assert company.failures()[-1].startswith("slack ")
