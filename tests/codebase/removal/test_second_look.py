"""Parsers of the machine have the last word about what would be written."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from codebase.removal import RemovalResult
from scans.model.rewritten import ParserVerdict, Rewritten

Remove = Callable[..., RemovalResult]

CLIENT = "import posthog from 'posthog-js'\n"
CHECK = CLIENT + "if (posthog.isFeatureEnabled('new-nav')) a()\n"
USER = CLIENT + "import { Flag } from './flags'\n\nif (posthog.isFeatureEnabled(Flag.NewNav)) a()\n"
ENUM = "export enum Flag {\n  BulkEdit = 'bulk-edit',\n  NewNav = 'new-nav',\n}\n"
PYTHON = 'import posthog\n\nif posthog.feature_enabled("new-nav", "u"):\n    a()\n'


class Said:
    """Parsers that say what they are told to, and remember what they were asked."""

    def __init__(self, verdicts: Mapping[str, ParserVerdict]) -> None:
        self.asked: list[Rewritten] = []
        self._verdicts = verdicts

    def verdicts(self, files: Sequence[Rewritten]) -> list[ParserVerdict]:
        """Return the verdict for each path; unknown ones are taken."""
        self.asked += files
        return [self._verdicts.get(file.path, "took it") for file in files]


def _taken(result: RemovalResult) -> dict[str, str]:
    return {file.file: file.second_parser for file in result.removal.files}


def test_refused_file_stays_byte_for_byte(remove: Remove) -> None:
    """A refusal leaves this file with a reason for every site, and completes the others."""
    parsers = Said({"src/a.ts": "refused it"})
    result = remove({"src/a.ts": CHECK + CHECK[len(CLIENT) :], "src/b.ts": CHECK}, parsers=parsers)
    assert list(result.contents) == ["src/b.ts"]
    assert result.removal.outcome == "partial"
    assert [(each.file, each.line, each.reason) for each in result.removal.left] == [
        ("src/a.ts", 2, "would not compile"),
        ("src/a.ts", 3, "would not compile"),
    ]
    assert result.removal.checks.second_parser == "passed"


def test_refused_constant_stays_with_what_hangs_on_it(remove: Remove) -> None:
    """A file that is refused without its constant keeps it; what was taken without is kept."""
    parsers = Said({"src/flags.ts": "refused it"})
    result = remove({"src/a.ts": USER, "src/flags.ts": ENUM}, parsers=parsers)
    assert result.contents == {"src/a.ts": b"a()\n"}
    assert [(each.file, each.reason) for each in result.removal.left] == [
        ("src/flags.ts", "key is used outside a check")
    ]


def test_file_that_loses_a_constant_is_asked_about_again(remove: Remove) -> None:
    """The verdict counts for the bytes that are written, not for a step on the way."""
    parsers = Said({})
    both = ENUM + "\n" + CHECK.replace("'new-nav'", "Flag.NewNav")
    result = remove({"src/a.ts": USER, "src/flags.ts": both}, parsers=parsers)
    written = {file.path: file.after for file in parsers.asked}
    assert written == result.contents
    assert all(file.before in (USER.encode(), both.encode()) for file in parsers.asked)


@pytest.mark.parametrize(
    ("verdicts", "summary"),
    [
        ({}, "passed"),
        ({"src/b.ts": "not run"}, "not_run"),
        ({"src/a.ts": "not run", "src/b.ts": "not run"}, "not_run"),
    ],
)
def test_passed_means_every_file(
    remove: Remove, verdicts: dict[str, ParserVerdict], summary: str
) -> None:
    """One file that no second parser took is enough for the whole to say so."""
    result = remove({"src/a.ts": CHECK, "src/b.ts": CHECK}, parsers=Said(verdicts))
    assert result.removal.checks.second_parser == summary
    expected = dict.fromkeys(("src/a.ts", "src/b.ts"), "passed")
    expected |= dict.fromkeys(verdicts, "not_run")
    assert _taken(result) == expected


def test_nothing_changed_is_nothing_checked(remove: Remove) -> None:
    """Without a changed file no parser ran."""
    assert remove({"src/a.ts": "a()\n"}, parsers=Said({})).removal.checks.second_parser == "not_run"


def test_python_is_asked_without_the_machine(remove: Remove) -> None:
    """Python's own parser is part of the proofs and always here; the machine's are not asked."""
    parsers = Said({"src/a.py": "refused it"})
    result = remove({"src/a.py": PYTHON}, parsers=parsers)
    assert parsers.asked == []
    assert _taken(result) == {"src/a.py": "passed"}


def test_without_parsers_other_languages_were_not_run(remove: Remove) -> None:
    """A removal without second parsers completes files all the same, and says what was not run."""
    result = remove({"src/a.ts": CHECK, "src/a.py": PYTHON})
    assert _taken(result) == {"src/a.py": "passed", "src/a.ts": "not_run"}
    assert result.removal.checks.second_parser == "not_run"


def test_each_version_is_asked_about_once(remove: Remove) -> None:
    """A file whose bytes did not change since is not parsed again."""
    parsers = Said({"src/a.ts": "not run", "src/flags.ts": "refused it"})
    remove({"src/a.ts": USER, "src/flags.ts": ENUM}, parsers=parsers)
    assert [file.path for file in parsers.asked] == ["src/a.ts", "src/flags.ts"]


def test_ignored_file_is_read_and_never_written(remove: Remove) -> None:
    """Its checks are listed, what it defines is followed, and the other files are completed."""
    files = {"src/a.ts": USER, "legacy/b.ts": CHECK, "src/flags.ts": ENUM}
    result = remove(files, ignore=["legacy/"])
    assert list(result.contents) == ["src/a.ts", "src/flags.ts"]
    assert [(each.file, each.line, each.reason) for each in result.removal.left] == [
        ("legacy/b.ts", 2, "file is ignored by the settings")
    ]


def test_ignored_constant_stays_though_nothing_uses_it(remove: Remove) -> None:
    """What only falls with the flag is not touched in an ignored file either."""
    result = remove({"src/a.ts": USER, "src/flags.ts": ENUM}, ignore=["flags.ts"])
    assert result.contents == {"src/a.ts": b"a()\n"}
    assert [(each.file, each.line) for each in result.removal.left] == [("src/flags.ts", 3)]
