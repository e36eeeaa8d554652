"""Invoices: one per order, or one for all of them."""

from hazelnut import analytics
from hazelnut.models import Customer, Invoice, Order
from hazelnut.posthog_client import posthog

BULK_INVOICING = "bulk-invoicing"

PREFIX = "HZ"


def invoice_number(order: Order) -> str:
    return f"{PREFIX}-{order.id}"


def create_invoices(customer: Customer, orders: list[Order]) -> list[Invoice]:
    """Invoices for the orders that have none yet, and an event for each of them."""
    if not orders:
        return []
    if posthog.feature_enabled(BULK_INVOICING, customer.email):
        invoices = [Invoice(invoice_number(orders[0]), orders)]
    else:
        invoices = [Invoice(invoice_number(order), [order]) for order in orders]
    for invoice in invoices:
        analytics.record(customer, analytics.INVOICE_CREATED, total_cents=invoice.total_cents)
    return invoices
