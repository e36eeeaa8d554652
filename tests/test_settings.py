"""What an operator can configure, and what is said when it is wrong."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel

import settings
from messages.configuration.shape import Section, sections
from scans.stale_flags.settings import StaleFlagSettings
from settings import PREFIX, ConfigurationError, Problem, Settings

PAGE = Path(settings.__file__).parent / "docs" / "configuration.md"
MINIMAL = "version = 1\n[projects.shop]\nproject_id = 1\n"
KEY = "phx_" + "a" * 40


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a configuration file that can be used."""
    return write(tmp_path, MINIMAL)


def write(folder: Path, text: str) -> Path:
    """Write a configuration file and return its path."""
    path = folder / "groundskeeper.toml"
    path.write_text(text, "utf-8")
    return path


def problems_of(folder: Path, text: str, env: Mapping[str, str] | None = None) -> list[Problem]:
    """Return everything that is wrong with a file of this text."""
    return settings.check(write(folder, text), env or {})


def only_problem(folder: Path, text: str, env: Mapping[str, str] | None = None) -> Problem:
    """Return the one thing that is wrong with a file of this text."""
    (problem,) = problems_of(folder, text, env)
    return problem


def test_one_project_is_enough(file: Path) -> None:
    """Everything but a project has a default, and every output is in preview."""
    loaded = settings.load(file, {})
    assert loaded.projects["shop"].host == "https://us.posthog.com"
    assert set(loaded.outputs.model_dump().values()) == {"preview"}
    assert loaded.temporal.address is None


def test_the_path_beats_the_variable_beats_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is the explicit one, else the variable's, else the one in the folder."""
    places = {name: tmp_path / name for name in ("given", "named", "here")}
    for number, folder in enumerate(places.values(), start=1):
        folder.mkdir()
        write(folder, MINIMAL.replace("project_id = 1", f"project_id = {number}"))
    monkeypatch.chdir(places["here"])
    env = {"GROUNDSKEEPER_CONFIG": str(places["named"] / "groundskeeper.toml")}
    given = settings.load(places["given"] / "groundskeeper.toml", env)
    assert given.projects["shop"].project_id == 1
    assert settings.load(None, env).projects["shop"].project_id == 2
    assert settings.load(None, {}).projects["shop"].project_id == 3


def test_the_environment_overrides_single_keys(tmp_path: Path) -> None:
    """A variable replaces its key; the section's other keys stay as the file has them."""
    text = MINIMAL + "[limits]\nmax_files = 2\nmax_changed_lines = 50\n"
    env = {
        "GROUNDSKEEPER_LIMITS__MAX_FILES": "3",
        "GROUNDSKEEPER_PROJECTS__SHOP__HOST": "https://eu.posthog.com",
        "GROUNDSKEEPER_LISTENER__CLIENTS": '["ci", "cd"]',
        "GROUNDSKEEPER_VERSION": "0.1.0",
        "GROUNDSKEEPER_LISTENER__PORT": "",
    }
    loaded = settings.load(write(tmp_path, text), env)
    assert (loaded.limits.max_files, loaded.limits.max_changed_lines) == (3, 50)
    assert loaded.projects["shop"].host == "https://eu.posthog.com"
    assert loaded.projects["shop"].project_id == 1
    assert loaded.listener.clients == ("ci", "cd")


def test_constructing_settings_reads_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only `load` looks at an environment, and only at the one it is handed."""
    monkeypatch.setenv("GROUNDSKEEPER_LIMITS__MAX_FILES", "3")
    assert Settings(projects={"shop": settings.Project(project_id=1)}).limits.max_files == 5


def test_a_repository_belongs_to_the_only_project(tmp_path: Path) -> None:
    """With one project a repository need not name it, nor where to clone from."""
    text = MINIMAL + '[[repositories]]\nname = "my-org/shop"\n'
    loaded = settings.load(write(tmp_path, text), {})
    (repository,) = loaded.repositories
    assert loaded.projects_of(repository) == ("shop",)
    assert loaded.clone_url(repository) == "https://github.com/my-org/shop.git"


def test_with_two_projects_a_repository_must_choose(tmp_path: Path) -> None:
    """Which project a repository asks is never guessed, and must be one that exists."""
    second = MINIMAL + "[projects.blog]\nproject_id = 2\n"
    silent = only_problem(tmp_path, second + '[[repositories]]\nname = "my-org/shop"\n')
    assert silent.key == "repositories[0].projects"
    assert silent.allowed == "one or more of shop, blog"
    wrong = second + '[[repositories]]\nname = "my-org/shop"\nprojects = ["shpo"]\n'
    assert only_problem(tmp_path, wrong).found == "'shpo'"


def test_a_repository_stands_once(tmp_path: Path) -> None:
    """GitHub's names ignore case, so the second spelling is the same repository."""
    text = '[[repositories]]\nname = "my-org/shop"\n[[repositories]]\nname = "My-Org/Shop"\n'
    assert only_problem(tmp_path, MINIMAL + text).key == "repositories[1].name"


