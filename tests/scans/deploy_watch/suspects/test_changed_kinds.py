"""What kind of change a path tells of, which packages it moved, and which names it shares."""

import pytest

from scans.deploy_watch.incident import Frame
from scans.deploy_watch.suspects import FilePatch, kinds, packages, words


@pytest.mark.parametrize(
    "path",
    ["docs/a.ts", "README.md", "src/pay.test.ts", "tests/pay.py", "pay_test.go", "spec/pay_spec.rb",
     "src/test/java/PayTest.java", "web/__tests__/a.tsx", "e2e/pay.ts", "CHANGELOG.md"],
)  # fmt: skip
def test_documents_and_tests(path: str) -> None:
    """They never run where people are."""
    assert kinds.is_document_or_test(path)
    assert not kinds.is_configuration(path)


@pytest.mark.parametrize(
    "path",
    ["Dockerfile", "deploy/values.yaml", "db/migrate/2026_pay.rb", "next.config.js", ".env.example",
     "shop/settings.py", "app/migrations/0001_pay.py", "infra/main.tf", "schema.sql"],
)  # fmt: skip
def test_configuration_migrations_and_the_build(path: str) -> None:
    """They change what runs without being in any stack."""
    assert kinds.is_configuration(path)


@pytest.mark.parametrize("path", ["src/pay.ts", "pay.go", "app/models/pay.rb", "contest/latest.py"])
def test_code_is_neither(path: str) -> None:
    """Names that only contain such a word say nothing."""
    assert not kinds.is_document_or_test(path)
    assert not kinds.is_configuration(path)
    assert not kinds.is_package_list(path)


def test_a_list_of_requirements_is_no_document() -> None:
    """It ends in `.txt` all the same."""
    assert not kinds.harmless(["requirements.txt"])
    assert kinds.is_package_list("requirements/base.txt")
    assert kinds.harmless(["docs/a.md", "tests/a.py"])
    assert not kinds.harmless([])


@pytest.mark.parametrize(
    ("file", "line", "frame"),
    [
        ("package.json", '    "@acme/money": "^2.1.0",', "/app/node_modules/@acme/money/x.js"),
        ("package-lock.json", '    "node_modules/left-pad": {', "node_modules/left-pad/index.js"),
        ("pnpm-lock.yaml", "  /left-pad@1.3.0:",
         "node_modules/.pnpm/left-pad@1.3.0/node_modules/left-pad/index.js"),
        ("yarn.lock", "left-pad@^1.3.0:", "node_modules/left-pad/index.js"),
        ("requirements.txt", "Django==5.0.1", "/venv/lib/python3.12/site-packages/django/x.py"),
        ("pyproject.toml", '    "pydantic-core>=2.1",', "x/site-packages/pydantic_core/a.py"),
        ("poetry.lock", 'httpx = "^0.27"', "/v/site-packages/httpx/_client.py"),
        ("go.mod", "\tgithub.com/lib/pq v1.10.9", "/go/pkg/mod/github.com/lib/pq@v1.10.9/conn.go"),
        ("Gemfile.lock", "    rack (3.0.8)", "/usr/local/bundle/gems/rack-3.0.8/lib/rack.rb"),
        ("Gemfile", 'gem "rack", "~> 3"', "/usr/local/bundle/gems/rack-3.0.8/lib/rack.rb"),
    ],
)  # fmt: skip
def test_a_bumped_package_is_found_in_the_stack(file: str, line: str, frame: str) -> None:
    """However its list and its import spell it."""
    moved = packages.changed([FilePatch(file, file, added=(line,))])
    assert packages.shared(moved, packages.in_stack([Frame(file=frame)]))


def test_a_group_of_the_jvm_is_known_by_the_packages_of_its_code() -> None:
    """Its frames name no archive."""
    patch = FilePatch("build.gradle", "build.gradle", added=('  api "com.acme.money:core:2.1"',))
    frame = Frame(file="Money.java", function="com.acme.money.Money.of")
    moved = packages.changed([patch])
    assert packages.shared(moved, packages.in_stack([frame])) == ("com.acme.money:core", 0)
    other = Frame(file="Money.java", function="com.acme.moneyball.Money.of")
    assert packages.shared(moved, packages.in_stack([other])) is None


def test_the_package_that_is_nearest_to_the_crash_counts() -> None:
    """A framework calls everything and is seldom what crashes."""
    files = ("/v/site-packages/money/core.py", "src/pay.py", "/v/site-packages/django/base.py")
    stacked = packages.in_stack([Frame(file=file) for file in files])
    assert stacked == {"money": 0, "django": 2}
    assert packages.shared(frozenset({"django", "money"}), stacked) == ("money", 0)
    assert packages.shared(frozenset({"django"}), stacked) == ("django", 2)


def test_lines_of_code_move_no_package() -> None:
    """Only lists of packages do."""
    assert (
        packages.changed([FilePatch("src/a.ts", "src/a.ts", added=('"left-pad": "1.3"',))]) == set()
    )


def test_an_error_names_quoted_words_composed_names_and_routes() -> None:
    """And nothing that every error says."""
    text = "TypeError: cannot read 'coupon' of cartTotal at /api/v2/cart (column \"due_at\")"
    assert words.in_error(text) == {"coupon", "cartTotal", "/api/v2/cart", "due_at"}
    assert words.in_error("Cannot read properties of undefined (reading 'name')") == set()


def test_changed_lines_name_symbols_and_routes() -> None:
    """Short and common words are left out."""
    lines = ["app.get('/api/v2/cart', (req) => cartTotal(req.user))", "return null"]
    assert words.in_lines(lines) == {"/api/v2/cart", "cart", "cartTotal"}
