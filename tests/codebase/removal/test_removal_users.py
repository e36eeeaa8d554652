"""Who may still need a constant: everybody who names it, and whoever looks at all at once."""

from collections.abc import Callable

import pytest

from codebase.removal import RemovalResult

Remove = Callable[..., RemovalResult]

CLIENT = "import posthog from 'posthog-js'\n"
ENUM = "export enum Flag {\n  BulkEdit = 'bulk-edit',\n  NewNav = 'new-nav',\n}\n"
USER = CLIENT + "import { Flag } from './flags'\n\nif (posthog.isFeatureEnabled(Flag.NewNav)) a()\n"


def _falls(remove: Remove, other: str, path: str = "src/b.ts", flags: str = ENUM) -> bool:
    result = remove({"src/a.ts": USER, "src/flags.ts": flags, path: other})
    assert result.contents["src/a.ts"] == b"a()\n"
    return "src/flags.ts" in result.contents


@pytest.mark.parametrize(
    "other",
    [
        "import { Flag as F } from './flags'\nexport const all = Object.values(F)\n",
        "import * as flags from './flags'\nexport const all = Object.values(flags.Flag)\n",
        "import * as flags from './flags'\nexport const all = Object.values(flags['Flag'])\n",
        "const { Flag: F } = require('./flags')\nexport const all = Object.keys(F)\n",
        "import { Flag } from './flags'\nexport const on = (name) => Flag[name]\n",
        "import { Flag } from './flags'\nexport type Names = keyof typeof Flag\n",
        "import { Flag } from './flags'\nfor (const name in Flag) show(name)\n",
        "import { Flag } from './flags'\nexport const { NewNav } = Flag\n",
        "import { Flag } from './flags'\nexport const f = { ...Flag }\n",
        "export { Flag as Flags } from './flags'\n",
        "// Flag.NewNav comes later\n",
        "spy(Flag, 'NewNav')\n",
    ],
)
def test_member_stays_with_whoever_may_see_it(remove: Remove, other: str) -> None:
    """All members at once, under another name, by a computed name, or by its own."""
    assert not _falls(remove, other)


@pytest.mark.parametrize(
    "other",
    [
        "import { Flag } from './flags'\nexport const key: Flag = Flag.BulkEdit\n",
        "import { Flag } from './flags'\nexport const key = Flag['BulkEdit']\n",
        "export { Flag } from './flags'\n",
        "export * from './flags'\n",
        "import * as flags from './flags'\nexport const key = flags.Flag.BulkEdit\n",
        "import { NewNav } from './NewNav'\nexport const a = NewNav()\n",
        "const { other } = await import('./flags')\n",
        "const Flag = require('./elsewhere')\nexport const key = Flag.BulkEdit\n",
    ],
)
def test_member_falls_beside_others(remove: Remove, other: str) -> None:
    """Reading another member, handing the enum on, or a word that is no member keeps nothing."""
    assert _falls(remove, other)


@pytest.mark.parametrize(
    ("path", "text", "falls"),
    [
        ("docs/flags.md", "`Flag.NewNav` is new.\n", True),
        ("src/labels.json", '{"NewNav": "New"}\n', True),
        ("serverless.yml", "handler: flags.NewNav\n", False),
        ("src/page.vue", "<template>{{ Flag.NewNav }}</template>\n", False),
        ("src/page.html", "<i ng-if='Flag.NewNav'></i>\n", False),
        ("app/Main.kt", "val key = Flag.NewNav\n", False),
    ],
)
def test_what_counts_as_a_file_that_names_it(
    remove: Remove, path: str, text: str, falls: bool
) -> None:
    """Code in any language and templates do, documents do not, data only by a path."""
    assert _falls(remove, text, path) == falls


@pytest.mark.parametrize(
    ("other", "falls"),
    [
        ("import * as flags from './flags'\nexport const all = Object.values(flags)\n", False),
        ("export * as flags from './flags'\n", False),
        ("export const load = () => import('./flags')\n", False),
        ("const all = require('./flags')\nexport const k = Object.keys(all)\n", False),
        ("const { OTHER, ...rest } = require('./flags')\n", False),
        ("export { default } from './flags'\n", True),
        ("import * as flags from '../lib/flags'\nexport const all = Object.values(flags)\n", True),
        ("import * as flags from './flags'\nexport const k = flags.OTHER\n", True),
        ("const k = require('./flags').OTHER\n", True),
    ],
)
def test_exported_constant_and_whole_modules(remove: Remove, other: str, falls: bool) -> None:
    """Whoever takes the module as a whole may see the constant; another module is another one."""
    flags = "export const NEW_NAV = 'new-nav'\nexport const OTHER = 'other'\n"
    user = (
        CLIENT + "import { NEW_NAV } from './flags'\n\nif (posthog.isFeatureEnabled(NEW_NAV)) a()\n"
    )
    files = {"src/a.ts": user, "src/flags.ts": flags, "src/b.ts": other}
    result = remove({**files, "lib/flags.ts": "export const X = 1\n"})
    assert ("src/flags.ts" in result.contents) == falls


