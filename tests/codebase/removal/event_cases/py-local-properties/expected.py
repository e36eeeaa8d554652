def place(order):
    properties = {"total": order.total}
    order.save()
