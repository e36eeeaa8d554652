"""The one message of an incident: what it says, and what can never be in it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from messages.digest import SlackMessage
from messages.incident import View, incident_message
from scans.deploy_watch.observations import TOTAL
from scans.deploy_watch.verdicts import Verdict
from scans.model import Deploy
from tests.messages.hostile import FOREIGN, HOSTILE
from tests.messages.incident.incidents import (
    ALARM,
    CART,
    CERTAINTIES,
    CULPRIT,
    KEY,
    RANKING,
    STATUSES,
    T0,
    VERDICTS,
    certainty,
    hostile,
    incident,
)
from tests.messages.incident.soundness import assert_sound, elements, mrkdwn, shown, wrapped

ADA = View(mentions={"ada": "U012AB3CD"})


def test_a_message_answers_the_questions_in_their_order():
    """What, how badly, how sure, since when, with what, where, whose, and what to do."""
    assert shown(incident_message(incident(), ADA)) == snapshot("""\
(shop: TypeError up 4.1 times after a deploy to production. 37 people since it began; 9
    expected by the past hours and weeks: 4.1 times. Suspect: #482 by ada.)
TypeError up 4.1 times after a deploy to production
~ *New* · noticed 18 Nov 12:24 UTC, 24 min after the deploy
*`TypeError`* `Cannot read properties of undefined (reading 'total')`
*How many* 37 people since it began; 9 expected by the past hours and weeks: 4.1 times.
    At the last look 3.9 times as many as expected.
*How sure* Evidence 12,000: by chance alone, at most 1 in 12,000 harmless deploys would
    come this far, if the past is a fair measure.
*Since when* It began about 4 minutes after the deploy.
*Deploy* `3f2a1b9` to production, 18 Nov 12:00 UTC by dana
*Where* <https://github.com/hazelnut/shop/blob/SHA/src/cart.ts#L42|src/cart.ts:42> in
    `total`
*On the old release* it does not rise: 94 % of the extra people are on the new one.
*Suspect, high certainty* #482 <https://github.com/hazelnut/shop/pull/482|Cache totals
    of the basket> by <@U012AB3CD> (9.5 points)
• +4.0 line 42 of src/cart.ts came with it
• +3.0 it changed the lines around src/cart.ts:42
• +2.0 it changed total()
• and 1 more, in the thread
*Others* feature flag <https://posthog.example/project/1/feature_flags/7|basket-sidebar,
    switched on 2 minutes before> (2.0 points) · #479
    <https://github.com/hazelnut/shop/pull/479|Sort the shelves> by bert (1.5 points) ·
    something else, or nobody's change (1.0 points)
[Acknowledge] [Assign] [Snooze] [Not this deploy]
[Mute this error] [Previous deploy] [Error in PostHog] [Deploy]
~ shop · <http://127.0.0.1:8233/namespaces/default/workflows/x|how this was watched>\
""")


def test_less_certainty_words_a_guess_as_one():
    """Medium says "may be" and calls whoever deployed; the author is named and not mentioned."""
    dana = View(mentions={"dana": "U0DANA"})
    message = incident_message(incident(ranking=certainty("medium")), dana)
    assert shown(message) == snapshot("""\
(shop: TypeError up 4.1 times after a deploy to production. 37 people since it began; 9
    expected by the past hours and weeks: 4.1 times. It may be #482 by ada.)
TypeError up 4.1 times after a deploy to production
~ *New* · noticed 18 Nov 12:24 UTC, 24 min after the deploy
*`TypeError`* `Cannot read properties of undefined (reading 'total')`
*How many* 37 people since it began; 9 expected by the past hours and weeks: 4.1 times.
    At the last look 3.9 times as many as expected.
*How sure* Evidence 12,000: by chance alone, at most 1 in 12,000 harmless deploys would
    come this far, if the past is a fair measure.
*Since when* It began about 4 minutes after the deploy.
*Deploy* `3f2a1b9` to production, 18 Nov 12:00 UTC by dana
*Where* <https://github.com/hazelnut/shop/blob/SHA/src/cart.ts#L42|src/cart.ts:42> in
    `total`
*On the old release* it does not rise: 94 % of the extra people are on the new one.
*It may be* #482 <https://github.com/hazelnut/shop/pull/482|Cache totals of the basket>
    by ada (9.5 points); deployed by <@U0DANA>
• +4.0 line 42 of src/cart.ts came with it
• +3.0 it changed the lines around src/cart.ts:42
• +2.0 it changed total()
• and 1 more, in the thread
*Others* feature flag <https://posthog.example/project/1/feature_flags/7|basket-sidebar,
    switched on 2 minutes before> (2.0 points) · #479
    <https://github.com/hazelnut/shop/pull/479|Sort the shelves> by bert (1.5 points) ·
    something else, or nobody's change (1.0 points)
[Acknowledge] [Assign] [Snooze] [Not this deploy]
[Mute this error] [Previous deploy] [Error in PostHog] [Deploy]
~ shop · <http://127.0.0.1:8233/namespaces/default/workflows/x|how this was watched>\
""")


@pytest.mark.parametrize("level", ["high", "medium"])
def test_nobody_is_mentioned_twice(level: str):
    """Whoever wrote it, deployed it and wrote the next candidate too is called once."""
    deploy = incident().deploy.model_copy(update={"deployer": "ada"})
    both = (CULPRIT, CULPRIT.model_copy(update={"number": 481}))
    ranking = certainty(level).model_copy(update={"suspects": both})
    story = incident(deploy=deploy, sharing=(deploy,), ranking=ranking)
    assert shown(incident_message(story, ADA)).count("<@") == 1


def test_low_certainty_lists_candidates_and_mentions_nobody():
    """Three candidates with a reason each; even a known Slack user stays plain text there."""
    message = incident_message(incident(ranking=certainty("low")))
    assert shown(message).count("<@") == 0
    assert suspects(message) == snapshot("""\
*No single suspect.* Candidates:
• #482 <https://github.com/hazelnut/shop/pull/482|Cache totals of the basket> by ada
    (9.5 points): line 42 of src/cart.ts came with it
• feature flag <https://posthog.example/project/1/feature_flags/7|basket-sidebar,
    switched on 2 minutes before> (2.0 points): it was switched on 2 minutes before the
    rise
• #479 <https://github.com/hazelnut/shop/pull/479|Sort the shelves> by bert (1.5
    points): it touched src/cart.ts\
""")


def test_what_is_no_merge_is_never_the_single_suspect():
    """A flag that leads the ranking leads a list of candidates, whatever the certainty says."""
    flag_first = RANKING.model_copy(update={"suspects": RANKING.suspects[1:]})
    assert "No single suspect" in suspects(incident_message(incident(ranking=flag_first)))


def test_nobody_is_named_for_a_shared_rise():
    """The old release is hit as well: that is said, with what it does not mean."""
    alarm = ALARM.model_copy(update={"series": TOTAL, "old_rising": True})
    shared = incident(verdict=Verdict.SHARED_RISE, alarm=alarm, ranking=None)
    assert shown(incident_message(shared)) == snapshot("""\
(shop: All errors together up 4.1 times since a deploy to production, on the old release
    too. 37 people since it began; 9 expected by the past hours and weeks: 4.1 times.)
All errors together up 4.1 times since a deploy to production, on the old release too
~ *New* · noticed 18 Nov 12:24 UTC, 24 min after the deploy
Among them *`TypeError`* `Cannot read properties of undefined (reading 'total')`
*How many* 37 people since it began; 9 expected by the past hours and weeks: 4.1 times.
    At the last look 3.9 times as many as expected.
*How sure* Evidence 12,000: by chance alone, at most 1 in 12,000 harmless deploys would
    come this far, if the past is a fair measure.
*Since when* It began about 4 minutes after the deploy.
*Deploy* `3f2a1b9` to production, 18 Nov 12:00 UTC by dana
*Where* `webpack://shop/./src/cart.ts:42` in `total`
*On the old release* it rises too: 94 % of the extra people are on the new one.
*Suspect* nobody is named: the old release is hit as well. That is no acquittal.
[Acknowledge] [Assign] [Snooze] [Not this deploy]
[Previous deploy] [Error in PostHog] [Deploy]
~ shop · <http://127.0.0.1:8233/namespaces/default/workflows/x|how this was watched>\
""")


def test_a_new_error_has_nothing_to_be_compared_with():
    """No ratio is made up for what has no past, and a moment is no proof."""
    alarm = ALARM.model_copy(update={"new": True, "expected": 0.0, "evidence": 423.0, "ratio": 1.0})
    message = incident_message(incident(verdict=Verdict.NEW_ISSUE, alarm=alarm))
    assert shown(message).partition("*Deploy*")[0] == snapshot("""\
(shop: New after a deploy to production: TypeError. 37 people since the deploy; nobody
    in the 90 days before it. Suspect: #482 by ada.)
New after a deploy to production: TypeError
~ *New* · noticed 18 Nov 12:24 UTC, 24 min after the deploy
*`TypeError`* `Cannot read properties of undefined (reading 'total')`
*How many* 37 people since the deploy; nobody in the 90 days before it.
*How sure* About 1 in 420 deploys meets a new error as large as this by chance. That
    this deploy brought it is a guess by time.
*Since when* It began about 4 minutes after the deploy.
""")


def test_a_funnel_counts_who_came_to_the_end():
    """Less is worse, there is no stack, and the errors in evidence are beside the point."""
    alarm = ALARM.model_copy(
        update={"series": "funnel:checkout", "people": 28, "expected": 52.0, "ratio": 0.5}
    )
    drop = incident(verdict=Verdict.CONVERSION_DROP, alarm=alarm, issues=())
    assert shown(incident_message(drop)).partition("*On the old")[0] == snapshot("""\
(shop: Conversion of checkout fell after a deploy to production. 28 sessions came to the
    end since the deploy; 52 expected by the past hours and weeks: 46 % fewer. Suspect:
    #482 by ada.)
Conversion of checkout fell after a deploy to production
~ *New* · noticed 18 Nov 12:24 UTC, 24 min after the deploy
*`checkout`* fewer sessions than usual come to the end of it
*How many* 28 sessions came to the end since the deploy; 52 expected by the past hours
    and weeks: 46 % fewer. At the last look 50 % fewer than expected.
*How sure* Evidence 12,000: by chance alone, at most 1 in 12,000 harmless deploys would
    come this far, if the past is a fair measure.
*Since when* It began about 4 minutes after the deploy.
*Deploy* `3f2a1b9` to production, 18 Nov 12:00 UTC by dana
*Where* a funnel has no stack
""")


def test_people_of_a_new_error_are_told_apart_by_release():
    """Nothing is expected of it anywhere, so their share on the new release is all there is."""
    alarm = ALARM.model_copy(update={"new": True, "expected": 0.0, "old_rising": None})
    said = shown(incident_message(incident(verdict=Verdict.NEW_ISSUE, alarm=alarm)))
    assert "*On the old release* 94 % of these people are on the new one" in said
    untagged = alarm.model_copy(update={"on_new_share": None})
    said = shown(incident_message(incident(verdict=Verdict.NEW_ISSUE, alarm=untagged)))
    assert "*On the old release* nobody knows" in said


def test_a_funnel_is_muted_as_a_funnel_and_not_told_apart_by_release():
    """What is never asked is not called unknown, and what is muted is called by its name."""
    alarm = ALARM.model_copy(update={"series": "funnel:checkout", "old_rising": None})
    said = shown(incident_message(incident(verdict=Verdict.CONVERSION_DROP, alarm=alarm)))
    assert "*On the old release* not asked" in said
    assert "[Mute this funnel]" in said


def test_missing_facts_are_named():
    """Where something is not known, the message says so instead of leaving it out."""
    alarm = ALARM.model_copy(
        update={"onset": None, "old_rising": None, "on_new_share": None, "evidence": 0.0}
    )
    bare = incident(
        deploy=Deploy(at=T0, source="posthog.annotations"),
        alarm=alarm,
        issues=(),
        ranking=None,
        rollback_url="",
        workflow_url="",
    )
    assert shown(incident_message(bare)) == snapshot("""\
(shop: An error up 4.1 times after a deploy to an unnamed environment. 37 people since
    the deploy; 9 expected by the past hours and weeks: 4.1 times.)
An error up 4.1 times after a deploy to an unnamed environment
~ *New* · noticed 18 Nov 12:24 UTC, 24 min after the deploy
*An error*; what it says could not be read
*How many* 37 people since the deploy; 9 expected by the past hours and weeks: 4.1
    times. At the last look 3.9 times as many as expected.
*How sure* The evidence was not computed.
*Since when* The counts do not tell when it began.
*Deploy* of an unknown commit to an unnamed environment, 18 Nov 12:00 UTC
*Where* no stack was read
*On the old release* nobody knows: none is left to compare with, or errors carry no
    release.
*Suspect* not known: the deploy's changes could not be weighed; see the thread.
[Acknowledge] [Assign] [Snooze] [Not this deploy]
[Mute this error]
~ shop · no page of the previous deploy is known · no page of the error is known\
""")


def test_a_stack_without_own_code_or_source_map_is_said():
    """A frame is never passed off as what it is not."""
    foreign = CART.model_copy(update={"frames": CART.frames[:1]})
    assert "no line of your own code" in shown(incident_message(incident(issues=(foreign,))))
    minified = CART.frames[1].model_copy(update={"resolved": False})
    bundled = CART.model_copy(update={"frames": (minified,)})
    assert "no source map was found" in shown(incident_message(incident(issues=(bundled,))))


def test_a_line_is_linked_only_where_its_file_is_certain():
    """A path that no single file of the repository matches would link to nothing."""
    linked = "<https://github.com/hazelnut/shop/blob/SHA/src/cart.ts#L42|src/cart.ts:42>"
    assert linked in shown(incident_message(incident()))
    unknown = RANKING.model_copy(update={"paths": {}})
    message = shown(incident_message(incident(ranking=unknown)))
    assert "/blob/" not in message
    assert "`webpack://shop/./src/cart.ts:42`" in message


def test_a_shared_verdict_names_the_deploys_it_is_shared_with():
    """An older deploy may be the one: it stands beside the newer one."""
    older = incident().deploy.model_copy(
        update={"sha": "aa11bb2" * 5, "at": T0 - timedelta(hours=1)}
    )
    message = shown(incident_message(incident(sharing=(older,))))
    assert "*Or an earlier one* less than two hours before: `aa11bb2` to production" in message


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        (
            {},
            snapshot(
                [
                    "TypeError up 4.1 times after a deploy to production",
                    "*New*",
                    "noticed 18 Nov 12:24 UTC, 24 min after the deploy",
                ]
            ),
        ),
        (
            {"critical": True},
            snapshot(
                [
                    "Critical: TypeError up 4.1 times after a deploy to production",
                    "*New*",
                    "noticed 18 Nov 12:24 UTC, 24 min after the deploy",
                ]
            ),
        ),
        (
            {
                "status": "acknowledged",
                "acknowledged_by": "U1ABC",
                "assigned_to": "U2ABC",
                "snoozed_until": T0 + timedelta(hours=4),
            },
            snapshot(
                [
                    "Acknowledged: TypeError up 4.1 times after a deploy to production",
                    "*Acknowledged*",
                    "noticed 18 Nov 12:24 UTC, 24 min after the deploy",
                    "acknowledged by <@U1ABC>",
                    "assigned to <@U2ABC>",
                    "snoozed until 18 Nov 16:00 UTC",
                ]
            ),
        ),
        (
            {"status": "recovering", "marked_wrong_by": "U1ABC", "muted_by": "U2ABC"},
            snapshot(
                [
                    "Recovering: TypeError up 4.1 times after a deploy to production",
                    "*Recovering*",
                    "noticed 18 Nov 12:24 UTC, 24 min after the deploy",
                    "marked as not of this deploy by <@U1ABC>",
                    "muted by <@U2ABC>",
                ]
            ),
        ),
        (
            {
                "status": "resolved",
                "critical": True,
                "recovered_at": T0 + timedelta(minutes=80),
                "rolled_back_by": Deploy(at=T0 + timedelta(minutes=44), source="x", sha="aa11bb22"),
            },
            snapshot(
                [
                    "Resolved: TypeError up 4.1 times after a deploy to production",
                    "*Resolved*",
                    "noticed 18 Nov 12:24 UTC, 24 min after the deploy",
                    "rolled back 18 Nov 12:44 UTC to `aa11bb2`",
                    "back to normal since 18 Nov 13:20 UTC",
                ]
            ),
        ),
    ],
)
def test_the_status_is_in_the_headline_and_below_it(changes: dict[str, Any], status: list[str]):
    """Whoever sees the message later sees at once whether it still burns, and who has it."""
    message = incident_message(incident(**changes))
    line = message.blocks[1]["elements"][0]["text"].split(" · ")
    assert [message.blocks[0]["text"]["text"], *line] == status


def test_buttons_carry_the_incidents_key_and_nothing_else():
    """State is looked up when somebody presses; a payload is never believed."""
    pressed = elements(incident_message(incident()))
    assert {name: each.get("value") for name, each in pressed.items()} == snapshot(
        {
            "gk.incident.ack": "deploy-watch:hazelnut/shop:production:4711",
            "gk.incident.assign": None,
            "gk.incident.snooze": None,
            "gk.incident.not_ours": "deploy-watch:hazelnut/shop:production:4711",
            "gk.incident.mute": "deploy-watch:hazelnut/shop:production:4711",
            "gk.incident.rollback": None,
            "gk.link.issue": None,
            "gk.link.deploy": None,
        }
    )
    assert [each["value"] for each in pressed["gk.incident.snooze"]["options"]] == snapshot(
        [
            "deploy-watch:hazelnut/shop:production:4711|1",
            "deploy-watch:hazelnut/shop:production:4711|4",
            "deploy-watch:hazelnut/shop:production:4711|24",
        ]
    )


def test_a_name_too_long_for_a_menu_gets_a_button():
    """Slack takes 75 characters as the value of an option, and 2,000 as that of a button."""
    key = f"deploy-watch:hazelnut/{'x' * 60}:production:4711"
    snooze = elements(incident_message(incident(key=key)))["gk.incident.snooze"]
    assert (snooze["type"], snooze["value"]) == ("button", f"{key}|4")


def test_buttons_go_when_there_is_nothing_left_to_press_them_for():
    """Each verb is offered once, and a resolved incident offers only links."""
    taken = incident(acknowledged_by="U1ABC", marked_wrong_by="U1ABC", muted_by="U1ABC")
    assert set(elements(incident_message(taken))) == snapshot(
        {
            "gk.incident.assign",
            "gk.incident.rollback",
            "gk.incident.snooze",
            "gk.link.deploy",
            "gk.link.issue",
        }
    )
    assert set(elements(incident_message(incident(status="resolved")))) == snapshot(
        {"gk.incident.rollback", "gk.link.deploy", "gk.link.issue"}
    )


def test_all_errors_together_cannot_be_muted():
    """That would silence whatever breaks next."""
    total = incident(alarm=ALARM.model_copy(update={"series": TOTAL}))
    assert "gk.incident.mute" not in elements(incident_message(total))


def test_the_last_message_of_a_day_says_so():
    """A channel that hears no more knows that silence is no all-clear."""
    message = incident_message(incident(), View(last_of_the_day=True))
    assert "this channel gets no further one" in shown(message)


def test_the_revision_changes_with_what_is_said_alone():
    """The same facts make the same message; every change of them another revision of it."""
    first, again = incident_message(incident()), incident_message(incident())
    assert first == again
    later = incident_message(incident(acknowledged_by="U1ABC"))
    assert (later.key, later.revision == first.revision) == (KEY, False)
    ids = {block["block_id"] for block in first.blocks}
    assert not ids & {block["block_id"] for block in later.blocks}


def test_every_block_leads_back_to_its_incident():
    """A select has no value: the block's name says which incident it is of."""
    names = [block["block_id"] for block in incident_message(incident()).blocks]
    assert {name.rsplit(":", 2)[0] for name in names} == {KEY}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("level", ["high", "medium", "low"])
def test_no_trick_gets_through(text: str, level: str):
    """Links, mentions and markup out of data are text, and Slack takes the message."""
    foreign = hostile(text)
    assert foreign.ranking is not None
    ranking = foreign.ranking.model_copy(update={"certainty": level})
    message = incident_message(foreign.model_copy(update={"ranking": ranking}))
    assert_sound(message)
    assert not re.search(r"<[@#!]", " ".join(mrkdwn(message)))


@given(text=FOREIGN, verdict=VERDICTS, level=CERTAINTIES, status=STATUSES, critical=st.booleans())
def test_whatever_an_error_says_slack_takes_the_message(
    text: str, verdict: Verdict, level: str, status: str, *, critical: bool
):
    """Every message fits, in every state, and holds no markup but ours."""
    foreign = hostile(text, verdict, status=status, critical=critical)
    assert foreign.ranking is not None
    ranking = foreign.ranking.model_copy(update={"certainty": level})
    view = View(mentions={text: "U012AB3CD", "ada": text}, web_url=text)
    assert_sound(incident_message(foreign.model_copy(update={"ranking": ranking}), view))


def test_a_slack_id_out_of_data_is_no_mention():
    """Only what looks like Slack's own id becomes one."""
    message = incident_message(
        incident(acknowledged_by="!channel"), View(mentions={"ada": "x> <!here"})
    )
    assert "acknowledged by somebody" in shown(message)
    assert "<!" not in shown(message)


def test_the_longest_names_still_fit():
    """A key of Slack's limit, addresses of ours and nine of everything: still one message."""
    url = "https://github.com/" + "a" * 380
    long = incident(
        key="deploy-watch:" + "k" * 225,
        rollback_url=url,
        workflow_url=url,
        issues=(CART.model_copy(update={"url": url, "message": "漢" * 200}),) * 9,
        ranking=RANKING.model_copy(
            update={"suspects": (CULPRIT.model_copy(update={"url": url, "title": "漢" * 300}),) * 9}
        ),
    )
    assert_sound(incident_message(long))


def suspects(message: SlackMessage) -> str:
    """Return what the message says about whose change it was."""
    sections = [each["text"]["text"] for each in message.blocks if each["type"] == "section"]
    return wrapped(sections[-1])
