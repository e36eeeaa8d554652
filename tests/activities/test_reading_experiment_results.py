"""How experiments came out is asked where nobody has said so, and decides nothing."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import httpx
import pytest
from pydantic import SecretStr

from activities.evidence import read_for_flags
from clients.evidence_folder import read_folder, write_folder
from clients.posthog import PostHog
from clients.posthog.experiment_results import TOO_MANY
from demo.posthog import query_kinds
from demo.posthog.events import Event
from demo.posthog.flag_items import complete
from demo.posthog.keys import READ_KEY
from demo.posthog.linked_objects import experiment
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import Story
from scans.model import Documents, Json
from scans.stale_flags import FlagAssessment, StaleFlagSettings, assess

pytestmark = pytest.mark.requires_server

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SETTINGS = StaleFlagSettings()
PEOPLE = 200
METRIC = query_kinds.funnel_metric("m-1", "opened", "paid")


def shipped(number: int, variant: str = "test") -> Json:
    """Return a flag that gives everyone one of its two variants."""
    filters: Json = {
        "groups": [{"properties": [], "rollout_percentage": 100, "variant": variant}],
        "multivariate": {
            "variants": [
                {"key": "control", "name": None, "rollout_percentage": 50},
                {"key": "test", "name": None, "rollout_percentage": 50},
            ]
        },
        "payloads": {},
    }
    flag: Json = {"key": f"rail-{number}", "filters": filters, "created_at": at(120)}
    return complete(flag, flag_id=number, now=NOW)


def at(days: float) -> str:
    """Return a time so many days ago."""
    return (NOW - days * DAY).isoformat()


def ended(flag: Json, conclusion: str | None = None, **more: Any) -> Json:
    """Return an experiment on the flag that ended 40 days and a few hours ago."""
    number = 500 + flag["id"]
    days = (100, 40 + flag["id"] / 10)
    return (
        experiment(NOW, number, "Side rail", flag, days, conclusion) | {"metrics": [METRIC]} | more
    )


def visits(flag: Json, paid: dict[str, float]) -> Iterator[Event]:
    """Yield what people did: each opens, and a fraction of each variant's people pays."""
    for variant, share in paid.items():
        for number in range(PEOPLE):
            person = f"{flag['key']}-{variant}-{number}"
            names = ["$feature_flag_called", "opened", *(["paid"] * (number < share * PEOPLE))]
            for step, name in enumerate(names):
                called = {"$feature_flag": flag["key"], "$feature_flag_response": variant}
                yield Event(
                    str(uuid5(NAMESPACE_OID, f"{person}-{step}")),
                    name,
                    person,
                    NOW - 60 * DAY + timedelta(seconds=step),
                    called if step == 0 else {},
                )


class Project:
    """A project on the test server that holds what one test needs."""

    def __init__(self) -> None:
        self.url = ""
        self.story = Story(NOW)

    def holds(self, *experiments: Json, flags: list[Json], paid: dict[str, float]) -> None:
        """Replace everything there is."""
        events = [one for flag in flags for one in visits(flag, paid)]
        events.sort(key=lambda one: one.timestamp)
        self.story = Story(NOW, flags=flags, experiments=list(experiments), events=events)
        self.control("reset")

    def control(self, place: str, **body: Any) -> None:
        """Speak through the control door."""
        door = f"{self.url}/_control/{place}/"
        httpx.post(door, json=body, trust_env=False).raise_for_status()

    def read(self) -> Documents:
        """Read it as the scan of flags does."""
        return asyncio.run(
            read_for_flags(lambda: PostHog(self.url, 1, SecretStr(READ_KEY)), SETTINGS, NOW)
        )


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    """Serve a project to fill; every test fills it anew."""
    one = Project()
    with serving(create_app(lambda: one.story, with_control=True)) as one.url:
        yield one


def judged(documents: Documents) -> FlagAssessment:
    """Judge what was read."""
    return assess(documents, SETTINGS, NOW)


