from unittest.mock import patch

from shop.rows import select


def test_all_rows():
    """With bulk-edit on."""
    with patch("posthog.feature_enabled", return_value=True):
        assert select(user, [1, 2]) == [1, 2]


def test_one_row():
    with patch("posthog.feature_enabled", return_value=False):
        assert select(user, [1, 2]) == [1]
