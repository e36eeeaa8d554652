import pytest


@pytest.fixture
def flags(monkeypatch):
    on = {"bulk-edit"}
    monkeypatch.setattr("posthog.feature_enabled", lambda key, *_: key in on)
    return on
