"""From a deploy and its errors to whoever may have done it, through a real repository."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from temporalio.testing import ActivityEnvironment

from activities.suspects import SuspectActivities
from activities.telling import Voice
from activities.watch_payloads import (
    CommentOnSuspect,
    DeployChange,
    IssuesDescribed,
    RankSuspects,
    ReadChange,
)
from activities.wiring import Repository
from clients.capture import CaptureFile
from clients.errors import ScopeMissing, Unreachable
from clients.git import Git, RepositoryAddress
from clients.github import Comment, GitHub, PullRequest, Responsible
from scans.deploy_watch.incident import Frame, Incident, IssueFacts, Ranking, Suspect
from scans.deploy_watch.looks import Look, SeriesLook, WatchState
from scans.deploy_watch.verdicts import Verdict
from scans.model import BlockedBy, CommentOutcome, Deploy
from scans.model.action import OutputMode
from tests.clients.dated_repository import Team

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SHOP = "my-org/shop"
PAY = """export function charge(cart) {
  const total = sum(cart)
  return send(total)
}
"""
BROKEN = PAY.replace("sum(cart)", "cart.coupon.apply(sum(cart))")

T = TypeVar("T")


class Company:
    """What GitHub knows of the shop."""

    def __init__(self) -> None:
        self.pulls: dict[str, PullRequest] = {}
        self.deploys: tuple[Deploy, ...] = ()
        self.approver: Responsible | None = None
        self.bodies: list[str] = []
        self.refusal: Exception | None = None

    def deploys_before(self, name: str, deploy: Deploy) -> tuple[Deploy, ...]:
        """Tell what was live."""
        if self.refusal is not None:
            raise self.refusal
        return self.deploys

    def pull_request_of(self, name: str, sha: str) -> PullRequest | None:
        """Tell which pull request brought a commit."""
        if self.refusal is not None:
            raise self.refusal
        return self.pulls.get(sha)

    def responsible(self, name: str, number: int) -> Responsible | None:
        """Tell who let it in."""
        return self.approver

    def comment_once(
        self, name: str, number: int, *, body: str, same: Callable[[str], bool]
    ) -> Comment:
        """Find or write a comment."""
        if not any(map(same, self.bodies)):
            self.bodies.append(body)
        return Comment(url="http://127.0.0.1/comment", body=body, author="bot")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A shop that works, and what was merged since: a fault between two harmless changes."""
    shop = Team(tmp_path / "shop")
    shop.commit(0, PAY, "src/pay.ts")
    shop.commit(1, "export const cart = 1\n", "src/cart.ts")
    shop.commit(2, BROKEN, "src/pay.ts")
    shop.commit(3, "# Shop\n", "README.md")
    return shop


@pytest.fixture
def company() -> Company:
    """GitHub, which knows of nothing yet."""
    return Company()


@pytest.fixture
def door(team: Team, company: Company, tmp_path: Path) -> Callable[..., SuspectActivities]:
    """Opens the door, with a credential for GitHub or without."""

    def opened(*, signed_in: bool = True, comments: OutputMode = "on") -> SuspectActivities:
        address = RepositoryAddress(SHOP, f"file://{team.folder}")
        github = cast("GitHub", company) if signed_in else None
        voice = Voice(comments, github, CaptureFile(tmp_path / "capture.jsonl"))
        repositories: Mapping[str, Repository] = {SHOP: Repository(address, ("web",))}
        return SuspectActivities(Git(tmp_path / "cache"), repositories, github, voice)

    return opened


def deploy(team: Team, sha: str = "HEAD", previous: str = "HEAD~3") -> Deploy:
    """The deploy of one of the shop's commits."""
    return Deploy(
        repository=SHOP,
        environment="production",
        sha=team.run(0, "rev-parse", sha),
        previous_sha=team.run(0, "rev-parse", previous) if previous else "",
        at=AT,
        source="pipeline",
    )


