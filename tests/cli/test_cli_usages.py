"""`usages`: the shape that programs read, and the lines that people read."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import SHOP, Outcome, Run
from tests.clients.ordinary_user import folder_of_an_ordinary_user

Checkout = Callable[[Mapping[str, str | bytes]], Path]

CODE = {
    "src/größe.ts": (
        "import posthog from 'posthog-js'\n"
        "const ä = posthog.isFeatureEnabled('new-nav')\n"
        "posthog.capture(\n  'order_completed',\n)\n"
        "posthog.capture('page:' + location.path)\n"
    ),
    "src/app.min.js": "posthog.isFeatureEnabled('new-nav')\n",
}

USAGE = {
    "file",
    "properties",
    "properties_open",
    "line",
    "column",
    "end_line",
    "end_column",
    "kind",
    "name",
    "method",
    "language",
    "dynamic",
    "via",
    "confidence",
    "function",
}


def fields(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return some fields of one row."""
    return {name: row[name] for name in names}


def test_the_document_has_the_promised_shape(run: Run, checkout: Checkout) -> None:
    """`usages/1`, field by field: lines from 1, columns in bytes from 0, ends exclusive."""
    outcome = run("usages", checkout(CODE), "--json")
    assert (outcome.status, outcome.err) == (0, "")
    document = outcome.document
    assert list(document) == ["schema", "usages", "dynamic", "unused", "skipped", "stats"]
    assert document["schema"] == "usages/1"
    flag, event = document["usages"]
    assert flag.keys() == event.keys() == USAGE
    assert flag == {
        "file": "src/größe.ts",
        "line": 2,
        "column": len("const ä = ".encode()),
        "end_line": 2,
        "end_column": len("const ä = posthog.isFeatureEnabled('new-nav')".encode()),
        "kind": "flag",
        "name": "new-nav",
        "method": "isFeatureEnabled",
        "language": "typescript",
        "dynamic": False,
        "via": [],
        "confidence": "certain",
        "function": None,
        "properties": [],
        "properties_open": False,
    }
    place = fields(event, "line", "column", "end_line", "end_column", "kind", "name")
    assert list(place.values()) == [3, 0, 5, 1, "event", "order_completed"]


def test_computed_keys_and_skipped_files_have_theirs(run: Run, checkout: Checkout) -> None:
    """A computed key is listed with its expression and prefix, a skipped file with its reason."""
    document = run("usages", checkout(CODE), "--json").document
    (dynamic,) = document["dynamic"]
    assert (
        dynamic.items()
        >= {
            "file": "src/größe.ts",
            "line": 6,
            "kind": "event",
            "expression": "'page:' + location.path",
            "prefix": "page:",
        }.items()
    )
    (skipped,) = document["skipped"]
    assert skipped.keys() == {"file", "reason"}
    assert skipped["file"] == "src/app.min.js"
    assert document["stats"].keys() == {"files", "bytes", "parsed", "cached", "seconds"}


def test_a_key_that_is_one_of_two_is_two_usages(run: Run, checkout: Checkout) -> None:
    """One object per key, at the same place."""
    code = (
        "import posthog from 'posthog-js'\n"
        "export const on = (a: boolean) => posthog.isFeatureEnabled(a ? 'one' : 'two')\n"
    )
    usages = run("usages", checkout({"a.ts": code}), "--json").document["usages"]
    assert [(each["name"], each["line"]) for each in usages] == [("one", 2), ("two", 2)]


@pytest.mark.parametrize(
    ("words", "names", "kinds"),
    [
        (["--flag", "new-nav"], ["new-nav"], set[str]()),
        (["--event", "order_completed"], ["order_completed"], {"event"}),
        (
            ["--flag", "new-nav", "--event", "order_completed"],
            ["new-nav", "order_completed"],
            {"event"},
        ),
        (["--flag", "NEW-NAV"], [], set[str]()),
    ],
    ids=["flag", "event", "both", "case"],
)
def test_one_subject_may_be_asked_for(
    run: Run, checkout: Checkout, words: list[str], names: list[str], kinds: set[str]
) -> None:
    """Only its call sites, and the computed keys of its kind, which may mean it too."""
    document = run("usages", checkout(CODE), *words, "--json").document
    assert [each["name"] for each in document["usages"]] == names
    assert {each["kind"] for each in document["dynamic"]} == kinds


def test_people_read_one_line_per_place(run: Run, checkout: Checkout) -> None:
    """Path, line and name stand in one piece, however long they are."""
    deep = "/".join(["a-very-long-folder-name"] * 10) + "/file.ts"
    key = "a-flag-with-a-very-long-name" * 4
    code = f"import posthog from 'posthog-js'\nposthog.isFeatureEnabled('{key}')\n"
    outcome = run("usages", checkout({deep: code}))
    assert f"{deep}:2: flag {key}  isFeatureEnabled" in outcome.out.splitlines()


def test_the_shop_is_found_as_it_was_written(run: Run) -> None:
    """The pretend company's whole code, from the command line."""
    outcome = run("usages", SHOP)
    assert (outcome.status, outcome.err) == (0, "")
    assert "web/src/pages/CheckoutPage.tsx:17: flag new-checkout" in outcome.out


def test_an_empty_checkout_is_no_failure(run: Run, tmp_path: Path) -> None:
    """Status 0 and an empty list."""
    (tmp_path / "empty").mkdir()
    assert run("usages", "empty").status == 0
    assert run("usages", "empty", "--json").document["usages"] == []


def test_what_cannot_be_read_is_skipped_and_named(run: Run) -> None:
    """Status 0; a locked folder and a locked file stand among the skipped."""
    with folder_of_an_ordinary_user() as root:
        (root / "locked").mkdir()
        (root / "closed.ts").write_text("posthog")
        (root / "locked").chmod(0)
        (root / "closed.ts").chmod(0)
        outcome = run("usages", root, "--json")
    assert outcome.status == 0
    assert outcome.document["skipped"] == [
        {"file": "closed.ts", "reason": "unreadable"},
        {"file": "locked", "reason": "unreadable"},
    ]


def test_a_name_that_is_no_text_stays_a_document(run: Run, tmp_path: Path) -> None:
    """A file name in another encoding neither stops the walk nor breaks the JSON."""
    (tmp_path / "caf\udce9.ts").write_text(CODE["src/größe.ts"])
    outcome: Outcome = run("usages", tmp_path, "--json")
    assert outcome.status == 0
    assert outcome.document["usages"][0]["file"] == "caf\udce9.ts"
    assert "caf\\udce9.ts:2: flag new-nav" in run("usages", tmp_path).out
