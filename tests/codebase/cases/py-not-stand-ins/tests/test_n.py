import posthog
import pytest
from unittest.mock import MagicMock, call, patch, ANY
from app.n import track


@patch("posthog.capture")
def test_a(capture):
    track("p_test_real")
    capture.assert_called_once_with("u", "p_assert1")
    capture.assert_called_with("u", event="p_assert2")
    assert capture.call_args == call("u", "p_call")
    capture("u", "p_patched_param")


@patch("app.n.posthog")
def test_b(mock_posthog):
    mock_posthog.capture.assert_called_with("u", "p_assert3")
    mock_posthog.feature_enabled.return_value = True
    mock_posthog.capture.assert_has_calls([call("u", "p_has_calls")])
    assert mock_posthog.capture.call_args_list == [call("u", "p_list")]


@patch.object(posthog, "feature_enabled", return_value=True)
def test_c(enabled):
    enabled.assert_any_call("p-any", "u")


def test_d(mocker, monkeypatch):
    m = mocker.patch("posthog.capture")
    m.assert_called_once_with("u", "p_mocker")
    m("u", "p_mocker_call")
    fake_posthog = mocker.patch("app.n.posthog")
    fake_posthog.capture("u", "p_mocker_fake")
    spy = mocker.spy(posthog, "capture")
    spy("u", "p_spy")
    monkeypatch.setattr(posthog, "capture", lambda *a: None)
    monkeypatch.setattr("posthog.feature_enabled", lambda key, *a: key == "p-lambda")
    with patch("posthog.capture") as captured:
        captured("u", "p_with_patch")
        captured.assert_called_with("u", "p_with_assert")
    with patch("posthog.feature_enabled", return_value=True), patch("app.n.posthog") as posthog_patched:
        posthog_patched.capture("u", "p_with_posthog")
        posthog_patched.capture.assert_called_once_with("u", "p_with_posthog2")


@pytest.fixture
def posthog_client():
    return MagicMock()


def test_e(posthog_client):
    posthog_client.capture.assert_called_once_with("u", "p_fixture_assert")


class TestX:
    def setup_method(self):
        self.posthog = MagicMock()

    def test_f(self):
        self.posthog.capture("u", "p_self_mock")
        self.posthog.capture.assert_called_once()