def test_slack_needs_a_channel_before_it_is_on(tmp_path: Path) -> None:
    """An output that is switched on must know where to go."""
    assert only_problem(tmp_path, MINIMAL + '[outputs]\nslack = "on"\n').key == "slack.channel"


@pytest.mark.parametrize(
    ("text", "key", "found", "allowed"),
    [
        ("[limits]\nmax_files = 0\n", "limits.max_files", "0", "greater than or equal to 1"),
        ('[outputs]\nslack = "yes"\n', "outputs.slack", "'yes'", "'off', 'preview' or 'on'"),
        ('[schedules]\ntime_zone = "CEST!"\n', "schedules.time_zone", "'CEST!'", "IANA"),
        ('[schedules]\ndigest = "0 9 * *"\n', "schedules.digest", "'0 9 * *'", "five cron"),
        ('[schedules]\ndigest = "60 9 * * 1"\n', "schedules.digest", "'60 9", "minute of 0-59"),
        ('[github]\napi_url = "ftp://x"\n', "github.api_url", "'ftp://x'", "https://"),
        ('[[repositories]]\nname = "shop"\n', "repositories[0].name", "'shop'", "matches"),
        (
            '[[repositories]]\nname = "a/b"\nignore = ["gen/", "# no"]\n',
            "repositories[0].ignore[1]",
            "'# no'",
            "a pattern as in a .gitignore file",
        ),
        ('[projects."Shop!"]\nproject_id = 1\n', 'projects."Shop!"', "'Shop!'", "matches"),
        ("[projects.blog]\n", "projects.blog.project_id", "nothing", "Number of the project"),
        ("slack = 3\n", "slack", "3", "dictionary"),
        ("[listener]\nhost = []\n", "listener.host", "a list", "a valid string"),
    ],
)
def test_a_mistake_says_where_what_and_what_is_allowed(
    tmp_path: Path, text: str, key: str, found: str, allowed: str
) -> None:
    """Every mistake names the file, the key, what was found and what is allowed."""
    text = text + MINIMAL.removeprefix("version = 1\n") if "[" not in text else MINIMAL + text
    problem = only_problem(tmp_path, text)
    assert problem.file.endswith("groundskeeper.toml")
    assert problem.key == key
    assert found in problem.found
    assert allowed in problem.allowed


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        ("[limit]\nmax_files = 1\n", "limit", "limits"),
        ("[limits]\nmax_file = 1\n", "limits.max_file", "max_files"),
        ("[projects.blog]\nproject_id = 2\nhots = 'x'\n", "projects.blog.hots", "host"),
        ("[[repositories]]\nname = 'a/b'\nbrnach = 'x'\n", "repositories[0].brnach", "branch"),
        ("[scans.stale_flags]\nkep = []\n", "scans.stale_flags.kep", "keep"),
    ],
)
def test_an_unknown_key_gets_the_nearest_name(
    tmp_path: Path, text: str, key: str, near: str
) -> None:
    """A misspelt key is an error that offers the key it resembles."""
    problems = problems_of(tmp_path, MINIMAL + text)
    problem = next(problem for problem in problems if problem.key == key)
    assert problem.advice == f"Did you mean `{near}`?"
    assert near in problem.allowed


def test_every_mistake_is_said_at_once(tmp_path: Path) -> None:
    """Two mistakes are two problems, so one correction round is enough."""
    text = MINIMAL + "[limits]\nmax_files = 0\n[listener]\nport = 70000\n"
    assert [each.key for each in problems_of(tmp_path, text)] == [
        "limits.max_files",
        "listener.port",
    ]


