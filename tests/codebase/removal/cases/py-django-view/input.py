"""Views of the checkout."""

import logging

import posthog
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shop.cart import Cart
from shop.checkout import LegacyCheckout, start_checkout

logger = logging.getLogger(__name__)


@login_required
def checkout(request: HttpRequest) -> HttpResponse:
    """Show the checkout."""
    cart = Cart.of(request.user)
    use_v2 = posthog.feature_enabled(
        "checkout-v2",
        str(request.user.pk),
        person_properties={"plan": request.user.plan},
    )

    if not use_v2:
        # goes once everybody has v2
        logger.info("legacy checkout")
        return LegacyCheckout(cart).render(request)

    if cart.is_empty():
        return redirect("cart")

    context = {
        "cart": cart,
        "steps": start_checkout(cart),
        "banner": "v2" if use_v2 else None,
    }
    template = "checkout/v2.html" if use_v2 else "checkout/index.html"
    return render(request, template, context)
