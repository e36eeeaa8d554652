from unittest import TestCase

from shop.rows import select
from tests.flags import override_flags


class SelectTest(TestCase):
    @override_flags({"bulk-edit": True})
    def test_every_row(self):
        self.assertEqual(select(self.user, [1, 2]), [1, 2])

    @override_flags({"bulk-rows": True})
    def test_first_row(self):
        self.assertEqual(select(self.user, [1, 2]), [1])