def pull(number: int, author: str = "robin") -> PullRequest:
    """A merged pull request."""
    return PullRequest.model_validate(
        {
            **dict.fromkeys(("created_at", "closed_at", "merged_at"), AT),
            **dict.fromkeys(("title", "body", "head_branch", "base_branch"), "Take coupons"),
            "number": number,
            "url": f"https://github.com/{SHOP}/pull/{number}",
            "state": "closed",
            "merged": True,
            "draft": False,
            "head_sha": "a" * 40,
            "head_repository": SHOP,
            "author": author,
            "labels": (),
        }
    )


def error(**changes: Any) -> IssueFacts:
    """The error that the fault raises, as a browser reports it."""
    frames = (
        Frame(file="webpack://shop/./src/pay.ts?a1", line=2, function="charge"),
        Frame(file="webpack://shop/./node_modules/react/index.js", line=9),
    )
    return IssueFacts(issue="i1", type="TypeError", message="x", frames=frames, **changes)


ALARM = SeriesLook(series="i1", evidence=900, people=37, expected=9, ratio=4.1, onset=2)
LOOK = Look(minute=12, verdict=Verdict.REGRESSION, alarm=ALARM, state=WatchState())


def order(team: Team, change: DeployChange | None = None, **of_deploy: str) -> RankSuspects:
    """Ask whose change it was."""
    went = deploy(team, **of_deploy)
    return RankSuspects(
        repository=SHOP,
        deploy=went,
        change=change or DeployChange(previous_sha=went.previous_sha),
        look=LOOK,
        described=IssuesDescribed(issues=(error(),)),
    )


async def run(what: Callable[..., Any], argument: object) -> Any:
    """Run an activity."""
    return await ActivityEnvironment().run(what, argument)


Door = Callable[..., SuspectActivities]


class TestReadChange:
    """What a deploy brought."""

    async def ask(self, door: SuspectActivities, went: Deploy, name: str = SHOP) -> DeployChange:
        """Ask about a deploy."""
        return await run(door.read_change, ReadChange(repository=name, deploy=went))

    async def test_the_files_between_both_deploys_are_told(self, team: Team, door: Door) -> None:
        """Where the pipeline says what was live before, GitHub is not needed."""
        found = await self.ask(door(signed_in=False), deploy(team))
        assert found.files == ("README.md", "src/cart.ts", "src/pay.ts")
        assert (found.rollback_of, found.why_not) == ("", "")

    async def test_what_was_live_before_is_asked_of_github(
        self, team: Team, door: Door, company: Company
    ) -> None:
        """The last successful deploy of the same environment, and where it can be run again."""
        run = "https://ci.example/runs/6"
        before = deploy(team, "HEAD~1").model_copy(update={"url": run})
        company.deploys = (before, deploy(team, "HEAD~3"))
        found = await self.ask(door(), deploy(team, previous=""))
        assert found.files == ("README.md",)
        assert (found.previous_sha, found.rollback_url) == (before.sha, run)

    async def test_an_older_commit_takes_the_newer_one_back(self, team: Team, door: Door) -> None:
        """It brings nothing that was not live before."""
        went = deploy(team, "HEAD~2", "HEAD")
        found = await self.ask(door(signed_in=False), went)
        assert (found.rollback_of, found.files) == (went.previous_sha, ())

    async def test_what_had_been_live_once_takes_back_what_followed(
        self, team: Team, door: Door, company: Company
    ) -> None:
        """Also from a branch that the newer one does not contain."""
        team.run(4, "checkout", "--quiet", "-b", "release", "HEAD~2")
        team.commit(4, "export const cart = 2\n", "src/cart.ts")
        company.deploys = (
            deploy(team, "main", previous=""),
            deploy(team, "release", previous=""),
        )
        found = await self.ask(door(), deploy(team, "release", previous=""))
        assert found.rollback_of == company.deploys[0].sha

    async def test_the_same_commit_again_is_no_rollback(self, team: Team, door: Door) -> None:
        """It brought nothing, and takes nothing back."""
        found = await self.ask(door(signed_in=False), deploy(team, previous="HEAD"))
        assert (found.rollback_of, found.files, found.why_not) == ("", (), "")

    async def test_what_is_not_known_is_said(
        self, team: Team, door: Door, company: Company
    ) -> None:
        """Each gap by its own sentence."""
        assert "none of the configured" in (await self.ask(door(), deploy(team), "a/b")).why_not
        bare = deploy(team).model_copy(update={"sha": ""})
        assert "which commit" in (await self.ask(door(), bare)).why_not
        unknown = deploy(team, previous="")
        assert "no credential" in (await self.ask(door(signed_in=False), unknown)).why_not
        assert "no earlier deployment" in (await self.ask(door(), unknown)).why_not
        company.refusal = ScopeMissing("GitHub", "deployments", "403")
        assert "deployments" in (await self.ask(door(), unknown)).why_not
        gone = deploy(team).model_copy(update={"sha": "abc1234"})
        assert "full name" in (await self.ask(door(signed_in=False), gone)).why_not

    async def test_what_will_pass_is_tried_again(
        self, team: Team, door: Door, company: Company
    ) -> None:
        """An outage of GitHub is no answer."""
        company.refusal = Unreachable("GitHub", "deployments", "away")
        with pytest.raises(Unreachable):
            await self.ask(door(), deploy(team, previous=""))