def told(documents: Documents) -> dict[str, Any]:
    """Return the facts of the only candidate."""
    (found,) = judged(documents).candidates
    return {fact.name: fact.value for fact in found.evidence}


@pytest.mark.parametrize(
    ("method", "answers", "said"),
    [
        ("bayesian", "newer", "test over 99 % likely to win over control, 400 people"),
        ("frequentist", "newer", "test better than control (p = "),
        ("bayesian", "older", "test over 99 % likely to win over all others, 400 people"),
    ],
)
def test_every_kind_of_answer_is_told(
    project: Project, method: str, answers: str, said: str
) -> None:
    """What PostHog's statistics say stands among the facts, with the metric they are about."""
    flag = shipped(1)
    ran = ended(flag, stats_config={"method": method})
    project.holds(ran, flags=[flag], paid={"control": 0.2, "test": 0.5})
    project.control("modes", experiment_answers=answers)
    facts = told(project.read())
    assert facts["experiment_result"].startswith(said)
    assert facts["experiment_metric"] == "Paid orders"
    assert "served_against" not in facts


def test_a_shipped_loser_is_said_plainly_and_changes_no_verdict(project: Project) -> None:
    """What everyone gets is what the configuration says, whoever won."""
    flag = shipped(1)
    project.holds(ended(flag), flags=[flag], paid={"control": 0.5, "test": 0.2})
    (found,) = judged(project.read()).candidates
    assert found.reason.endswith('everyone gets "test", although "control" won.')
    assert (str(found.verdict), found.fixed_value) == ("experiment_concluded", "test")


def test_a_folder_says_the_same(project: Project, tmp_path: Path) -> None:
    """The outcome is kept with the evidence, counts only: no payloads and no people."""
    flag = shipped(1)
    project.holds(ended(flag), flags=[flag], paid={"control": 0.3, "test": 0.3})
    documents = project.read()
    write_folder(tmp_path, documents, NOW)
    back = read_folder(tmp_path)
    assert told(back) == told(documents)
    assert told(back)["experiment_result"] == "no significant difference, 400 people"
    assert judged(back).candidates == judged(documents).candidates


@pytest.mark.parametrize(
    "change",
    [
        {"conclusion": "won"},
        {"metrics": []},
        {"metrics": None},
        {"end_date": at(3)},
        {"end_date": None},
    ],
)
def test_nothing_is_asked_without_a_reason(project: Project, change: Json) -> None:
    """A person has said it, there is no metric, or no finding rests on the experiment."""
    flag = shipped(1)
    project.holds(ended(flag) | change, flags=[flag], paid={"control": 0.2, "test": 0.5})
    assert "experiment_results" not in project.read().documents


def test_a_run_asks_for_two_experiments(project: Project) -> None:
    """Those that ended last; of the others is said why nothing is known."""
    flags = [shipped(number) for number in (1, 2, 3)]
    project.holds(*(ended(flag) for flag in flags), flags=flags, paid={"control": 0.2, "test": 0.5})
    read = project.read().documents["experiment_results"]
    assert read["rows"].keys() == {"501", "502"}
    assert read["unasked"] == {"503": TOO_MANY}


def test_a_failure_is_no_blindness(project: Project) -> None:
    """The result is unknown, which is said among the facts and nowhere else."""
    flag = shipped(1)
    project.holds(ended(flag), flags=[flag], paid={"control": 0.2, "test": 0.5})
    seen = judged(project.read())
    project.holds(ended(flag), flags=[flag], paid={})
    documents = project.read()
    unknown = judged(documents)
    assert documents.blind == {}
    assert told(documents)["experiment_result"].startswith("unknown: ")
    assert unknown.blind == seen.blind
    (one,), (other,) = unknown.candidates, seen.candidates
    same = ("key", "verdict", "fixed_value", "obstacles", "fingerprint", "reason")
    assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
