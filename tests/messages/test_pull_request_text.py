"""The body of a cleanup pull request: thirty seconds to read, nothing of foreign making in it."""

# ruff: noqa: E501  the body stands here as people read it

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from markdown_it import MarkdownIt
from markdown_it.token import Token

from messages.github_body import LONGEST_BODY, Origin
from messages.marker import read_marker
from messages.pull_request import PullRequestText, cleanup_pull_request
from scans.model import Checks, CleanedFile, Finding, LeftSite, Removal, UnusedName
from tests.messages.hostile import (
    FOREIGN,
    HOSTILE,
    evidence,
    finding,
    hostile_finding,
    hostile_removal,
    removal,
)

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
RUN = "http://127.0.0.1:8233/namespaces/default/workflows/cleanup:shop"


def written(found: Finding, account: Removal, run_url: str | None = RUN) -> PullRequestText:
    """Return the text about a finding in the repository of the story."""
    workflow = "cleanup:my-org/shop:stale_flags:new-checkout"
    return cleanup_pull_request(
        found, account, Origin("my-org/shop", "5f0c7a1e" * 5, workflow, run_url)
    )


def leaves(body: str) -> list[Token]:
    """Return everything that the body is made of, flat."""
    return [leaf for token in GITHUB.parse(body) for leaf in (token, *(token.children or []))]


def prose(body: str) -> str:
    """Return what is read first: neither tables nor the folded block."""
    visible = body.partition("<details>")[0]
    return "\n".join(line for line in visible.splitlines() if not line.startswith("|"))


def test_the_body_of_the_story() -> None:
    """What, why, evidence, what was left, undo, dismiss, details; the marker is the last line."""
    text = written(finding(), removal())
    *lines, marker = text.body.rstrip("\n").split("\n")
    assert "\n".join(lines) == snapshot("""\
Takes the flag `new-checkout` out of 2 files (15 lines removed, 3 added) and keeps what everyone gets: `"test"`.

**Why this value:** Serves "test" to everyone, and its rules have not changed for 90 days.

| fact | value | source | as of |
|---|---|---|---|
| served | `test` | feature flag | 2026-11-20 09:00 UTC |
| rollout percentage | `100 %` | feature flag | 2026-11-20 09:00 UTC |
| unchanged | `90 days` | activity log | 2026-11-20 09:00 UTC |
| readiness | safe to remove | flags that are evaluated locally leave no calls | |

**Left for a person** (keep the branch for the variant `"test"`):
- `src/basket.ts:40`: the value is passed on

**Undo:** revert this pull request. The flag in PostHog is untouched; archive it only after this is merged, deployed and no longer asked for.
**Dismiss:** close this pull request. It stays closed unless the evidence changes. To be never asked again, give the flag the tag `keep` in PostHog.
[How this was found](<http://127.0.0.1:8233/namespaces/default/workflows/cleanup:shop>)

<details><summary>Details</summary>

Read at commit `5f0c7a1e5f0c7a1e5f0c7a1e5f0c7a1e5f0c7a1e`; every changed file was parsed again, and by a second parser.

- `src/checkout.tsx`: 2 call sites, 14 lines removed, 3 added
- `src/flags.ts`: 1 call site, 1 line removed, 0 added
- left: `src/basket.ts:40`: the value is passed on
- blind spot: flags that are evaluated locally leave no calls

</details>
""")
    assert read_marker(marker)
    assert text.labels == ("groundskeeper", "stale_flags")


def test_it_is_read_in_thirty_seconds() -> None:
    """At most 150 words of prose, even with more left over than is shown."""
    left = tuple(LeftSite(file="a.ts", line=n, reason="the key is computed") for n in range(1, 40))
    body = written(finding(), removal().model_copy(update={"left": left})).body
    assert len(prose(body).split()) <= 150
    assert "- the key is computed: `a.ts:1`, `a.ts:2`, `a.ts:3` and 36 more" in body
    assert body.count("- left: ") == 39