def test_a_mistake_in_the_environment_names_the_variable(file: Path) -> None:
    """The place of a wrong override is its variable, not the file."""
    env = {"GROUNDSKEEPER_LIMITS__MAX_FILES": "many"}
    (problem,) = settings.check(file, env)
    assert problem.file == "environment variable GROUNDSKEEPER_LIMITS__MAX_FILES"
    assert "GROUNDSKEEPER_LIMIT__MAX_FILES" in str(
        settings.check(file, {"GROUNDSKEEPER_LIMIT__MAX_FILES": "3"})[0]
    )
    assert (
        settings.check(file, {"GROUNDSKEEPER_LISTENER__CLIENTS": "[ci"})[0].found == "broken JSON"
    )


def test_half_a_file_gives_line_and_column(tmp_path: Path) -> None:
    """Broken TOML is located, and nothing of it is printed."""
    problem = only_problem(tmp_path, 'version = 1\n[projects.shop\nhost = "x"\n')
    assert "line 2, column" in problem.file
    assert "end of document" in only_problem(tmp_path, 'version = "').file


def test_a_file_that_is_not_text_or_not_there_is_said(tmp_path: Path) -> None:
    """A missing file advises `config init`; bytes that are no UTF-8 are located."""
    assert "config init" in settings.check(tmp_path / "none.toml", {})[0].advice
    (tmp_path / "bad.toml").write_bytes(b"version = 1\n\xff")
    assert "byte 12" in settings.check(tmp_path / "bad.toml", {})[0].found


