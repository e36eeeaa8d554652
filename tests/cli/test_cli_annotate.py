"""`annotate`: a file with production beside each call site, for people and for programs."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from scans.model.rewritten import Rewritten
from tests.cli.command import Outcome, PostHogServer, Run, refused

Flags = Callable[..., Path]
Checkout = Callable[[Mapping[str, str | bytes]], Path]
Program = Callable[..., CompletedProcess[bytes]]

CODE = """\
import posthog from 'posthog-js'
import { NEW_NAV, track } from './keys'

if (posthog.isFeatureEnabled(NEW_NAV)) {
  track('basket opened')
}
track(`page:${location.pathname}`)
"""
KEYS = """\
import posthog from 'posthog-js'
export const NEW_NAV = 'new-nav'
export const track = (event: string) => posthog.capture(event)
"""
ANNOTATED = """\
import posthog from 'posthog-js'
import { NEW_NAV, track } from './keys'

// groundskeeper: flag "new-nav": on for everyone; unchanged since 2026-01-01
// groundskeeper: fully rolled out, safe to remove, keeps true; 120 calls by 40 people in 30 days
// groundskeeper: last called 2026-11-20
if (posthog.isFeatureEnabled(NEW_NAV)) {
  // groundskeeper: event "basket opened": 14 times in 5 days; at most 3 people a day
  // groundskeeper: last seen 2026-11-19; read by the insight "Baskets"
  track('basket opened')
}
// groundskeeper: event name is computed, begins with "page:": not looked up
track(`page:${location.pathname}`)
"""


@pytest.fixture
def shop(checkout: Checkout) -> Path:
    """Return a git repository in which a constant and a wrapper stand in another folder."""
    return checkout(
        {
            "web/src/a.ts": CODE.replace("./keys", "../lib/keys"),
            "web/lib/keys.ts": KEYS,
            ".git/HEAD": "ref: refs/heads/main\n",
        }
    )


@pytest.fixture
def evidence(flags: Flags) -> Path:
    """Return evidence about one flag and one event."""
    return flags("new-nav", **usage())


def usage() -> dict[str, Any]:
    """Return counts of one flag and one event, and who reads the event."""
    as_of = "2026-11-20T09:00:00Z"
    row = {"count": 120, "users": 40, "last_seen": as_of, "responses": {"true": 120}}
    event = {
        "count": 14,
        "users": 3,
        "last_seen": "2026-11-19T20:00:00Z",
        "daily": [4, 3, 3, 4, 0],
    }
    query = {"kind": "TrendsQuery", "series": [{"kind": "EventsNode", "event": "basket opened"}]}
    insight = {"id": 1, "name": "Baskets", "saved": True, "deleted": False, "query": query}
    return {
        "flag_usage": {"as_of": as_of, "window_days": 30, "rows": {"new-nav": row}},
        "event_usage": {"as_of": as_of, "window_days": 5, "rows": {"basket opened": event}},
        "insights": {"count": 1, "next": None, "results": [insight]},
    }


def test_a_file_is_printed_with_its_comments(run: Run, shop: Path, evidence: Path) -> None:
    """Each call site has its reality above it; nothing but the file is on stdout."""
    outcome = run("annotate", shop / "web/src/a.ts", "--evidence", evidence)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == ANNOTATED.replace("./keys", "../lib/keys")


def test_the_document_has_the_promised_shape(run: Run, shop: Path, evidence: Path) -> None:
    """`annotate/1`, field by field: places as in `usages`, the words of the comment, the facts."""
    named = str(shop / "web/src/a.ts")
    outcome = run("annotate", named, "--evidence", evidence, "--json")
    assert (outcome.status, outcome.err) == (0, "")
    document = outcome.document
    assert list(document) == ["schema", "files", "blind", "skipped"]
    assert (document["schema"], document["blind"], document["skipped"]) == ("annotate/1", [], [])
    (file,) = document["files"]
    assert file["file"] == named
    flag, event, computed = file["annotations"]
    fields = ["line", "column", "end_line", "end_column", "kind", "name", "comment", "facts"]
    assert list(flag) == list(event) == list(computed) == fields
    assert [*flag.values()][:6] == [4, 4, 4, 37, "flag", "new-nav"]
    assert flag["comment"].splitlines()[0] == (
        'flag "new-nav": on for everyone; unchanged since 2026-01-01'
    )
    facts = flag["facts"]
    assert (facts["presence"], facts["serves"], facts["value"]) == ("present", "constant", True)
    assert facts["judged"]["verdict"] == "fully_rolled_out"
    assert facts["judged"]["readiness"] == "safe"
    assert facts["calls"] == {
        "known": True,
        "why_unknown": "",
        "count": 120,
        "people": 40,
        "window_days": 30.0,
        "last_called_at": "2026-11-20T09:00:00Z",
        "as_of": "2026-11-20T09:00:00Z",
    }
    assert (event["kind"], event["name"], event["line"]) == ("event", "basket opened", 5)
    assert event["facts"]["count"] == 14
    assert event["facts"]["readers"] == [{"kind": "insight", "name": "Baskets"}]
    assert (computed["name"], computed["end_line"], computed["end_column"]) == (None, None, None)
    assert computed["facts"] == {"expression": "`page:${location.pathname}`", "prefix": "page:"}


def test_the_same_evidence_gives_the_same_document(run: Run, shop: Path, evidence: Path) -> None:
    """Byte for byte, with and without what is remembered of the tree."""
    words = ("annotate", shop / "web/src/a.ts", "--evidence", evidence, "--json")
    assert run(*words).out == run(*words).out == run(*words, "--no-cache").out


def test_several_files_follow_one_another(run: Run, shop: Path, evidence: Path) -> None:
    """As `cat` prints them, in the order of the command line; their names go to stderr."""
    src, lib = shop / "web/src/a.ts", shop / "web/lib/keys.ts"
    outcome = run("annotate", lib, src, "--evidence", evidence)
    assert outcome.out == KEYS + ANNOTATED.replace("./keys", "../lib/keys")
    assert outcome.err.splitlines() == [f"==> {lib} <==", f"==> {src} <=="]
    both = run("annotate", lib, src, "--evidence", evidence, "--json").document
    assert [each["file"] for each in both["files"]] == [str(lib), str(src)]
    assert both["files"][0]["annotations"] == []


def test_a_file_outside_of_any_repository_is_read_with_its_folder(
    run: Run, checkout: Checkout, evidence: Path
) -> None:
    """Constants and wrappers beside it are known."""
    root = checkout({"a.ts": CODE, "keys.ts": KEYS})
    assert run("annotate", root / "a.ts", "--evidence", evidence).out == ANNOTATED


def test_a_link_is_read_where_it_leads(run: Run, shop: Path, evidence: Path) -> None:
    """What a file imports is found from its own place."""
    link = shop.parent / "linked.ts"
    link.symlink_to(shop / "web/src/a.ts")
    outcome = run("annotate", link, "--evidence", evidence)
    assert outcome.out == ANNOTATED.replace("./keys", "../lib/keys")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("notes.md", b"posthog.capture('x')\n", "no language that call sites are looked for in"),
        ("bytes.ts", b"posthog.capture('x')\0\xff\n", "binary"),
        ("app.min.js", b"posthog.capture('x')", "minified"),
        ("vendor/a.ts", b"posthog.capture('x')\n", "foreign code"),
    ],
)
def test_what_nobody_searches_is_printed_as_it_is(
    program: Program, checkout: Checkout, evidence: Path, name: str, content: bytes, reason: str
) -> None:
    """Byte for byte, with the reason on stderr and in the document."""
    root = checkout({name: content, ".git/HEAD": ""})
    done = program("annotate", root / name, "--evidence", evidence)
    assert (done.returncode, done.stdout) == (0, content)
    assert f"printed as it is: {reason}" in done.stderr.decode()
    done = program("annotate", root / name, "--evidence", evidence, "--json")
    assert json.loads(done.stdout)["skipped"] == [{"file": str(root / name), "reason": reason}]


@pytest.mark.parametrize(
    ("source", "comment_ends"),
    [
        (b"\xef\xbb\xbfimport posthog from 'posthog-js'\r\nposthog.capture('x')", b"\r\n"),
        (b"import posthog from 'posthog-js'\nconst a = '\xe9\xff'\nposthog.capture('x')\n", b"\n"),
    ],
    ids=["mark, CRLF, no last line end", "not UTF-8"],
)
def test_every_byte_of_a_file_stays(
    program: Program, checkout: Checkout, flags: Flags, source: bytes, comment_ends: bytes
) -> None:
    """Comments take the line ends that are there, and nothing is decoded."""
    root = checkout({"a.ts": source})
    done = program("annotate", root / "a.ts", "--evidence", flags())
    lines = done.stdout.splitlines(keepends=True)
    ours = [line for line in lines if b"// groundskeeper: " in line]
    assert ours
    assert all(line.endswith(comment_ends) for line in ours)
    assert b"".join(line for line in lines if line not in ours) == source


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.ts"], "nowhere.ts: No such file or directory; give the path of a file"),
        (["."], ".: a folder; name files in it, or try: groundskeeper usages"),
        (["-"], "-: name a file"),
        ([""], "the path of a file may not be empty"),
        (["/dev/null"], "/dev/null: not a regular file"),
        ([], "Missing argument 'FILE...'"),
        (["a.ts", "--evidence", "nowhere"], "nowhere: no such folder"),
        (["a.ts", "--write"], "No such option: --write"),
    ],
)
def test_a_wrong_word_is_refused(run: Run, tmp_path: Path, words: list[str], said: str) -> None:
    """Before anything is read or asked: exit 2 and one sentence."""
    (tmp_path / "a.ts").write_text("posthog.capture('x')\n")
    refused(run("annotate", *words), 2, said)


def test_a_missing_configuration_is_refused(run: Run, tmp_path: Path) -> None:
    """Without evidence there has to be a project to ask."""
    (tmp_path / "a.ts").write_text("posthog.capture('x')\n")
    refused(run("annotate", "a.ts"), 3, "groundskeeper.toml")


def test_what_could_not_be_read_is_said(run: Run, shop: Path, tmp_path: Path) -> None:
    """Unknown stays unknown, in the comment, in the document and on stderr; the file is printed."""
    folder = tmp_path / "empty"
    folder.mkdir()
    outcome = run("annotate", shop / "web/src/a.ts", "--evidence", folder)
    assert outcome.status == 0
    assert 'flag "new-nav": nobody knows whether PostHog has it' in outcome.out
    assert 'event "basket opened": volume unknown' in outcome.out
    assert "could not read feature_flags: feature_flags.json is not in the folder" in outcome.err
    document = run("annotate", shop / "web/src/a.ts", "--evidence", folder, "--json").document
    assert {each["source"] for each in document["blind"]} == {"feature_flags", "event_usage"}
    assert document["files"][0]["annotations"][0]["facts"]["presence"] == "unknown"


def test_a_key_that_posthog_lacks_is_named_so(run: Run, shop: Path, flags: Flags) -> None:
    """The list is complete, so the flag is surely not there."""
    outcome = run("annotate", shop / "web/src/a.ts", "--evidence", flags("another"))
    assert '// groundskeeper: flag "new-nav": not in PostHog, so it is always off' in outcome.out


def test_hostile_names_stay_in_their_comment(run: Run, checkout: Checkout, flags: Flags) -> None:
    """A key that would end its comment is spelled out, and the rest of the file is the same."""
    key = "*/ alert(1) /* --> </script>\n#"
    code = f"import posthog from 'posthog-js'\nposthog.isFeatureEnabled({json.dumps(key)})\n"
    root = checkout({"a.ts": code})
    out = run("annotate", root / "a.ts", "--evidence", flags(key)).out
    assert [line for line in out.splitlines() if "groundskeeper" not in line] == code.splitlines()
    assert "*/" not in out.splitlines()[1]


def test_what_another_parser_refuses_is_printed_as_it_is(
    run: Run, shop: Path, evidence: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Better no comment than a file that somebody cannot read; each line left out is named."""

    def refuse(_: object, files: Sequence[Rewritten]) -> list[str]:
        return ["refused it" for _ in files]

    monkeypatch.setattr("clients.second_parsers.LocalParsers.verdicts", refuse)
    file = shop / "web/src/a.ts"
    outcome = run("annotate", file, "--evidence", evidence)
    assert (outcome.status, outcome.out) == (0, file.read_text())
    said = [line for line in outcome.err.splitlines() if "no comment can stand here" in line]
    assert [line.split(":")[2] for line in said] == ["4", "5", "7"]


