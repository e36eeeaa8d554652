"""What kind of change a file's name tells of."""

import re
from collections.abc import Collection

_DOCUMENT = re.compile(
    r"(?:^|/)(?:docs?|documentation|changelogs?|\.changeset)/"
    r"|\.(?:md|mdx|rst|txt|adoc|png|jpe?g|gif|svg|webp|ico)$"
    r"|(?:^|/)(?:LICENSE|NOTICE|AUTHORS|CODEOWNERS|CHANGELOG|README)[^/]*$",
    re.IGNORECASE,
)
_TEST = re.compile(
    r"(?:^|/)(?:tests?|__tests__|spec|specs|e2e|cypress|playwright|fixtures|__mocks__|testdata"
    r"|androidTest|testFixtures|__snapshots__|storybook|stories)/"
    r"|(?:^|/)test_[^/]+\.py$|_test\.(?:go|py|exs|dart)$|_spec\.rb$|(?:Test|Tests|IT)\.(?:java|kt)$"
    r"|\.(?:test|spec|stories|cy|snap)(?:\.[cm]?[jt]sx?)?$|(?:^|/)conftest\.py$"
)
_REQUIREMENTS = re.compile(r"(?:^|/)(?:requirements|constraints)(?:/[^/]+|[^/]*)\.(?:txt|in)$")
_PACKAGES = re.compile(
    r"(?:^|/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml"
    r"|pnpm-workspace\.yaml|bun\.lockb?|deno\.lock|pyproject\.toml|poetry\.lock|uv\.lock"
    r"|Pipfile(?:\.lock)?|go\.(?:mod|sum|work|work\.sum)|Gemfile(?:\.lock)?|[^/]+\.gemspec"
    r"|pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml|gradle\.lockfile|composer\.(?:json|lock)"
    r"|Cargo\.(?:toml|lock)|mix\.(?:exs|lock))$"
)
_CONFIGURATION = re.compile(
    r"(?:^|/)(?:migrations?|migrate|db/migrate|alembic|prisma|config|configs|configuration|deploy"
    r"|deployment|helm|charts|terraform|infra|k8s|kubernetes|\.github|\.circleci|docker)/"
    r"|(?:^|/)(?:Dockerfile|docker-compose|compose|Procfile|Makefile|Caddyfile|nginx)[^/]*$"
    r"|(?:^|/)\.env[^/]*$|(?:^|/)\.[\w.-]*rc(?:\.[\w]+)?$"
    r"|(?:^|/)[^/]*config\.[cm]?[jt]s$|(?:^|/)[^/]*settings\.py$"
    r"|\.(?:ya?ml|toml|ini|cfg|conf|properties|sql|tf|env|gradle|kts|dockerfile)$",
    re.IGNORECASE,
)


def is_document_or_test(path: str) -> bool:
    """Whether a file never runs where people are."""
    if _REQUIREMENTS.search(path):
        return False
    return bool(_DOCUMENT.search(path) or _TEST.search(path))


def is_package_list(path: str) -> bool:
    """Whether a file says which packages are used, and in which versions."""
    return bool(_PACKAGES.search(path) or _REQUIREMENTS.search(path))


def is_configuration(path: str) -> bool:
    """Whether a file is configuration, a migration, the environment or the build."""
    return bool(_CONFIGURATION.search(path)) and not is_document_or_test(path)


def harmless(files: Collection[str]) -> bool:
    """Whether all of a change is documents and tests."""
    return bool(files) and all(map(is_document_or_test, files))
