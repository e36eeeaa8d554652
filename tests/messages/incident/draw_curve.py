"""Draws the curve that the documents show.

`python -m tests.messages.incident.draw_curve docs/alert-curve.png`
"""

import sys
from datetime import timedelta
from pathlib import Path

from messages.incident.picture import curve_png
from scans.deploy_watch.incident import Incident
from tests.messages.incident.incidents import T0, incident


def documented() -> Incident:
    """Return the incident of the basket after its rollback."""
    back = incident().deploy.model_copy(update={"at": T0 + timedelta(minutes=44)})
    return incident(rolled_back_by=back)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(curve_png(documented()))
