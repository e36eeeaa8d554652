"""What holds for every test."""

import os

import pytest
from hypothesis import HealthCheck, settings

# A deadline is a timed assertion: on a busy machine it says nothing about what is tested. All else
# stays as Hypothesis has it here, which is derandomized where CI runs.
settings.register_profile(
    "groundskeeper",
    parent=settings(),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("groundskeeper")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many tests run at once with `-n auto`.

    The slowest tests start servers, end them and wait: two of them leave two cores idle at times.
    """
    return max(3, os.cpu_count() or 1)
