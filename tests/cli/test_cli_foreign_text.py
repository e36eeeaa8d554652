"""Names that other people chose: harmless on a terminal, untouched in a document."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.command import Outcome, Run
from tests.messages.hostile import HOSTILE

Flags = Callable[..., Path]
Checkout = Callable[[Mapping[str, str | bytes]], Path]

KEYS = (
    *HOSTILE,
    "\x1b]0;owned\x07\x1b[31mred",
    "\u202eright to left\u202c",
    "a\u2028b\x85c",
    "[bold]markup[/bold] [link=http://evil.example]x[/link]",
    ":smile: {{template}} %(format)s",
)


@pytest.fixture
def code(checkout: Checkout) -> Path:
    """Return a checkout that asks for every one of the keys."""
    asks = (f"if (posthog.isFeatureEnabled({json.dumps(key)})) {{ a() }}\n" for key in KEYS)
    return checkout({"src/keys.ts": "import posthog from 'posthog-js'\n" + "".join(asks)})


def harmless(*texts: str) -> None:
    """Assert that no line holds anything that a terminal would act on."""
    for text in texts:
        for line in text.split("\n"):
            assert line.isprintable(), line


def everything(outcome: Outcome) -> Outcome:
    """Return the outcome after checking that both its streams are harmless."""
    harmless(outcome.out, outcome.err)
    return outcome


def test_usages_shows_them_and_keeps_them(run: Run, code: Path) -> None:
    """Every key comes through in JSON as it is, and on one harmless line for people."""
    names = {each["name"] for each in run("usages", code, "--json").document["usages"]}
    assert names == set(KEYS)
    lines = everything(run("usages", code)).out.splitlines()
    assert len([line for line in lines if line.startswith("src/keys.ts:")]) == len(KEYS)
    assert any("[bold]markup[/bold]" in line and ":smile:" not in line for line in lines)
    assert any(":smile: {{template}} %(format)s" in line for line in lines)


def test_scan_shows_them_and_keeps_them(run: Run, code: Path, flags: Flags) -> None:
    """The same for keys that PostHog has, is missing, or could not be judged."""
    folder = flags(*KEYS[::2])
    outcome = run("scan", code, "--evidence", folder, "--json")
    assert outcome.status == 0
    found = {each["subject"]: each["verdict"] for each in outcome.document["findings"]}
    assert found.keys() == set(KEYS)
    assert found[KEYS[0]] == "fully_rolled_out"
    assert found[KEYS[1]] == "missing_in_posthog"
    everything(run("scan", code, "--evidence", folder))


TYPEABLE = [key for key in KEYS if key and "\x00" not in key]
"""No command line can hold a null character, and an empty key is a slip."""


@pytest.mark.parametrize("key", TYPEABLE, ids=range(len(TYPEABLE)))
def test_clean_takes_any_key(run: Run, code: Path, key: str) -> None:
    """Such a flag can be taken out like any other; the account of it is harmless."""
    outcome = run("clean", code, "--flag", key, "--value", "true", "--json")
    assert outcome.status == 0
    assert outcome.document["flag"] == key
    harmless(run("clean", code, "--flag", key, "--value", "true").err)


@pytest.mark.parametrize("name", ["\x1b[31mred.ts", "two\nlines.ts", "\u202ekcab.ts", "a b.ts"])
def test_file_names_are_foreign_text_too(run: Run, checkout: Checkout, name: str) -> None:
    """In answers, in accounts and in the patch, where git's quoting holds them."""
    source = "import posthog from 'posthog-js'\nif (posthog.isFeatureEnabled('new')) { a() }\n"
    root = checkout({name: source})
    everything(run("usages", root))
    everything(run("clean", root, "--flag", "new", "--value", "true"))
    assert run("usages", root, "--json").document["usages"][0]["file"] == name


@pytest.mark.parametrize(
    "words",
    [
        ["{}"],
        ["scan", "{}"],
        ["scan", ".", "--evidence", "{}"],
        ["scan", ".", "--only", "{}"],
        ["scan", ".", "--fail-on", "{}"],
        ["scan", ".", "--config", "{}"],
        ["config", "check", "{}"],
        ["worker", "--role", "{}"],
    ],
    ids=" ".join,
)
def test_what_was_typed_comes_back_harmless(run: Run, words: list[str]) -> None:
    """A complaint that quotes a word does not let it act."""
    outcome = everything(run(*(word.format("\x1b[31m\u202ex\n]0;y") for word in words)))
    assert outcome.status in (2, 3)
    assert outcome.err.startswith("groundskeeper: ")


def test_what_posthog_wrote_into_a_file_comes_back_harmless(
    run: Run, flags: Flags, tmp_path: Path
) -> None:
    """Also reasons and names of sources that an evidence folder brings along."""
    folder = flags(
        "a", meta={"now": None, "blind": {"\x1b[31m": "\x1b]0;x\x07", "surveys": "\n\n"}}
    )
    (tmp_path / "empty").mkdir()
    everything(run("scan", "empty", "--evidence", folder))
