"""Who is suspected, with which reasons, and when a name is said."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scans.deploy_watch.incident import Frame, IssueFacts, Ranking
from scans.deploy_watch.rivals import Rival
from scans.deploy_watch.suspects import Candidate, Circumstances, IssueEvidence, Line, points, rank
from scans.deploy_watch.suspects.frames import SourceFiles, placed
from scans.deploy_watch.suspects.people import answered, is_bot, unanswered
from scans.model import Deploy

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
DEPLOY = Deploy(repository="my-org/shop", sha="d" * 40, at=AT, source="pipeline")
FILES = ["src/pay.ts", "src/cart.ts", "src/index.ts"]


def candidate(number: int, *files: str, **more: Any) -> Candidate:
    """A pull request by robin that touched files."""
    sha = f"{number:040x}"
    return Candidate(
        kind="pull_request",
        title=f"Change {number}",
        sha=sha,
        shas=frozenset({sha}),
        number=number,
        author="robin",
        files=frozenset(files),
        **more,
    )


def evidence(
    *files: str, lines: dict[int, Line] | None = None, message: str = "", **more: Any
) -> IssueEvidence:
    """An error that crashes in line 10 of the first file, called from the others."""
    frames = tuple(Frame(file=file, line=10, function="charge") for file in files)
    issue = IssueFacts(issue="i1", type="Error", message=message, frames=frames, **more)
    return IssueEvidence(issue, placed(frames, SourceFiles(FILES)), lines or {})


def ranked(
    candidates: Sequence[Candidate],
    *found: IssueEvidence,
    rivals: Sequence[Rival] = (),
    **more: Any,
) -> Ranking:
    """Rank under some circumstances."""
    return rank(candidates, found, Circumstances(DEPLOY, **more), rivals)


def points_of(ranking: Ranking, number: int) -> float:
    """Return the points of a pull request."""
    return next(each.points for each in ranking.suspects if each.number == number)


def flag(minutes_before: float, ratio: float | None = None) -> Rival:
    """A flag that was switched some minutes before the deploy."""
    at = AT - timedelta(minutes=minutes_before)
    return Rival(kind="flag", key="new-pay", at=at, what="on", exposed_failing_ratio=ratio)


class TestPoints:
    """What each piece of evidence is worth."""

    def test_a_blamed_line_in_a_hunk_names_the_author(self) -> None:
        """The crash line came with the change: everything that code can tell."""
        one = candidate(1, "src/pay.ts", spans={"src/pay.ts": ((10, 10),)})
        found = ranked([one, candidate(2, "src/cart.ts")], evidence(
            "src/pay.ts", lines={0: Line(shas=one.shas)}
        ))  # fmt: skip
        first = found.suspects[0]
        assert (first.number, first.author, found.certainty) == (1, "robin", "high")
        assert first.points == points.BLAMED + points.IN_HUNK + points.TOP_FILE
        assert [each.text for each in first.reasons] == [
            "src/pay.ts:10, where it crashes, came with this change",
            "src/pay.ts:10, where it crashes, is in a place that it changed",
            "it touched src/pay.ts, where it crashes",
        ]

    @pytest.mark.parametrize(("line", "near"), [(6, False), (7, True), (13, True), (14, False)])
    def test_three_lines_around_a_hunk_are_in_it(self, line: int, *, near: bool) -> None:
        """What is next to a change may break by it."""
        one = candidate(1, "src/pay.ts", spans={"src/pay.ts": ((line, line),)})
        in_hunk = points_of(ranked([one], evidence("src/pay.ts")), 1) - points.TOP_FILE
        assert in_hunk == (points.IN_HUNK if near else 0)

    def test_a_changed_function_counts_less_than_a_changed_place(self) -> None:
        """And not beside it; the less, the further the change is from the line."""
        line = Line(function=(5, 400), name="charge")
        worth: list[float] = []
        for at in (13, 14, 30, 390):
            one = candidate(1, "src/pay.ts", spans={"src/pay.ts": ((at, at),)})
            found = ranked([one], evidence("src/pay.ts", lines={0: line}))
            worth.append(points_of(found, 1) - points.TOP_FILE)
        assert worth == sorted(worth, reverse=True)
        assert worth[0] == points.IN_HUNK
        assert points.IN_FUNCTION < worth[-1] < points.IN_FUNCTION + 0.05
        text = "it changed charge in src/pay.ts, where it crashes"
        assert found.suspects[0].reasons[0].text == text
        assert found.certainty == "medium"

    @pytest.mark.parametrize(
        ("line", "older", "certainty"),
        [(10, False, "high"), (10, True, "medium"), (11, False, "medium")],
    )
    def test_older_code_in_or_beside_a_change_is_no_proof(
        self, line: int, *, older: bool, certainty: str
    ) -> None:
        """It counts as much, and nobody is mentioned for it: a formatter breaks nothing."""
        one = candidate(1, "src/pay.ts", spans={"src/pay.ts": ((line, line),)})
        found = ranked([one], evidence("src/pay.ts", lines={0: Line(older=older)}))
        assert points_of(found, 1) == points.IN_HUNK + points.TOP_FILE
        assert found.certainty == certainty

    def test_a_function_without_a_line_counts_by_its_name(self) -> None:
        """Compiled files have the names of their sources, not the lines; so its extent counts."""
        one = candidate(1, "src/pay.ts", spans={"src/pay.ts": ((30, 47), (90, 99))})
        frames = (Frame(file="/app/dist/pay.js", line=900, function="charge"),)
        issue = IssueFacts(issue="i1", frames=frames)
        line = Line(function=(12, 47), name="charge")
        found = IssueEvidence(issue, placed(frames, SourceFiles(FILES)), {0: line})
        ranking = ranked([one], found)
        half = (points.IN_FUNCTION + points.IN_HUNK) / 2
        assert points_of(ranking, 1) == half + points.TOP_FILE
        assert "900" not in ranking.suspects[0].reasons[0].text

    def test_a_line_with_a_name_that_was_changed_in_its_file_counts(self) -> None:
        """The same name in another file does not."""
        names = frozenset({"couponCode"})
        here = candidate(1, "src/pay.ts", words_in={"src/pay.ts": names})
        there = candidate(2, "src/pay.ts", words_in={"src/cart.ts": names})
        line = Line(words=names)
        found = ranked([here, there], evidence("src/pay.ts", lines={0: line}))
        difference = points_of(found, 1) - points_of(found, 2)
        assert difference == pytest.approx(points.SHARES_NAMES)

    def test_deeper_frames_weigh_less(self) -> None:
        """One call above the crash a line counts half."""
        one = candidate(1, "src/cart.ts")
        found = evidence("src/pay.ts", "src/cart.ts", lines={1: Line(shas=one.shas)})
        assert points_of(ranked([one], found), 1) == points.BLAMED / 2 + points.DEEPER_FILE

    def test_the_best_frame_counts_and_not_all_of_them(self) -> None:
        """A loop through one file is no better evidence than one visit."""
        one = candidate(1, "src/pay.ts")
        found = evidence("src/pay.ts", "src/pay.ts", "src/pay.ts")
        assert points_of(ranked([one], found), 1) == points.TOP_FILE

    def test_issues_count_by_their_share_of_the_people(self) -> None:
        """A rare error says little about a common one."""
        found = [evidence("src/pay.ts", weight=3.0), evidence("src/cart.ts", weight=1.0)]
        ranking = ranked([candidate(1, "src/pay.ts"), candidate(2, "src/cart.ts")], *found)
        assert points_of(ranking, 1) == points.TOP_FILE * 0.75
        assert points_of(ranking, 2) == points.TOP_FILE * 0.25

    def test_a_file_that_everybody_touched_says_little_of_each(self) -> None:
        """Divided by the root of their number."""
        both = [candidate(1, "src/pay.ts"), candidate(2, "src/pay.ts")]
        found = ranked(both, evidence("src/pay.ts"))
        assert points_of(found, 1) == pytest.approx(points.TOP_FILE / 2**0.5, abs=1e-3)
        assert found.suspects[0].reasons[0].text.endswith("as did 1 more of this deploy")

    def test_documents_and_tests_do_not_run(self) -> None:
        """Nor does a test of the very file."""
        found = ranked([candidate(1, "docs/pay.md", "src/pay.test.ts")], evidence("src/pay.ts"))
        assert points_of(found, 1) == points.HARMLESS

    def test_configuration_counts_where_no_frame_fits(self) -> None:
        """Otherwise the frames are better evidence."""
        ranking = ranked(
            [candidate(1, "deploy/values.yaml"), candidate(2, "deploy/x.yaml", "src/pay.ts")],
            evidence("src/pay.ts"),
        )
        assert points_of(ranking, 1) == points.CONFIGURATION
        assert points_of(ranking, 2) == points.TOP_FILE

    def test_a_package_whose_version_moved_is_found_in_the_stack(self) -> None:
        """Even where all frames of ours are old."""
        bump = candidate(1, "package.json", packages=frozenset({"@acme/money"}))
        found = evidence("node_modules/@acme/money/index.js", "src/pay.ts")
        ranking = ranked([bump], found)
        assert points_of(ranking, 1) == points.PACKAGE_IN_STACK
        assert "@acme/money" in ranking.suspects[0].reasons[0].text
        below = evidence("src/pay.ts", "node_modules/@acme/money/index.js")
        assert points_of(ranked([bump], below), 1) == points.PACKAGE_IN_STACK / 2

    def test_what_the_error_names_and_the_change_has_counts(self) -> None:
        """Words that every program has do not."""
        one = candidate(1, "src/x.ts", words=frozenset({"couponCode", "undefined"}))
        message = "Cannot read properties of undefined (reading 'couponCode')"
        ranking = ranked([one], evidence("src/pay.ts", message=message))
        assert points_of(ranking, 1) == points.NAMED_IN_ERROR
        other = candidate(2, "src/y.ts", words=frozenset({"couponCode"}))
        both = ranked([one, other], evidence("src/pay.ts", message=message))
        assert points_of(both, 1) == pytest.approx(points.NAMED_IN_ERROR / 2**0.5, abs=1e-3)
        plain = ranked([one], evidence("src/pay.ts", message="undefined is not a function"))
        assert points_of(plain, 1) == 0

    def test_a_release_and_a_canary_that_tell_speak_for_every_merge(self) -> None:
        """They tell merges from everything else, not from each other."""
        found = evidence("src/pay.ts", release="d" * 12)
        ranking = ranked([candidate(1, "a.ts")], found, on_new_share=0.8, onset=3)
        expected = points.ON_NEW_RELEASE + points.RELEASE_NAMED + points.BEGAN_WITH_IT
        assert points_of(ranking, 1) == expected

    def test_the_rise_counts_from_the_last_step_of_the_rollout(self) -> None:
        """More traffic moved, and then it began."""
        one, found = [candidate(1, "a.ts")], evidence("src/pay.ts")
        assert points_of(ranked(one, found, onset=40), 1) == 0
        assert points_of(ranked(one, found, onset=40, steps=(35,)), 1) == points.BEGAN_WITH_IT

    def test_a_rise_before_the_deploy_speaks_against_every_merge(self) -> None:
        """Then *unknown* comes first, unless code says otherwise very clearly."""
        ranking = ranked([candidate(1, "src/pay.ts")], evidence("src/pay.ts"), onset=-5)
        assert points_of(ranking, 1) == points.TOP_FILE + points.BEGAN_BEFORE
        assert ranking.suspects[0].kind == "unknown"

    def test_older_code_is_told_and_never_a_suspect(self) -> None:
        """It may be newly reached."""
        ranking = ranked(
            [candidate(1, "a.ts")], evidence("src/pay.ts", lines={0: Line(older=True)})
        )
        assert ranking.notes == (
            "src/pay.ts:10, where it crashes, is older than this deploy: perhaps newly reached.",
        )


class TestRivals:
    """What else may have done it."""

    def test_unknown_is_always_in_the_list(self) -> None:
        """Being alone is no evidence."""
        ranking = ranked([candidate(1, "a.ts")], evidence("src/pay.ts"), on_new_share=1.0, onset=0)
        assert ranking.certainty == "low"
        spans = {"src/pay.ts": ((10, 10),)}
        many = [candidate(number, "src/pay.ts", spans=spans) for number in range(30)]
        assert ranked(many, evidence("src/pay.ts")).suspects[-1].kind == "unknown"

    def test_a_flag_counts_around_the_onset_only(self) -> None:
        """From half an hour before to five minutes after."""
        kinds = {
            minutes: [each.kind for each in ranked([], rivals=[flag(minutes)]).suspects]
            for minutes in (31, 30, -5, -6)
        }
        assert kinds == {
            31: ["unknown"],
            30: ["flag", "unknown"],
            -5: ["flag", "unknown"],
            -6: ["unknown"],
        }

    def test_a_flag_whose_people_fail_more_often_counts_twice(self) -> None:
        """Three times as often, at least."""
        ranking = ranked([], rivals=[flag(2, 3.0)])
        assert ranking.suspects[0].points == points.FLAG + points.FLAG_EXPOSED
        assert ranked([], rivals=[flag(2, 2.9)]).suspects[0].points == points.FLAG

    def test_a_flag_with_evidence_of_its_own_lets_no_author_be_mentioned(self) -> None:
        """New code behind a flag crashes in its own lines, whoever switched it on."""
        one = candidate(1, "src/pay.ts", spans={"src/pay.ts": ((10, 10),)})
        found = evidence("src/pay.ts", lines={0: Line(shas=one.shas)})
        assert ranked([one], found, rivals=[flag(2)]).certainty == "high"
        assert ranked([one], found, rivals=[flag(2, 4.0)]).certainty == "medium"
        assert ranked([one], found, rivals=[flag(90, 4.0)]).certainty == "high"

    @pytest.mark.parametrize(
        ("file", "message", "host"),
        [
            ("https://js.stripe.com/v3/", "Load failed", "js.stripe.com"),
            ("src/pay.ts", "getaddrinfo ENOTFOUND api.stripe.com", "api.stripe.com"),
            ("src/pay.ts", "503 from https://api.openai.com/v1", "api.openai.com"),
        ],
    )
    def test_other_peoples_hosts_are_suspects(self, file: str, message: str, host: str) -> None:
        """By the first frame, or by whom nobody could reach."""
        ranking = ranked([], evidence(file, message=message))
        first = ranking.suspects[0]
        assert (first.kind, first.title, first.points) == ("provider", host, points.PROVIDER)

    @pytest.mark.parametrize(
        ("file", "message"),
        [
            ("https://shop.example/_next/static/chunks/main.js", "x is not a function"),
            ("src/pay.ts", "see https://docs.shop.example for help"),
            ("src/pay.ts", "timed out"),
        ],
    )
    def test_our_own_hosts_and_mere_links_are_none(self, file: str, message: str) -> None:
        """A site serves its own bundles."""
        assert ranked([], evidence(file, message=message)).suspects[0].kind == "unknown"


class TestCertainty:
    """When a name is said."""

    def test_shares_are_the_softmax_of_the_points(self) -> None:
        """Together they make one."""
        ranking = ranked([candidate(1, "src/pay.ts"), candidate(2, "b.ts")], evidence("src/pay.ts"))
        assert sum(each.share for each in ranking.suspects) == pytest.approx(1, abs=1e-3)
        points_are = [each.points for each in ranking.suspects]
        assert points_are == sorted(points_are, reverse=True)

    @pytest.mark.parametrize(
        "risen", [Circumstances(DEPLOY, old_rising=True), Circumstances(DEPLOY, shared=True)]
    )
    def test_nobody_is_named_where_the_old_release_rose_too(self, risen: Circumstances) -> None:
        """However well the code fits."""
        one = candidate(1, "src/pay.ts", spans={"src/pay.ts": ((10, 10),)})
        found = evidence("src/pay.ts", lines={0: Line(shas=one.shas)})
        ranking = rank([one], [found], risen)
        assert ranking.certainty == "low"
        assert points_of(ranking, 1) == 8.5 + points.OLD_AS_WELL

    @pytest.mark.parametrize(("onset", "certainty"), [(0, "high"), (-1, "medium")])
    def test_nobody_is_mentioned_for_a_rise_that_is_older(self, onset: int, certainty: str) -> None:
        """The line may be theirs, the rise is not."""
        one = candidate(1, "src/pay.ts", spans={"src/pay.ts": ((10, 10),)})
        found = evidence("src/pay.ts", lines={0: Line(shas=one.shas)})
        assert ranked([one], found, onset=onset).certainty == certainty

    def test_a_line_written_by_one_and_wrapped_by_another_mentions_neither(self) -> None:
        """It may break by either."""
        spans = {"src/pay.ts": ((10, 10),)}
        newer, older = (candidate(number, "src/pay.ts", spans=spans) for number in (2, 1))
        line = Line(shas=newer.shas | older.shas)
        found = ranked([newer, older], evidence("src/pay.ts", lines={0: line}))
        assert found.suspects[0].number == 2
        assert found.certainty == "medium"

    def test_two_merges_in_one_stack_mention_neither(self) -> None:
        """What crashes may be handed what the caller got wrong."""
        crashed, calling = candidate(1, "src/pay.ts"), candidate(2, "src/cart.ts")
        lines = {0: Line(shas=crashed.shas), 1: Line(shas=calling.shas)}
        found = ranked([crashed, calling], evidence("src/pay.ts", "src/cart.ts", lines=lines))
        assert found.suspects[0].number == 1
        assert found.certainty == "medium"

    def test_two_that_are_level_are_not_certain(self) -> None:
        """One has to be two points ahead."""
        spans = {"src/pay.ts": ((9, 9),)}
        both = [candidate(1, "src/pay.ts", spans=spans), candidate(2, "src/pay.ts", spans=spans)]
        assert ranked(both, evidence("src/pay.ts")).certainty != "high"

    def test_without_candidates_there_is_still_an_answer(self) -> None:
        """Nobody knows."""
        ranking = ranked([], evidence("src/pay.ts"))
        assert [each.kind for each in ranking.suspects] == ["unknown"]
        assert ranking.certainty == "low"


class TestPeople:
    """Who answers for a program's change."""

    def test_a_person_who_let_it_in_answers(self) -> None:
        """The reason says why it is they."""
        one = ranked([candidate(1, "src/pay.ts")], evidence("src/pay.ts")).suspects[0]
        bot = one.model_copy(update={"author": "renovate[bot]", "email": "bot@example.com"})
        found = answered(bot, "kim", "approved it")
        assert (found.author, found.email, found.points) == ("kim", "", bot.points)
        assert found.reasons[-1].text == "renovate[bot] wrote it, kim approved it"
        assert unanswered(bot).author == unanswered(bot).email == ""

    def test_programs_are_known_by_their_login(self) -> None:
        """GitHub puts `[bot]` behind those of Apps."""
        assert is_bot("dependabot[bot]")
        assert not is_bot("robin")
