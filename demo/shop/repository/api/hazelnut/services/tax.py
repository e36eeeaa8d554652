"""Value added tax."""

from hazelnut.models import Customer
from hazelnut.posthog_client import posthog

HOME_COUNTRY = "IE"
RATES = {"IE": 0.135, "DE": 0.07, "FR": 0.055}


def rate_for(customer: Customer) -> float:
    """The rate as a fraction in [0, 1]."""
    if posthog.feature_enabled("eu-vat-rules", customer.email):
        # Businesses in other member states account for the tax themselves.
        if customer.vat_id and customer.country != HOME_COUNTRY:
            return 0.0
    return RATES.get(customer.country, RATES[HOME_COUNTRY])
