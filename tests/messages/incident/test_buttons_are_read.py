"""What a message offers to press is what the reader of presses understands."""

from typing import Any

import pytest

from clients.slack_requests import Interaction, interaction
from messages.digest import SlackMessage
from messages.incident import incident_message
from scans.deploy_watch.incoming import Press
from tests.messages.incident.incidents import KEY, incident

LONG_KEY = f"deploy-watch:hazelnut/{'x' * 60}:production:4711"


def used(message: SlackMessage, *, metadata: bool) -> Interaction:
    """Return what Slack tells when somebody uses every element of a message, one after another."""
    told: dict[str, Any] = {
        "type": "block_actions",
        "user": {"id": "U1ABCDEFG"},
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
        "actions": [
            {
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                "value": element.get("value"),
                "selected_option": next(iter(element.get("options", ())), None),
                "selected_user": "U2ABCDEFG" if element["type"] == "users_select" else None,
            }
            for block in message.blocks
            if block["type"] == "actions"
            for element in block["elements"]
        ],
    }
    payload = {"key": message.key, "revision": message.revision}
    said = {"metadata": {"event_type": "groundskeeper", "event_payload": payload}}
    return interaction({**told, "message": said if metadata else {}})


@pytest.mark.parametrize("metadata", [True, False], ids=["with metadata", "without it"])
@pytest.mark.parametrize("key", [KEY, LONG_KEY], ids=["menu", "button"])
def test_every_verb_arrives_with_its_incident(key: str, *, metadata: bool):
    """Each element leads to the incident and carries what it stands for; links are no verbs."""
    message = incident_message(incident(key=key))
    presses = list(used(message, metadata=metadata).presses())
    assert {watch for watch, _ in presses} == {key}
    hours = "1" if key == KEY else "4"
    said = [(press.action, press.value) for _, press in presses]
    assert said == [
        ("ack", ""),
        ("assign", "U2ABCDEFG"),
        ("snooze", hours),
        ("not_ours", ""),
        ("mute", ""),
    ]
    assert all(isinstance(press, Press) for _, press in presses)