@pytest.mark.requires_server
def test_a_live_project_is_asked(
    run: Run, checkout: Checkout, posthog: PostHogServer, settings_file: Callable[..., Path]
) -> None:
    """The same without a folder, from PostHog itself."""
    code = (
        "import posthog from 'posthog-js'\n"
        "posthog.getFeatureFlag('new-checkout')\nposthog.capture('order_completed')\n"
    )
    root = checkout({"a.ts": code})
    outcome: Outcome = run("annotate", root / "a.ts", "--config", settings_file(posthog.address))
    assert outcome.status == 0
    assert 'flag "new-checkout": "test" for everyone' in outcome.out
    assert "fully rolled out" in outcome.out
    assert 'event "order_completed": ' in outcome.out
    assert "times in 180 days" in outcome.out


@pytest.mark.requires_server
def test_only_what_is_needed_is_asked(
    run: Run, checkout: Checkout, posthog: PostHogServer, settings_file: Callable[..., Path]
) -> None:
    """A file without flags needs no list of flags, and one without keys asks nothing."""
    posthog.order("status", "feature_flags/", times=None)
    config = settings_file(posthog.address)
    code = "import posthog from 'posthog-js'\nposthog.capture('order_completed')\n"
    outcome = run("annotate", checkout({"a.ts": code}) / "a.ts", "--config", config)
    assert (outcome.status, outcome.err) == (0, "")
    quiet = run("annotate", checkout({"b.ts": "f(1)\n"}) / "b.ts", "--config", config)
    assert (quiet.status, quiet.out, quiet.err) == (0, "f(1)\n", "")
