"""Errors that nobody had met before. There is no past to compare with, so their size decides.

New issues appear all the time. How many, and how large they become, is known from the 28 days
before: an alert needs more people than an ordinary one is likely to reach.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scans.deploy_watch.detector.baseline import CHANCE_OF_A_BIRTH, CHANCE_OF_A_BIRTH_HERE
from scans.deploy_watch.detector.people import People
from scans.deploy_watch.looks import Baseline

LEAST_PEOPLE_TO_MENTION = 3
"""People from which on a new issue is in evidence, if not a reason to alert."""


@dataclass(frozen=True)
class NewIssue:
    """An issue without an event before T0, and how far it got."""

    issue: str
    people: int
    needed: int
    evidence: float
    """How many deploys it takes until an ordinary new issue becomes as large."""

    @property
    def large(self) -> bool:
        """Whether it reached more people than chance explains."""
        return self.people >= self.needed


def new_issues(
    baseline: Baseline, people: People, born: Mapping[str, str], files: Collection[str]
) -> list[NewIssue]:
    """Return the new issues that reached more than one or two, those of most people first.

    `born` has the file of the top in-app frame of each; `files` are those of the deploy.
    """
    found: list[NewIssue] = []
    for issue, file in born.items():
        reached = people.reached(issue) if people.has(issue) else 0
        if reached >= LEAST_PEOPLE_TO_MENTION:
            here = file in files and bool(file)
            needed = baseline.people_for_new_here if here else baseline.people_for_new
            rare = CHANCE_OF_A_BIRTH_HERE if here else CHANCE_OF_A_BIRTH
            found.append(NewIssue(issue, reached, needed, (reached / needed) ** 2 / rare))
    return sorted(found, key=lambda one: (-one.people, one.issue))
