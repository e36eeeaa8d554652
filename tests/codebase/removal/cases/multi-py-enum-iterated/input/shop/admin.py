from shop.flags import Flag


def choices():
    return [(flag.value, flag.name) for flag in Flag]
