from hazelnut.models import Customer, Line, Order

CUSTOMER = Customer(id=1, email="ada@example.com", country="IE")


def test_an_order_adds_up_its_lines():
    order = Order("7", CUSTOMER, [Line("W-500", 2, 750), Line("P-200", 1, 520)])
    assert order.total_cents == 2020


def test_an_empty_order_costs_nothing():
    assert Order("8", CUSTOMER).total_cents == 0
