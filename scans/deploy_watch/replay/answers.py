"""What the rule says of recorded deploys."""

from scans.deploy_watch.detector.baseline import baseline
from scans.deploy_watch.detector.watch import Watch
from scans.deploy_watch.replay.cases import Case
from scans.deploy_watch.replay.score import Answer
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.verdicts import Verdict

HALF_THERE = 1
"""Minutes before the clock up to which a look counts: the newest minute is only half there."""


def answer(case: Case, settings: DeployWatchSettings) -> Answer:
    """Return what a watch would have said, one look after the other.

    Nothing later has been read when a look is judged.
    """
    watch = Watch(baseline(case.history, settings), settings, case.files)
    watch.add(case.before)
    for each in case.looks:
        watch.add(each.news)
        watch.judge(each.minute - HALF_THERE)
        if (alarm := watch.state.alarm) is not None:
            # It stays, whatever comes. The minute of a case's look is that of its clock.
            return Answer(
                id=case.id, alarm_minute=each.minute, verdict=watch.verdict, series=alarm.series
            )
    return Answer(id=case.id, verdict=watch.verdict if case.looks else Verdict.NOT_ENOUGH_EVIDENCE)
