"""Orders."""

from shop import mail


def place(order):
    order.save()

    mail.send(order)