@pytest.mark.parametrize(
    ("text", "key", "variable"),
    [
        (f'api_key = "{KEY}"\n', "projects.shop.api_key", "GROUNDSKEEPER_POSTHOG_API_KEY"),
        ('[github]\ntoken = "hunter2-hidden"\n', "github.token", "GROUNDSKEEPER_GITHUB_TOKEN"),
        (
            '[slack]\nchannel = "xoxb-hidden"\n',
            "slack.channel",
            "GROUNDSKEEPER_SLACK_BOT_TOKEN",
        ),
        (
            '[[repositories]]\nname = "a/b"\nurl = "https://me:hidden@github.com/a/b.git"\n',
            "repositories[0].url",
            "GROUNDSKEEPER_GITHUB_TOKEN",
        ),
        (f'[unknown]\nthing = ["{KEY}"]\n', "unknown.thing[0]", "GROUNDSKEEPER_POSTHOG_API_KEY"),
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_shown(
    tmp_path: Path, text: str, key: str, variable: str
) -> None:
    """A secret in the file is an error that names its variable and never its value."""
    problems = problems_of(tmp_path, MINIMAL + text)
    problem = next(each for each in problems if each.key == key)
    assert variable in problem.advice
    said = "\n".join(map(str, problems))
    assert KEY not in said
    assert "hidden" not in said


@pytest.mark.parametrize("section", list(sections(Settings)), ids=lambda section: section.header)
def test_no_key_of_any_section_shows_a_secret(tmp_path: Path, section: Section) -> None:
    """Wherever a key is pasted by mistake, in file or environment, it is refused unseen."""
    for name in section.keys:
        head = section.header or ""
        text = f'{head}\n{name} = "{KEY}"\nother = ["{KEY}"]\n{KEY} = "{KEY}"\n'
        variable = f"{PREFIX}{'__'.join([*head.strip('[]').split('.'), name]).upper()}"
        said = settings.check(write(tmp_path, text), {variable.replace("____", "__"): KEY})
        assert said
        assert KEY not in "".join(map(str, said))


def test_secrets_come_from_the_environment_or_a_file_it_names(file: Path, tmp_path: Path) -> None:
    """A project's own key beats the one for all; `_FILE` names a file with the value."""
    (tmp_path / "token").write_text("from-a-file\n")
    env = {
        "GROUNDSKEEPER_POSTHOG_API_KEY": "for-all",
        "GROUNDSKEEPER_POSTHOG_API_KEY_MY_SHOP": "for-one",
        "GROUNDSKEEPER_GITHUB_TOKEN_FILE": str(tmp_path / "token"),
        "GROUNDSKEEPER_LISTENER_SECRET_CI": "signed",
    }
    secrets = settings.load(file, env).secrets
    assert secrets.posthog_api_key("shop").get_secret_value() == "for-all"
    assert secrets.posthog_api_key("my-shop").get_secret_value() == "for-one"
    assert secrets.github_token().get_secret_value() == "from-a-file"
    assert secrets.listener_secret("ci").get_secret_value() == "signed"


def test_a_missing_secret_names_its_variable(file: Path, tmp_path: Path) -> None:
    """What is not set, or names a file that cannot be read, is said by name."""
    secrets = settings.load(file, {"GROUNDSKEEPER_SLACK_BOT_TOKEN_FILE": str(tmp_path)}).secrets
    with pytest.raises(ConfigurationError, match="GROUNDSKEEPER_GITHUB_APP_PRIVATE_KEY_FILE"):
        secrets.github_app_private_key()
    with pytest.raises(ConfigurationError, match="GROUNDSKEEPER_SLACK_BOT_TOKEN_FILE"):
        secrets.slack_bot_token()
    with pytest.raises(ConfigurationError, match="GROUNDSKEEPER_USAGE_EVENTS_API_KEY"):
        secrets.usage_events_api_key()


def test_no_representation_shows_a_secret(file: Path) -> None:
    """Neither the settings nor the secrets give a value away when they are printed."""
    loaded = settings.load(file, {"GROUNDSKEEPER_POSTHOG_API_KEY": KEY})
    shown = f"{loaded!r}{loaded.secrets!r}{loaded.model_dump_json()}"
    assert KEY not in shown + repr(loaded.secrets.posthog_api_key("shop"))


def test_the_rule_gets_its_own_model(tmp_path: Path) -> None:
    """What the rule reads has no key that concerns the schedule alone."""
    text = MINIMAL + "[scans.stale_flags]\nenabled = false\nstale_after_days = 60\n"
    loaded = settings.load(write(tmp_path, text), {})
    assert loaded.scans.stale_flags.rule() == StaleFlagSettings(stale_after_days=60)


def test_the_starter_is_the_defaults(tmp_path: Path) -> None:
    """With its project uncommented the starter loads, and it changes no default."""
    text = settings.starter()
    assert text.startswith("#:schema ./groundskeeper.schema.json\n")
    head, project, rest = text.partition("#[projects.shop]\n")
    own, gap, others = rest.partition("\n\n")
    started = head + project[1:] + own.replace("#host", "host").replace("#project", "project")
    loaded = settings.load(write(tmp_path, started + gap + others), {})
    assert loaded.model_dump() == settings.load(write(tmp_path, MINIMAL), {}).model_dump()


def test_every_line_of_the_starter_can_be_uncommented(tmp_path: Path) -> None:
    """No line of the starter is decoration: all of them together load."""
    lines = settings.starter().splitlines()[1:]
    text = "\n".join(line[1:] if line[:1] == "#" and line[1:2] != " " else line for line in lines)
    assert settings.check(write(tmp_path, text), {}) == []


def test_every_key_says_what_it_is() -> None:
    """Every key has a description, every number of something has its unit."""
    countless = {"version", "project_id", "app_id", "port", "embedded_port", "embedded_ui_port"}
    rows = settings.render_reference().splitlines()
    for section in sections(Settings):
        for name, field in section.keys.items():
            assert field.description, f"{section.header} {name}"
            row = next(
                row for row in rows if row.startswith(f"| `{name}`") and field.description in row
            )
            counted = str(field.annotation) in {str(int), str(float)} and name not in countless
            assert not counted or row.split("|")[4].strip(), f"{name} has no unit"


def test_the_reference_page_is_what_the_models_say() -> None:
    """The page in the documentation is the rendered one, to the letter."""
    assert PAGE.read_text("utf-8") == settings.render_reference()


def test_the_schema_is_closed_at_every_level() -> None:
    """An editor flags an unknown key because no table of the schema admits one."""
    schema = settings.json_schema()
    tables = [schema, *schema["$defs"].values()]
    assert all(table["additionalProperties"] is False for table in tables)


def test_every_model_is_frozen() -> None:
    """Settings never change after they are made."""
    models: list[type[BaseModel]] = [section.model for section in sections(Settings)]
    assert all(model.model_config.get("frozen") for model in models)
