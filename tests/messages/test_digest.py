"""The weekly Slack message: the conclusion first, every reason visible, inside Slack's limits."""

# ruff: noqa: E501, RUF001  the message stands here as people read it

import json
import re
from datetime import timedelta

import pytest
from hypothesis import given
from inline_snapshot import snapshot
from slack_sdk.models.blocks import Block

from messages.digest import (
    MOST_BLOCKS,
    MOST_CHARACTERS,
    MOST_SECTION,
    DigestContent,
    ScanSection,
    SlackMessage,
    digest,
)
from scans.model import Blind, BlockedBy, Finding, SuggestedAction
from scans.model.action import OutputModes, Skipped
from tests.messages.hostile import (
    AS_OF,
    FOREIGN,
    HOSTILE,
    blocked,
    content,
    finding,
    hostile_content,
    pull_request,
)


def read(message: SlackMessage) -> str:
    """Return the text of all blocks, one paragraph each."""
    texts = [
        block["text"]["text"] if "text" in block else block["elements"][0]["text"]
        for block in message.blocks
    ]
    return "\n\n".join(texts)


def assert_slack_takes(message: SlackMessage) -> None:
    """Assert Slack's limits, those that its SDK knows and those that it does not."""
    parsed = Block.parse_all(list(message.blocks))  # pyright: ignore[reportUnknownMemberType]
    for block in parsed:
        block.validate_json()
    identities = [block["block_id"] for block in message.blocks]
    assert len(set(identities)) == len(identities) <= MOST_BLOCKS
    assert all(len(each) <= 255 for each in identities)
    assert len(json.dumps(message.blocks)) <= MOST_CHARACTERS
    assert 0 < len(message.text) <= 300
    for block in message.blocks:
        if block["type"] == "section":
            assert 0 < len(block["text"]["text"]) <= MOST_SECTION


def test_the_digest_of_the_story() -> None:
    """Headline with the change, breakdown, what to do, who waits, why not, and the heartbeat."""
    message = digest(content())
    assert read(message) == snapshot("""\
8 things to tidy (+2, −1 since 13 Nov)

*shop · stale flags* 8 (+2, −1): 7 fully rolled out · 1 experiment concluded

`new-checkout` Serves "test" to everyone, and its rules have not changed for 90 days. _new_
→ review <https://github.com/my-org/shop/pull/7|my-org/shop pull request 7>

`old-gift-wrap` Serves true to everyone for 300 days, and no code asks for it. _new_
→ archive it in PostHog

`basket-sidebar` Serves "test" to everyone, and its rules have not changed for 90 days.
→ nothing is proposed: the edit cannot be proved safe

`checkout-copy` Serves "test" to everyone, and its rules have not changed for 90 days.
→ nothing is proposed: it waits for the next run

`gift-cards` Serves "test" to everyone, and its rules have not changed for 90 days.
→ nothing is proposed: it belongs to an early access feature

Over since the last digest: `gone`

*Waiting for people*
• <https://github.com/my-org/shop/pull/7|my-org/shop pull request 7> Remove flag new-checkout (always "test") (draft, 3 days old)

*Not done, and why*
• It waits for the next run (2): `smart-reorder`, `checkout-copy`
• Another flag depends on it (1): `loyalty-points` (loyalty-tiers)
• It belongs to an early access feature (1): `gift-cards`
• The edit cannot be proved safe (1): `basket-sidebar` (the value is passed on)
• It carries a payload (1): `recommendations-v2`

*Not judged*
• `legacy-rules` its rules have a shape we do not know

Last look: stale flags 20 Nov 06:00 UTC (next 21 Nov 06:00 UTC) · Groundskeeper 0.1.0 · pull requests on, issues preview, comments preview, slack on, posthog writes preview\
""")
    assert message.text == snapshot(
        "shop: 8 things to tidy (+2, −1 since 13 Nov). 1 pull request waits for you."
    )
    assert message.key == "digest:shop:2026-W47"
    assert_slack_takes(message)


def event(subject: str, scan: str, verdict: str, reason: str, **changed: object) -> Finding:
    """Return a finding about an event."""
    identity = {"scan": scan, "fingerprint": f"{scan}:{subject}:1", "verdict": verdict}
    rest = {"reason": reason, "fixed_value": None, "readiness": None}
    return finding(subject, **{**identity, **rest, **changed})


