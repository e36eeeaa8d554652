from hazelnut.models import Customer, Invoice, Line, Order
from hazelnut.services.invoicing import invoice_number

CUSTOMER = Customer(id=1, email="ada@example.com", country="IE")


def test_a_number_names_its_order():
    assert invoice_number(Order("7", CUSTOMER)) == "HZ-7"


def test_an_invoice_adds_up_its_orders():
    orders = [Order("7", CUSTOMER, [Line("W-500", 2, 750)]), Order("8", CUSTOMER)]
    assert Invoice("HZ-7", orders).total_cents == 1500
