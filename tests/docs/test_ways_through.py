"""The large rooms say at their door which file does what."""

import re
from importlib import import_module
from pathlib import Path

import pytest


@pytest.mark.parametrize("room", ["activities", "clients.posthog"])
def test_a_room_names_every_file(room: str) -> None:
    """A newcomer finds each file in the room's own words, and no file that is gone."""
    package = import_module(room)
    assert package.__doc__
    assert package.__file__
    files = {file.stem for file in Path(package.__file__).parent.glob("*.py")} - {"__init__"}
    named = set(re.findall(r"`(\w+)`", package.__doc__))
    assert files - named == set()
    assert named - files == set()
