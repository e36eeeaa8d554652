"""Views of the checkout."""

import logging

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shop.cart import Cart
from shop.checkout import start_checkout

logger = logging.getLogger(__name__)


@login_required
def checkout(request: HttpRequest) -> HttpResponse:
    """Show the checkout."""
    cart = Cart.of(request.user)

    if cart.is_empty():
        return redirect("cart")

    context = {
        "cart": cart,
        "steps": start_checkout(cart),
        "banner": "v2",
    }
    template = "checkout/v2.html"
    return render(request, template, context)