def eventful() -> DigestContent:
    """Return a week with three scans: of flags nothing new, of events something, health blind."""
    read_by, skipped = (
        event(
            "checkout_paid",
            "dead_events",
            "stopped",
            "It arrived on most days until 3 Oct, and a saved insight reads it.",
            severity="high",
            suggested_action=SuggestedAction.POST_ALERT,
        ),
        Skipped(
            fingerprint="dead_events:checkout_paid:1",
            subject="checkout_paid",
            blocked_by=BlockedBy.INSIGHT,
            detail="Weekly revenue reads it",
        ),
    )
    dead = ScanSection(
        scan="dead_events",
        findings=(
            event("cart_opened", "dead_events", "uncalled", "Only a helper sends it."),
            read_by,
        ),
        previous=("dead_events:cart_opened:1", "dead_events:coupon_used:1"),
        last_success=AS_OF.replace(hour=6),
    )
    health = ScanSection(
        scan="event_health",
        previous=("event_health:order_placed:1",),
        blind=(Blind(source="property_usage", reason="the project has used up its hour"),),
        last_success=AS_OF.replace(hour=7),
    )
    flags = content(findings=(finding(),), previous=(finding().fingerprint,), abstained=())
    return flags.model_copy(
        update={"sections": (*flags.sections, dead, health), "skipped": (skipped,)}
    )


def test_each_scan_has_its_section() -> None:
    """What changed is said per scan, what cannot wait comes first, and a blind scan says so."""
    message = digest(eventful())
    assert read(message) == snapshot("""\
3 things to tidy (+1, −1 since 13 Nov)

*shop · stale flags* 1: 1 fully rolled out

`new-checkout` Serves "test" to everyone, and its rules have not changed for 90 days.
→ review <https://github.com/my-org/shop/pull/7|my-org/shop pull request 7>

*shop · dead events* 2 (+1, −1): 1 went silent · 1 uncalled

:red_circle: `checkout_paid` It arrived on most days until 3 Oct, and a saved insight reads it. _new_
→ tell whoever relies on it

`cart_opened` Only a helper sends it.
→ open a cleanup pull request

Over since the last digest: `coupon_used`

*shop · event health* no conclusion
:warning: Could not read `property_usage` (the project has used up its hour); nothing is concluded from it.

*Waiting for people*
• <https://github.com/my-org/shop/pull/7|my-org/shop pull request 7> Remove flag new-checkout (always "test") (draft, 3 days old)

*Not done, and why*
• A saved insight reads it (1): `checkout_paid` (Weekly revenue reads it)

Last look: stale flags 20 Nov 06:00 UTC (next 21 Nov 06:00 UTC), dead events 20 Nov 06:00 UTC, event health 20 Nov 07:00 UTC · Groundskeeper 0.1.0 · pull requests on, issues preview, comments preview, slack on, posthog writes preview\
""")
    assert message.text == snapshot(
        "shop: 3 things to tidy (+1, −1 since 13 Nov). 1 pull request waits for you. Not everything could be read."
    )
    assert_slack_takes(message)


def test_where_every_scan_was_blind_nothing_else_is_said() -> None:
    """No list of findings, no all-clear: what could not be read, and who looked when."""
    why = Blind(source="event_usage", reason="403 query:read is missing")
    sections = tuple(
        ScanSection(scan=scan, blind=(why,), previous=(f"{scan}:x:1",))
        for scan in ("stale_flags", "dead_events")
    )
    assert read(digest(content(sections=sections))) == snapshot("""\
No conclusion: not everything could be read

*shop · stale flags* no conclusion
:warning: Could not read `event_usage` (403 query:read is missing); nothing is concluded from it.

*shop · dead events* no conclusion
:warning: Could not read `event_usage` (403 query:read is missing); nothing is concluded from it.

Last look: stale flags never, dead events never · Groundskeeper 0.1.0 · pull requests on, issues preview, comments preview, slack on, posthog writes preview\
""")


def test_findings_that_a_run_leaves_out_are_counted_and_nothing_is_over() -> None:
    """A run carries so many subjects; the rest is announced, and not taken for resolved."""
    text = read(digest(content(findings=(finding(),), omitted=1_200)))
    assert text.startswith("1201 things to tidy (+1 since 13 Nov)")
    assert "1200 more, for a later look" in text
    assert "Over since" not in text


def test_a_flag_and_an_event_of_one_name_are_two_subjects() -> None:
    """A pull request about the flag is not taken for one about the event."""
    named = event("new-checkout", "dead_events", "stopped", "It is silent.")
    dead = ScanSection(scan="dead_events", findings=(named,), previous=())
    week = content(findings=(), sections=(dead,))
    assert "→ review" not in read(digest(week))


def test_the_first_digest_claims_no_change() -> None:
    """Without an earlier digest there is nothing to compare with."""
    first = digest(content(previous=None, previous_as_of=None))
    assert read(first).startswith("8 things to tidy\n")