class TestRankSuspects:
    """Whose change it was."""

    async def ask(self, door: SuspectActivities, order: RankSuspects) -> Ranking:
        """Ask for the suspects."""
        return await run(door.rank_suspects, order)

    async def test_the_pull_request_whose_line_crashes_comes_first(
        self, team: Team, door: Door, company: Company
    ) -> None:
        """With its author, and the line as the reason."""
        company.pulls = {team.run(0, "rev-parse", "HEAD~1"): pull(7)}
        found = await self.ask(door(), order(team))
        first = found.suspects[0]
        assert (first.number, first.author, found.certainty) == (7, "robin", "high")
        assert first.reasons[0].text == "src/pay.ts:2, where it crashes, came with this change"
        assert found.paths == {"webpack://shop/./src/pay.ts?a1": "src/pay.ts"}
        assert found.suspects[-1].kind == "commit"
        assert found.suspects[-1].title == "Change"

    async def test_without_github_commits_are_suspects(self, team: Team, door: Door) -> None:
        """By their e-mail addresses; and it is said why."""
        found = await self.ask(door(signed_in=False), order(team))
        first = found.suspects[0]
        assert (first.kind, first.author, first.email) == ("commit", "", "dev@example.com")
        assert any("no credential" in note for note in found.notes)

    async def test_a_refusal_of_github_is_a_note(
        self, team: Team, door: Door, company: Company
    ) -> None:
        """The code tells the commit all the same."""
        company.refusal = ScopeMissing("GitHub", "pull requests", "403")
        found = await self.ask(door(), order(team))
        assert found.suspects[0].kind == "commit"
        assert any("pull requests" in note for note in found.notes)

    @pytest.mark.parametrize("approver", [Responsible(login="kim", did="approved it"), None])
    async def test_somebody_answers_for_a_program(
        self, team: Team, door: Door, company: Company, approver: Responsible | None
    ) -> None:
        """Whoever let it in, or nobody."""
        company.pulls = {team.run(0, "rev-parse", "HEAD~1"): pull(7, "renovate[bot]")}
        company.approver = approver
        first = (await self.ask(door(), order(team))).suspects[0]
        assert (first.author, first.email) == (approver.login if approver else "", "")

    async def test_deploys_that_share_the_verdict_are_looked_at_together(
        self, team: Team, door: Door, company: Company
    ) -> None:
        """The fault may have come with the one before; where that is unknown, it is said."""
        asked = order(team, previous="HEAD~1")
        older = deploy(team, "HEAD~1", "HEAD~3")
        found = await self.ask(door(), asked.model_copy(update={"sharing": (older,)}))
        assert found.suspects[0].sha == team.run(0, "rev-parse", "HEAD~1")
        unknown = older.model_copy(update={"previous_sha": ""})
        found = await self.ask(door(), asked.model_copy(update={"sharing": (unknown,)}))
        assert any("deploys before it" in note for note in found.notes)

    async def test_older_code_is_nobodys(self, team: Team, door: Door) -> None:
        """A deploy of documents did not break it."""
        found = await self.ask(door(signed_in=False), order(team, previous="HEAD~1"))
        assert found.suspects[0].kind == "unknown"
        assert any("older than this deploy" in note for note in found.notes)

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (DeployChange(why_not="nobody told"), "nobody told"),
            (
                DeployChange(previous_sha="a" * 40, rollback_of="a" * 40),
                "takes another deploy back",
            ),
            (DeployChange(), "live before"),
            (DeployChange(previous_sha="0" * 40), "is not the full name of a commit"),
            (DeployChange(previous_sha="f" * 40), "changes of my-org/shop"),
        ],
    )
    async def test_without_a_change_nobody_is_suspected(
        self, team: Team, door: Door, change: DeployChange, said: str
    ) -> None:
        """And the reason is given."""
        found = await self.ask(door(), order(team, change))
        assert [each.kind for each in found.suspects] == ["unknown"]
        assert said in found.notes[0]


