def place(order):
    if order.gift:
        order.wrap()
    if order.paid:
        order.ship()
    return order
