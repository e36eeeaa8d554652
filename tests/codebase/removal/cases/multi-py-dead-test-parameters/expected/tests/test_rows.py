import pytest

from shop.rows import select


@pytest.mark.parametrize(("on", "count"), [(True, 2), (False, 1)])
def test_rows(on, count, flags):
    flags.override("bulk-edit", on)
    assert len(select(staff, [1, 2])) == count


def test_no_rows(flags):
    assert select(staff, []) == []