def test_star_barrel_taken_as_a_whole_keeps_the_constant(remove: Remove) -> None:
    """Names that are handed on can be seen where they are handed to."""
    files = {
        "src/a.ts": CLIENT
        + "import { NEW_NAV } from './lib'\n\nif (posthog.isFeatureEnabled(NEW_NAV)) a()\n",
        "src/lib/flags.ts": "export const NEW_NAV = 'new-nav'\nexport const OTHER = 'other'\n",
        "src/lib/index.ts": "export * from './flags'\n",
    }
    assert "src/lib/flags.ts" in remove(files).contents
    whole = "import * as lib from './lib'\n\nexport const all = Object.keys(lib)\n"
    assert "src/lib/flags.ts" not in remove({**files, "src/b.ts": whole}).contents


def test_default_export_is_known_by_any_name(remove: Remove) -> None:
    """What is exported by default stays while a file imports it, whatever it is called there."""
    on = (
        CLIENT
        + "export default function isNav() {\n  return posthog.isFeatureEnabled('new-nav')\n}\n"
    )
    files = {
        "src/on.ts": on + "\nexport const x = 1\n",
        "src/a.ts": "import check from './on'\n\nif (check()) a()\n",
    }
    assert remove(files).contents["src/on.ts"] == b"export const x = 1\n"
    other = "import whatever from './on'\n\nexport const rights = [whatever]\n"
    assert "src/on.ts" not in remove({**files, "src/b.ts": other}).contents


PYTHON_USER = (
    "import posthog\n\nfrom shop.flags import Flag\n\n\n"
    "def f(u):\n    if posthog.feature_enabled(Flag.NEW_NAV, u.id):\n"
    "        return 1\n    return 2\n"
)


@pytest.mark.parametrize(
    ("head", "other", "falls"),
    [
        ("(StrEnum)", "from shop.flags import Flag\n\n\ndef f(flag: Flag): ...\n", True),
        ("(str, Enum)", "from shop.flags import Flag\n\nkey = Flag.OTHER.value\n", True),
        ("", "from shop import flags\n\nkey = flags.Flag.OTHER\n", True),
        ("(StrEnum)", "from shop.flags import Flag as F\n\nkeys = list(F)\n", False),
        ("(StrEnum)", "from shop import flags\n\nkeys = list(flags.Flag)\n", False),
        ("(StrEnum)", "from shop.flags import Flag\n\nkeys = Flag.__members__\n", False),
        ("(StrEnum)", "from shop.flags import Flag\n\n\ndef f(k):\n    return Flag(k)\n", False),
        ("(StrEnum)", "from shop.flags import Flag\n\n\nclass Q:\n    flag: Flag\n", False),
        ("(StrEnum)", "from shop.flags import Flag\n\n\n@get\ndef f(flag: Flag): ...\n", False),
        ("(TextChoices)", "", False),
        ("(NamedTuple)", "", False),
    ],
)
def test_python_member(remove: Remove, head: str, other: str, falls: bool) -> None:
    """A plain class or enum may lose a member that nobody can see; others count their members."""
    flags = f'class Flag{head}:\n    OTHER = "other"\n    NEW_NAV = "new-nav"\n'
    result = remove({"shop/flags.py": flags, "shop/a.py": PYTHON_USER, "shop/b.py": other})
    assert "shop/a.py" in result.contents
    assert ("shop/flags.py" in result.contents) == falls


@pytest.mark.parametrize(
    "member",
    [
        "    @classmethod\n    def all(cls):\n        return list(cls)\n",
        "    LAST = auto()\n",
        "    def every(self):\n        return vars(type(self))\n",
    ],
)
def test_python_class_that_looks_at_itself_keeps_its_members(remove: Remove, member: str) -> None:
    """What a class does with all its members is not ours to change."""
    flags = f'class Flag(Enum):\n    OTHER = "other"\n    NEW_NAV = "new-nav"\n{member}'
    result = remove({"shop/flags.py": flags, "shop/a.py": PYTHON_USER})
    assert "shop/flags.py" not in result.contents
