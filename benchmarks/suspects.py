"""How often the right merge is suspected first, and how often a wrong author would be mentioned.

    python benchmarks/suspects.py REPOSITORY... [--incidents 30] [--seed 1]

Makes incidents out of the histories of git repositories (bare ones will do): deploys of 3 to 25
merges, a fault in a line that one of them added, a stack as the language's runtime has it. Ranks
the suspects as a watch would, from the same git, and prints JSON: shares by language and by kind of
incident, beside the plain rule *the newest merge that touched the file of the top frame*. A third
as many incidents have no merge as their cause; there every mention is wrong. Of these the incidents
of `others` are counted apart. Nothing here passes or fails.
"""

import argparse
import asyncio
import json
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from activities.suspect_search import Crime, Pulls, search
from benchmarks.suspect_history import MERGED, Repository
from benchmarks.suspect_incidents import KINDS, NOWHERE, OTHERS, Incident, Maker
from clients.git_range import GitRange
from scans.deploy_watch.incident import Ranking
from scans.deploy_watch.rivals import Rival
from scans.deploy_watch.suspects import Circumstances, Pull, RangeCommit
from scans.deploy_watch.suspects.frames import is_ours, normalised
from scans.model import Deploy

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What was said of one incident."""

    incident: Incident
    ranking: Ranking
    plain: int | None
    """What the plain rule names."""

    @property
    def place(self) -> int:
        """Of the right merge, from 1 on; 0 where it is not in the list, or there is none."""
        culprit = self.incident.culprit
        numbers = [each.number for each in self.ranking.suspects]
        return numbers.index(culprit.number) + 1 if culprit and culprit.number in numbers else 0

    @property
    def named(self) -> int | None:
        """Whose author is mentioned."""
        return self.ranking.suspects[0].number if self.ranking.certainty == "high" else None

    @property
    def maybe(self) -> int | None:
        """Whose author is said to be a possible one."""
        return self.ranking.suspects[0].number if self.ranking.certainty == "medium" else None

    def wrong(self, number: int | None) -> bool:
        """Whether this is somebody who did not do it."""
        culprit = self.incident.culprit
        return number is not None and (culprit is None or culprit.number != number)


def main() -> None:
    """Print one JSON document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--incidents", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", action="store_true", help="print those that went wrong")
    asked = parser.parse_args()
    outcomes: list[Outcome] = []
    for folder in asked.repositories:
        chance = random.Random(f"{asked.seed}:{folder.parent.name}")  # noqa: S311 - incidents, not secrets
        outcomes += asyncio.run(_of_repository(Repository(folder), asked.incidents, chance))
        sys.stderr.write(f"{folder}: {len(outcomes)}\n")
    sys.stdout.write(json.dumps(report(outcomes), indent=2) + "\n")
    if asked.failures:
        for each in outcomes:
            if (each.incident.culprit and each.place != 1) or each.wrong(each.named):
                sys.stderr.write(_told(each) + "\n")


async def _of_repository(
    repository: Repository, incidents: int, chance: random.Random
) -> list[Outcome]:
    maker = Maker(repository, chance)
    others = incidents * sum(OTHERS.values()) // (100 + sum(OTHERS.values()))
    made = [maker.of_merge() for _ in range(incidents - others)]
    made += [maker.of_nobody() for _ in range(others)]
    return [await _judged(each, chance) for each in made]


async def _judged(incident: Incident, chance: random.Random) -> Outcome:
    previous = incident.repository.before(incident.window[-1])
    span = GitRange(incident.repository.folder, previous, incident.sha, "benchmark")
    before = incident.kind == "unrelated" and chance.random() < 0.3
    circumstances = Circumstances(
        deploy=Deploy(repository="my-org/shop", sha=incident.sha, at=AT, source="benchmark"),
        onset=-chance.randint(2, 40) if before else chance.choice([None, 0, 2, 5, 25]),
        # A canary tells; where everything moves at once nothing does.
        on_new_share=0.95 if incident.culprit and chance.random() < 0.3 else None,
    )
    crime = Crime(incident.issues, circumstances, tuple(_rivals(incident, chance)))
    ranking = await search(span, crime, _pulls, lambda _: None)
    return Outcome(incident, ranking, _plain(incident))


