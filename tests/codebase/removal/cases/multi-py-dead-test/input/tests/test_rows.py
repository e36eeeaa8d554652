from shop.rows import select
from tests.flags import override_flags
from tests.people import staff


def test_every_row():
    with override_flags({"bulk-rows": True}):
        assert select(staff(), [1, 2]) == [1, 2]


def test_first_row():
    """Without bulk-edit."""
    with override_flags({"bulk-edit": False}):
        assert select(staff(), [1, 2]) == [1]


def test_no_row():
    assert select(staff(), []) == []
