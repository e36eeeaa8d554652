"""The page about the server names what there is."""

import re
from pathlib import Path
from typing import get_args

import demo.posthog
from demo.posthog import keys
from demo.posthog.faults import Kind
from demo.posthog.incident_order import IncidentOrder
from demo.posthog.modes import Modes

README = Path(demo.posthog.__file__).parent / "README.md"


def test_every_kind_of_fault_is_described():
    """A kind that is added or dropped shows in the table."""
    table = README.read_text(encoding="utf-8").split("| kind |")[1].split("\n\n")[0]
    assert sorted(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)) == sorted(get_args(Kind))


def test_every_key_is_described():
    """The keys in the page are the constants of the code."""
    table = README.read_text(encoding="utf-8").split("| key |")[1].split("\n\n")[0]
    described = set(re.findall(r"`(ph[xsc]_[^`]+)`", table))
    assert described == {*keys.default_keys(), keys.SECRET_KEY, keys.PROJECT_TOKEN}


def test_every_kind_of_incident_is_described():
    """A kind that is added or dropped shows in the table."""
    table = README.read_text(encoding="utf-8").split("| incident |")[1].split("\n\n")[0]
    kinds = get_args(IncidentOrder.model_fields["kind"].annotation)
    assert re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE) == list(kinds)


def test_every_mode_is_described():
    """A mode that is added or dropped shows in the table."""
    table = README.read_text(encoding="utf-8").split("| mode |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE) == list(Modes.model_fields)
