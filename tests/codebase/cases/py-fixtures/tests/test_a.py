import posthog
import pytest
from unittest.mock import MagicMock


@pytest.fixture
def fake_posthog():
    return MagicMock()


@pytest.fixture()
def real():
    return posthog.Posthog("phc")


def test_a(posthog_client, hogs, fake_posthog, real):
    posthog_client.capture("u", "x_not_mock")
    fake_posthog.capture("u", "x_not_fake")
    hogs.capture("u", "x_real")
    real.capture("u", "x_real2")
