"""Whose check it is: an exact key and the SDK's method say enough, unless it is somebody else's."""

from collections.abc import Callable

import pytest

from codebase.removal import RemovalResult

Remove = Callable[..., RemovalResult]


@pytest.mark.parametrize(
    "source",
    [
        "import { client } from './missing'\nif (client.isFeatureEnabled('new-nav')) a()\n",
        (
            "import { Client } from './missing'\n"
            "const client = new Client()\nif (client.isFeatureEnabled('new-nav')) a()\n"
        ),
        (
            "import type { Client } from './missing'\n"
            "export function f(client: Client) {\n"
            "  if (client.isFeatureEnabled('new-nav')) a()\n}\n"
        ),
        (
            "import { useFeatureFlagEnabled } from './missing'\n"
            "export function f() {\n  if (useFeatureFlagEnabled('new-nav')) a()\n}\n"
        ),
    ],
)
def test_client_out_of_a_file_that_is_not_there_is_accepted(remove: Remove, source: str) -> None:
    """By its method, or by the name of a hook."""
    assert remove({"src/a.ts": source}).removal.outcome == "removed"


@pytest.mark.parametrize(
    "head",
    [
        "from app.missing import Flags\n\n\ndef f(client: Flags, u):\n",
        "from app.missing import Flags\n\nclient = Flags()\n\n\ndef f(u):\n",
        "from app.missing import client\n\n\ndef f(u):\n",
    ],
)
def test_python_client_of_a_missing_class_is_accepted(remove: Remove, head: str) -> None:
    """A type that nobody can look up proves nothing against it."""
    body = '    if client.feature_enabled("new-nav", u.id):\n        return 1\n    return 2\n'
    after = remove({"shop/a.py": head + body}).contents["shop/a.py"]
    assert (after or b"").endswith(b"u):\n    return 1\n")


@pytest.mark.parametrize(
    "source",
    [
        (
            "import { createInstance } from '@optimizely/optimizely-sdk'\n"
            "const client = createInstance({})\nif (client.isFeatureEnabled('new-nav')) a()\n"
        ),
        (
            "class Table { isFeatureEnabled(key: string) { return rows[key] } }\n"
            "const table = new Table()\nif (table.isFeatureEnabled('new-nav')) a()\n"
        ),
        "import { isFeatureEnabled } from './missing'\nif (isFeatureEnabled('new-nav')) a()\n",
    ],
)
def test_what_is_somebody_elses_is_left(remove: Remove, source: str) -> None:
    """Another product's client, an own class, a bare name that anybody may use."""
    result = remove({"src/a.ts": source})
    assert result.contents == {}
    assert [entry.reason for entry in result.removal.left] == ["key is used outside a check"]
