"""A pretend project that is as steady as a clock, so that a test changes one thing at a time."""

from collections.abc import Iterable

from scans.deploy_watch.detector.baseline import baseline
from scans.deploy_watch.detector.watch import Watch
from scans.deploy_watch.looks import Baseline
from scans.deploy_watch.observations import NEW_RELEASE, OLD_RELEASE, History, Observed, Rows
from scans.deploy_watch.settings import DeployWatchSettings

SETTINGS = DeployWatchSettings()
SESSIONS = 20
"""Each minute."""
PEOPLE = 60
"""Each hour, all of them in the issue `a`: one each minute."""


def history(hours: int = 672, people: int = PEOPLE) -> History:
    """Return a past in which every hour is like the one before."""
    steady = [people] * hours
    return History(
        sessions=[SESSIONS * 60] * hours,
        users=steady,
        issues={"a": steady},
        births=[1, 1, 2, 4],
    )


def usual(hours: int = 672) -> Baseline:
    """Return what is normal after such a past."""
    return baseline(history(hours), SETTINGS)


def rows(
    minutes: Iterable[int], *, each: int = 1, issue: str = "a", release: int | None = None
) -> Rows:
    """Return so many people each minute, everybody somebody else."""
    at = [minute for minute in minutes for _ in range(each)]
    return Rows(
        issue=[issue] * len(at),
        person=[f"{issue}-{release}-{number}-{minute}" for number, minute in enumerate(at)],
        minute=at,
        events=[1] * len(at),
        release=[] if release is None else [release] * len(at),
    )


def seen(*every: Rows, until: int, **more: object) -> Observed:
    """Return what is visible: these rows, and the usual sessions."""
    together = Rows(
        issue=[issue for part in every for issue in part.issue],
        person=[person for part in every for person in part.person],
        minute=[minute for part in every for minute in part.minute],
        events=[events for part in every for events in part.events],
        release=[release for part in every for release in part.release],
    )
    sessions = dict.fromkeys(range(-180, until), SESSIONS)
    return Observed(**{"rows": together, "sessions": sessions, **more})  # type: ignore[arg-type]


def watched(everything: Observed, until: int, *, files: Iterable[str] = ()) -> Watch:
    """Return a watch that looked every three minutes."""
    watch = Watch(usual(), SETTINGS, tuple(files))
    watch.add(everything)
    for minute in range(3, until + 1, 3):
        watch.judge(minute)
    return watch


def canary(minutes: range, *, old: int, new: int, share: float = 0.5) -> Observed:
    """Return both releases at once: people each minute, and the share of sessions on the new."""
    return seen(
        rows(range(-60, 0), release=OLD_RELEASE),
        rows(minutes, each=old, release=OLD_RELEASE),
        rows(minutes, each=new, release=NEW_RELEASE),
        until=minutes.stop,
        on_new=dict.fromkeys(minutes, int(SESSIONS * share)),
    )
