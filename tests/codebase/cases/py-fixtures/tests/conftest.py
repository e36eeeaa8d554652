import pytest
from posthog import Posthog
from unittest.mock import MagicMock


@pytest.fixture
def posthog_client():
    return MagicMock()


@pytest.fixture
def hogs():
    client = Posthog("phc")
    yield client
    client.shutdown()
