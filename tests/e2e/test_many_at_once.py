"""Several who ask at the same time, and one who asks twice, get what one would have got."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.sights import Sights, assert_everything_once
from tests.e2e.stage import Stage

pytestmark = [
    pytest.mark.requires_server,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("e2e-people"),
]


def test_scans_and_digests_at_the_same_time_act_once(stage: Stage, sights: Sights) -> None:
    """A Schedule, a pipeline and its redelivery meet; a Cleanup's identity lets one of them act."""
    stage.start()
    request = stage.signed_request()
    with ThreadPoolExecutor(3) as together:
        delivered = [together.submit(stage.send, request) for _ in range(2)]
        scheduled = together.submit(stage.trigger, "stale_flags")
        scans = {each.result() for each in (*delivered, scheduled)}
    assert len(scans) == 2, "the same delivery is one scan"
    with ThreadPoolExecutor(2) as together:
        list(together.map(stage.finish, scans))
    stage.digest()
    assert_everything_once(sights)
