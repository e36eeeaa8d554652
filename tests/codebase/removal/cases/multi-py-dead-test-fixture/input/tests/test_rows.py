import pytest

from shop.rows import select


@pytest.fixture
def guest():
    return person("guest")


def test_every_row(staff):
    assert select(staff, [1, 2]) == [1, 2]


def test_first_row(guest, mocker):
    mocker.patch("posthog.feature_enabled", side_effect=lambda key, *_: key != "bulk-edit")
    assert select(guest, [1, 2]) == [1]
