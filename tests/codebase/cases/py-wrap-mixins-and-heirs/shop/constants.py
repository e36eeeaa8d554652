from django.db import models


class Flags:
    NEW_CART = "v-new-cart"
    OLD = NEW_CART


class Events(models.TextChoices):
    CART = "v_cart", "Cart"
    PAID = "v_paid"