def test_nothing_to_tidy_is_said_only_when_everything_was_read() -> None:
    """A blind source is named once, and neither the headline nor the text gives an all-clear."""
    empty = {"findings": (), "previous": (), "pull_requests": (), "skipped": (), "abstained": ()}
    assert read(digest(content(**empty))).startswith("Nothing to tidy\n")
    blind = digest(content(**empty, blind=(Blind(source="feature flags", reason="403"),)))
    assert read(blind).startswith("No conclusion: not everything could be read\n")
    assert read(blind).count("`feature flags`") == 1
    assert "Nothing to tidy" not in blind.text + read(blind)


def test_what_a_blind_look_did_not_see_is_not_gone() -> None:
    """Findings that a blind look lacks are not counted as resolved."""
    week = content(findings=(finding(),), blind=(Blind(source="feature flags", reason="403"),))
    assert read(digest(week)).startswith("1 thing to tidy (+1 since 13 Nov)\n")


def test_at_most_five_findings_are_told_proposed_ones_first() -> None:
    """The message opens with what a person can do now."""
    findings = tuple(finding(f"flag-{n}") for n in range(9))
    text = read(digest(content(findings=findings, pull_requests=(pull_request("flag-8"),))))
    told = re.findall(r"^`(flag-\d)` Serves", text, re.MULTILINE)
    assert told == ["flag-8", "flag-0", "flag-1", "flag-2", "flag-3"]
    assert "→ review <https://github.com/my-org/shop/pull/7|" in text


@pytest.mark.parametrize("reason", list(BlockedBy))
def test_every_reason_is_visible(reason: BlockedBy) -> None:
    """Whatever holds an action back, its words and the subject are in the message."""
    found, skipped = blocked("gift-cards", reason, "one detail")
    text = read(digest(content(findings=(found,), skipped=(skipped,))))
    assert re.search(r"^• [A-Z].* \(1\): `gift-cards` \(one detail\)$", text, re.MULTILINE)


def test_long_lists_say_how_many_more() -> None:
    """A list that is cut says so, and the message still fits."""
    findings = tuple(finding(f"flag-{n:03}") for n in range(300))
    held = tuple(blocked(f"held-{n:03}", BlockedBy.LIMIT_REACHED)[1] for n in range(300))
    waiting = tuple(pull_request(f"flag-{n:03}", n + 1) for n in range(300))
    message = digest(content(findings=findings, skipped=held, pull_requests=waiting))
    assert "and 290 more" in read(message)
    assert "It waits for the next run (300)" in read(message)
    assert_slack_takes(message)


def test_the_oldest_pull_request_waits_on_top() -> None:
    """Age decides whom to ask first, and is told in days."""
    new = pull_request("b", 2).model_copy(update={"created_at": AS_OF, "draft": False})
    text = read(digest(content(pull_requests=(new, pull_request("a", 1)))))
    assert re.search(r"pull request 1>.*\(draft, 3 days old\)\n.*pull request 2>.*\(new\)", text)


def test_the_revision_ignores_ages_and_follows_facts() -> None:
    """A week later with the same facts is the same revision; a new fact is another."""
    week = content()
    later = content(
        period="2026-W48",
        as_of=AS_OF + timedelta(days=7),
        last_success=AS_OF + timedelta(days=7),
        next_look=None,
        version="0.2.0",
    )
    assert digest(later).revision == digest(week).revision
    assert digest(later).key != digest(week).key
    others = (
        content(findings=(finding(),)),
        content(pull_requests=()),
        content(skipped=()),
        content(abstained=()),
        content(blind=(Blind(source="x", reason="y"),)),
        content(modes=OutputModes()),
    )
    revisions = {digest(other).revision for other in (week, *others)}
    assert len(revisions) == len(others) + 1


@pytest.mark.parametrize("text", HOSTILE)
def test_the_worst_week_still_fits(text: str) -> None:
    """Sixty of everything, each made of the same hostile text, stay inside every limit."""
    assert_slack_takes(digest(hostile_content(text, 60)))


@given(FOREIGN)
def test_foreign_text_is_never_a_control_sequence(text: str) -> None:
    """Between `<` and `>` stand only our links to pull requests; nobody is called."""
    message = digest(hostile_content(text, 2))
    said = read(message) + message.text
    links = re.findall(r"<([^>]*)>", said)
    assert all(link.startswith("https://github.com/my-org/shop/pull/") for link in links)
    assert re.search(r"@\w", re.sub(r"`[^`]*`", "", said)) is None
    assert all(
        block["text"].get("verbatim") for block in message.blocks if block["type"] == "section"
    )
    assert_slack_takes(message)
