"""The curve of an incident as a picture."""

import io
import subprocess
import sys
import warnings
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from messages.incident.picture import HEIGHT, WIDTH, curve_png, described
from scans.deploy_watch.incident import Incident
from scans.deploy_watch.looks import CurvePoint
from scans.deploy_watch.verdicts import Verdict
from scans.model import Deploy
from tests.messages.hostile import HOSTILE
from tests.messages.incident.draw_curve import documented
from tests.messages.incident.incidents import ALARM, RIVALS, T0, hostile, incident


def colours(story: Incident) -> set[tuple[int, ...]]:
    """Return the colours of a picture."""
    with Image.open(io.BytesIO(curve_png(story))) as picture:
        found = picture.convert("RGB").getcolors(WIDTH * HEIGHT)
    assert found is not None
    return {colour for _, colour in found if isinstance(colour, tuple)}


ROOT = Path(__file__).parents[3]
HAPPENED, EXPECTED, CHANGE, BACK = (
    (0xD5, 0x5E, 0x00), (0x00, 0x72, 0xB2), (0x8A, 0x3F, 0x72), (0x00, 0x69, 0x4C),
)  # fmt: skip


def test_it_is_a_picture_of_slacks_shape():
    """A PNG that Slack shows uncut, small enough to be sent at once."""
    content = curve_png(incident())
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(content) < 300_000


def test_the_same_incident_makes_the_same_bytes():
    """An attempt that is repeated draws what it drew; nothing of it depends on the clock."""
    assert curve_png(incident()) == curve_png(incident())


def test_what_is_marked_is_there_only_where_it_happened():
    """Flag changes and a rollback have lines of their own; without them there are none."""
    deploy = Deploy(at=T0 + timedelta(minutes=44), source="x", sha="aa11bb2")
    marked = colours(incident(rolled_back_by=deploy))
    assert {HAPPENED, EXPECTED, CHANGE, BACK} <= marked
    bare = colours(incident(rivals=()))
    assert {HAPPENED, EXPECTED} <= bare
    assert not {CHANGE, BACK} & bare


def test_what_lies_outside_of_the_curve_is_not_marked():
    """A change of yesterday would stretch the picture until nothing else is seen."""
    early = RIVALS[0].model_copy(update={"at": T0 - timedelta(days=1)})
    assert CHANGE not in colours(incident(rivals=(early,)))


@pytest.mark.parametrize(
    "curve",
    [
        (CurvePoint(minute=0, people=0, expected=0.0, low=0.0, high=0.0),),
        (CurvePoint(minute=0, people=90_000, expected=1e4, low=9e3, high=1.1e4),),
        tuple(
            CurvePoint(minute=5 * n, people=n % 7, expected=3, low=0, high=6)
            for n in range(-12, 48)
        ),
    ],
    ids=["one empty point", "many people", "five hours"],
)
def test_every_length_and_height_can_be_drawn(curve: tuple[CurvePoint, ...]):
    """Neither nothing nor a crowd nor the longest watch breaks the picture."""
    assert HAPPENED in colours(incident(curve=curve))


def test_a_funnel_is_drawn_as_well():
    """Its unit is another, and less is worse."""
    alarm = ALARM.model_copy(update={"series": "funnel:checkout"})
    drop = incident(verdict=Verdict.CONVERSION_DROP, alarm=alarm)
    assert curve_png(drop) != curve_png(incident(alarm=alarm))


@pytest.mark.parametrize("text", [*HOSTILE[5::9], "漢字", r"$\frac{1}{0}$ $x^"])
def test_names_are_drawn_and_never_obeyed(text: str):
    """Formulas, controls and scripts that the font lacks make no error and no warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert HAPPENED in colours(hostile(text))


def test_without_a_curve_there_is_no_picture():
    """An empty frame would look like an all-clear."""
    with pytest.raises(ValueError, match="without a curve"):
        curve_png(incident(curve=()))


def test_it_is_described_for_those_who_do_not_see_it():
    """Size, onset and the highest point, in Slack's room for such a text."""
    said = described(incident())
    assert "The most in five minutes were 12, where at most 6 are usual." in said
    assert len(described(hostile("x" * 400))) <= 1_000
    assert described(incident(curve=())) in said


def test_the_documents_show_what_is_drawn():
    """The committed picture is today's: another look of the curve needs another one."""
    with (
        Image.open(ROOT / "docs" / "alert-curve.png") as shown,
        Image.open(io.BytesIO(curve_png(documented()))) as drawn,
    ):
        assert shown.size == drawn.size
        (difference,) = ImageStat.Stat(
            ImageChops.difference(shown.convert("L"), drawn.convert("L"))
        ).mean
    # Another release of the library may smooth a letter differently.
    assert difference < 1


def test_the_library_is_loaded_by_the_first_picture_alone():
    """A quarter of a second is too long for every command to wait for it."""
    code = "import sys, messages.incident.picture; print('matplotlib' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.stdout.strip() == "False"
