"""Settings that cannot be used: status 3, the file, the key, what was found and is allowed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import SHOP, Run, refused

Settings = Callable[..., Path]

NEED_SETTINGS = [
    ["scan", SHOP],
    ["evidence", "pull", "kept"],
    ["up"],
    ["worker"],
    ["listen"],
    ["schedules", "list"],
    ["schedules", "apply"],
    ["schedules", "pause", "groundskeeper:digest:shop"],
    ["schedules", "resume", "groundskeeper:digest:shop"],
    ["schedules", "trigger", "groundskeeper:digest:shop"],
    ["capture", "show"],
]


@pytest.mark.parametrize("words", NEED_SETTINGS, ids=lambda words: " ".join(map(str, words[:2])))
def test_missing_settings_name_the_file_and_the_way_out(run: Run, words: list[str]) -> None:
    """Every command that needs settings says which file it looked for and how to start one."""
    refused(run(*words), 3, "groundskeeper.toml", "config init")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[projects.shop]\nhost = \n", ["broken TOML", "line 2"]),
        ("[projects.shop]\nproject_id = 1\n[limits]\nx = 1\n", ["limits.x", "unknown key"]),
        ("[projects.shop]\nproject_id = 1\n[slack]\nchanel = 'a'\n", ["slack.chanel", "`channel`"]),
        ("[projects.shop]\nproject_id = 'one'\n", ["projects.shop.project_id", "'one'"]),
        ("", ["projects"]),
    ],
    ids=["half", "unknown", "nearest", "type", "empty"],
)
def test_wrong_settings_name_key_and_remedy(
    run: Run, tmp_path: Path, text: str, said: list[str]
) -> None:
    """`config check` and a command that needs them say the same."""
    file = tmp_path / "settings.toml"
    file.write_text(text)
    refused(run("config", "check", file), 3, "settings.toml", *said)
    refused(run("scan", SHOP, "--config", file), 3, "settings.toml", *said)


def test_a_secret_in_the_file_is_refused_and_not_shown(run: Run, settings_file: Settings) -> None:
    """Its place and the variable it belongs in are named, its value never is."""
    file = settings_file(more='[github]\ntoken = "ghp_abcdefgh1234567890"\n')
    outcome = run("config", "check", file)
    refused(outcome, 3, "github.token", "GROUNDSKEEPER_GITHUB_TOKEN")
    assert "ghp_abc" not in outcome.err


def test_what_is_wrong_is_also_a_document(run: Run, settings_file: Settings) -> None:
    """`config check --json` gives every problem with its file, key and remedy."""
    outcome = run("config", "check", settings_file(more="[limits]\nx = 1\n"), "--json")
    assert (outcome.status, outcome.err) == (3, "")
    assert outcome.document["schema"] == "config-check/1"
    assert [each["key"] for each in outcome.document["problems"]] == ["limits.x"]


def test_good_settings_are_called_fine(run: Run, settings_file: Settings) -> None:
    """Status 0 and one line; with `--json` an empty list."""
    file = settings_file()
    assert run("config", "check", file).out == "the settings are fine\n"
    assert run("config", "check", file, "--json").document["problems"] == []


@pytest.mark.parametrize("words", [["scan", SHOP], ["evidence", "pull", "kept"]])
def test_a_missing_secret_is_named_by_its_variable(
    run: Run, settings_file: Settings, words: list[str]
) -> None:
    """The settings are fine, and the key that PostHog wants is not set."""
    file = settings_file(key=None)
    refused(run(*words, "--config", file), 3, "GROUNDSKEEPER_POSTHOG_API_KEY")


@pytest.mark.parametrize("words", [["scan", SHOP], ["evidence", "pull", "kept"]])
def test_an_unknown_project_is_a_wrong_word(
    run: Run, settings_file: Settings, words: list[str]
) -> None:
    """Status 2, since the settings are right: the projects there are, are named."""
    file = settings_file()
    refused(run(*words, "--config", file, "--project", "shoop"), 2, "'shoop'", "shop")


def test_one_of_several_projects_has_to_be_named(run: Run, settings_file: Settings) -> None:
    """Nothing is guessed where there are two."""
    file = settings_file(more="[projects.api]\nproject_id = 2\n")
    refused(run("scan", SHOP, "--config", file), 2, "--project", "shop, api")


def test_a_profile_that_temporal_does_not_know(run: Run, settings_file: Settings) -> None:
    """Temporal's own configuration is configuration too."""
    file = settings_file(more='[temporal]\nprofile = "attic"\n')
    refused(run("schedules", "list", "--config", file), 3, "Temporal", "attic")


def test_the_schema_is_one_document(run: Run) -> None:
    """`config schema` prints JSON Schema and nothing else."""
    outcome = run("config", "schema")
    assert outcome.err == ""
    assert outcome.document["properties"].keys() >= {"projects", "repositories", "outputs"}
