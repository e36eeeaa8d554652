"""Every event the API sends."""

from typing import Any, Literal

from hazelnut.models import Customer
from hazelnut.posthog_client import posthog

EventName = Literal["order_completed", "invoice_created", "signed_up"]

ORDER_COMPLETED = "order_completed"
INVOICE_CREATED = "invoice_created"
SIGNED_UP = "signed_up"


def record(customer: Customer, event: EventName, **properties: Any) -> None:
    """Captures an event on behalf of a customer."""
    posthog.capture(event, distinct_id=customer.email, properties=properties)