def test_many_places_are_told_by_reason() -> None:
    """More than five places: one line per reason, the most frequent first, the rest by number."""
    left = [
        LeftSite(file=f"{reason}.ts", line=n, reason=f"reason {reason}")
        for reason in range(7)
        for n in range(1, reason + 2)
    ]
    lines = written(finding(), removal().model_copy(update={"left": tuple(left)})).body.splitlines()
    shown = [line for line in lines if line.startswith("- reason")]
    assert [line.partition(":")[0] for line in shown] == [f"- reason {n}" for n in range(6, 1, -1)]
    assert "- and 3 more, listed below" in lines


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "(keep the branch that runs when the flag is on)"),
        (False, "(keep the branch that runs when the flag is off)"),
        ("test", '(keep the branch for the variant `"test"`)'),
    ],
)
def test_who_decides_knows_which_branch_stays(value: bool | str, said: str) -> None:
    """What is left for a person says which branch that person has to keep."""
    account = removal().model_copy(update={"value": value})
    assert f"**Left for a person** {said}:" in written(finding(), account).body


def test_names_that_nothing_uses_now_are_told() -> None:
    """A reviewer hears from us what a linter would say, at most so many, and nothing otherwise."""
    names = tuple(UnusedName(name=f"late{number}", line=number) for number in range(1, 12))
    file = CleanedFile(file="a.ts", removed_sites=1, removed_lines=3, added_lines=0, unused=names)
    text = written(finding(), removal().model_copy(update={"files": (file,)})).body
    assert "**Used by nothing now**, declared as before: `late1` (`a.ts:1`), `late2`" in text
    assert "more. Giving them a value may do something" in text
    assert "Used by nothing" not in written(finding(), removal()).body


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ((), "every changed file was parsed again, by one parser."),
        ((0,), "parsed again, and by a second parser except `src/flags.ts`."),
        ((0, 1), "every changed file was parsed again, and by a second parser."),
    ],
)
def test_only_parsers_that_ran_are_named(taken: tuple[int, ...], said: str) -> None:
    """A second parser is claimed for the files that one took, and for no other."""
    files = tuple(
        each.model_copy(update={"second_parser": "passed" if at in taken else "not_run"})
        for at, each in enumerate(removal().files)
    )
    checks = Checks(second_parser="passed" if len(taken) == len(files) else "not_run")
    account = removal().model_copy(update={"files": files, "checks": checks})
    assert said in written(finding(), account).body


def test_the_table_has_eight_rows_and_ends_with_readiness() -> None:
    """However much evidence there is, the last row says how ready and what was not seen."""
    facts = tuple(evidence(f"fact_{n}", n, None, "feature flag") for n in range(20))
    body = written(finding(evidence=facts), removal()).body
    rows = [line for line in body.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 8
    assert rows[-1].startswith("| readiness | safe to remove | flags that are evaluated locally")


def test_without_a_page_to_open_there_is_no_link() -> None:
    """Where nobody could open Temporal's pages, the body does not pretend."""
    assert "How this was found" not in written(finding(), removal(), None).body
    assert "link_open" not in {
        leaf.type for leaf in leaves(written(finding(), removal(), "javascript:alert(1)").body)
    }


def test_a_very_long_account_is_cut_at_a_line() -> None:
    """GitHub's limit is kept by leaving out whole lines of the folded block, said by number."""
    files = tuple(
        CleanedFile(file=f"src/{'x' * 80}/{n}.ts", removed_sites=1, removed_lines=1, added_lines=0)
        for n in range(2000)
    )
    body = written(finding(), removal().model_copy(update={"files": files})).body
    assert len(body) <= LONGEST_BODY
    assert re.search(r"^- and \d+ more lines$", body, re.MULTILINE)
    assert body.count("</details>") == 1
    assert read_marker(body)


@given(FOREIGN, st.sampled_from([1, 6]))
def test_foreign_text_adds_nothing_to_the_page(text: str, times: int) -> None:
    """Key, value, reason, evidence, paths: none makes a link, picture, heading, list or HTML."""
    ours = written(hostile_finding("x"), hostile_removal("x", times))
    theirs = written(hostile_finding(text), hostile_removal(text, times))
    allowed = [leaf.type for leaf in leaves(ours.body) if leaf.type not in {"text", "code_inline"}]
    found = [leaf.type for leaf in leaves(theirs.body) if leaf.type not in {"text", "code_inline"}]
    assert found == allowed


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_mentions_and_closes_nothing(text: str) -> None:
    """Outside of code there is no mention, reference or address, nor any in title and commit."""
    result = written(hostile_finding(text), hostile_removal(text), None)
    outside = "".join(leaf.content for leaf in leaves(result.body) if leaf.type == "text")
    for said in (outside, result.title, result.commit_message):
        assert re.search(r"@\w|#\d|\bGH-\d|://", said) is None
    marker = read_marker(result.body)
    assert marker is None or marker.subject == text
