"""What stands below an incident's message, each once, and what can never be in it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from inline_snapshot import snapshot

from messages.digest import SlackMessage
from messages.incident.thread import ReplyKind, thread_reply
from scans.deploy_watch.incident import Reason
from scans.model import Deploy
from tests.messages.hostile import FOREIGN, HOSTILE
from tests.messages.incident.incidents import (
    ALARM,
    CART,
    CULPRIT,
    KEY,
    RANKING,
    T0,
    VERDICTS,
    hostile,
    incident,
)
from tests.messages.incident.soundness import assert_sound, shown

BACK = Deploy(at=T0 + timedelta(minutes=44), source="github.deployments", sha="aa11bb2" * 5)


def test_the_detail_shows_all_that_was_weighed():
    """Every suspect with its points and reasons, the counts as a table, and what was not read."""
    other = ALARM.model_copy(update={"series": "0193-x", "new": True, "people": 5, "onset": None})
    story = incident(
        in_evidence=(ALARM, other),
        issues=(CART, CART.model_copy(update={"issue": "0193-x", "type": "RangeError"})),
        blind=("Experiments could not be read.",),
    )
    assert shown(thread_reply(story, "detail", "detail")) == snapshot("""\
(All suspects, all errors in evidence, and what was not read.)
*Suspects* certainty is high.
1. #482 <https://github.com/hazelnut/shop/pull/482|Cache totals of the basket> by ada
    (9.5 points), 93 %
    • +4.0 line 42 of src/cart.ts came with it
    • +3.0 it changed the lines around src/cart.ts:42
    • +2.0 it changed total()
    • +0.5 the rise began within 10 minutes of this step of the rollout
2. feature flag <https://posthog.example/project/1/feature_flags/7|basket-sidebar,
    switched on 2 minutes before> (2.0 points), 4 %
    • +2.0 it was switched on 2 minutes before the rise
3. #479 <https://github.com/hazelnut/shop/pull/479|Sort the shelves> by bert (1.5
    points), 93 %
    • +1.5 it touched src/cart.ts
4. something else, or nobody's change (1.0 points), 3 %
*In evidence*
```error                        people expected    now      evidence  since
TypeError                        37      9.0   3.9x        12,000 +4 min
RangeError                        5      new                           ?```
*Errors*
• <https://posthog.example/project/1/error_tracking/0192-cart|TypeError>: Cannot read
    properties of undefined (reading 'total'), `webpack://shop/./src/cart.ts:42`
• <https://posthog.example/project/1/error_tracking/0192-cart|RangeError>: Cannot read
    properties of undefined (reading 'total'), `webpack://shop/./src/cart.ts:42`
*Not read, or to be known*
• Experiments could not be read.
• 2 commits of the range belong to no pull request.
~ Points are a rule of thumb; a percentage says how far one is ahead of the others.
    Neither is a probability. In the table, *now* is how many times as many as expected
    at the last look, and *since* when it began, after the deploy.\
""")


@pytest.mark.parametrize(
    ("kind", "text", "changes", "said"),
    [
        (
            "news",
            "The rise goes on in a second environment.",
            {},
            snapshot("The rise goes on in a second environment."),
        ),
        ("news", "", {}, snapshot("Nothing new.")),
        (
            "recovered",
            "",
            {"recovered_at": T0 + timedelta(minutes=80)},
            snapshot("*Recovered.* Back to what is expected since 18 Nov 13:20 UTC."),
        ),
        (
            "all_clear",
            "Watched 2 h.",
            {},
            snapshot("*All clear.* It is over, and this deploy is no longer watched. Watched 2 h."),
        ),
        (
            "rolled_back",
            "",
            {"rolled_back_by": BACK},
            snapshot("*Rolled back* to `aa11bb2` on 18 Nov 12:44 UTC. It should be over soon."),
        ),
        ("rolled_back", "", {}, snapshot("*Rolled back.* It should be over soon.")),
        (
            "critical",
            "",
            {},
            snapshot(
                "*Critical now.* TypeError up 4.1 times after a deploy to production."
                " 37 people since it began; 9 expected by the past hours and weeks: 4.1 times."
            ),
        ),
    ],
)
def test_a_development_is_one_sentence(
    kind: ReplyKind, text: str, changes: dict[str, Any], said: str
):
    """Each kind of news has its own words, and says when it happened as far as that is known."""
    assert thread_reply(incident(**changes), kind, kind, text).text == said


def test_a_reply_has_an_identity_of_its_own():
    """It is found again by its key, among the replies and beside the message."""
    first = thread_reply(incident(), "news:1", "news", "One.")
    second = thread_reply(incident(), "news:2", "news", "One.")
    assert (first.key, second.key) == (f"{KEY}#news:1", f"{KEY}#news:2")


def test_a_table_stays_a_table_whatever_errors_are_called():
    """Columns line up on the screen, where an escaped sign is one character."""
    names = ("<b>&", "`code`", "x" * 80, "short")
    looks = tuple(ALARM.model_copy(update={"series": name}) for name in names)
    message = thread_reply(incident(in_evidence=looks, issues=()), "detail", "detail")
    table = next(line for line in shown(message).split("```") if line.startswith("error"))
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        table = table.replace(entity, sign)
    assert len({len(row) for row in table.split("\n")}) == 1


def assert_no_mention(message: SlackMessage) -> None:
    """A thread mentions nobody."""
    assert not re.search(r"<[@#!]", shown(message))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_trick_gets_into_a_thread(text: str):
    """Links, mentions and markup out of data are text, and Slack takes the reply."""
    message = thread_reply(hostile(text), "detail", "detail")
    assert_sound(message)
    assert_no_mention(message)


@given(text=FOREIGN, verdict=VERDICTS)
def test_whatever_was_weighed_slack_takes_the_reply(text: str, verdict: Any):
    """Every reply of every kind fits, and holds no markup but ours."""
    foreign = hostile(text, verdict, rolled_back_by=BACK.model_copy(update={"sha": text}))
    for kind in ("detail", "news", "recovered", "all_clear", "rolled_back", "critical"):
        message = thread_reply(foreign, kind, kind, text)
        assert_sound(message)
        assert_no_mention(message)


def test_a_crowd_of_suspects_still_fits():
    """Forty suspects with forty reasons each are shortened at whole lines, and counted."""
    reasons = tuple(Reason(points=1.0, text=f"{n} " + "漢" * 180) for n in range(40))
    many = (CULPRIT.model_copy(update={"reasons": reasons}),) * 40
    crowd = incident(ranking=RANKING.model_copy(update={"suspects": many}))
    message = thread_reply(crowd, "detail", "detail")
    assert_sound(message)
    assert "more with fewer points" in shown(message) or "…" in shown(message)