def _rivals(incident: Incident, chance: random.Random) -> Iterable[Rival]:
    """Yield a flag that did it; in one of eight others, one that was switched by chance."""
    guilty = incident.kind == "a flag"
    if guilty or chance.random() < 0.125:
        ratio = chance.choice([None, 4.0, 9.0]) if guilty else chance.choice([None, 1.0])
        at = AT - timedelta(minutes=chance.randint(0, 3))
        yield Rival(kind="flag", key="new-checkout", at=at, what="on", exposed_failing_ratio=ratio)


def _pulls(commits: Sequence[RangeCommit]) -> Pulls:
    """Return the pull requests as the subjects of commits name them."""
    chain = ((each, _number(each.subject)) for each in commits)
    return Pulls({c.sha: Pull(n, c.subject, author=c.email) for c, n in chain if n is not None})


def _number(subject: str) -> int | None:
    found = MERGED.search(subject)
    return int(found[1] or found[2]) if found else None


def _plain(incident: Incident) -> int | None:
    """Return the newest merge that touched a file whose path ends as the top frame's does."""
    ours = [frame for issue in incident.issues[:1] for frame in issue.frames if is_ours(frame)]
    wanted = normalised(ours[0].file) if ours else ""
    for merge in incident.window:
        for path in {changed.path for changed in incident.repository.patch(merge)}:
            if wanted and (path.endswith(f"/{wanted}") or f"/{wanted}".endswith(f"/{path}")):
                return merge.number
    return None


def report(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Return the shares of all, by language and by kind."""
    caused = [each for each in outcomes if each.incident.culprit is not None]
    others = [each for each in outcomes if each.incident.culprit is None]
    seen = [each for each in caused if each.incident.kind != NOWHERE]
    languages = sorted({each.incident.language for each in caused})
    return {
        "incidents": len(outcomes),
        "merges_per_deploy": sum(len(each.incident.window) for each in outcomes) / len(outcomes),
        "all": _row(outcomes),
        "in_the_stack": _row([e for e in outcomes if e.incident.kind != NOWHERE]),
        "languages": {
            name: _row([e for e in seen if e.incident.language == name]) for name in languages
        },
        "kinds": {name: _row([e for e in caused if e.incident.kind == name]) for name in KINDS},
        "others": {name: _row([e for e in others if e.incident.kind == name]) for name in OTHERS},
    }


def _row(outcomes: Sequence[Outcome]) -> dict[str, object]:
    caused = [each for each in outcomes if each.incident.culprit is not None]
    return {
        "incidents": len(outcomes),
        "first": _share(e.place == 1 for e in caused),
        "top_three": _share(1 <= e.place <= 3 for e in caused),
        "mentioned": _share(e.named is not None for e in outcomes),
        "mentioned_wrongly": _share(e.wrong(e.named) for e in outcomes),
        "may_be_wrongly": _share(e.wrong(e.maybe) for e in outcomes),
        "plain_first": _share(
            e.plain == e.incident.culprit.number for e in caused if e.incident.culprit
        ),
        "plain_wrong": _share(e.wrong(e.plain) for e in outcomes),
    }


def _share(which: Iterable[bool]) -> float | None:
    """Return how many of a hundred."""
    found = list(which)
    return round(100 * sum(found) / len(found), 1) if found else None


def _told(outcome: Outcome) -> str:
    incident, ranking = outcome.incident, outcome.ranking
    culprit = incident.culprit.number if incident.culprit else None
    lines = [f"{incident.repository.name} {incident.kind}: #{culprit} is {outcome.place}"]
    lines += [f"  {incident.sha[:9]} of {len(incident.window)}, {ranking.certainty}"]
    lines += [f"  {each.file}:{each.line} {each.function}" for each in incident.issues[0].frames]
    for each in ranking.suspects[:4]:
        why = "; ".join(f"{r.points:+} {r.text}" for r in each.reasons)
        lines.append(f"  -> {each.kind} #{each.number} {each.points} {each.share} {why}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
