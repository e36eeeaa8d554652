from shop.signals import order_placed, receiver


@receiver(order_placed)
def told(sender, order, **kwargs):
    pass
