"""`backtest deploy-watch` over the project's own past."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from activities.past_deploys import PastReplayed
from activities.watch_payloads import PlaceboReport
from cli import replay_past
from cli.failures import BLIND
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import Story
from scans.deploy_watch.replay.placebo import SCALES, SLOT, Placebo, Slot
from scans.deploy_watch.verdicts import Verdict
from tests.cli.command import Run, refused

WORDS = ("backtest", "deploy-watch", "--config")
END = datetime(2026, 11, 20, 9, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n"
Replay = Callable[..., None]


def placebo(scale: float, alarms: int) -> Placebo:
    """Return a hundred slots, of which the first have an alarm each."""
    slots = (
        Slot(at=END - number * SLOT, verdict=Verdict.CLEAR, evidence=0.5) for number in range(100)
    )
    alarm = {"evidence": 900.0, "alarm_minute": 16, "series": "total\x1b[2J"}
    told = [
        each.model_copy(update=alarm) if number < alarms else each
        for number, each in enumerate(slots)
    ]
    return Placebo(scale=scale, slots=tuple(told))


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> Replay:
    """Return a function that gives the project a past with so many alarms, by spread."""

    def has(*alarms: int, blind: str = "", notes: tuple[str, ...] = ()) -> None:
        report = PlaceboReport(
            project="shop",
            as_of=END,
            slots=100,
            alarms=alarms[0],
            alarms_doubled=alarms[1],
            alarms_fourfold=alarms[2],
            blind=blind,
        )
        placebos = tuple(map(placebo, SCALES, alarms))

        async def replayed(*_: object, **__: object) -> PastReplayed:
            return PastReplayed(report, placebos, notes)

        monkeypatch.setattr(replay_past, "replay_past", replayed)

    return has


@pytest.fixture
def settings(settings_file: Callable[..., Path]) -> Path:
    """Return settings of a project that nobody reaches."""
    return settings_file()


@pytest.mark.parametrize(
    ("alarms", "said"),
    [
        ((1, 0, 0), "at most one false alarm: alerts may be switched on"),
        ((3, 1, 0), "with 2 times the spread"),
        ((9, 4, 1), "with 4 times the spread"),
        ((9, 4, 2), "leave `scans.deploy_watch.alerts` on `shadow`"),
    ],
)
def test_people_are_told_what_follows(
    run: Run, past: Replay, settings: Path, alarms: tuple[int, int, int], said: str
) -> None:
    """At most one false alarm, or the spread with which there is at most one."""
    past(*alarms)
    outcome = run(*WORDS, settings)
    assert outcome.status == 0
    assert said in " ".join(outcome.out.split())
    assert outcome.out.count("false alarm ") >= alarms[0]


def test_a_false_alarm_is_named_and_cannot_act_on_the_terminal(
    run: Run, past: Replay, settings: Path
) -> None:
    """When it was, at which minute, and whose; an issue's id is foreign text."""
    past(1, 0, 0)
    out = run(*WORDS, settings).out
    assert "20 Nov 09:00, minute 16: total\\x1b[2J" in out
    assert "\x1b[2J" not in out


def test_programs_get_every_slot(run: Run, past: Replay, settings: Path) -> None:
    """The report, the spread that follows, and the slots with each spread."""
    past(3, 1, 0)
    document = run(*WORDS, settings, "--json").document
    assert document["schema"] == "placebo/1"
    assert (document["slots"], document["alarms"], document["tau_scale"]) == (100, 3, 2.0)
    assert [each["scale"] for each in document["replayed"]] == [1.0, 2.0, 4.0]
    assert document["replayed"][0]["slots"][0]["alarm_minute"] == 16


def test_what_could_not_be_judged_concludes_nothing(run: Run, past: Replay, settings: Path) -> None:
    """The exit status is that of a blind scan, and nobody reads that alerts may be on."""
    past(0, 0, 0, blind="only 3 of 100 past slots could be judged")
    outcome = run(*WORDS, settings)
    assert outcome.status == BLIND
    assert "nothing was concluded: only 3 of 100" in outcome.out
    assert "switched on" not in outcome.out


def test_notes_are_complaints(run: Run, past: Replay, settings: Path) -> None:
    """What makes the report less sure stands beside it, and not in a program's document."""
    past(0, 0, 0, notes=("a slot may hold a deploy: PostHog refused",))
    outcome = run(*WORDS, settings, "--json")
    assert "a slot may hold a deploy" in outcome.err
    assert outcome.document["alarms"] == 0


def test_the_picture_is_written_where_it_was_asked_for(
    run: Run, past: Replay, settings: Path, tmp_path: Path
) -> None:
    """A PNG, beside the same table."""
    past(1, 0, 0)
    file = tmp_path / "past.png"
    assert "false alarm" in run(*WORDS, settings, "--picture", file).out
    assert file.read_bytes().startswith(PNG)


def test_a_picture_that_cannot_be_written_is_a_wrong_command(
    run: Run, past: Replay, settings: Path, tmp_path: Path
) -> None:
    """The folder is named, and nothing is printed as if all were well."""
    past(1, 0, 0)
    file = tmp_path / "none" / "past.png"
    refused(run(*WORDS, settings, "--picture", file), 2, "--picture", "No such file")


@pytest.mark.parametrize("days", ["6", "29"])
def test_less_than_a_week_says_nothing_and_more_is_not_compared(
    run: Run, settings: Path, days: str
) -> None:
    """A watch knows four weeks; the four before them are still needed as its past."""
    refused(run(*WORDS, settings, "--days", days), 2, "--days")


@pytest.fixture
def silent() -> Iterator[str]:
    """Return the address of a PostHog in which nothing has happened."""
    now = datetime.now(UTC)
    with serving(create_app(lambda: Story(now))) as address:
        yield address


@pytest.mark.requires_server
def test_a_project_without_sessions_is_blind(
    run: Run, silent: str, settings_file: Callable[..., Path]
) -> None:
    """Asked for real: the reason is printed, and the exit status says that nothing was judged."""
    outcome = run(*WORDS, settings_file(silent), "--json")
    assert outcome.status == BLIND
    told: dict[str, Any] = outcome.document
    assert "session" in told["blind"]
    assert told["tau_scale"] is None


def test_a_host_that_nobody_reaches_is_a_service_that_failed(run: Run, settings: Path) -> None:
    """No report is made of what could not be read."""
    import stamina

    with stamina.set_testing(True, attempts=1):
        refused(run(*WORDS, settings), 4, "PostHog")
