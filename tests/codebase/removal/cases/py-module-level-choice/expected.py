import os

from shop.v2 import pay

TIMEOUT = 5


def run():
    return pay(os.environ, TIMEOUT)
