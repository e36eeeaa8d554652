import logging

log = logging.getLogger(__name__)


def place(order):
    order.save()
    return order


def cancel(order):
    log.info("cancelled")
