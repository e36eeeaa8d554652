"""Components are read, never edited: their markup may use what their scripts define."""

from collections.abc import Callable

import pytest

from codebase.removal import RemovalResult

Remove = Callable[..., RemovalResult]

CLIENT = "import posthog from 'posthog-js'\n"
ENUM = "export enum Flag {\n  BulkEdit = 'bulk-edit',\n  NewNav = 'new-nav',\n}\n"
CHECK = "if (posthog.isFeatureEnabled(Flag.NewNav)) a()\n"
IMPORTS = CLIENT + "import { Flag } from './flags'\n"


@pytest.mark.parametrize("path", ["src/a.vue", "src/a.svelte"])
def test_a_check_in_a_component_is_left(remove: Remove, path: str) -> None:
    """The check is named with its line, and the file and the flag's constant stay."""
    result = remove({path: f"<script>\n{IMPORTS}{CHECK}</script>\n", "src/flags.ts": ENUM})
    assert [(entry.line, entry.reason) for entry in result.removal.left] == [
        (4, "language is only read"),
        (3, "key is used outside a check"),
    ]
    assert result.contents == {}


def test_a_constant_that_markup_names_stays(remove: Remove) -> None:
    """Markup is no script, and still a place where a name is used."""
    markup = "<script>import { Flag } from './flags'</script>\n<i>{Flag.NewNav}</i>\n"
    result = remove({"src/a.ts": IMPORTS + CHECK, "src/b.svelte": markup, "src/flags.ts": ENUM})
    assert result.contents["src/a.ts"] == b"a()\n"
    assert "src/flags.ts" not in result.contents


def test_a_wrapper_in_a_component_is_no_way_to_the_check(remove: Remove) -> None:
    """A check through a function that stands in a component is left."""
    wrapper = (
        f"<script module>\n{CLIENT}export const on = (k) => posthog.isFeatureEnabled(k)\n</script>"
    )
    result = remove(
        {
            "src/a.ts": "import { on } from './b.svelte'\nif (on('new-nav')) a()\n",
            "src/b.svelte": wrapper,
        }
    )
    assert result.contents == {}
    assert result.removal.outcome == "left"
