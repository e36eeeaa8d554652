def place(order):
    order.save()


QUERY = "select count() from events where event = 'order placed'"