class TestCommentOnSuspect:
    """The pull request is told once, where people want that."""

    @pytest.fixture
    def incident(self) -> Incident:
        """What a pull request broke."""
        suspect = Suspect(
            kind="pull_request", title="Take coupons", number=7, points=8.5, share=1.0
        )
        return Incident(
            key="deploy-watch:my-org/shop:production:1",
            project="web",
            deploy=Deploy(repository=SHOP, sha="d" * 40, at=AT, source="pipeline"),
            verdict=Verdict.REGRESSION,
            alarm=ALARM,
            issues=(error(),),
            ranking=Ranking(suspects=(suspect,), certainty="high"),
            noticed_at=AT,
        )

    async def told(self, door: SuspectActivities, incident: Incident) -> CommentOutcome:
        """Tell the suspect."""
        asked = CommentOnSuspect(repository=SHOP, incident=incident)
        return await run(door.comment_on_suspect, asked)

    async def test_it_is_written_once(
        self, door: Door, company: Company, incident: Incident
    ) -> None:
        """However often the activity is tried."""
        first = await self.told(door(), incident)
        again = await self.told(door(), incident)
        assert (first.number, first.url, first.blocked_by) == (7, "http://127.0.0.1/comment", None)
        assert again == first
        assert len(company.bodies) == 1

    @pytest.mark.parametrize(
        ("mode", "blocked_by"), [("off", BlockedBy.OUTPUT_OFF), ("preview", BlockedBy.PREVIEW)]
    )
    async def test_modes_hold_it_back(
        self,
        door: Door,
        company: Company,
        incident: Incident,
        mode: OutputMode,
        blocked_by: BlockedBy,
    ) -> None:
        """`preview` writes down what would be said."""
        outcome = await self.told(door(comments=mode), incident)
        assert (outcome.blocked_by, company.bodies) == (blocked_by, [])

    async def test_nobody_is_told_who_is_not_suspected_clearly(
        self, door: Door, company: Company, incident: Incident
    ) -> None:
        """A comment mentions its author."""
        assert incident.ranking is not None
        unsure = incident.ranking.model_copy(update={"certainty": "medium"})
        outcome = await self.told(door(), incident.model_copy(update={"ranking": unsure}))
        nobody = await self.told(door(), incident.model_copy(update={"ranking": None}))
        assert outcome.blocked_by is nobody.blocked_by is BlockedBy.NOT_PROVABLE
        assert company.bodies == []
