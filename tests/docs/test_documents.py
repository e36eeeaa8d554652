"""What the documents name exists: commands, settings, variables, targets, modules, files, links."""

import subprocess
import tomllib
from collections.abc import Iterator

import pytest

from tests.docs import command_lines, references
from tests.docs.pages import ROOT, Page, compose_calls, pages, program_calls

PAGES = pages()


def complaints(page: Page) -> Iterator[str]:
    """Yield everything a page names that does not exist."""
    yield from _commands(page)
    yield from _settings(page)
    yield from _files(page)


def _commands(page: Page) -> Iterator[str]:
    lines = list(page.commands)
    for words in (*program_calls(lines), *compose_calls(lines)):
        if said := command_lines.problem(words):
            yield f"{' '.join(words)}: {said}"
    mentions = [span for span in page.spans if span.split()[0] == "groundskeeper"]
    for words in program_calls(mentions):
        if said := command_lines.problem(words, whole=False):
            yield f"{' '.join(words)}: {said}"
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for text in (*lines, *page.spans):
        yield from references.targets(text, makefile)
        yield from filter(None, map(references.module, references.MODULE.findall(text)))


def _settings(page: Page) -> Iterator[str]:
    keys = [span.split(" ")[0].strip("[]") for span in page.spans]
    yield from filter(None, map(references.setting, keys))
    blocks = [text for language, text in page.blocks if language == "toml"]
    yield from filter(None, map(references.table, blocks))
    yield from filter(None, map(references.variable, references.VARIABLE.findall(page.text)))


def _files(page: Page) -> Iterator[str]:
    words = [word for line in (*page.commands, *page.spans) for word in line.split()]
    yield from filter(None, map(references.path, words))
    for found in references.TEST.findall(page.text):
        yield from filter(None, [references.test_node(*found)])
    yield from filter(None, (references.link(page, target) for target in page.links))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_what_a_page_names_exists(page: Page) -> None:
    """A document that rots is a failing test."""
    assert list(complaints(page)) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```sh\ngroundskeeper sweep\n```", "no command 'sweep'"),
        ("```sh\n.venv/bin/groundskeeper scan\n```", "an argument is missing"),
        ("```sh\ngroundskeeper schedules\n```", "a subcommand is missing"),
        ("```sh\ngroundskeeper clean . --flag a\n```", "--value is missing"),
        ("```sh\ngroundskeeper clean .\n```", "--flag, --value is missing"),
        ("```sh\ngroundskeeper scan . ./b\n```", "too many arguments"),
        ("```sh\ngroundskeeper scan . --evidence\n```", "--evidence needs a value"),
        ("```sh\ngroundskeeper scan . \\\n    --sardine x\n```", "no option '--sardine'"),
        ("```sh\ndocker compose run --rm worker schedules lst\n```", "no command 'lst'"),
        ("Run `groundskeeper worker --role mail`.", "no role 'mail'"),
        ("Run `groundskeeper schedules stop`.", "no command 'stop'"),
        ("Set `outputs.mail`.", "no setting outputs.mail"),
        ('Set `outputs.mail = "on"`.', "no setting outputs.mail"),
        ("Set `scans.stale_flags.days`.", "no setting scans.stale_flags.days"),
        ("```toml\n[limits]\nmax_file = 1\n```", "the settings refuse this"),
        ("Set `GROUNDSKEEPER_GITHUB_KEY`.", "no variable"),
        ("Set `GROUNDSKEEPER_LIMITS__MAX_FILE=1`.", "no setting limits.max_file"),
        ("```sh\nmake tests\n```", "no target tests"),
        ("Run `make setup polish`.", "no target polish"),
        ("Run `python -m tests.workflows.write`.", "no module"),
        ("See `scans/stale_flags/rules.py`.", "no file"),
        ("See `tests/scans/*/test_nothing.py`.", "no file"),
        ("See `composition.py`.", "no file"),
        ("```sh\npytest tests/test_settings.py::test_nothing\n```", "no test"),
        ("See [it](docs/nowhere.md).", "not there"),
        ("See [it](docs/operations.md#nowhere).", "no such heading"),
        ("See [it](#nowhere).", "no such heading"),
    ],
)
def test_what_does_not_exist_is_noticed(text: str, complaint: str) -> None:
    """Every kind of reference is followed, and a wrong one is told."""
    found = list(complaints(Page("README.md", text)))
    assert any(complaint in each for each in found), found


@pytest.mark.parametrize(
    "text",
    [
        "```sh\ngroundskeeper capture show --last 5 | less  # the newest\n```",
        "```console\n$ .venv/bin/groundskeeper usages . --json > usages.json\n```",
        "Run `groundskeeper worker --role …` and `groundskeeper schedules`.",
        "`my-org/shop`, `groundskeeper/stale_flags/new-checkout`, `a.b`, `/var/lib/x.py`",
        "`GROUNDSKEEPER_POSTHOG_API_KEY_SHOP`, `GROUNDSKEEPER_GITHUB_TOKEN_FILE`",
        "`GROUNDSKEEPER_LIMITS__MAX_FILES=3`, `projects.shop.host`, `repositories.name`",
        "[a](https://example.com/x#y), [b](docs/operations.md#backup)",
    ],
)
def test_what_exists_passes(text: str) -> None:
    """The guard does not cry over what is right."""
    assert list(complaints(Page("README.md", text))) == []


def test_the_changelog_speaks_of_this_version() -> None:
    """The version that is built has its place in the changelog."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert version in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_document_is_found() -> None:
    """No page is left out because of the folder it stands in."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    ours = [name for name in listed.stdout.split() if name.split("/")[0] not in {"demo", "tests"}]
    there = {name for name in ours if (ROOT / name).exists()}
    assert there <= {page.path for page in PAGES}
