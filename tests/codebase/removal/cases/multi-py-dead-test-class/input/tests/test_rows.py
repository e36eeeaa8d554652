from unittest import TestCase, mock

from shop.rows import select


class SelectTest(TestCase):
    @mock.patch("posthog.feature_enabled", side_effect=lambda key, *_: key == "bulk-edit")
    def test_every_row(self, _enabled):
        self.assertEqual(select(self.user, [1, 2]), [1, 2])

    @mock.patch("posthog.feature_enabled", return_value=False)
    def test_first_row(self, _enabled):
        self.assertEqual(select(self.user, [1, 2]), [1])
