"""The sample shop is a real, readable product and exactly the story that the table tells."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import tree_sitter_typescript
from tree_sitter import Language, Parser

from demo.shop import DEFAULT_BRANCH, FILES, create_repository, expectations

SHA = "8129d66d993affb5a7e48111bd2f60caff54ce51"
SOURCES = sorted(path for path in FILES.rglob("*") if path.is_file())


def _names(*suffixes: str) -> list[str]:
    return [path.relative_to(FILES).as_posix() for path in SOURCES if path.suffix in suffixes]


@pytest.mark.parametrize("bare", [True, False])
def test_the_same_shop_has_the_same_sha_every_time(tmp_path: Path, bare: bool) -> None:
    """A commit of the shop is known in advance, whoever makes it and whenever."""
    assert create_repository(tmp_path / "shop", bare=bare) == SHA


def test_nobodys_git_configuration_changes_the_sha(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Authors and settings of the person who runs the demo leave no trace in the history."""
    config = tmp_path / "gitconfig"
    config.write_text("[core]\n\tautocrlf = true\n[user]\n\tname = Somebody Else\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody Else")
    assert create_repository(tmp_path / "shop", bare=False) == SHA


def test_a_work_tree_holds_every_file_and_nothing_else(tmp_path: Path) -> None:
    """What is checked out is what is kept beside the demo, byte for byte."""
    target = tmp_path / "shop"
    create_repository(target, bare=False)
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", DEFAULT_BRANCH],
        cwd=target,
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout.split() == [path.relative_to(FILES).as_posix() for path in SOURCES]
    for path in SOURCES:
        assert (target / path.relative_to(FILES)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("file", _names(".py"))
def test_python_files_parse(file: str) -> None:
    """Python of the shop is valid Python."""
    ast.parse((FILES / file).read_text(encoding="utf-8"), filename=file)


@pytest.mark.parametrize("file", _names(".ts", ".tsx"))
def test_typescript_files_parse(file: str) -> None:
    """TypeScript of the shop has no syntax error."""
    grammar = (
        tree_sitter_typescript.language_tsx()
        if file.endswith("x")
        else tree_sitter_typescript.language_typescript()
    )
    tree = Parser(Language(grammar)).parse((FILES / file).read_bytes())
    assert not tree.root_node.has_error


def test_every_expected_file_exists() -> None:
    """The table names no file that the shop does not have."""
    expected = expectations()
    named = {file for flag in expected.flags.values() for file in (*flag.sites, *flag.changed)}
    named |= {file for files in expected.events.values() for file in files}
    named |= set(expected.dynamic.values()) | set(expected.dynamic_events.values())
    named |= {
        file for event in expected.dead_events.values() for file in (*event.sites, *event.changed)
    }
    assert [file for file in sorted(named) if not (FILES / file).is_file()] == []


def test_a_removable_flag_is_named_only_in_the_files_its_pull_request_changes() -> None:
    """No test, comment or document mentions the key: that would leave the removal partial."""
    for key, flag in expectations().flags.items():
        if flag.pull_request:
            word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
            naming = {
                path.relative_to(FILES).as_posix()
                for path in SOURCES
                if word.search(path.read_text(encoding="utf-8"))
            }
            assert naming, f"{key} is named nowhere"
            assert naming <= set(flag.changed), key


def test_the_code_asks_for_no_flag_outside_the_table() -> None:
    """Every hyphenated key in the constants and calls of the shop stands in the table."""
    asked = re.compile(
        r"(?:[Ff]eatureFlag\w*|isFeatureEnabled|feature_enabled)\(\s*['\"]([^'\"]+)['\"]"
        r"|(?:const )?[A-Z_]+ = ['\"]([a-z0-9]+(?:-[a-z0-9]+)+)['\"]"
    )
    found = {
        literal or constant
        for file in _names(".py", ".ts", ".tsx")
        for literal, constant in asked.findall((FILES / file).read_text(encoding="utf-8"))
    }
    with_sites = {key for key, flag in expectations().flags.items() if flag.sites}
    assert found == with_sites


def test_every_event_the_code_names_stands_in_the_table() -> None:
    """Literal names in captures and in the lists of events are those that the table knows."""
    captured = re.compile(r"(?:capture|track)\(\s*['\"]([A-Za-z_]+)['\"]")
    found = {
        name
        for file in _names(".py", ".ts", ".tsx")
        for name in captured.findall((FILES / file).read_text(encoding="utf-8"))
    }
    assert found <= expectations().events.keys()


def test_a_dead_event_is_named_nowhere_else_than_where_it_is_captured() -> None:
    """Besides the list of all events: taking the capture out leaves nothing that reads it."""
    for name, event in expectations().dead_events.items():
        naming = {
            path.relative_to(FILES).as_posix()
            for path in SOURCES
            if re.search(rf"\b{name}\b", path.read_text(encoding="utf-8"))
        }
        assert naming - {"web/src/lib/analytics.ts"} == event.sites.keys(), name
