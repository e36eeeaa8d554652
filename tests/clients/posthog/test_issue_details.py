"""What the errors in evidence look like, out of rows of any shape."""

import asyncio
from typing import Any

import pytest

from clients.posthog import issue_details
from clients.posthog.issue_details import DETAILS, RISEN, Since
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.incident import IssueFacts
from scans.model import Json

SINCE = Since(began=10_000, until=13_600)


def row(issue: str, people: int, before: int = 0, **more: Any) -> Json:
    """One issue as the query answers it."""
    return {"issue": issue, "people": people, "before": before, **more}


class Answers:
    """Answers both queries, and remembers what was asked."""

    def __init__(self, *rows: Json) -> None:
        self.rows, self.asked = rows, list[tuple[str, Json]]()

    async def __call__(self, text: str, values: Json, name: str, limit: int) -> list[Json]:
        """Answer the issues that are asked for, or all."""
        del text
        self.asked.append((name, values))
        found = [one for one in self.rows if one["issue"] in values.get("ids", [one["issue"]])]
        assert len(found) <= limit
        return found


def facts(answers: Answers, *wanted: str) -> tuple[IssueFacts, ...]:
    """Return what is told of the wanted issues."""
    return asyncio.run(issue_details.read(answers, Counting(), wanted, SINCE))


def test_an_issue_weighs_what_it_has_more_than_before() -> None:
    """As long before T0 as since; the heaviest comes first, and together they weigh one."""
    answers = Answers(row("a", 30, 20), row("b", 30), row("c", 5, 9))
    found = facts(answers, "a", "b", "c")
    assert [(each.issue, each.weight) for each in found] == [("b", 0.75), ("a", 0.25), ("c", 0.0)]
    ((_, values),) = answers.asked
    assert (values["since"], values["began"], values["until"]) == (6_400, 10_000, 13_600)


def test_where_none_is_wanted_those_that_grew_most_stand_for_the_rise() -> None:
    """At most five, and none that did not grow; nothing grown is nothing told."""
    rows = [row(f"i{n}", 10 + n) for n in range(7)]
    answers = Answers(*rows, row("steady", 50, 50))
    assert [each.issue for each in facts(answers)] == ["i6", "i5", "i4", "i3", "i2"]
    assert [name for name, _ in answers.asked] == [RISEN, DETAILS]
    assert facts(Answers(row("steady", 50, 50))) == ()


def test_text_of_an_error_is_cut_to_one_line() -> None:
    """A message may be ten thousand characters of somebody's data."""
    thrown = [{"type": "TypeError", "value": "a\nb " * 900}, {"type": "Cause", "value": "x"}]
    (found,) = facts(Answers(row("a", 3, exceptions=thrown, release_id="r1")), "a")
    assert found.type == "TypeError"
    assert len(found.message) == 200
    assert found.message.startswith("a b a b")
    assert found.release == "r1"


@pytest.mark.parametrize("value", [None, "", "{", 7, [{"type": 3, "value": []}]])
def test_an_error_of_another_shape_has_no_words(value: Any) -> None:
    """Events are what customers send: nothing in them is an error of ours."""
    (found,) = facts(Answers(row("a", 3, exceptions=value, releases=7)), "a")
    assert (found.type, found.message, found.frames, found.release) == ("", "", (), "")
